"""A memory of decided remarks, and a ridge regression over how near they are.

A remark is near a remembered one by the words that they share, rare ones counting more,
and by how alike their facts are. Kernel ridge regression (Saunders et al. 1998) makes of
nearness and decisions what speaks for spam. It is exact, and there is no chance in it: of
the same decisions in the same order it says the same, to the last bit, whatever was
remembered and forgotten between. It also tells what it would say of each without having
been told.

A decision costs a row of nearnesses when it comes, nothing but moving rows when it goes;
the system of equations is solved once, when something is asked after a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.features import STARTS, VIEWS, Sketch
from nouvelles.comments.hashing import Places
from nouvelles.comments.prior import OPINIONS, Known, Prior

Numbers = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

#: What nearness is made of: words, 1 a view (signs, less); facts by their ranks; each of
#: the prior's opinions, over all and within a language. Chosen on the bench's development
#: part, one choice for all sources.
_SIGNS: Final = 0.3
_LENGTHS: Final = np.array([_SIGNS**0.5 if view == "signs" else 1.0 for view in VIEWS])
_FACTS: Final = 1.2
_FACTS_FALL: Final = 30.0
_OPINION: Final = 0.15
_OPINION_OF_LANGUAGE: Final = 0.05
#: Languages of which it is known what was remembered in them; then all are forgotten.
_LANGUAGES: Final = 200
#: What an opinion of what words mean at another site counts beside one of the prior.
_OPINION_OF_SITE: Final = 0.58
#: The ridge.
_ALONE: Final = 0.3
#: From these log-odds on an opinion of the prior says no more to a site that learns: what
#: looks like spam elsewhere is the local paper's ordinary notice.
_OPINION_FROM: Final = -3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A remark as the memory keeps it: places in one table of all views, their weights
    (rarity, each view of length 1), ranks of its facts, the prior's opinions, language."""

    places: Places
    values: Floats
    ranks: Floats
    opinions: Numbers
    language: str


def seen(prior: Prior, look: Sketch, language: str) -> Seen:
    """A remark for the memory, by what the prior knows of rarity and rank."""
    known = prior.known(look.places, look.ends)
    said = prior.opinions(look, known)
    above, most, part, weight = _bounds(len(said))
    said -= above
    np.minimum(said, most, out=said)
    said *= part
    np.tanh(said, out=said)
    said *= weight
    return Seen(
        places=look.places,
        values=weighed(known),
        ranks=prior.ranks(look),
        opinions=said,
        language=language.split("-")[0].lower(),
    )


@cache
def _bounds(many: int) -> Numbers:
    """What is taken from opinions, the most that is left, by what it and then its bounded
    form is multiplied: rows of one number for each opinion."""
    of_sites = many - OPINIONS
    prior = (_OPINION_FROM, 0.0, 0.5, 1.0)
    site = (0.0, np.inf, 1.0, _OPINION_OF_SITE)
    return np.array([prior] * OPINIONS + [site] * of_sites).T.copy()


def weighed(known: Known) -> Floats:
    """What each place weighs: each view has the length 1, signs that of `_SIGNS`."""
    lengths = known.sums[:, 3] + 1e-9
    np.sqrt(lengths, out=lengths)
    lengths /= _LENGTHS
    found: Floats = (known.rarity / lengths.repeat(known.many)).astype(np.float32)
    return found


