"""Sets as the bank holds them: what pairs are compared by, made as grouping makes it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bench.related.articles import SETS, Filed, articles
from nouvelles.language.identify import primary
from nouvelles.records import Telling
from nouvelles.stories.background import REMEMBERED, Background
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.compare import features
from nouvelles.stories.embed import Encoder, encode, open_encoder
from nouvelles.stories.related import Candidate
from nouvelles.stories.sketch import Frequencies, sketch

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A set's articles that were asked for, as rows of a bank."""

    bank: Bank
    candidates: dict[str, Candidate]  # by article

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """The features of pairs of articles: one line a feature, one column a pair."""
        columns = [
            features(
                self.bank,
                self.candidates[base].row,
                np.array([self.candidates[other].row]),
            )
            for base, other in pairs
        ]
        return np.concatenate(columns, axis=1)


@cache
def encoder() -> Encoder:
    """The encoder that works out of the box."""
    found = open_encoder("")
    assert found is not None
    return found


def leads(tellings: Sequence[Telling]) -> list[Floats | None]:
    """The vector of each telling with its first sentences; None for languages that the
    encoder does not know."""
    rows = encode(encoder(), tellings)[:, 1]
    known = encoder().languages
    return [
        row if primary(telling.language) in known else None
        for telling, row in zip(tellings, rows, strict=True)
    ]


def sketched(name: str, wanted: Iterable[str]) -> Sketched:
    """A set with the articles that are wanted, all others counting for what is common.

    Clues are counted over the whole set in the order of its file; vectors are measured
    against some of the set's own, drawn with a seed.
    """
    filed = articles(name)
    chosen = set(wanted)
    background = Background(encoder().size)
    known = [one for one in filed if primary(one.telling.language) in encoder().languages]
    drawn = random.Random(name).sample(known, min(REMEMBERED, len(known)))
    for vectors in encode(encoder(), [one.telling for one in drawn]):
        background.measure(vectors)
    inside = [one for one in filed if one.telling.article in chosen]
    made = dict(
        zip(
            (one.telling.article for one in inside),
            encode(encoder(), [one.telling for one in inside]),
            strict=True,
        )
    )
    bank, frequencies = Bank(encoder().size), Frequencies()
    candidates = {}
    for one in filed:
        telling = one.telling
        seen = primary(telling.language) in encoder().languages
        vectors = made.get(telling.article) if seen else None
        row = sketch(
            telling,
            clues(telling),
            frequencies,
            vectors,
            background.measure(vectors),
            seen,
        )
        if telling.article in chosen:
            candidates[telling.article] = _candidate(one, bank.add(row))
    return Sketched(bank=bank, candidates=candidates)


def _candidate(one: Filed, row: int) -> Candidate:
    return Candidate(
        article=one.telling.article,
        story=one.story,
        row=row,
        outlet=one.telling.outlet,
    )


def all_sketched(pairs: Iterable[tuple[str, str, str]]) -> dict[str, Sketched]:
    """Of (set, base, candidate): each set that is here, with what its pairs name."""
    wanted: dict[str, set[str]] = {}
    for name, base, other in pairs:
        wanted.setdefault(name, set()).update((base, other))
    return {
        name: sketched(name, wanted[name]) for name in wanted if SETS[name].exists()
    }
