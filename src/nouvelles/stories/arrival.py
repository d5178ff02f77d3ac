"""A telling as it comes to be put into a story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from nouvelles.records import Copy, Telling
from nouvelles.stories.clues import Clues
from nouvelles.stories.sketch import Floats

#: How far in the future an article's own time may lie before it is not believed.
_AHEAD_HOURS: Final = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A telling as it comes: with its two vectors (2 × size, of length 1; None without
    an encoder), and the copy that it is, if it is one.

    `clues` are what `stories.clues` finds in it; they are found when it is placed, unless
    whoever made the vectors found them too.
    """

    telling: Telling
    vectors: Floats | None = None
    copy: Copy | None = None
    clues: Clues | None = None


def believed(one: Arrival, now: datetime) -> Arrival:
    """An article that says it is from the future does not say when it is from."""
    at = one.telling.at
    if at is None or (at - now).total_seconds() / 3600 <= _AHEAD_HOURS:
        return one
    return replace(one, telling=replace(one.telling, at=None))