class Memory:
    """Remembered remarks with their decisions; `add` and `drop` change them.

    Rows stand side by side in arrays, so that one remark is held against all at once.
    """

    def __init__(self, facts: int, opinions: int) -> None:
        self._near: Numbers = np.zeros((0, 0))
        self._places: Places = np.zeros(0, np.int64)
        self._values: Floats = np.zeros(0, np.float32)
        self._sizes: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._ranks: Floats = np.zeros((0, facts), np.float32)
        self._opinions: Numbers = np.zeros((0, opinions))
        self._languages: list[str] = []
        self._same: dict[str, Numbers] = {}
        self._targets: Numbers = np.zeros(0)
        self._table: Floats = np.zeros(STARTS[-1], np.float32)
        self._solved: tuple[Numbers, Numbers] | None = None
        self._words: Floats | None = None

    def __len__(self) -> int:
        return len(self._targets)

    def add(self, one: Seen, *, spam: bool) -> None:
        """Remember a remark and what was decided."""
        many = len(self)
        near = np.empty((many + 1, many + 1))
        near[:many, :many] = self._near
        if many:
            near[many, :many] = self._nearness(one, self._shared(one))
            near[:many, many] = near[many, :many]
        near[many, many] = _itself(one)
        self._near = near
        self._places = np.concatenate([self._places, one.places])
        self._values = np.concatenate([self._values, one.values])
        self._sizes = np.append(self._sizes, len(one.places))
        self._ranks = np.concatenate([self._ranks, one.ranks[None]])
        self._opinions = np.concatenate([self._opinions, one.opinions[None]])
        self._languages.append(one.language)
        self._targets = np.append(self._targets, 1.0 if spam else -1.0)
        self._changed()

    def drop(self, gone: Sequence[int]) -> None:
        """Forget what stands at some places."""
        keep = np.ones(len(self), np.bool_)
        keep[list(gone)] = False
        here = np.repeat(keep, self._sizes)
        self._near = self._near[np.ix_(keep, keep)]
        self._places = self._places[here]
        self._values = self._values[here]
        self._sizes = self._sizes[keep]
        self._ranks = self._ranks[keep]
        self._opinions = self._opinions[keep]
        self._languages = list(compress(self._languages, keep))
        self._targets = self._targets[keep]
        self._changed()

    def _changed(self) -> None:
        self._solved = self._words = None
        self._same.clear()

    def leaning(self, one: Seen) -> float:
        """What is said of a remark: around 1 for spam, around -1 for the rest."""
        if not len(self):
            return 0.0
        # Of words, what all decisions say is added up once, not at each remark.
        words = float(self._spoken().take(one.places) @ one.values)
        return words + float(self._nearness(one, _NOTHING) @ self._decided()[0])

    def counted(self, one: Seen) -> Numbers:
        """What each remembered decision adds to what is said."""
        if not len(self):
            return np.zeros(0)
        return self._nearness(one, self._shared(one)) * self._decided()[0]

    def unseen(self) -> Numbers:
        """What would be said of each remembered remark without its own decision."""
        if not len(self):
            return np.zeros(0)
        weights, diagonal = self._decided()
        return self._targets - weights / diagonal

    def _decided(self) -> tuple[Numbers, Numbers]:
        """The weight of each decision, and the diagonal of the inverse that gives them."""
        if self._solved is None:
            inverse = np.linalg.inv(self._near + _ALONE * np.eye(len(self)))
            self._solved = inverse @ self._targets, np.diag(inverse).copy()
        return self._solved

    def _spoken(self) -> Floats:
        """What each place says by all decisions."""
        if self._words is None:
            said = self._values * np.repeat(self._decided()[0], self._sizes)
            summed = np.bincount(self._places, said, len(self._table))
            self._words = summed.astype(np.float32)
        return self._words

    def _shared(self, one: Seen) -> Floats:
        """What a remark shares with each remembered one, by the rarity of words."""
        self._table[one.places] = one.values
        every = self._table[self._places] * self._values
        self._table[one.places] = 0.0
        found: Floats = np.add.reduceat(every, np.cumsum(self._sizes) - self._sizes)
        return found

    def _nearness(self, one: Seen, shared: Floats) -> Numbers:
        apart = self._ranks - one.ranks
        apart = np.add.reduce(np.abs(apart, out=apart), axis=1)
        apart /= len(one.ranks)
        # Not by a product of matrices: its last bits depend on how many rows there are.
        alike = np.add.reduce(self._opinions * one.opinions, axis=1)
        alike *= self._of_language(one.language)
        return _near(shared, apart, alike)

    def _of_language(self, language: str) -> Numbers:
        """What opinions of each remembered remark weigh beside one of a language."""
        found = self._same.get(language)
        if found is None:
            if len(self._same) >= _LANGUAGES:
                self._same.clear()  # tags are what people send
            same = np.array([one == language for one in self._languages])
            found = _OPINION + _OPINION_OF_LANGUAGE * same
            self._same[language] = found
        return found


#: For nearness without words.
_NOTHING: Final = np.zeros(1, np.float32)


def _near(shared: Floats, apart: Floats, opinion: Numbers) -> Numbers:
    facts = _FACTS * np.exp(-_FACTS_FALL * apart)
    found: Numbers = 1.0 + shared + facts + opinion
    return found


def _itself(one: Seen) -> float:
    """How near a remark is to itself."""
    shared = np.square(one.values).sum(keepdims=True)
    alike = np.square(one.opinions).sum(keepdims=True)
    opinion = (_OPINION + _OPINION_OF_LANGUAGE) * alike
    return float(_near(shared, np.zeros(1, np.float32), opinion)[0])
