"""What was found of pairs of tellings, remembered while the later of both is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from nouvelles.stories.compare import features_of
from nouvelles.stories.live import Live
from nouvelles.stories.model import PairModel

#: Pairs that are made at once: 2 KB are fetched for each.
_AT_ONCE: Final = 2_048


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
        known = self.live.odds.get(row, {})
        try:
            return [known[other] for other in others]
        except KeyError:
            (found,) = self.of_all([(row, others)])
            return found

    def of_all(self, wanted: Sequence[tuple[int, Sequence[int]]]) -> list[list[float]]:
        """The same of several rows, each with others of its own."""
        known = [self._known(row, others) for row, others in wanted]
        missing: list[tuple[int, int]] = []  # place among those wanted, other row
        for place, (_, others) in enumerate(wanted):
            missing += [(place, other) for other in others if other not in known[place]]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            asked = Counter(place for place, _ in some)  # in their order
            ones = self.live.bank.take([wanted[place][0] for place in asked])
            theirs = self.live.bank.take([other for _, other in some])
            pairs = features_of(ones, [*asked.values()], theirs)
            found = self.model.odds_of(pairs).tolist()
            for (place, other), odds in zip(some, found, strict=True):
                known[place][other] = odds
                self._remember(wanted[place][0], other, odds)
        return [
            [of_one[other] for other in others]
            for (_, others), of_one in zip(wanted, known, strict=True)
        ]

    def likely(self, bias: float) -> dict[int, list[int]]:
        """The rows that each is likely to be of one event with, as far as is known."""
        found: dict[int, list[int]] = {}
        for row, known in self.live.odds.items():
            for other, odds in known.items():
                if odds + bias > 0:
                    found.setdefault(row, []).append(other)
                    found.setdefault(other, []).append(row)
        return found

    def _known(self, row: int, others: Sequence[int]) -> dict[int, float]:
        odds = self.live.odds
        known = {**odds.get(row, {})}
        for other in others:
            if row in (theirs := odds.get(other, {})):
                known[other] = theirs[row]
        return known

    def _remember(self, row: int, other: int, odds: float) -> None:
        arrival = self.live.bank["arrival"]
        later, before = (row, other) if arrival[row] > arrival[other] else (other, row)
        if later in self.live.lately:
            self.live.odds.setdefault(later, {})[before] = odds
