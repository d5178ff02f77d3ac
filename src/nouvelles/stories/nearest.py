"""Stories that lie near a telling, by the direction of their tellings' vectors.

The vectors are projected to fewer numbers: at first by a random matrix, which keeps angles
nearly as they are (Johnson and Lindenstrauss 1984), and when enough came to learn from, to
their principal components, of which half as many do. What is found so is compared in full
later. All stories are looked at: a multiplication of matrices, and no index to keep.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from nouvelles.stories.sketch import Floats

#: Numbers of a projected vector, at first and later: of the 8 nearest by the whole
#: vectors, 78 % are among the 16 nearest by 96 random numbers, and 80 % by 48 principal
#: components (11,487 articles of the shared bench, 2026-11).
RANDOM: Final = 96
PRINCIPAL: Final = 48

#: Stories that are multiplied at once, and the step in which there is room for more: BLAS
#: would copy a larger matrix first.
_CHUNK: Final = 512


class Nearest:
    """The sums of stories' projected vectors, one line a story; `size` is the encoder's."""

    def __init__(self, size: int) -> None:
        mixed = np.random.default_rng(size).normal(size=(size, min(size, RANDOM)))
        self.projection: Floats = np.linalg.qr(mixed)[0].astype(np.float32)
        self.sums = np.zeros((_CHUNK, self.projection.shape[1]), np.float32)
        self.directions = np.zeros_like(self.sums)

    def project(self, vectors: Floats) -> Floats:
        """Vectors (number × size) as they are compared here, each of length 1."""
        found: Floats = vectors @ self.projection
        found /= np.maximum(np.sqrt((found**2).sum(axis=-1, keepdims=True)), 1e-9)
        return found

    def learn(self, vectors: Floats) -> None:
        """Project to the principal components of some vectors from now on. All sums are
        void: they are to be added again."""
        found = np.linalg.eigh(vectors.T @ vectors)[1][:, : -1 - PRINCIPAL : -1]
        # Either direction would do; it should be the same one everywhere.
        heaviest = np.abs(found).argmax(axis=0)
        signs = np.sign(found[heaviest, np.arange(found.shape[1])])
        self.projection = np.ascontiguousarray(found * signs, np.float32)
        self.sums = np.zeros((len(self.sums), found.shape[1]), np.float32)
        self.directions = np.zeros_like(self.sums)

    def add(self, story: int, projected: Floats, times: int = 1) -> None:
        """A telling came into a story (`times` -1: it left)."""
        if story >= len(self.sums):
            more = np.zeros((len(self.sums), self.sums.shape[1]), np.float32)
            self.sums = np.concatenate([self.sums, more])
            self.directions = np.concatenate([self.directions, more])
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
        chunks = self.directions.reshape(-1, _CHUNK, self.directions.shape[1])
        alike = chunks @ projected.T  # chunks × places in them × vectors
        # The nearest stand at as many places at most: those whose best is nearest.
        places = np.argpartition(-alike.max(axis=0), number, axis=0)[:number].T
        found = []
        for vector, of_one in enumerate(np.sort(places, axis=1)):
            values = alike[:, of_one, vector].ravel()
            some = np.sort(np.argpartition(-values, number - 1)[:number])
            some = some[np.argsort(-values[some], kind="stable")]
            chunk, place = np.divmod(some[values[some] > 0], number)
            found.append((chunk * _CHUNK + of_one[place]).tolist())
        return found
