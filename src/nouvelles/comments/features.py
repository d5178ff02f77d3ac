"""What is seen of a remark: hashed views of its words, and facts that know no language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import regex

from nouvelles.comments.facts import Facts, facts_of
from nouvelles.comments.fold import Folded, fold
from nouvelles.comments.hashing import Places, hashed, pairs, places, runs
from nouvelles.comments.links import Found, find_links
from nouvelles.comments.records import Remark

#: Hashed views, each with the size of its table as a power of two.
VIEWS: Final = {"words": 17, "pairs": 17, "runs": 18, "fields": 13, "shapes": 13}

_WORD = regex.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_DIGIT = regex.compile(r"\d")
_SPACES = regex.compile(r"\s+")
_REPEATED = regex.compile(r"(.)\1{2,}", regex.S)
_RUNS: Final = (2, 3, 4, 5)
_SHAPES: Final = (3, 4, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """All that the models see of a remark.

    `views` has the places of each of `VIEWS`, in order; `facts` the numbers named by
    `facts.NAMES`. `words` and `marks` are readable: what stands at a place of the first
    and of the fourth view, for the reasons.
    """

    views: tuple[Places, ...]
    facts: npt.NDArray[np.float32]
    words: tuple[str, ...]
    marks: tuple[str, ...]
    folded: Folded
    found: Found
    told: Facts


def sketch(remark: Remark) -> Sketch:
    """Look at a remark; time is linear in its text, and bounded."""
    folded = fold(remark.text)
    found = find_links(folded.text)
    words = _WORD.findall(found.rest)
    words += folded.leet
    told = facts_of(remark, folded, found, words)
    codes = hashed(words)
    line = _SPACES.sub(" ", _DIGIT.sub("0", f" {found.rest} "))
    shape = _REPEATED.sub(r"\1\1", folded.shape)
    made = (
        codes,
        pairs(codes),
        runs(line, _RUNS),
        hashed(told.marks),
        runs(f" {shape} ", _SHAPES),
    )
    return Sketch(
        views=tuple(
            places(codes, bits)
            for codes, bits in zip(made, VIEWS.values(), strict=True)
        ),
        facts=told.row,
        words=tuple(words),
        marks=told.marks,
        folded=folded,
        found=found,
        told=told,
    )
