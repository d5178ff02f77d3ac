"""A week of a press that does not exist, for the measurement of what stories cost.

Its words, names and vectors are those of the real articles of the shared bench, mixed and
varied, so that what is common and what is rare is about as it was: an event is like two
real articles, with other names and numbers in the place of most of theirs (some of them in
many events, most in few); a telling says most of what can be told of its event, and some
of what is told of another. Figures are assumptions; the engine was not tuned to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import numpy as np

from bench.press import SHARED
from nouvelles.records import Copy, Telling
from nouvelles.run.grouping.encode import vectors_of
from nouvelles.run.grouping.lines import BadLine, tellings_in
from nouvelles.stories import Arrival
from nouvelles.stories.clues import Clues, clues
from nouvelles.stories.embed import encode, open_encoder
from nouvelles.stories.sketch import KINDS, Floats

FOLDER = SHARED / "bench" / "stories"
#: Of which articles the week is made: the first of each file.
FILES = {"ntrex_stream": 800, "allsides21": 800, "ecbplus": 500, "uci_headlines": 900}

#: The part of names, sounds and numbers that are not those of the real article, and how
#: many others there are in the place of each.
RENAMED, OTHERS = 0.7, 2_000
#: The part of what can be told of an event that one telling says, and of another event.
TOLD, STRAYED = 0.7, 0.15
#: How far an event's vectors are from those of both its articles, and a telling's from
#: its event's.
APART, ASIDE = 0.5, 0.4

OUTLETS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """Articles that were written, with their clues and vectors (articles × 2 × size)."""

    tellings: tuple[Telling, ...]
    clues: tuple[Clues, ...]
    vectors: Floats
    languages: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The real telling that it is like, all that can be told of it, and where it lies."""

    like: Telling
    clues: Clues
    vectors: Floats


def read_real() -> Real:
    """The articles of the shared bench, encoded; that takes half a minute."""
    encoder = open_encoder("")
    assert encoder is not None
    found: list[Telling] = []
    for name, most in FILES.items():
        with (FOLDER / f"{name}.jsonl").open("rb") as lines:
            good = (one for one in tellings_in(lines) if not isinstance(one, BadLine))
            found += islice(good, most)
    return Real(
        tellings=tuple(found),
        clues=tuple(map(clues, found)),
        vectors=encode(encoder, found),
        languages=encoder.languages,
    )


class World:
    """Events and what is told of them, the same each time."""

    def __init__(self, real: Real) -> None:
        self.real = real
        self.random = np.random.default_rng(5)
        self.middle = real.vectors.mean(axis=0)
        self.told = 0

    def event(self) -> Event:
        """What nobody told of yet."""
        a, b = self.random.integers(len(self.real.tellings), size=2).tolist()
        found = {}
        for name, _, _ in KINDS:
            one, other = (getattr(self.real.clues[at], name) for at in (a, b))
            terms = self._some(one, 0.6) | self._some(other, 0.4)
            if name not in ("words", "places"):
                terms = {self._renamed(term): said for term, said in terms.items()}
            found[name] = terms
        vectors = 0.7 * self.real.vectors[a] + 0.5 * self.real.vectors[b]
        return Event(
            like=self.real.tellings[a],
            clues=Clues(**found),
            vectors=_unit(vectors + APART * self._aside()),
        )

    def telling(self, event: Event, at: datetime) -> Arrival:
        """An outlet's own telling of an event."""
        other = self.real.clues[int(self.random.integers(len(self.real.clues)))]
        found = {
            name: self._some(getattr(other, name), STRAYED)
            | self._some(getattr(event.clues, name), TOLD)
            for name, _, _ in KINDS
        }
        outlet = f"{int(self.random.integers(OUTLETS))}.example"
        telling = replace(event.like, article=self._article(), outlet=outlet, at=at)
        vectors = _unit(event.vectors + ASIDE * self._aside())
        return Arrival(
            telling=telling,
            vectors=vectors_of(vectors.astype("<f2").tobytes()),
            clues=Clues(**found),
        )

    def copy(self, of: Telling, at: datetime) -> Arrival:
        """Another outlet's copy of a telling."""
        telling = replace(of, article=self._article(), at=at)
        return Arrival(
            telling=telling,
            copy=Copy(article=telling.article, of=of.article, kind="same"),
        )

    def _article(self) -> str:
        self.told += 1
        return f"a{self.told:09x}"

    def _some(self, terms: dict[str, float], share: float) -> dict[str, float]:
        chosen = (self.random.random(len(terms)) < share).tolist()
        return {t: terms[t] for t, is_in in zip(terms, chosen, strict=True) if is_in}

    def _renamed(self, term: str) -> str:
        if self.random.random() > RENAMED:
            return term
        return f"{term}{int(OTHERS ** self.random.random())}"

    def _aside(self) -> Floats:
        """A direction in which real articles differ."""
        some = self.random.integers(len(self.real.vectors), size=6)
        shares = self.random.normal(size=6).astype(np.float32)
        apart: Floats = np.tensordot(shares, self.real.vectors[some] - self.middle, 1)
        return _unit(apart)


def _unit(vectors: Floats) -> Floats:
    found: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return found
