"""A memory of decided remarks, and a ridge regression over how near they are.

A remark is near a remembered one by the words that they share, rare ones counting more,
and by how alike their facts are. Kernel ridge regression (Saunders et al. 1998) makes of
nearness and decisions what speaks for spam. It is exact, there is no chance in it, and a
decision is learned in the square of those remembered: the inverse is grown and shrunk by
its Schur complement. It also tells what it would say of each without having been told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.features import Sketch
from nouvelles.comments.hashing import Places
from nouvelles.comments.prior import Prior

Numbers = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

#: What nearness is made of: words, 1 a view; facts by their ranks; both at once; the
#: prior's opinion, over all and within a language. Chosen on the bench's development
#: part, one choice for all sources.
_FACTS: Final = 0.7
_FACTS_FALL: Final = 20.0
_BOTH: Final = 0.5
_BOTH_FALL: Final = 10.0
_OPINION: Final = 0.2
_OPINION_OF_LANGUAGE: Final = 0.1
#: The ridge.
_ALONE: Final = 0.3
#: From these log-odds on the prior's opinion says no more to a site that learns: what
#: looks like spam elsewhere is the local paper's ordinary notice.
_OPINION_FROM: Final = -3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A remark as the memory keeps it: places in one table of all views, their weights
    (rarity, each view of length 1), ranks of its facts, the prior's opinion, language."""

    places: Places
    values: Floats
    ranks: Floats
    opinion: float
    language: str


def seen(prior: Prior, look: Sketch, language: str) -> Seen:
    """A remark for the memory, by what the prior knows of rarity and rank."""
    values = []
    for table, places in zip(prior.rarity, look.views, strict=True):
        rare = RARITY[table[places]]
        values.append(rare / np.sqrt(np.square(rare).sum() + 1e-9))
    starts = np.cumsum([0, *(len(table) for table in prior.rarity[:-1])])
    return Seen(
        places=np.concatenate(
            [places + start for places, start in zip(look.views, starts, strict=True)]
        ),
        values=np.concatenate(values).astype(np.float32),
        ranks=prior.ranks(look),
        opinion=float(np.tanh(min(prior.odds(look) - _OPINION_FROM, 0.0) / 2)),
        language=language.split("-")[0].lower(),
    )


#: What a place counts by its step of rarity; one in no lesson is the rarest.
RARITY: Final = np.array([1.0, *(np.linspace(0.1, 1.0, 15))], np.float32)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The remembered remarks, side by side."""

    places: Places
    values: Floats
    starts: npt.NDArray[np.int64]
    ranks: Floats
    opinions: Numbers
    languages: npt.NDArray[np.str_]
    targets: Numbers


class Memory:
    """Remembered remarks with their decisions; `add` and `drop` change them."""

    def __init__(self, size: int) -> None:
        self._kept: list[tuple[Seen, bool]] = []
        self._inverse: Numbers = np.zeros((0, 0))
        self._table = np.zeros(size, np.float32)
        self._rows: _Rows | None = None
        self._weights: Numbers | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, one: Seen, *, spam: bool) -> None:
        """Remember a remark and what was decided."""
        near = self._nearness(one) if self._kept else np.zeros(0)
        self._inverse = _grown(self._inverse, near, _itself(one) + _ALONE)
        self._kept.append((one, spam))
        self._rows = self._weights = None

    def drop(self, place: int) -> None:
        """Forget what stands at a place."""
        del self._kept[place]
        self._inverse = _shrunk(self._inverse, place)
        self._rows = self._weights = None

    def leaning(self, one: Seen) -> float:
        """What is said of a remark: around 1 for spam, around -1 for the rest."""
        return float(self.counted(one).sum())

    def counted(self, one: Seen) -> Numbers:
        """What each remembered decision adds to that."""
        if not self._kept:
            return np.zeros(0)
        found: Numbers = self._nearness(one) * self._decided()
        return found

    def unseen(self) -> Numbers:
        """What would be said of each remembered remark without its own decision."""
        if not self._kept:
            return np.zeros(0)
        left: Numbers = self._side_by_side().targets - self._decided() / np.diag(
            self._inverse
        )
        return left

    def _decided(self) -> Numbers:
        if self._weights is None:
            self._weights = self._inverse @ self._side_by_side().targets
        return self._weights

    def _nearness(self, one: Seen) -> Numbers:
        rows = self._side_by_side()
        self._table[one.places] = one.values
        shared = np.add.reduceat(self._table[rows.places] * rows.values, rows.starts)
        self._table[one.places] = 0.0
        apart = np.abs(rows.ranks - one.ranks).mean(axis=1)
        opinion = _OPINION + _OPINION_OF_LANGUAGE * (rows.languages == one.language)
        return _near(shared, apart, opinion * rows.opinions * one.opinion)

    def _side_by_side(self) -> _Rows:
        if self._rows is None:
            kept = [one for one, _ in self._kept]
            sizes = [len(one.places) for one in kept]
            self._rows = _Rows(
                places=np.concatenate([one.places for one in kept]),
                values=np.concatenate([one.values for one in kept]),
                starts=np.cumsum([0, *sizes[:-1]]),
                ranks=np.stack([one.ranks for one in kept]),
                opinions=np.array([one.opinion for one in kept]),
                languages=np.array([one.language for one in kept]),
                targets=np.array([1.0 if spam else -1.0 for _, spam in self._kept]),
            )
        return self._rows


def _near(shared: Floats, apart: Floats, opinion: Numbers) -> Numbers:
    facts = _FACTS * np.exp(-_FACTS_FALL * apart)
    both = _BOTH * shared * np.exp(-_BOTH_FALL * apart)
    found: Numbers = (1.0 + shared + facts + both + opinion).astype(np.float64)
    return found


def _itself(one: Seen) -> float:
    """How near a remark is to itself."""
    shared = np.square(one.values).sum(keepdims=True)
    opinion = np.array([(_OPINION + _OPINION_OF_LANGUAGE) * one.opinion**2])
    return float(_near(shared, np.zeros(1, np.float32), opinion)[0])


def _grown(inverse: Numbers, near: Numbers, itself: float) -> Numbers:
    """The inverse with a row and a column more."""
    many = len(inverse)
    grown = np.empty((many + 1, many + 1))
    ahead = inverse @ near
    rest = itself - float(near @ ahead)
    grown[:many, :many] = inverse + np.outer(ahead, ahead) / rest
    grown[:many, many] = grown[many, :many] = -ahead / rest
    grown[many, many] = 1 / rest
    return grown


def _shrunk(inverse: Numbers, place: int) -> Numbers:
    """The inverse without a row and its column."""
    keep: Sequence[int] = [n for n in range(len(inverse)) if n != place]
    column = inverse[keep, place]
    left: Numbers = inverse[np.ix_(keep, keep)] - np.outer(column, column) / float(
        inverse[place, place]
    )
    return left
