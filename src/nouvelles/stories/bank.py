"""The bank: the sketches of the tellings that new ones are compared with, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.sketch import KEYS, Floats, Sketch

Rows = npt.NDArray[np.intp]

#: Columns that every sketch has, with their types and shapes a row.
_COLUMNS: Final[dict[str, tuple[type, tuple[int, ...]]]] = {
    "keys": (np.uint32, (KEYS,)),
    "weights": (np.float16, (KEYS,)),
    "background": (np.float32, (4,)),
    "hours": (np.float64, ()),
    "outlet": (np.int32, ()),
    "language": (np.int32, ()),
    "known": (np.uint8, ()),
    "body": (np.uint8, ()),
    "title": (np.uint8, ()),
    "length": (np.int32, ()),
    "many": (np.uint8, ()),
    "scale": (np.float32, (2,)),
    "arrival": (np.int64, ()),
}


class Bank:
    """Rows that are filled, read and freed again; `size` is the vectors' length.

    Vectors are kept as bytes with a scale of their own: 1 KB instead of 4, and likenesses
    differ in the third decimal place.
    """

    def __init__(self, size: int, rows: int = 1024) -> None:
        self.size = size
        self.columns: dict[str, npt.NDArray[Any]] = {
            name: np.zeros((rows, *shape), kind)
            for name, (kind, shape) in _COLUMNS.items()
        }
        self.columns["vectors"] = np.zeros((rows, 2, size), np.int8)
        self.used = 0
        self.free: list[int] = []

    def __getitem__(self, column: str) -> npt.NDArray[Any]:
        return self.columns[column]

    def add(self, one: Sketch, arrival: int = 0) -> int:
        """Keep the sketch of the telling that came as number `arrival`; its row."""
        row = self.free.pop() if self.free else self._next()
        for name in _COLUMNS:
            if name not in ("scale", "arrival"):
                self.columns[name][row] = getattr(one, name)
        self.columns["arrival"][row] = arrival
        vectors = self.columns["vectors"]
        if one.vectors is None:
            vectors[row] = 0
            self.columns["scale"][row] = 0
        else:
            most = np.maximum(np.abs(one.vectors).max(axis=1), 1e-9)
            vectors[row] = np.rint(one.vectors * (127 / most)[:, None])
            self.columns["scale"][row] = most / 127
        return row

    def release(self, rows: Iterable[int]) -> None:
        """Rows that may be filled again."""
        self.free.extend(rows)

    def vectors(self, rows: Rows | int) -> Floats:
        """The vectors of rows, as they were but for rounding."""
        found: Floats = self.columns["vectors"][rows].astype(np.float32)
        found *= self.columns["scale"][rows][..., None]
        return found

    def _next(self) -> int:
        rows = len(self.columns["hours"])
        if self.used == rows:
            for name, column in self.columns.items():
                grown = np.zeros((2 * rows, *column.shape[1:]), column.dtype)
                grown[:rows] = column
                self.columns[name] = grown
        self.used += 1
        return self.used - 1
