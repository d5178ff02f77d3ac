"""The bank: the sketches of the tellings that new ones are compared with.

What each telling has as much of as any other stands together in a record (1 KB), so that
who compares it fetches it once; its clues, of which a headline has ten and an article ten
times as many, stand in blocks of as many as there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.sketch import KEYS, NO_KEY, Floats, Keys, Rows, Sketch

#: Sketches as they are compared: an array of records, or one of them.
Records = npt.NDArray[np.void]

#: What is known of a telling besides its clues and vectors, with types.
_FACTS: Final = np.dtype(
    [
        ("hours", np.float64),
        ("arrival", np.int64),
        ("background", np.float32, (4,)),
        ("outlet", np.int32),
        ("language", np.int32),
        ("length", np.int32),
        ("known", np.uint8),
        ("body", np.uint8),
        ("title", np.uint8),
        ("many", np.uint8),
        # 8 bytes together, so that no byte of a record is left over.
        ("clues", np.uint32),
        ("start", np.uint32),
    ]
)

#: What the bytes of weights stand for. Their square roots are kept, so that light ones,
#: which are most, differ as well.
WEIGHTS: Final[Floats] = np.square(np.arange(256, dtype=np.float32) / 255)

#: The part by which the bank grows when it is full.
_MORE: Final = 1 / 32

#: Room for clues is given in blocks of so many.
_BLOCK: Final = 8


@cache
def record_of(size: int) -> np.dtype[np.void]:
    """A record with vectors of a size."""
    return np.dtype(
        [
            ("facts", _FACTS),
            ("scale", np.float32, (2,)),
            ("vectors", np.int8, (2, size)),
        ],
        align=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Sketches as they are compared: their records, the keys of all of them one after the
    other, and where in the bank those are."""

    bank: Bank
    records: Records
    keys: Keys
    places: Rows
    ends: Rows  # of each record's keys

    def owners(self, at: Rows) -> Rows:
        """The record that each of some keys is of."""
        return self.ends.searchsorted(at, "right")

    def weights(self, at: Rows) -> Floats:
        """What some keys weigh."""
        found: Floats = WEIGHTS.take(self.bank.weights.take(self.places.take(at)))
        return found


class Bank:
    """Rows that are filled, read and freed again; `size` is the vectors' length.

    Vectors are kept as bytes with a scale of their own: 1 KB instead of 4, and likenesses
    differ in the third decimal place. Weights are bytes, too: see `WEIGHTS`.
    """

    def __init__(self, size: int, rows: int = 1024) -> None:
        self.size = size
        self.records: Records = np.zeros(rows, record_of(size))
        self.used = 0
        self.free: list[int] = []
        self.keys: Keys = np.zeros(rows * KEYS, np.uint32)
        self.weights: npt.NDArray[np.uint8] = np.zeros(rows * KEYS, np.uint8)
        self.used_clues = 0
        #: Where there is room for clues again, by the number of blocks.
        self.free_clues: list[list[int]] = [[] for _ in range(KEYS // _BLOCK + 1)]

    def __getitem__(self, field: str) -> npt.NDArray[Any]:
        records = (
            self.records["facts"] if field in (_FACTS.names or ()) else self.records
        )
        found: npt.NDArray[Any] = records[field]
        return found

    def add(self, one: Sketch, arrival: int = 0) -> int:
        """Keep the sketch of the telling that came as number `arrival`; its row."""
        row = self._next()
        record = self.records[row]
        clues = int(np.count_nonzero(one.keys != NO_KEY))
        weights = np.rint(np.sqrt(one.weights[:clues]) * 255).astype(np.uint8)
        start = self._keep_clues(one.keys[:clues], weights)
        record["facts"] = (
            *(one.hours, arrival, one.background, one.outlet, one.language),
            *(one.length, one.known, one.body, one.title, one.many, clues, start),
        )
        if one.vectors is None:
            record["scale"] = 0
            record["vectors"] = 0
        else:
            most = np.maximum(np.abs(one.vectors).max(axis=1), 1e-9)
            record["scale"] = most / 127
            record["vectors"] = np.rint(one.vectors * (127 / most)[:, None])
        return row

    def take_over(self, other: Bank, row: int, arrival: int) -> int:
        """Keep a row of another bank, as the telling that came as `arrival`."""
        new = self._next()
        self.records[new] = other.records[row]
        clues = other.clues(row)
        start = self._keep_clues(other.keys[clues], other.weights[clues])
        self["start"][new], self["arrival"][new] = start, arrival
        return new

    def release(self, rows: Sequence[int]) -> None:
        """Rows that may be filled again."""
        self.free.extend(rows)
        clues = self["clues"][rows].tolist()
        starts = self["start"][rows].tolist()
        for number, start in zip(clues, starts, strict=True):
            self.free_clues[_blocks(number)].append(start)

    def take(self, rows: Rows | Sequence[int]) -> Taken:
        """Rows to be compared."""
        records = self.records.take(rows)
        clues = records["facts"]["clues"].astype(np.intp)
        ends = clues.cumsum()
        places = np.repeat(records["facts"]["start"] - (ends - clues), clues)
        places += np.arange(len(places))
        return Taken(
            bank=self,
            records=records,
            keys=self.keys.take(places),
            places=places,
            ends=ends,
        )

    def clues(self, row: int) -> slice:
        """Where the keys and weights of a row are."""
        start = int(self["start"][row])
        return slice(start, start + int(self["clues"][row]))

    def vectors(self, rows: Rows | int) -> Floats:
        """The vectors of rows, as they were but for rounding."""
        found: Floats = self.records["vectors"][rows].astype(np.float32)
        found *= self.records["scale"][rows][..., None]
        return found

    def _keep_clues(self, keys: Keys, weights: npt.NDArray[np.uint8]) -> int:
        blocks = _blocks(len(keys))
        if free := self.free_clues[blocks]:
            start = free.pop()
        else:
            start = self.used_clues
            self.used_clues += blocks * _BLOCK
            if self.used_clues > len(self.keys):
                self._grow("keys", start, 64 * KEYS)
                self._grow("weights", start, 64 * KEYS)
        self.keys[start : start + len(keys)] = keys
        self.weights[start : start + len(keys)] = weights
        return start

    def _next(self) -> int:
        if self.free:
            return self.free.pop()
        if self.used == len(self.records):
            self._grow("records", self.used, 1024)
        self.used += 1
        return self.used - 1

    def _grow(self, name: str, used: int, least: int) -> None:
        room = used + max(least, int(used * _MORE))
        try:
            # Where it stands, if the system can: there is no room for two of it. (By its
            # name: an array that has another here counts as looked at.)
            getattr(self, name).resize(room)
        except ValueError:  # somebody looks at a part of it
            array = getattr(self, name)
            grown = np.zeros(room, array.dtype)
            grown[:used] = array[:used]
            setattr(self, name, grown)


def _blocks(clues: int) -> int:
    return -(-clues // _BLOCK)
