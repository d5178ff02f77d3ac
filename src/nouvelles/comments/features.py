"""What is seen of a remark: hashed views of its words, and facts that know no language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.facts import Facts, facts_of
from nouvelles.comments.fold import Folded, fold
from nouvelles.comments.hashing import (
    Codes,
    Places,
    codes_of,
    distinct,
    hashed,
    pairs,
    places,
    rolled,
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

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
#: What stands between words: signs as they follow each other, numbers by their length,
#: breaks of lines and wide spaces.
#: (What begins with a letter is passed over at once.)
_SIGNS = re.compile(r"(?![^\W0])(?:[^\w\s]+|0+|\s{2,}|\n)")
_DIGITS: Final = str.maketrans("123456789", "000000000")
_DIGIT = re.compile("[1-9]")
#: Lengths of runs of characters, and of runs of their kinds.
_RUNS: Final = range(2, 6)
_SHAPES: Final = range(3, 7)
#: What is hashed apart, each for a view, and its table for `hashing.places`.
_PARTS: Final = (
    *("words", "pairs", *["runs"] * len(_RUNS)),
    *("fields", *["shapes"] * len(_SHAPES), "signs"),
)
_SHIFTS: Final = np.array([32 - VIEWS[view] for view in _PARTS], np.uint32)
_BEGINS: Final = STARTS[[[*VIEWS].index(view) for view in _PARTS]].astype(np.uint32)


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
    zeros = _as_zeros(folded.text)
    rest = zeros if found.rest is folded.text else _as_zeros(found.rest)
    hashes = hashed([*words, *told.marks, *_SIGNS.findall(zeros)])
    of_words, others = hashes[: len(words)], hashes[len(words) :]
    of_fields, of_signs = others[: len(told.marks)], others[len(told.marks) :]
    of_runs, of_shapes = _runs(" ".join(rest.split()), folded.shape)
    parts = (of_words, pairs(of_words), *of_runs, of_fields, *of_shapes, of_signs)
    every = distinct(places(parts, _SHIFTS, _BEGINS))
    return Sketch(
        places=every,
        ends=every.searchsorted(STARTS),
        facts=told.row,
        words=words,
        folded=folded,
        found=found,
        told=told,
    )


def places_of(words: Sequence[str]) -> Codes:
    """The place of each word."""
    return places([hashed(words)], _SHIFTS[:1], _BEGINS[:1])


def _runs(line: str, shape: str) -> tuple[list[Codes], list[Codes]]:
    """Hashes of the runs of characters in a line, and of the runs of kinds in a shape, by
    their length; of both at once, for they are short."""
    start = len(line) + 2
    codes = unrepeated(codes_of(f" {line}  {shape} "), start)
    every = rolled(codes, _SHAPES[-1])
    return (
        [every[length - 2][: max(start - length + 1, 0)] for length in _RUNS],
        [every[length - 2][start:] for length in _SHAPES],
    )


def _as_zeros(text: str) -> str:
    """The text with 0 for each digit."""
    # `translate` is quick for ASCII alone.
    return text.translate(_DIGITS) if text.isascii() else _DIGIT.sub("0", text)
