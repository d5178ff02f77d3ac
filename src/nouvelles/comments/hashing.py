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

# Arrays of no dimension: numpy takes them sooner than its numbers, and than Python's.
_TIMES: Final = np.array(0x01000193, np.uint32)  # FNV's prime
_SPREAD: Final = np.array(0x9E3779B1, np.uint32)  # 2^32 / golden ratio (Knuth 6.4)
#: By what hashes of runs of a length are told from those of others.
_OF_LENGTH: Final = [np.array(2 * length + 1, np.uint32) for length in range(7)]


def hashed(words: Sequence[str]) -> Codes:
    """A 32-bit hash of each word."""
    crc = zlib.crc32
    return np.array([crc(word.encode("utf-8", "replace")) for word in words], np.uint32)


def hash_of(word: str) -> int:
    """The same of one word."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def pairs(codes: Codes) -> Codes:
    """Hashes of neighbours."""
    found: Codes = codes[:-1] * _TIMES + codes[1:]
    return found


def places(parts: Sequence[Codes], shifts: Codes, starts: Codes) -> Codes:
    """The places of hashes in one table of many: those of each part in a table of 2^n
    that begins at its start, and its shift is 32 - n."""
    # All parts at once: they are short, and what takes time is to ask for them.
    lengths = np.array([*map(len, parts)])
    found: Codes = np.concatenate(parts) * _SPREAD
    found >>= shifts.repeat(lengths)
    found += starts.repeat(lengths)
    return found


def distinct(found: Codes) -> Places:
    """Places in order, each once."""
    found.sort()
    first = np.empty(len(found), np.bool_)
    first[:1] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first].astype(np.int64)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def unrepeated(codes: Codes, start: int) -> Codes:
    """Code points without the third and further ones of a row of equals, of those from
    `start` on."""
    same = codes[1:] == codes[:-1]
    keep = np.empty(len(codes), np.bool_)
    np.logical_and(same[1:], same[:-1], out=keep[2:])
    np.logical_not(keep[2:], out=keep[2:])
    keep[: start + 2] = True
    found: Codes = codes[keep]
    return found


def rolled(codes: Codes, longest: int) -> list[Codes]:
    """Hashes of all runs of code points of each length from 2 to the longest (of at most
    6): the one at place p of each begins at code point p."""
    found = []
    hashes = codes + _SPREAD
    for length in range(2, longest + 1):
        hashes = hashes[:-1] * _TIMES
        hashes += codes[length - 1 :]
        found.append(hashes * _OF_LENGTH[length])
    return found
