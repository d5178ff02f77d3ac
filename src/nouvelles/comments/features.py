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
STARTS: Final = (0, *accumulate(2**bits for bits in VIEWS.values()))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
#: What stands between words: signs as they follow each other, numbers by their length,
#: breaks of lines and wide spaces.
_SIGNS = re.compile(r"[^\w\s]+|0+|\s{2,}|\n")
_DIGITS: Final = str.maketrans("123456789", "000000000")
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
    line = " ".join(found.rest.translate(_DIGITS).split())
    made = (
        codes,
        pairs(codes),
        runs(codes_of(f" {line} "), _RUNS),
        hashed(told.marks),
        runs(unrepeated(codes_of(f" {folded.shape} ")), _SHAPES),
        hashed(_SIGNS.findall(folded.text.translate(_DIGITS))),
    )
    every = distinct(
        np.concatenate(
            [
                places(codes, bits, start)
                for codes, bits, start in zip(
                    made, VIEWS.values(), STARTS, strict=False
                )
            ]
        )
    )
    return Sketch(
        places=every,
        ends=np.searchsorted(every, STARTS),
        facts=told.row,
        words=words,
        folded=folded,
        found=found,
        told=told,
    )
