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

#: Numbers of a projected vector, at first and later: a telling's own story is among the 8
#: nearest of 92 % by whole vectors, of 88 % by 96 random numbers, and of as many by 40
#: principal components (11,723 articles of the shared bench, 2026-11).
RANDOM: Final = 96
PRINCIPAL: Final = 40

#: The step in which there is room for more stories, and the part by which it grows.
_CHUNK: Final = 512
_MORE: Final = 1 / 16

#: Stories that are multiplied at once: what comes of it is near at hand (chunks of them).
_AT_ONCE: Final = 16 * _CHUNK


class Nearest:
    """The sums of stories' projected vectors, one line a story; `size` is the encoder's."""

    def __init__(self, size: int) -> None:
        mixed = np.random.default_rng(size).normal(size=(size, min(size, RANDOM)))
        self.projection: Floats = np.linalg.qr(mixed)[0].astype(np.float32)
        self.sums = np.zeros((_CHUNK, self.projection.shape[1]), np.float32)
        self.directions = np.zeros_like(self.sums)
        self._kept_room: Floats = np.empty(0, np.float32)

    def project(self, vectors: Floats) -> Floats:
        """Vectors (number × size) as they are compared here, each of length 1."""
        found: Floats = vectors @ self.projection
        found /= np.maximum(np.sqrt((found**2).sum(axis=-1, keepdims=True)), 1e-9)
        return found

    def learn(self, vectors: Floats) -> None:
        """Project to the principal components of some vectors from now on. All sums are
        void: they are to be added again."""
        # The first says what all vectors have in common, which tells none from another.
        found = np.linalg.eigh(vectors.T @ vectors)[1][:, -2 : -2 - PRINCIPAL : -1]
        # Either direction would do; it should be the same one everywhere.
        heaviest = np.abs(found).argmax(axis=0)
        signs = np.sign(found[heaviest, np.arange(found.shape[1])])
        self.projection = np.ascontiguousarray(found * signs, np.float32)
        self.sums = np.zeros((len(self.sums), found.shape[1]), np.float32)
        self.directions = np.zeros_like(self.sums)

    def add(self, story: int, projected: Floats, times: int = 1) -> None:
        """A telling came into a story (`times` -1: it left)."""
        if story >= len(self.sums):
            chunks = 1 + int(len(self.sums) * _MORE) // _CHUNK
            more = np.zeros((chunks * _CHUNK, self.sums.shape[1]), np.float32)
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
        if not len(projected):
            return []
        alike = self._room(len(self.directions) * len(projected))
        alike = alike.reshape(-1, len(projected))
        best = np.full((_CHUNK, len(projected)), -np.inf, np.float32)
        for start in range(0, len(alike), _AT_ONCE):
            part = alike[start : start + _AT_ONCE]
            some = self.directions[start : start + _AT_ONCE]
            np.matmul(some, projected.T, out=part)
            of_part = part.reshape(-1, _CHUNK, len(projected)).max(axis=0)
            np.maximum(best, of_part, out=best)
        alike = alike.reshape(-1, *best.shape)  # chunks × places in them × vectors
        # The nearest stand at as many places at most: those whose best is nearest.
        places = np.argpartition(-best, number, axis=0)[:number].T
        found = []
        for vector, of_one in enumerate(np.sort(places, axis=1)):
            values = alike[:, of_one, vector].ravel()
            ranked = np.sort(np.argpartition(-values, number - 1)[:number])
            ranked = ranked[np.argsort(-values[ranked], kind="stable")]
            chunk, place = np.divmod(ranked[values[ranked] > 0], number)
            found.append((chunk * _CHUNK + of_one[place]).tolist())
        return found

    def _room(self, numbers: int) -> Floats:
        """Numbers that are not set. The same memory each time: to get that of 100,000
        stories anew takes a third of the time of a search."""
        if numbers > len(self._kept_room):
            self._kept_room = np.empty(numbers, np.float32)
        return self._kept_room[:numbers]
