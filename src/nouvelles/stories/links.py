"""What was found of pairs of tellings, remembered while one of both came lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        known = self.odds.get(row, {})
        missing = [other for other in others if other not in known]
        if missing:
            found = self.model.odds(self.live.bank, row, np.array(missing, np.intp))
            made = dict(zip(missing, found.tolist(), strict=True))
            self.learn(row, made)
            known = known | made
        return [known[other] for other in others]

    def learn(self, row: int, found: Mapping[int, float]) -> None:
        """Remember what a row and others were found to be, as far as one came lately."""
        lately = self.live.lately
        if row not in lately:
            found = {other: odds for other, odds in found.items() if other in lately}
        if found:
            self.odds.setdefault(row, {}).update(found)
        for other, odds in found.items():
            self.odds.setdefault(other, {})[row] = odds
