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
def _table() -> npt.NDArray[np.uint16]:
    """The classes of each character of the basic plane, as bits."""
    table = np.zeros(_BMP, np.uint16)
    plane = "".join(map(chr, range(0xD800))) + " " * 0x800
    plane += "".join(map(chr, range(0xE000, _BMP)))
    for bit, (_, pattern) in enumerate(CLASSES):
        for match in regex.finditer(f"{pattern}+", plane):
            table[match.start() : match.end()] |= 1 << bit
    table[0xD800:0xE000] = 0
    return table


def count(texts: list[str]) -> Counts:
    """How many characters of each class each text has: (classes, texts) float32.

    Characters beyond the basic plane count for none.
    """
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    bits = _table()[np.minimum(codes, _BMP - 1)]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.cumsum(lengths) - lengths
    counted = np.empty((len(CLASSES), len(texts)), np.float32)
    for bit in range(len(CLASSES)):
        running = np.cumsum((bits >> bit) & 1, dtype=np.int32)
        ends = running[starts + lengths - 1]
        counted[bit, 0] = ends[0]
        np.subtract(ends[1:], ends[:-1], out=counted[bit, 1:])
    # The line break that was put in between is no character of the text's.
    counted[5] -= 1
    return counted
