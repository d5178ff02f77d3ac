"""Stories that lie near a telling, by the direction of their tellings' vectors.

The vectors are projected to fewer numbers by a random matrix, which keeps angles nearly
as they are (Johnson and Lindenstrauss 1984): what is found so is compared in full later.
All stories are looked at: a multiplication of matrices, and no index to keep.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from nouvelles.stories.sketch import Floats

#: Numbers of a projected vector: of the 8 nearest by the whole vectors, 90 % are among
#: the 16 nearest by 96 numbers (2026-11).
PROJECTED: Final = 96
#: Stories of a block, of which only the best is looked at when the nearest are chosen.
#: Blocks are multiplied one by one: BLAS would copy a larger matrix first.
_BLOCK: Final = 64


class Nearest:
    """The sums of stories' projected vectors, one line a story; `size` is the encoder's."""

    def __init__(self, size: int, stories: int = _BLOCK) -> None:
        mixed = np.random.default_rng(size).normal(size=(size, PROJECTED))
        self.projection: Floats = np.linalg.qr(mixed)[0].astype(np.float32)
        self.sums = np.zeros((stories, PROJECTED), np.float32)
        self.directions = np.zeros((stories, PROJECTED), np.float32)

    def project(self, vectors: Floats) -> Floats:
        """Vectors (number × size) as they are compared here, each of length 1."""
        found: Floats = vectors @ self.projection
        found /= np.maximum(np.linalg.norm(found, axis=-1, keepdims=True), 1e-9)
        return found

    def add(self, story: int, projected: Floats, times: int = 1) -> None:
        """A telling came into a story (`times` -1: it left)."""
        if story >= len(self.sums):
            more = max(len(self.sums), story + 1 - len(self.sums))
            more += -more % _BLOCK
            empty = np.zeros((more, PROJECTED), np.float32)
            self.sums = np.concatenate([self.sums, empty])
            self.directions = np.concatenate([self.directions, empty])
        total = self.sums[story]
        total += times * projected
        self.directions[story] = total / max(math.sqrt(total @ total), 1e-9)

    def point(self) -> None:
        """Find all directions anew, from the sums."""
        lengths = np.sqrt((self.sums**2).sum(axis=1, keepdims=True))
        self.directions = self.sums / np.maximum(lengths, 1e-9)

    def clear(self, story: int) -> None:
        """A story is looked for no more."""
        self.sums[story] = 0
        self.directions[story] = 0

    def search(self, projected: Floats, number: int) -> list[list[int]]:
        """The nearest stories of each projected vector, nearest first; fewer where fewer
        point anywhere near."""
        alike = self.directions.reshape(-1, _BLOCK, PROJECTED) @ projected.T
        best = alike.max(axis=1)  # blocks × vectors
        blocks = min(number, len(best))
        chosen = np.argpartition(-best, blocks - 1, axis=0)[:blocks].T
        found = []
        for row, of_row in enumerate(np.sort(chosen, axis=1)):
            places = (of_row[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
            values = alike[of_row, :, row].ravel()
            order = np.argsort(-values, kind="stable")[:number]
            found.append([int(places[at]) for at in order if values[at] > 0])
        return found
