"""What was found of pairs of tellings, remembered while the later of both is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nouvelles.stories.live import Live
from nouvelles.stories.model import PairModel


class Links:
    """Log-odds of pairs of rows, made when first asked for.

    A pair is never made twice: sketches do not change. It is only a memory: what it says
    can be had again from the rows, so that no snapshot keeps it. Each stands with that of
    both which came later (`live.odds`), and goes when that came lately no more.
    """

    def __init__(self, live: Live, model: PairModel) -> None:
        self.live, self.model = live, model

    def of(self, row: int, others: Sequence[int]) -> list[float]:
        """The log-odds of a row with each of others."""
        odds = self.live.odds
        known = {**odds.get(row, {})}
        for other in others:
            if other not in known and row in (theirs := odds.get(other, {})):
                known[other] = theirs[row]
        missing = [other for other in others if other not in known]
        if missing:
            found = self.model.odds(self.live.bank, row, np.array(missing, np.intp))
            for other, one in zip(missing, found.tolist(), strict=True):
                known[other] = one
                self._remember(row, other, one)
        return [known[other] for other in others]

    def likely(self, bias: float) -> dict[int, list[int]]:
        """The rows that each is likely to be of one event with, as far as is known."""
        found: dict[int, list[int]] = {}
        for row, known in self.live.odds.items():
            for other, odds in known.items():
                if odds + bias > 0:
                    found.setdefault(row, []).append(other)
                    found.setdefault(other, []).append(row)
        return found

    def _remember(self, row: int, other: int, odds: float) -> None:
        arrival = self.live.bank["arrival"]
        later, before = (row, other) if arrival[row] > arrival[other] else (other, row)
        if later in self.live.lately:
            self.live.odds.setdefault(later, {})[before] = odds
