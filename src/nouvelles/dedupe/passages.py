"""Which articles hold a passage: fingerprints to the numbers of articles.

Kept as sorted rows of 64 bits (fingerprint above, number below), newest articles in a
dictionary. Rows of like size are merged four at a time, so that adding costs little and
a search looks into some fifteen rows. 8 bytes a fingerprint, some 90 fingerprints an
article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nouvelles.dedupe.shingles import Hashes

#: Articles that one fingerprint leads to at most: the first ones that had it. A phrase
#: in more articles says nothing, and a search must not pay for it.
MOST_ARTICLES: Final = 8

#: Fingerprints in the dictionary before they are written into a row.
_FRESH: Final = 40_000
#: Rows of like size that are merged.
_FAN: Final = 4

Row = NDArray[np.uint64]
_SHIFT: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)


class Passages:
    """The index of fingerprints. Numbers are given by the caller, rising."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._fresh: dict[int, list[int]] = {}
        self._size = 0

    def find(self, fingerprints: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places in `fingerprints` (sorted), and the number of an article for each.

        A place comes as often as there are articles, at most `MOST_ARTICLES` times of
        each row.
        """
        known = sorted(self._fresh.keys() & set(fingerprints.tolist()))
        held = [self._fresh[value] for value in known]
        at = np.searchsorted(fingerprints, np.array(known, np.uint32))
        places = [np.repeat(at, list(map(len, held)))]
        numbers = [np.fromiter(chain.from_iterable(held), np.int64)]
        keys = fingerprints.astype(np.uint64) << _SHIFT
        for row in self._rows:
            starts = np.searchsorted(row, keys)
            starts[starts == len(row)] = 0
            (hits,) = np.nonzero((row[starts] & ~_LOW) == keys)
            if len(hits):
                starts = starts[hits]
                ends = np.searchsorted(row, keys[hits] | _LOW, side="right")
                sizes = np.minimum(ends - starts, MOST_ARTICLES)
                # The places of all runs behind each other: 7, 8, 9, 20, 21 …
                run = np.arange(sizes.sum()) - np.repeat(sizes.cumsum() - sizes, sizes)
                found = row[np.repeat(starts, sizes) + run] & _LOW
                numbers.append(found.astype(np.int64))
                places.append(np.repeat(hits, sizes))
        return np.concatenate(places), np.concatenate(numbers)

    def add(self, number: int, fingerprints: Iterable[int]) -> None:
        """Note that an article holds these."""
        for value in fingerprints:
            self._fresh.setdefault(value, []).append(number)
            self._size += 1
        if self._size >= _FRESH:
            self.settle()

    def settle(self) -> None:
        """Write the dictionary into a row, and merge rows of like size."""
        if not self._size:
            return
        pairs = [
            (value << 32) | number
            for value, numbers in self._fresh.items()
            for number in numbers
        ]
        self._fresh = {}
        self._size = 0
        self._rows.append(np.sort(np.array(pairs, np.uint64)))
        while len(self._rows) >= _FAN and _are_alike(self._rows[-_FAN:]):
            # Sorted runs behind each other: the stable sort only merges them.
            merged = np.sort(np.concatenate(self._rows[-_FAN:]), kind="stable")
            self._rows[-_FAN:] = [merged]

    def keep(self, is_held: Callable[[NDArray[np.int64]], NDArray[np.bool_]]) -> None:
        """Let go of what leads to articles that are not held any more."""
        self.settle()
        kept = (row[is_held((row & _LOW).astype(np.int64))] for row in self._rows)
        self._rows = [row for row in kept if len(row)]

    def dump(self) -> list[bytes]:
        """The rows, oldest first, as a snapshot holds them."""
        self.settle()
        return [row.tobytes() for row in self._rows]

    def load(self, rows: Iterable[bytes]) -> None:
        """Take the rows of a snapshot."""
        self._rows = [np.frombuffer(row, np.uint64) for row in rows]


def _are_alike(rows: list[Row]) -> bool:
    sizes = [len(row) for row in rows]
    return max(sizes) < _FAN * min(sizes)
