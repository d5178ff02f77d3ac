"""What is seen of a remark: hashed views of its words, and facts that know no language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.facts import Facts, facts_of
from nouvelles.comments.fold import Folded, fold
from nouvelles.comments.hashing import (
    Places,
    codes_of,
    distinct,
    hashed,
    pairs,
    places,
    runs,
    unrepeated,
)
from nouvelles.comments.links import Found, find_links
from nouvelles.comments.records import Remark

#: Hashed views, each with the size of its table as a power of two.
VIEWS: Final = {
    "words": 17,
    "pairs": 17,
    "runs": 18,
    "fields": 13,
    "shapes": 13,
    "signs": 13,
}

#: Where each view's table begins in one table of all, and where the last one ends.
STARTS: Final = np.array([0, *accumulate(2**bits for bits in VIEWS.values())])
#: The same for `hashing.places`.
BITS: Final = np.array(list(VIEWS.values()), np.uint32)
BEGINS: Final = STARTS[:-1].astype(np.uint32)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
#: What stands between words: signs as they follow each other, numbers by their length,
#: breaks of lines and wide spaces.
_SIGNS = re.compile(r"[^\w\s]+|0+|\s{2,}|\n")
_DIGITS: Final = str.maketrans("123456789", "000000000")
_DIGIT = re.compile("[1-9]")
_RUNS: Final = (2, 3, 4, 5)
_SHAPES: Final = (3, 4, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """All that the models see of a remark.

    `places` are its places in one table of all `VIEWS`, ascending; those of the view
    number n from `ends[n]` to `ends[n + 1]`. `facts` are the numbers named by
    `facts.names()`; `words`, `folded`, `found` and `told` are for the reasons.
    """

    places: Places
    ends: npt.NDArray[np.int64]
    facts: npt.NDArray[np.float32]
    words: tuple[str, ...]
    folded: Folded
    found: Found
    told: Facts

    def view(self, number: int) -> Places:
        """The places of one view."""
        return self.places[self.ends[number] : self.ends[number + 1]]


def sketch(remark: Remark) -> Sketch:
    """Look at a remark; time is linear in its text, and bounded."""
    folded = fold(remark.text)
    found = find_links(folded.text)
    words = (*_WORD.findall(found.rest), *folded.leet)
    told = facts_of(remark, folded, found, words)
    codes = hashed(words)
    line = " ".join(_as_zeros(found.rest).split())
    made = (
        codes,
        pairs(codes),
        runs(codes_of(f" {line} "), _RUNS),
        hashed(told.marks),
        runs(unrepeated(codes_of(f" {folded.shape} ")), _SHAPES),
        hashed(_SIGNS.findall(_as_zeros(folded.text))),
    )
    every = distinct(places(made, BITS, BEGINS))
    return Sketch(
        places=every,
        ends=every.searchsorted(STARTS),
        facts=told.row,
        words=words,
        folded=folded,
        found=found,
        told=told,
    )


def _as_zeros(text: str) -> str:
    """The text with 0 for each digit."""
    # `translate` is quick for ASCII alone.
    return text.translate(_DIGITS) if text.isascii() else _DIGIT.sub("0", text)
