"""The sketch of a telling: all that is compared of it, in a row of fixed size.

Clues become hashed keys with weights (term frequency times inverse document frequency,
frozen when the telling arrives), vectors become bytes. What was rare when an article came
stays rare for it; so a decision can be made again from the log, and comes out the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nouvelles.language.identify import primary
from nouvelles.records import Telling
from nouvelles.stories.clues import Clues

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint32]

#: The kinds of clues, how many of each a sketch keeps, and by how many of these others
#: find it: the heaviest.
KINDS: Final = (
    ("words", 64, 6),
    ("names", 20, 5),
    ("sounds", 40, 5),
    ("numbers", 12, 2),
    ("places", 8, 0),
)
KEYS: Final = sum(most for _, most, _ in KINDS)
#: The kind of a key is in its highest bits, so that the keys of a kind stand together.
KIND_BITS: Final = 29
NO_KEY: Final = 0xFFFFFFFF

#: Sounds of different names are alike by chance: common ones count less still.
_POWER: Final = {"sounds": 1.5}
#: Each clue counts once in these, however often it is said.
_ONCE: Final = frozenset({"numbers"})

#: Documents that are taken for read, without any of the clues: the first are no outliers.
PRIOR: Final = 200

#: Kinds of articles that tell of many events.
_MANY: Final = frozenset({"live"})

#: Places where document frequencies are counted: a bounded table, hashed into.
_COUNTED: Final = 1 << 20


def keys_of(kind: int, terms: Iterable[str], language: str) -> list[int]:
    """The keys of clues of one kind; words are of a language, all others of none."""
    begun = crc32(f"{language}:".encode()) if kind == 0 else 0
    above, mask = kind << KIND_BITS, (1 << KIND_BITS) - 1
    return [above | crc32(term.encode(), begun) & mask for term in terms]


def key_of(kind: int, term: str, language: str) -> int:
    """The key of a clue."""
    (found,) = keys_of(kind, (term,), language)
    return found


class Frequencies:
    """In how many tellings each clue was, and how many there were of each language."""

    def __init__(self) -> None:
        self.counts: npt.NDArray[np.uint32] = np.zeros(_COUNTED, np.uint32)
        self.seen: dict[str, int] = {}
        self.all = 0

    def count(self, language: str, keys: Keys) -> Floats:
        """Count a telling with these distinct keys; how rare each is now, natural log."""
        self.all += 1
        self.seen[language] = self.seen.get(language, 0) + 1
        places = keys % _COUNTED
        found = self.counts[places] + 1
        self.counts[places] = found
        of_language = self.seen[language] + PRIOR
        documents = np.where(keys >> KIND_BITS, self.all + PRIOR, of_language)
        rare: Floats = np.log((documents + 1) / (found + 0.5)).astype(np.float32)
        return np.maximum(rare, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A row of the bank. `keys` ascend and are filled up with `NO_KEY`, `weights` with 0;
    by those of `finding` the telling finds others and is found.

    Weights of one kind are a vector of length 1 before the lightest are cut. `vectors`
    are two of length 1, of the headline and of the headline with the first sentences
    (None without an encoder); `background` is mean and deviation of the likeness of each
    to whatever came before. `hours` since 1970, NaN where the time is not known. `many`
    of what tells of many events, or of one for hours: it joins, and speaks for no story.
    """

    keys: Keys
    weights: Floats
    finding: tuple[int, ...]
    vectors: Floats | None
    background: Floats
    hours: float
    outlet: int
    language: int
    known: bool
    body: bool
    title: bool
    length: int
    many: bool = False


def weigh(
    found: Clues, language: str, frequencies: Frequencies
) -> tuple[Keys, Floats, tuple[int, ...]]:
    """The heaviest clues as keys and weights, ascending by key, and the keys by which the
    telling is found; counts them."""
    keys: list[int] = []
    said: list[float] = []
    sizes: list[int] = []
    for kind, (name, _, _) in enumerate(KINDS):
        terms: dict[str, float] = getattr(found, name)
        keys += keys_of(kind, terms, language)
        said += [1.0] * len(terms) if name in _ONCE else map(math.log1p, terms.values())
        sizes.append(len(terms))
    every = np.array(keys, np.uint32)
    weights = np.array(said, np.float32)
    rare = frequencies.count(language, every)
    kept: list[npt.NDArray[np.intp]] = []
    finding: list[int] = []
    start = 0
    for (name, most, finds), size in zip(KINDS, sizes, strict=True):
        part = slice(start, start + size)
        power = _POWER.get(name)
        weights[part] *= rare[part] if power is None else rare[part] ** power
        heavy = weights[part]
        heavy /= math.sqrt(float(heavy @ heavy)) or 1.0
        order = start + np.argsort(-heavy, kind="stable")[:most]
        kept.append(order)
        finding += every[order[:finds]].tolist()
        start += size
    chosen = np.concatenate(kept)
    chosen = chosen[np.argsort(every[chosen], kind="stable")]
    filled = np.full(KEYS, NO_KEY, np.uint32), np.zeros(KEYS, np.float32)
    filled[0][: len(chosen)] = every[chosen]
    filled[1][: len(chosen)] = weights[chosen]
    return (*filled, tuple(finding))


def hash_of(word: str) -> int:
    """A word as a number that fits in 31 bits; 0 for ""."""
    return crc32(word.encode()) & 0x7FFFFFFF if word else 0


def hours_of(telling: Telling) -> float:
    """When, in hours since 1970; NaN where that is not known or cannot be."""
    if telling.at is None or telling.at.year < 1990:
        return math.nan
    return telling.at.timestamp() / 3600


def sketch(
    telling: Telling,
    found: Clues,
    frequencies: Frequencies,
    vectors: Floats | None,
    background: Floats,
    known: bool,
) -> Sketch:
    """A telling as a row; its clues are counted in `frequencies`."""
    language = primary(telling.language)
    keys, weights, finding = weigh(found, language, frequencies)
    return Sketch(
        keys=keys,
        weights=weights,
        finding=finding,
        vectors=vectors,
        background=background,
        hours=hours_of(telling),
        outlet=hash_of(telling.outlet) if telling.kind == "news" else 0,
        language=hash_of(language),
        known=known,
        body=bool(telling.text.strip()),
        title=bool(telling.headline.strip()),
        length=len(telling.headline) + len(telling.text),
        many=telling.kind in _MANY,
    )
