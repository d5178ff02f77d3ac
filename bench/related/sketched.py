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
from nouvelles.stories.related import COMPARED, Member, Side
from nouvelles.stories.sketch import Frequencies, sketch

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """The articles of a set that were asked for, and some of their stories, in a bank."""

    bank: Bank
    sides: dict[str, Side]  # by article: its story, the article first

    def pair(self, base: str, other: str) -> Floats:
        """The features of two articles."""
        rows = [self.sides[article].members[0].row for article in (base, other)]
        return features(self.bank, rows[0], np.array(rows[1:]))[:, 0]


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
    against some of the set's own, drawn with a seed. The set's own stories stand for what
    grouping would make; of each, so many tellings are kept as are compared.
    """
    filed = articles(name)
    stories: dict[str, list[Filed]] = {}
    for one in filed:
        stories.setdefault(one.story, []).append(one)
    asked = set(wanted)
    order = {
        one.telling.article: [one, *(o for o in stories[one.story] if o is not one)]
        for one in filed
        if one.telling.article in asked
    }
    order = {article: story[:COMPARED] for article, story in order.items()}
    rows = _rows(name, filed, {o.telling.article for s in order.values() for o in s})
    members = {one.telling.article: _member(one, rows[1]) for one in filed}
    return Sketched(
        bank=rows[0],
        sides={
            article: Side(
                story=story[0].story,
                members=tuple(members[one.telling.article] for one in story),
            )
            for article, story in order.items()
        },
    )


def _rows(
    name: str, filed: Sequence[Filed], kept: set[str]
) -> tuple[Bank, dict[str, int]]:
    known = [
        one for one in filed if primary(one.telling.language) in encoder().languages
    ]
    background = Background(encoder().size)
    drawn = random.Random(name).sample(known, min(REMEMBERED, len(known)))
    for vectors in encode(encoder(), [one.telling for one in drawn]):
        background.measure(vectors)
    inside = [one.telling for one in filed if one.telling.article in kept]
    made = dict(
        zip(
            (telling.article for telling in inside),
            encode(encoder(), inside),
            strict=True,
        )
    )
    bank, frequencies = Bank(encoder().size), Frequencies()
    rows: dict[str, int] = {}
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
        if telling.article in kept:
            rows[telling.article] = bank.add(row)
    return bank, rows


def _member(one: Filed, rows: dict[str, int]) -> Member:
    telling = one.telling
    return Member(
        article=telling.article,
        row=rows.get(telling.article, -1),
        outlet=telling.outlet,
        language=telling.language,
    )


def all_sketched(pairs: Iterable[tuple[str, str, str]]) -> dict[str, Sketched]:
    """Of (set, base, candidate): each set that is here, with what its pairs name."""
    wanted: dict[str, set[str]] = {}
    for name, base, other in pairs:
        wanted.setdefault(name, set()).update((base, other))
    return {
        name: sketched(name, wanted[name]) for name in wanted if SETS[name].exists()
    }
