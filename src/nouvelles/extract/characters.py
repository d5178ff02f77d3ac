"""What the characters of lines are, counted for all lines of a page at once."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import regex

from nouvelles.language.fold import UNSPACED

Counts = npt.NDArray[np.float32]

#: Classes of characters, in the order of the rows that `count` gives. General categories
#: are Unicode's; the marks are those that end or part sentences, and those that surround
#: speech, in the scripts of the world's press.
CLASSES: Final[tuple[tuple[str, str], ...]] = (
    ("letter", r"\p{L}"),
    ("capital", r"\p{Lu}"),
    ("digit", r"\p{Nd}"),
    ("pause", r"[,;،、，；·:：]"),
    ("stop", r"[.!?…。！？؟۔।]"),
    ("space", r"[ \t\n]"),
    ("wide", rf"[{UNSPACED}\p{{Hangul}}]"),
    ("sign", r"[|/›»>•–—\-_©@#]"),
    ("quote", r"[\"“”„«»‘’'「」『』]"),
)
_BMP: Final = 0x10000


@cache
def _table() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The set of classes of each character of the basic plane; which are in each set.

    Characters are of a dozen sets (a capital is a letter, too): a number for each
    character, and a row of zeros and ones for each number.
    """
    table = np.zeros(_BMP, np.uint16)
    plane = "".join(map(chr, range(0xD800))) + " " * 0x800
    plane += "".join(map(chr, range(0xE000, _BMP)))
    for bit, (_, pattern) in enumerate(CLASSES):
        for match in regex.finditer(f"{pattern}+", plane):
            table[match.start() : match.end()] |= 1 << bit
    table[0xD800:0xE000] = 0
    sets, numbers = np.unique(table, return_inverse=True)
    inside = (sets[:, None] >> np.arange(len(CLASSES))) & 1
    return numbers.reshape(-1).astype(np.uint8), inside.astype(np.int64)


def count(texts: list[str]) -> Counts:
    """How many characters of each class each text has: (classes, texts) float32.

    Characters beyond the basic plane count for none.
    """
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    table, inside = _table()
    lengths = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
    places = np.repeat(np.arange(len(texts)) * len(inside), lengths)
    places += table.take(codes, mode="clip")
    of_sets = np.bincount(places, minlength=len(texts) * len(inside))
    counted = (of_sets.reshape(len(texts), -1) @ inside).T.astype(np.float32)
    # The line break that was put in between is no character of the text's.
    counted[5] -= 1
    return counted
