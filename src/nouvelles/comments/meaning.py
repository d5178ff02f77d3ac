"""What words mean, in one number each: how much they speak for spam in any language.

A multilingual encoder puts words of like meaning near each other, whatever their language
(“скидка” beside “discount”). A linear model over these places, learned from the licensed
sets, says what each word of the encoder's vocabulary is worth; only that number is kept
(`tools.learning.spam.meanings` makes the table). So English lessons say something of
Russian words that stand in none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.hashing import Codes, hashed

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
    """Words that were looked up in a table by hashes; bounded."""

    def __init__(self, codes: Codes, says: npt.NDArray[np.int8]) -> None:
        super().__init__()
        # A search by halves in a `dict`'s place, which takes 5 MB.
        self._codes = np.ascontiguousarray(codes).data
        self._says = np.ascontiguousarray(says).data

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = self._found(hashed(forms(word)).tolist())
        return found

    def _found(self, codes: Sequence[int]) -> int | None:
        table = self._codes
        for code in codes:
            place = bisect_left(table, code)
            if place < len(table) and table[place] == code:
                return self._says[place]
        return None


class Meanings:
    """Words by their hashes (`codes`, ascending) and what each says (`scale` a step)."""

    def __init__(
        self, codes: Codes, says: npt.NDArray[np.int8], scale: float, bias: float
    ) -> None:
        self.codes = codes
        self.says = says
        self.scale = scale
        self.bias = bias
        self._looked = _Looked(codes, says)

    def odds(self, words: Sequence[str]) -> float:
        """The log-odds of spam by the meaning of a text's words, each counted once."""
        every = map(self._looked.__getitem__, dict.fromkeys(words))
        found = [said for said in every if said is not None]
        return self.scale * sum(found) / dampened(len(found)) + self.bias
