"""How alike a telling is to whatever else came: what is usual is no sign."""

from __future__ import annotations

from typing import Final

import numpy as np

from nouvelles.stories.sketch import Floats

#: Tellings that are remembered, the last ones.
REMEMBERED: Final = 128

#: What is taken for usual at first, counted as so many tellings: the likeness of two
#: texts of the press in one language (mean .12, variance .012, 2026-11).
_MEAN, _VARIANCE, _WEIGHT = 0.12, 0.012, 30


class Background:
    """The vectors of the last tellings, against which likenesses are measured."""

    def __init__(self, size: int) -> None:
        self.vectors = np.zeros((2, REMEMBERED, size), np.float32)
        self.seen = 0

    def measure(self, vectors: Floats | None) -> Floats:
        """Mean and deviation of the likeness to what came before: of the headline's
        vector, then of the lead's; the telling is remembered."""
        if vectors is None:
            spread = _VARIANCE**0.5
            return np.array([_MEAN, spread, _MEAN, spread], np.float32)
        number = min(self.seen, REMEMBERED)
        alike = (self.vectors[:, :number] @ vectors[:, :, None])[:, :, 0]
        mean = (alike.sum(axis=1) + _WEIGHT * _MEAN) / (number + _WEIGHT)
        squares = ((alike - mean[:, None]) ** 2).sum(axis=1) + _WEIGHT * _VARIANCE
        spread = np.sqrt(squares / (number + _WEIGHT))
        self.vectors[:, self.seen % REMEMBERED] = vectors
        self.seen += 1
        return np.stack([mean, spread], axis=1).astype(np.float32).ravel()
