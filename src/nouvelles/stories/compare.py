"""Two sketches side by side: the features of a pair.

Everything is symmetric: who came first makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from nouvelles.stories.bank import Bank, Records, Taken
from nouvelles.stories.sketch import KIND_BITS, KINDS, Floats, Rows

#: The kinds of clues of which it is asked, too, how much of each text's the other has.
_COVERED: Final = tuple(
    (kind, name)
    for kind, (name, _, _) in enumerate(KINDS)
    if name in ("words", "names", "sounds")
)

#: The features of a pair, in the order of the rows of `features`.
#:
#: `headline`, `lead`: likeness (cosine) of the vectors, of headlines alone and with the
#: first sentences; `_over` the same in deviations above what is usual for both, `_least`
#: for the one that is less surprised; `cross_most`, `cross_least`: the headline of one with
#: the lead of the other, both ways. `words` … `places`: likeness of the clues; `same_words`
#: … `same_places`: how many are in both; `words_most`, `words_least` and their like: what
#: those in both weigh of each text's own, as a report of ten lines may be all in one of a
#: hundred. `fewest`: log of 1 and the clues of the one with fewer. `apart`: log of 1 and
#: the hours between them, -1 where that is not known. `known`: how many of both are in a
#: language that the encoder knows; `bodies`, `titles`: how many of both have one.
#: `shorter`: log of 1 and the characters of the shorter.
FEATURES: Final = (
    "headline",
    "lead",
    "headline_over",
    "headline_least",
    "lead_over",
    "lead_least",
    *(name for name, _, _ in KINDS),
    *(f"same_{name}" for name, _, _ in KINDS),
    *(f"{name}_{which}" for _, name in _COVERED for which in ("most", "least")),
    "cross_most",
    "cross_least",
    "fewest",
    "apart",
    "same_outlet",
    "same_language",
    "known",
    "bodies",
    "titles",
    "shorter",
)
_AT: Final = {name: at for at, name in enumerate(FEATURES)}
_KINDS: Final = len(KINDS)


#: Keys are looked for by their lowest bits first: most are nowhere.
_SIEVE: Final = 1 << 16  # a power of two


def features(bank: Bank, row: int, others: Rows) -> Floats:
    """The features of one row with others: one line a feature, one column a pair."""
    return features_of(bank.take([row]), [len(others)], bank.take(others))


def features_of(ones: Taken, sizes: Sequence[int], others: Taken) -> Floats:
    """The same of several rows: each with so many of the others, the next ones."""
    mine = ones.records["facts"].repeat(sizes)
    theirs = others.records["facts"]
    found = np.empty((len(FEATURES), len(theirs)), np.float32)
    _vectors(ones.records, sizes, others.records, found)
    _over_usual(mine["background"], theirs["background"], found)
    _clues(ones, sizes, others, found)
    apart = np.abs(theirs["hours"] - mine["hours"])
    found[_AT["apart"]] = np.where(np.isnan(apart), -1, np.log1p(np.nan_to_num(apart)))
    language = theirs["language"] == mine["language"]
    outlet = theirs["outlet"] == mine["outlet"]
    # An outlet reports an event once in a language; in another it may do so again, and
    # what is no report (an opinion, say) counts as no outlet's.
    found[_AT["same_outlet"]] = outlet & language & (mine["outlet"] != 0)
    found[_AT["same_language"]] = language
    for name, field in (("known", "known"), ("bodies", "body"), ("titles", "title")):
        found[_AT[name]] = theirs[field] + mine[field]
    found[_AT["fewest"]] = np.log1p(np.minimum(theirs["clues"], mine["clues"]))
    shorter = np.minimum(theirs["length"], mine["length"])
    found[_AT["shorter"]] = np.log1p(shorter)
    return found


def _vectors(
    ones: Records, sizes: Sequence[int], others: Records, found: Floats
) -> None:
    """Likenesses of vectors. Products of bytes add up to whole numbers that a float32
    holds exactly (of up to 1,040 bytes), in whatever order: they are the same on each
    machine."""
    mine = ones["vectors"].transpose(0, 2, 1).astype(np.float32)
    theirs = others["vectors"].transpose(1, 0, 2).astype(np.float32)
    products = np.empty((2, found.shape[1], 2), np.float32)  # of theirs with mine
    start = 0
    for one, size in zip(mine, sizes, strict=True):
        end = start + size
        np.matmul(theirs[:, start:end], one, out=products[:, start:end])
        start = end
    products *= others["scale"].T[..., None] * ones["scale"].repeat(sizes, axis=0)
    found[0], found[1] = products[0, :, 0], products[1, :, 1]
    across = products[0, :, 1], products[1, :, 0]
    found[_AT["cross_most"]] = np.maximum(*across)
    found[_AT["cross_least"]] = np.minimum(*across)


def _over_usual(mine: Floats, theirs: Floats, found: Floats) -> None:
    for at in (0, 1):
        mean, spread = 2 * at, 2 * at + 1
        both = [(found[at] - one[:, mean]) / one[:, spread] for one in (mine, theirs)]
        found[2 + 2 * at] = (both[0] + both[1]) / 2
        found[3 + 2 * at] = np.minimum(*both)


def _clues(ones: Taken, sizes: Sequence[int], others: Taken, found: Floats) -> None:
    """Likenesses by each kind of clues: what the weights of those in both add up to."""
    sieve = np.zeros(_SIEVE, np.bool_)
    sieve[ones.keys & _SIEVE - 1] = True
    asked = np.flatnonzero(sieve.take(others.keys & _SIEVE - 1))
    row = others.owners(asked)
    # Keys of all in one ascending array: the number of the one, then the key.
    number = np.arange(len(sizes))
    mine = ones.owners(np.arange(len(ones.keys))) << 32 | ones.keys
    key = number.repeat(sizes)[row] << 32 | others.keys[asked]
    at = mine.searchsorted(key)
    at[at == len(mine)] = 0
    hits = np.flatnonzero(mine[at] == key) if len(mine) else at[:0]
    at, row = at[hits], row[hits]
    own, other = ones.weights(at), others.weights(asked[hits])
    cell = row * _KINDS + (mine[at] >> KIND_BITS & 7)
    first = _AT["words"]
    found[first : first + _KINDS] = _added_up(cell, found.shape[1], own * other)
    counts = _added_up(cell, found.shape[1])
    for kind, (name, _, _) in enumerate(KINDS):
        found[_AT[f"same_{name}"]] = counts[kind]
    of_one = _added_up(cell, found.shape[1], own * own)
    of_other = _added_up(cell, found.shape[1], other * other)
    for kind, name in _COVERED:
        found[_AT[f"{name}_most"]] = np.maximum(of_one[kind], of_other[kind])
        found[_AT[f"{name}_least"]] = np.minimum(of_one[kind], of_other[kind])


def _added_up(cell: Rows, pairs: int, weights: Floats | None = None) -> Floats:
    """What the clues of each kind that both have weigh, or how many there are (kinds ×
    pairs)."""
    sums = np.bincount(cell, weights, minlength=pairs * _KINDS)
    found: Floats = sums.reshape(-1, _KINDS).T.astype(np.float32)
    return found


def shared_keys(bank: Bank, row: int, other: int) -> list[int]:
    """The keys that two rows have in common, ascending."""
    mine, theirs = (bank.keys[bank.clues(one)].tolist() for one in (row, other))
    return sorted(set(mine).intersection(theirs))
