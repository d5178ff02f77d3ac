"""What was found of pairs of tellings, remembered while one of both came lately."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nouvelles.stories.live import Live
from nouvelles.stories.model import PairModel


class Links:
    """Log-odds of pairs of rows, made when first asked for.

    A pair is never made twice: sketches do not change. It is only a memory: what it says
    can be had again from the rows, so that no snapshot keeps it.
    """

    def __init__(self, live: Live, model: PairModel) -> None:
        self.live, self.model = live, model
        self.odds = live.odds

    def of(self, row: int, others: Sequence[int]) -> list[float]:
        """The log-odds of a row with each of others."""
        known = self.odds.get(row)
        if known is None:
            known = self.odds[row] = {}
        missing = [other for other in others if other not in known]
        if missing:
            found = self.model.odds(self.live.bank, row, np.array(missing, np.intp))
            for other, odds in zip(missing, found.tolist(), strict=True):
                known[other] = odds
                self.odds.setdefault(other, {})[row] = odds
        return [known[other] for other in others]

    def prune(self) -> None:
        """Forget pairs of which neither came lately."""
        lately = set(self.live.lately)
        for row in [row for row in self.odds if row not in lately]:
            kept = {o: v for o, v in self.odds[row].items() if o in lately}
            if kept:
                self.odds[row] = kept
            else:
                del self.odds[row]
