"""A number that was read in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: "figures" and "words" count or measure; "loose" words (first, both, dozen, half) may
#: stand for a number but need not.
Written = Literal["figures", "words", "loose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Characters `start` to `end` (not included) of a text as `plain` gives it.

    `values` are all that they may mean: "1.234" is 1234 or 1.234, "3 pm" 3 or 15, "'80"
    80 or 1980. `clock` holds minutes since midnight where they may be a time of day.
    """

    start: int
    end: int
    values: frozenset[float]
    written: Written
    clock: frozenset[int] = frozenset()

    def same(self, other: Number) -> bool:
        """Whether both may mean one number."""
        return bool(self.values & other.values or self.clock & other.clock)
