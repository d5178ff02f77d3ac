"""What words mean, in a few numbers each: how much they speak for spam in any language.

A multilingual encoder puts words of like meaning near each other, whatever their language
(“скидка” beside “discount”). A linear model over these places, learned from the licensed
sets, says what each word of the encoder's vocabulary is worth; only that number is kept
(`tools.learning.spam.meanings` makes the table). So English lessons say something of
Russian words that stand in none. What is spam at one site is not at another; so there is
besides one number of each site that lessons came from, learned from its own alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.hashing import Codes, hashed

Floats = npt.NDArray[np.float64]

#: An ending is taken off a word that is not in the table, letter by letter, so many times,
#: as long as so much is left.
_ENDING: Final = 4
_SHORTEST: Final = 4
#: Words that are remembered; then all are forgotten.
_REMEMBERED: Final = 20_000


def forms(word: str) -> list[str]:
    """The word, then its beginnings, by which it is looked up."""
    shortest = max(len(word) - _ENDING, _SHORTEST)
    return [word, *(word[:end] for end in range(len(word) - 1, shortest - 1, -1))]


def dampened(found: int) -> float:
    """By what the sum over so many found words is divided: one word proves little."""
    return sqrt(found + 1)


class _Looked(dict[str, int | None]):
    """Places of words that were looked up in a table by hashes; bounded."""

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        # A search by halves in a `dict`'s place, which takes 5 MB.
        self._codes = codes

    def of(self, words: Iterable[str]) -> list[int]:
        """The places of those words that are in the table."""
        words = dict.fromkeys(words)
        if not len(self._codes):
            return []
        new = [word for word in words if word not in self]
        if new:
            if len(self) + len(new) > _REMEMBERED:
                self.clear()
                new = list(words)
            self.update(zip(new, self._found(new), strict=True))
        looked = map(self.__getitem__, words)
        return [place for place in looked if place is not None]

    def _found(self, words: Sequence[str]) -> Iterator[int | None]:
        """The place of each word, or of its longest form that is in the table."""
        every = [forms(word) for word in words]
        codes = hashed([form for one in every for form in one])
        places = self._codes.searchsorted(codes)
        there = self._codes.take(places, mode="clip") == codes
        held = np.where(there, places, -1).tolist()
        begin = 0
        for one in every:
            found = held[begin : begin + len(one)]
            begin += len(one)
            yield next((place for place in found if place >= 0), None)


class Meanings:
    """Words by their hashes (`codes`, ascending) and what each says (a row of `says`):
    first of all sites, then of each; with the log-odds of a step and a bias, of each."""

    def __init__(
        self, codes: Codes, says: npt.NDArray[np.int8], scales: Floats, biases: Floats
    ) -> None:
        self.codes = codes
        self.says = says
        self.scales = scales
        self.biases = biases
        self._looked = _Looked(codes)

    @property
    def sites(self) -> int:
        """Of how many sites it is known what words mean there."""
        return len(self.scales) - 1

    def every(self, words: Sequence[str]) -> Floats:
        """The log-odds of spam by the meaning of a text's words, each counted once: of all
        sites, then of each."""
        found = self._looked.of(words)
        said = self.says[found].sum(axis=0, dtype=np.int32)
        every: Floats = self.scales * said / dampened(len(found)) + self.biases
        return every

    def odds(self, words: Sequence[str]) -> float:
        """The same of all sites."""
        return float(self.every(words)[0])
