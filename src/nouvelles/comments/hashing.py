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


def places(parts: Sequence[Codes], bits: Codes, starts: Codes) -> Codes:
    """The places of hashes in one table of many: those of each part in a table of 2^bits
    that begins at its start."""
    # All parts at once: they are short, and what takes time is to ask for them.
    lengths = [len(part) for part in parts]
    found: Codes = np.concatenate(parts) * _SPREAD
    found >>= np.uint32(32) - np.repeat(bits, lengths)
    found += np.repeat(starts, lengths)
    return found


def distinct(found: Codes) -> Places:
    """Places in order, each once."""
    found.sort()
    first = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first].astype(np.int64)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def unrepeated(codes: Codes) -> Codes:
    """Code points without the third and further ones of a row of equals."""
    same = codes[1:] == codes[:-1]
    keep = np.ones(len(codes), np.bool_)
    np.logical_and(same[1:], same[:-1], out=keep[2:])
    np.logical_not(keep[2:], out=keep[2:])
    found: Codes = codes[keep]
    return found


def runs(codes: Codes, lengths: Sequence[int]) -> Codes:
    """Hashes of all runs of code points of these lengths (ascending, from 2)."""
    found = []
    rolled = codes + _SPREAD
    for length in range(2, lengths[-1] + 1):
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _TIMES
        rolled += codes[length - 1 :]
        if length in lengths:
            found.append(rolled * np.uint32(2 * length + 1))
    return np.concatenate(found) if found else np.zeros(0, np.uint32)
