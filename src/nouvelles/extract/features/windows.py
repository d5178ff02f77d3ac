"""Rows of lines seen from the lines beside them: shifted, or summed around each line."""

from __future__ import annotations

import numpy as np

from nouvelles.extract.features.arrays import Rows


def moved(rows: Rows, by: int, empty: float) -> Rows:
    """Rows whose values stand `by` lines later, with `empty` where none comes."""
    out = np.full_like(rows, empty)
    if by > 0:
        out[..., by:] = rows[..., :-by]
    else:
        out[..., :by] = rows[..., -by:]
    return out


def running(rows: Rows) -> Rows:
    """Sums of all values before each line, and of all at the end."""
    out = np.zeros((*rows.shape[:-1], rows.shape[-1] + 1), np.float32)
    np.cumsum(rows, axis=-1, out=out[..., 1:])
    return out


def around(sums: Rows, reach: int) -> tuple[Rows, Rows]:
    """Of running sums, those of the lines `reach` to either side; how many these are."""
    lines = sums.shape[-1] - 1
    places = np.arange(lines)
    low = np.maximum(0, places - reach)
    high = np.minimum(lines, places + reach + 1)
    return sums[..., high] - sums[..., low], (high - low).astype(np.float32)
