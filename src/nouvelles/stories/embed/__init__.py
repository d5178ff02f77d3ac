"""Vectors: texts of one meaning lie close to each other, whatever their language.

An encoder knows some languages; of texts in others its vectors say little, and what is
decided rests on names, numbers and places. Which it knows is data of the encoder.

    encoder = open_encoder("")
    vectors = encoder.encode(tellings)      # (tellings, 2, encoder.size), float32
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from nouvelles.config import NO_ENCODER
from nouvelles.language import sentences
from nouvelles.records import Telling
from nouvelles.stories.sketch import Floats

#: Sentences of the text that are encoded with the headline, and characters of each.
SENTENCES: Final = 2
CHARACTERS: Final = 400


class Encoder(Protocol):
    """What makes vectors. `name` names it with its version: vectors of one name agree.

    `languages` are the primary tags of those it knows, `size` the length of a vector.
    """

    name: str
    size: int
    languages: frozenset[str]

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, each of length 1: (texts, size)."""
        ...


def encode(encoder: Encoder, tellings: Sequence[Telling]) -> Floats:
    """Two vectors of each telling, of length 1: (tellings, 2, size).

    The first is of the headline, the second the mean of the headline's and of the first
    sentences'. Where one of both is not there, it is the other; of a telling without any
    text, both are zero.
    """
    texts: list[str] = []
    spans: list[tuple[int, int, bool]] = []
    for telling in tellings:
        headline = telling.headline.strip()[:CHARACTERS]
        lead = _first_sentences(telling)
        start = len(texts)
        texts += [headline, *lead] if headline else lead
        spans.append((start, len(texts), bool(headline)))
    encoded = (
        encoder.encode_texts(texts)
        if texts
        else np.zeros((0, encoder.size), np.float32)
    )
    found = np.zeros((len(tellings), 2, encoder.size), np.float32)
    for at, (start, end, has_headline) in enumerate(spans):
        if start == end:
            continue
        mean = encoded[start:end].sum(axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-9)
        found[at, 0] = encoded[start] if has_headline else mean
        found[at, 1] = mean
    return found


def _first_sentences(telling: Telling) -> list[str]:
    text = telling.text[: SENTENCES * 4 * CHARACTERS]
    spans = sentences(text, telling.language)[:SENTENCES]
    return [text[start:end][:CHARACTERS] for start, end in spans]


def open_encoder(setting: str) -> Encoder | None:
    """The encoder of a setting: "" is the one that comes along, "none" is none, and
    anything else a folder with an ONNX model (`nouvelles.stories.embed.onnx`).

    Raises:
        InputError: the folder has no model that can be read.
    """
    if setting == NO_ENCODER:
        return None
    if setting:
        from nouvelles.stories.embed.onnx import OnnxEncoder

        return OnnxEncoder.open(Path(setting))
    from nouvelles.stories.embed.use import SentenceEncoder

    return SentenceEncoder()
