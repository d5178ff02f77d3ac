"""What a query means, held against what tellings mean: the nearest of very many.

All tellings are looked at by short vectors (`nearest`: a random projection keeps angles
nearly), and the best of them are then compared by their whole ones. A telling is as near
as its headline or its first sentences, whichever is nearer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.language.identify import identify
from nouvelles.stories.nearest import Nearest
from nouvelles.stories.sketch import Floats

#: Tellings that are compared by their whole vectors.
COMPARED: Final = 200

#: Words that are about no story in particular. What a query has in common with them, it
#: has with any: short headlines are near to whatever is asked (Radovanović and others,
#: "Hubs in Space", JMLR 11, 2010), so that is taken off before it is compared.
COMMON: Final = (
    "politics", "economy", "business", "health", "science", "technology", "sports",
    "culture", "education", "religion", "weather", "justice", "crime", "labour", "society",
    "travel", "food", "money", "family", "history", "politique", "économie", "santé",
    "métier", "voyage", "famille", "histoire", "argent", "jeu", "política", "dinero",
    "salud", "familia", "Politik", "Wirtschaft", "Gesundheit", "Geld", "экономика",
    "здоровье", "деньги", "政治", "経済", "健康", "صحة", "مال",
)  # fmt: skip

#: How near what means the same is, of a query less `COMMON`, and how far behind the best
#: others may be. On the sample day, in eight languages: of 26 queries of some words that
#: are told there all find a story so, of 46 single words 29; of 77 that are not told four,
#: each near the matter (a strike of doctors and one of ferries; 2026-11).
LEAST: Final = 0.31
BEHIND: Final = 0.12


class Meanings:
    """The short vectors of tellings by their numbers; `size` is the encoder's."""

    def __init__(self, size: int) -> None:
        self._nearest = Nearest(size)
        self._lines = self._nearest.project(np.zeros((0, size), np.float32))
        self._numbers: npt.NDArray[np.int64] = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, numbers: Sequence[int], vectors: Floats) -> None:
        """Tellings with their two vectors each: (tellings, 2, size)."""
        lines = self._nearest.project(vectors.sum(axis=1))
        self._lines = np.concatenate([self._lines, lines])
        self._numbers = np.concatenate([self._numbers, np.array(numbers, np.int64)])

    def near(self, query: Floats) -> list[int]:
        """The numbers of the tellings to compare with a query's vector (size,)."""
        if not len(self):
            return []
        alike = self._lines @ self._nearest.project(query[None])[0]
        most = min(COMPARED, len(alike))
        chosen = np.argpartition(-alike, most - 1)[:most]
        return [int(number) for number in self._numbers[chosen]]


def nearest_stories(query: Floats, told: Iterable[tuple[str, Floats]]) -> list[str]:
    """The stories that a query means, nearest first, of tellings with their vectors."""
    best: dict[str, float] = {}
    for story, vectors in told:
        alike = float((vectors @ query).max())
        best[story] = max(alike, best.get(story, -1.0))
    least = max(LEAST, max(best.values(), default=0.0) - BEHIND)
    found = [(-alike, story) for story, alike in best.items() if alike >= least]
    return [story for _, story in sorted(found)]


def is_understood(query: str, languages: frozenset[str]) -> bool:
    """Whether a query may be in a language that an encoder knows.

    Queries are short, so those languages are expected; only what is surely in another
    is left to its words.
    """
    found, _ = identify(query, expected=tuple(languages))
    return found == "und" or found in languages
