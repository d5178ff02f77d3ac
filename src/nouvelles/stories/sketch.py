"""The sketch of a telling: all that is compared of it, in a row of fixed size.

Clues become hashed keys with weights (term frequency times inverse document frequency,
frozen when the telling arrives), vectors become bytes. What was rare when an article came
stays rare for it; so a decision can be made again from the log, and comes out the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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
Rows = npt.NDArray[np.intp]

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
_MOST: Final = np.array([most for _, most, _ in KINDS])
_FINDS: Final = np.array([finds for _, _, finds in KINDS])
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

    def count(self, languages: Sequence[str], owners: Rows, keys: Keys) -> Floats:
        """Count tellings of some languages, one after the other: the keys that each has,
        all in one array, with the place of the telling that owns each. How rare each key
        was when it came (natural log)."""
        documents = []
        for language in languages:
            self.all += 1
            self.seen[language] = self.seen.get(language, 0) + 1
            documents.append((self.seen[language] + PRIOR, self.all + PRIOR))
        # A telling counts once wherever its keys fall; those before it count already.
        pairs = (keys % _COUNTED).astype(np.int64) << 32 | owners
        distinct, which = np.unique(pairs, return_inverse=True)
        places = distinct >> 32
        first = np.flatnonzero(np.diff(places, prepend=-1))
        times = np.diff(first, append=len(places))
        before = np.arange(len(places)) - np.repeat(first, times)
        found = self.counts[places] + before + 1
        self.counts[places[first]] += times.astype(np.uint32)
        of_all = (keys >> KIND_BITS > 0).astype(np.intp)
        ratio = (np.array(documents)[owners, of_all] + 1) / (found[which] + 0.5)
        rare: Floats = np.log(ratio).astype(np.float32)
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


Weighed = tuple[Keys, Floats, tuple[int, ...]]


def weigh(
    tellings: Sequence[tuple[Clues, str]], frequencies: Frequencies
) -> list[Weighed]:
    """Of tellings that come one after the other, with their languages, the heaviest clues
    as keys and weights, ascending by key, and the keys by which each is found; counts
    them."""
    if not tellings:
        return []
    keys: list[int] = []
    said: list[float] = []
    sizes: list[int] = []
    for found, language in tellings:
        for kind, (name, _, _) in enumerate(KINDS):
            terms: dict[str, float] = getattr(found, name)
            keys += keys_of(kind, terms, language)
            once = name in _ONCE
            said += [1.0] * len(terms) if once else map(math.log1p, terms.values())
            sizes.append(len(terms))
    number, every = len(tellings), np.array(keys, np.uint32)
    part = np.repeat(np.arange(len(sizes)), sizes)  # a telling's clues of one kind
    owner, kind_of = np.divmod(part, len(KINDS))
    languages = [language for _, language in tellings]
    weights = frequencies.count(languages, owner, every)
    for kind, (name, _, _) in enumerate(KINDS):
        if name in _POWER:
            weights[kind_of == kind] **= _POWER[name]
    weights *= np.array(said, np.float32)
    weights /= np.sqrt(np.bincount(part, weights**2, len(sizes)))[part]
    heaviest = np.lexsort((-weights, part))
    rank = np.arange(len(part)) - (np.cumsum(sizes) - sizes)[part]
    kept = heaviest[rank < _MOST[kind_of]]
    finding = heaviest[rank < _FINDS[kind_of]]
    kept = kept[np.lexsort((every[kept], owner[kept]))]
    filled = np.bincount(owner[kept], minlength=number)
    place = np.arange(len(kept)) - np.repeat(np.cumsum(filled) - filled, filled)
    all_keys = np.full((number, KEYS), NO_KEY, np.uint32)
    all_weights = np.zeros((number, KEYS), np.float32)
    all_keys[owner[kept], place] = every[kept]
    all_weights[owner[kept], place] = weights[kept]
    ends = np.cumsum(np.bincount(owner[finding], minlength=number))[:-1]
    found_by = [tuple(some.tolist()) for some in np.split(every[finding], ends)]
    return [*zip(all_keys, all_weights, found_by, strict=True)]


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
    (weighed,) = weigh([(found, primary(telling.language))], frequencies)
    return sketch_of(telling, weighed, vectors, background, known)


def sketch_of(
    telling: Telling,
    weighed: Weighed,
    vectors: Floats | None,
    background: Floats,
    known: bool,
) -> Sketch:
    """A telling as a row, its clues being weighed."""
    language = primary(telling.language)
    keys, weights, finding = weighed
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
