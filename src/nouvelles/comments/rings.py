"""Rings: one text sent many times, with other numbers, names and links each time.

A print is a 64-bit simhash (Charikar 2002) of a text's words and pairs of words without
links, contacts and numbers. Short texts have none: “First!” and “Thanks” are everybody's.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np

from nouvelles.comments.features import Sketch
from nouvelles.comments.hashing import hashed, pairs

#: Words from which on a text has a print.
FEWEST_WORDS: Final = 6
#: Bits in which two prints of one text differ at most.
NEAR: Final = 5
#: Prints that are remembered.
MOST: Final = 20_000

Key = TypeVar("Key")

#: Any two prints with five bits of difference share one of six bands.
_BANDS: Final = tuple(
    (start, (1 << min(11, 64 - start)) - 1) for start in range(0, 64, 11)
)


def print_of(sketch: Sketch) -> int | None:
    """The print of a remark's text, or None where it has too few words."""
    words = [word for word in sketch.words if not any(map(str.isdigit, word))]
    if len(words) < FEWEST_WORDS:
        return None
    codes = hashed(words)
    every = np.concatenate([codes, pairs(codes)]).astype(np.uint64)
    # SplitMix64's finaliser: 32 bits of a hash as 64 that all depend on it.
    every = (every ^ (every >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    every = (every ^ (every >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    every ^= every >> np.uint64(31)
    bits = np.unpackbits(every.view(np.uint8).reshape(-1, 8), axis=1)
    majority = np.packbits(2 * bits.sum(axis=0, dtype=np.int64) > len(bits))
    return int.from_bytes(majority.tobytes(), "big")


def apart(one: int, other: int) -> int:
    """In how many bits two prints differ."""
    return (one ^ other).bit_count()


class Rings:
    """How often a text, and a host, was seen in the last hours; times are given.

    `hours` is how long anything is remembered. Memory is bounded by `MOST`.
    """

    def __init__(self, hours: float = 24.0) -> None:
        self.seconds = hours * 3600
        self._seen: deque[tuple[float, int | None, tuple[str, ...]]] = deque()
        # Plain dictionaries of numbers are nothing to the garbage collector, which else
        # stops everything for 0.1 s as soon as many are remembered (2026-11).
        self._bands: dict[tuple[int, int], dict[int, int]] = {}
        self._hosts: Counter[str] = Counter()

    def note(self, sketch: Sketch, at: float) -> tuple[int, Counter[str]]:
        """Note a remark at a time (seconds, never going back).

        Gives how many remarks of the same text, and of each of its hosts, came before it.
        """
        self._forget(at)
        made = print_of(sketch)
        hosts = tuple(
            dict.fromkeys(link.site for link in sketch.found.links if link.site)
        )
        before = self.alike(made) if made is not None else 0
        known = Counter({host: self._hosts[host] for host in hosts})
        self._seen.append((at, made, hosts))
        if made is not None:
            for band in _bands(made):
                held = self._bands.setdefault(band, {})
                held[made] = held.get(made, 0) + 1
        self._hosts.update(hosts)
        return before, known

    def alike(self, made: int) -> int:
        """How many remembered texts are near this print."""
        near = {
            other: count
            for band in _bands(made)
            for other, count in self._bands.get(band, {}).items()
            if apart(made, other) <= NEAR
        }
        return sum(near.values())

    def _forget(self, at: float) -> None:
        while self._seen and (
            self._seen[0][0] < at - self.seconds or len(self._seen) >= MOST
        ):
            _, made, hosts = self._seen.popleft()
            if made is not None:
                self._unmark(made)
            for host in hosts:
                _take(self._hosts, host)

    def _unmark(self, made: int) -> None:
        for band in _bands(made):
            _take(self._bands[band], made)
            if not self._bands[band]:
                del self._bands[band]


def _take(counts: dict[Key, int], key: Key) -> None:
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]


def _bands(made: int) -> Sequence[tuple[int, int]]:
    return [(start, (made >> start) & mask) for start, mask in _BANDS]
