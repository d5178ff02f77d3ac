"""The bank: the sketches of the tellings that new ones are compared with, as records.

All of one telling stands together (some 2 KB), so that who compares it fetches it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.sketch import KEYS, Floats, Rows, Sketch

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
    ]
)

#: What the bytes of weights stand for. Their square roots are kept, so that light ones,
#: which are most, differ as well.
WEIGHTS: Final[Floats] = np.square(np.arange(256, dtype=np.float32) / 255)

#: The part by which the bank grows when it is full.
_MORE: Final = 1 / 32


@cache
def record_of(size: int) -> np.dtype[np.void]:
    """A record with vectors of a size."""
    return np.dtype(
        [
            ("facts", _FACTS),
            ("keys", np.uint32, (KEYS,)),
            ("weights", np.uint8, (KEYS,)),
            ("scale", np.float32, (2,)),
            ("vectors", np.int8, (2, size)),
        ],
        align=True,
    )


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
        record["facts"] = (
            *(one.hours, arrival, one.background, one.outlet, one.language),
            *(one.length, one.known, one.body, one.title, one.many),
        )
        record["keys"] = one.keys
        record["weights"] = np.rint(np.sqrt(one.weights) * 255)
        if one.vectors is None:
            record["scale"] = 0
            record["vectors"] = 0
        else:
            most = np.maximum(np.abs(one.vectors).max(axis=1), 1e-9)
            record["scale"] = most / 127
            record["vectors"] = np.rint(one.vectors * (127 / most)[:, None])
        return row

    def take_over(self, record: Records, arrival: int) -> int:
        """Keep a record of another bank, as the telling that came as `arrival`."""
        row = self._next()
        self.records[row] = record
        self["arrival"][row] = arrival
        return row

    def release(self, rows: Iterable[int]) -> None:
        """Rows that may be filled again."""
        self.free.extend(rows)

    def vectors(self, rows: Rows | int) -> Floats:
        """The vectors of rows, as they were but for rounding."""
        found: Floats = self.records["vectors"][rows].astype(np.float32)
        found *= self.records["scale"][rows][..., None]
        return found

    def _next(self) -> int:
        if self.free:
            return self.free.pop()
        if self.used == len(self.records):
            self._grow(self.used + max(1024, int(self.used * _MORE)))
        self.used += 1
        return self.used - 1

    def _grow(self, rows: int) -> None:
        try:
            # Where it stands, if the system can: there is no room for two of it.
            self.records.resize(rows)
        except ValueError:  # somebody looks at a part of it
            grown = np.zeros(rows, self.records.dtype)
            grown[: self.used] = self.records
            self.records = grown
