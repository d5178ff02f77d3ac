"""Words and runs of characters as places in tables of fixed size.

No table of words is shipped: a word's place is a hash (the hashing trick: Weinberger et
al. 2009). The hashes are our own or CRC-32, the same on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_TIMES: Final = np.uint32(0x01000193)  # FNV's prime
_SPREAD: Final = np.uint32(0x9E3779B1)  # 2^32 / golden ratio (Knuth 6.4)


def hashed(words: Sequence[str]) -> Codes:
    """A 32-bit hash of each word."""
    crc = zlib.crc32
    return np.array([crc(word.encode("utf-8", "replace")) for word in words], np.uint32)


def pairs(codes: Codes) -> Codes:
    """Hashes of neighbours."""
    found: Codes = codes[:-1] * _TIMES + codes[1:]
    return found


def places(codes: Codes, bits: int) -> Places:
    """Distinct places in a table of 2^bits."""
    spread = (codes * _SPREAD) >> np.uint32(32 - bits)
    spread.sort()
    first = np.ones(len(spread), np.bool_)
    np.not_equal(spread[1:], spread[:-1], out=first[1:])
    found: Places = spread[first].astype(np.int64)
    return found


def runs(text: str, lengths: Sequence[int]) -> Codes:
    """Hashes of all runs of characters of these lengths (ascending)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = []
    rolled = codes + _SPREAD
    for length in range(2, lengths[-1] + 1):
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _TIMES + codes[length - 1 :]
        if length in lengths:
            found.append(rolled * np.uint32(2 * length + 1))
    return np.concatenate(found) if found else np.zeros(0, np.uint32)
