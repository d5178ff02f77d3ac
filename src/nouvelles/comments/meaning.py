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

from nouvelles.comments.hashing import Codes, hash_of

Floats = npt.NDArray[np.float64]

#: An ending is taken off a word that is not in the table, letter by letter, so many times,
#: as long as so much is left.
_ENDING: Final = 4
_SHORTEST: Final = 4
#: Words that are remembered, and then all forgotten; letters of the longest of them.
_REMEMBERED: Final = 20_000
_LONGEST: Final = 40


def forms(word: str) -> Iterator[str]:
    """The word, then its beginnings, by which it is looked up."""
    yield word
    for end in range(len(word) - 1, max(len(word) - _ENDING, _SHORTEST) - 1, -1):
        yield word[:end]


def dampened(found: int) -> float:
    """By what the sum over so many found words is divided: one word proves little."""
    return sqrt(found + 1)


class _Looked(dict[str, int | None]):
    """Places of words that were looked up in a table by hashes; bounded."""

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        # It takes 5 MB; to search by halves, once for all new words, takes three times as
        # long a comment.
        self._places = {code: place for place, code in enumerate(codes.tolist())}

    def of(self, words: Iterable[str]) -> list[int]:
        """The places of those words that are in the table."""
        looked = map(self.__getitem__, dict.fromkeys(words))
        return [place for place in looked if place is not None]

    def __missing__(self, word: str) -> int | None:
        """The place of a word, or of its longest form that is in the table."""
        found = None
        for form in forms(word):
            found = self._places.get(hash_of(form))
            if found is not None:
                break
        if len(self) >= _REMEMBERED:
            self.clear()
        if len(word) <= _LONGEST:
            self[word] = found
        return found


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
        found = np.array(self._looked.of(words), np.intp)
        said = np.add.reduce(self.says.take(found, axis=0), axis=0, dtype=np.int32)
        every: Floats = self.scales * said / dampened(len(found)) + self.biases
        return every

    def odds(self, words: Sequence[str]) -> float:
        """The same of all sites."""
        return float(self.every(words)[0])
