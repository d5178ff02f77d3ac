"""What the sites of one key taught: kept as places and numbers, never as text.

The same memory as of the paper's own moderators (`comments.memory`), by the same caps. A
comment that is submitted again, the other way round, takes the place of the first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from nouvelles.comments import Lesson, Prior, Remark, Site, sketch
from nouvelles.comments.features import Sketch
from nouvelles.comments.links import SOCIAL
from nouvelles.comments.memory import Seen, seen
from nouvelles.comments.site import ENOUGH, FORGOTTEN, MOST_OF_ONE, REMEMBERED

_DIGEST_BYTES: Final = 8
_NOTHING: Final = Lesson(key="", remark=Remark(text=""), spam=False)


class Taught(msgspec.Struct, frozen=True):
    """One comment as it is remembered: places in the table of all views with what each
    counts, ranks of its facts, the prior's opinion, its language; digests of its author
    and hosts, whose lessons are capped. No word of it."""

    places: bytes  # uint32
    values: bytes  # float16
    ranks: bytes  # float16
    opinion: float
    language: str
    teachers: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    taught: Taught
    spam: bool


def taught_of(prior: Prior, remark: Remark) -> Taught:
    """What there is to learn of a remark."""
    look = sketch(remark)
    found = seen(prior, look, remark.language)
    return Taught(
        places=found.places.astype(np.uint32).tobytes(),
        values=found.values.astype(np.float16).tobytes(),
        ranks=found.ranks.astype(np.float16).tobytes(),
        opinion=found.opinion,
        language=found.language,
        teachers=tuple(sorted(_teachers(remark, look))),
    )


class KeySite(Site):
    """A `Site` for a filter, that is taught with `take` alone."""

    def __init__(self, prior: Prior) -> None:
        super().__init__(prior)
        self._held: list[_Kept] = []
        self._by_teacher: Counter[bytes] = Counter()

    def take(self, taught: Taught, *, spam: bool) -> bool:
        """Take a decision in; False where its author or host has taught enough."""
        same = next(
            (n for n, one in enumerate(self._held) if one.taught == taught), None
        )
        if same is not None:
            self._drop([same])
        if any(self._by_teacher[one] >= MOST_OF_ONE for one in taught.teachers):
            return False
        self._by_teacher.update(taught.teachers)
        if len(self._held) >= REMEMBERED:
            more = 2 * self.count(spam=True) >= len(self._held)
            old = [n for n, one in enumerate(self._held) if one.spam == more]
            self._drop(old[:FORGOTTEN])
        self._memory.add(_seen_of(taught), spam=spam)
        self._held.append(_Kept(taught, spam))
        # By its length a filter knows that there is something new.
        self.lessons.append(_NOTHING)
        return True

    def save(self) -> bytes:
        """All that is remembered."""
        rows = [(one.taught, one.spam) for one in self._held]
        return msgspec.msgpack.encode(rows)

    @classmethod
    def load(cls, prior: Prior, data: bytes) -> KeySite:
        """What `save` wrote."""
        made = cls(prior)
        for taught, spam in msgspec.msgpack.decode(
            data, type=list[tuple[Taught, bool]]
        ):
            made.take(taught, spam=spam)
        return made

    def count(self, *, spam: bool) -> int:
        return sum(one.spam == spam for one in self._held)

    @property
    def share(self) -> float:
        fewer = min(self.count(spam=True), self.count(spam=False))
        return min(1.0, fewer / ENOUGH)

    def leaning(self, remark: Remark, look: Sketch) -> float:
        if not self._held:
            return 0.0
        return self._memory.leaning(self._seen(remark, look))

    def unseen(self) -> list[tuple[bool, float]]:
        said = (one.spam for one in self._held)
        return list(zip(said, map(float, self._memory.unseen()), strict=True))

    def _drop(self, gone: Sequence[int]) -> None:
        for place in gone:
            self._by_teacher.subtract(self._held[place].taught.teachers)
        self._memory.drop(gone)
        self._held = [one for n, one in enumerate(self._held) if n not in set(gone)]


def _seen_of(taught: Taught) -> Seen:
    return Seen(
        places=np.frombuffer(taught.places, np.uint32).astype(np.int64),
        values=_floats(taught.values),
        ranks=_floats(taught.ranks),
        opinion=taught.opinion,
        language=taught.language,
    )


def _floats(data: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(data, np.float16).astype(np.float32)


def _teachers(remark: Remark, look: Sketch) -> set[bytes]:
    """Digests of author and hosts."""
    found = set()
    for link in look.found.links:
        # Where everybody talks, a page is a host of its own.
        page = f"/{link.path}" if link.site in SOCIAL else ""
        found.add(f"host {link.site}{page}")
    if name := " ".join(remark.author.lower().split()):
        found.add(f"author {name}")
    return {
        hashlib.sha256(one.encode("utf-8", "replace")).digest()[:_DIGEST_BYTES]
        for one in found
    }
