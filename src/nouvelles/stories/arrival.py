"""A telling as it comes to be put into a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from nouvelles.language.identify import primary
from nouvelles.records import Copy, Telling
from nouvelles.stories.background import Background
from nouvelles.stories.clues import Clues, clues
from nouvelles.stories.sketch import Floats, Frequencies, Sketch, sketch_of, weigh

#: How far in the future an article's own time may lie before it is not believed.
_AHEAD_HOURS: Final = 26.0

#: Different words and numbers that a telling must have to be compared.
_LEAST: Final = 2

#: Copies that are kept to compare with: in another language they say the same anew.
_SPEAKING: Final = frozenset({"translation"})


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


def sketched(
    arrivals: Sequence[Arrival],
    frequencies: Frequencies,
    background: Background,
    languages: frozenset[str],
) -> list[Sketch | None]:
    """What articles that come one after the other are compared by, or nothing. Their
    clues are counted, and their vectors remembered as usual ones.

    Copies are not compared: what they say has a voice already. Nor is what says nothing,
    or a single word: it would be like whatever the word is said of. Nor is a round-up,
    which tells of many events and names none.
    """
    found: list[Sketch | None] = [None] * len(arrivals)
    speaking: dict[int, tuple[Clues, str]] = {}
    for place, one in enumerate(arrivals):
        if one.copy is None or one.copy.kind in _SPEAKING:
            said = one.clues or clues(one.telling)
            says = len(said.words) + len(said.numbers) >= _LEAST
            if says and not said.roundup:
                speaking[place] = (said, primary(one.telling.language))
    weighed = weigh([*speaking.values()], frequencies)
    for (place, (_, language)), of_one in zip(speaking.items(), weighed, strict=True):
        one = arrivals[place]
        usual = background.measure(one.vectors)
        known = language in languages and one.vectors is not None
        found[place] = sketch_of(one.telling, of_one, one.vectors, usual, known)
    return found
