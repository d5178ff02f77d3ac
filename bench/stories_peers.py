"""What others do: one pass, the nearest story so far, one threshold.

By TF-IDF (as Miranda et al. 2018 and Staykovski et al. 2019 begin) and by the vectors of
a sentence encoder (as Saravanakumar et al. 2021 and Santos et al. 2022 do), each with
the best threshold that one can have for all files.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nouvelles.language import tokens
from nouvelles.records import Telling
from nouvelles.stories.sketch import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A way of comparing, and the thresholds that are tried."""

    name: str
    thresholds: tuple[float, ...]
    words: bool


PEERS = (
    Peer(
        name="TF-IDF, nearest story",
        thresholds=tuple(np.arange(0.08, 0.5, 0.04).round(2).tolist()),
        words=True,
    ),
    Peer(
        name="sentence vectors, nearest story",
        thresholds=tuple(np.arange(0.3, 0.85, 0.05).round(2).tolist()),
        words=False,
    ),
)


def with_threshold(
    peer: Peer, tellings: Sequence[Telling], vectors: Floats, threshold: float
) -> list[str]:
    """The story of each article: that of the most alike centroid, if it is enough."""
    rows = _tfidf(tuple(tellings)) if peer.words else vectors[:, 1]
    sums = np.zeros((64, rows.shape[1]), np.float32)
    directions = np.zeros_like(sums)
    stories = 0
    labels: list[str] = []
    for row in rows:
        best = -1
        if stories:
            alike = directions[:stories] @ row
            best = int(np.argmax(alike))
            if alike[best] < threshold:
                best = -1
        if best < 0:
            best = stories
            stories += 1
            if best == len(sums):
                sums = np.concatenate([sums, np.zeros_like(sums)])
                directions = np.concatenate([directions, np.zeros_like(directions)])
        sums[best] += row
        directions[best] = sums[best] / max(float(np.linalg.norm(sums[best])), 1e-9)
        labels.append(str(best))
    return labels


@lru_cache(maxsize=16)
def _tfidf(tellings: tuple[Telling, ...]) -> Floats:
    """TF-IDF by what came before, hashed to 4,096 numbers, each row of length 1."""
    size = 4_096
    rows = np.zeros((len(tellings), size), np.float32)
    seen: Counter[str] = Counter()
    for number, telling in enumerate(tellings, start=1):
        said = Counter(tokens(f"{telling.headline}\n{telling.text}"[:4_000]))
        seen.update(said.keys())
        for word, times in said.items():
            rare = math.log((number + 1) / (seen[word] + 0.5))
            rows[number - 1, _place(word, size)] += math.log1p(times) * max(rare, 0.0)
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    found: Floats = rows / lengths
    return found


@lru_cache(maxsize=1_000_000)
def _place(word: str, size: int) -> int:
    from zlib import crc32

    return crc32(word.encode()) % size
