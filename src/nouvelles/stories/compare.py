"""Two sketches side by side: the features of a pair.

Everything is symmetric: who came first makes no difference.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.bank import Bank, Rows
from nouvelles.stories.sketch import KIND_BITS, KINDS, NO_KEY, Floats

#: The features of a pair, in the order of the rows of `features`.
#:
#: `headline`, `lead`: likeness (cosine) of the vectors, of headlines alone and with the
#: first sentences; `_over` the same in deviations above what is usual for both, `_least`
#: for the one that is less surprised. `words` … `places`: likeness of the clues;
#: `same_numbers`, `same_names`: how many are in both. `apart`: log of 1 + hours between
#: them, -1 where that is not known. `known`: how many of both are in a language that the
#: encoder knows; `bodies`, `titles`: how many of both have one. `shorter`: log of 1 and
#: the characters of the shorter.
FEATURES: Final = (
    "headline",
    "lead",
    "headline_over",
    "headline_least",
    "lead_over",
    "lead_least",
    *(name for name, _, _ in KINDS),
    "same_names",
    "same_numbers",
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


def features(bank: Bank, row: int, others: Rows) -> Floats:
    """The features of one row with others: one line a feature, one column a pair."""
    found = np.empty((len(FEATURES), len(others)), np.float32)
    _vectors(bank, row, others, found)
    _clues(bank, row, others, found)
    apart = np.abs(bank["hours"][others] - bank["hours"][row])
    found[_AT["apart"]] = np.where(np.isnan(apart), -1, np.log1p(np.nan_to_num(apart)))
    language = bank["language"][others] == bank["language"][row]
    outlet = bank["outlet"][row]
    # An outlet tells an event once in a language; in another it may tell the same again.
    same = (bank["outlet"][others] == outlet) & language & (outlet != 0)
    found[_AT["same_outlet"]] = same
    found[_AT["same_language"]] = language
    for name, column in (("known", "known"), ("bodies", "body"), ("titles", "title")):
        found[_AT[name]] = bank[column][others] + bank[column][row]
    shorter = np.minimum(bank["length"][others], bank["length"][row])
    found[_AT["shorter"]] = np.log1p(shorter)
    return found


def _vectors(bank: Bank, row: int, others: Rows, found: Floats) -> None:
    both = np.einsum("rvd,vd->vr", bank.vectors(others), bank.vectors(row))
    found[:2] = both
    for at in (0, 1):
        mean, spread = 2 * at, 2 * at + 1
        mine = (both[at] - bank["background"][row, mean]) / bank["background"][
            row, spread
        ]
        theirs = (both[at] - bank["background"][others, mean]) / bank["background"][
            others, spread
        ]
        found[2 + 2 * at] = (mine + theirs) / 2
        found[3 + 2 * at] = np.minimum(mine, theirs)


def _clues(bank: Bank, row: int, others: Rows, found: Floats) -> None:
    keys = bank["keys"][row]
    theirs = bank["keys"][others]
    places = np.searchsorted(keys, theirs.ravel())
    places[places == len(keys)] = 0
    hits = np.flatnonzero((keys[places] == theirs.ravel()) & (theirs.ravel() != NO_KEY))
    mine = places[hits]
    weights = bank["weights"][row][mine].astype(np.float32)
    weights *= bank["weights"][others].ravel()[hits]
    cell = (hits // theirs.shape[1]) * _KINDS + (keys[mine] >> KIND_BITS)
    size = len(others) * _KINDS
    sums = np.bincount(cell, weights, minlength=size).reshape(-1, _KINDS)
    counts = np.bincount(cell, minlength=size).reshape(-1, _KINDS)
    first = _AT["words"]
    found[first : first + _KINDS] = sums.T
    found[_AT["same_names"]] = counts[:, 1]
    found[_AT["same_numbers"]] = counts[:, 3]


def shared_keys(bank: Bank, row: int, other: int) -> npt.NDArray[np.uint32]:
    """The keys that two rows have in common, ascending."""
    both = np.intersect1d(bank["keys"][row], bank["keys"][other], assume_unique=False)
    found: npt.NDArray[np.uint32] = both[both != NO_KEY].astype(np.uint32)
    return found
