"""A page's lines and boxes as arrays, which the groups of features share."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.extract.characters import Counts, count
from nouvelles.extract.lines import Box, Line

#: Numbers of features: (lines,) or (features, lines).
Rows = npt.NDArray[np.floating[Any]]
Places = npt.NDArray[np.intp]

#: Tags of boxes by number; others are 0.
TAGS: Final = {
    tag: number
    for number, tag in enumerate((
        "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "figcaption",
        "blockquote", "section", "article", "body", "dt", "dd", "pre", "header",
        "footer", "aside", "button", "label", "summary", "main", "center", "address",
    ), start=1)
}  # fmt: skip

#: Marks that end a sentence, and those that may stand behind one.
_STOPS: Final = frozenset(".!?…。！？؟۔।")
_CLOSERS: Final = frozenset(")]\"”»“』」’'")
_OPENERS: Final = frozenset('"“„«»‘–—-•')

#: A run of text: so many letters at least, a sentence's end, and no list of links.
_RUN: Final = 80
_RUN_LINKED: Final = 0.5

_WORD: Final = re.compile(r"\w+")

_OF_LINE: Final = attrgetter("linked", "strong", "breaks")
_OF_BOX: Final = attrgetter(
    "first", "end", "letters", "linked", "depth", "children", "inside"
)


class Arrays:
    """What is counted once for a page of at least one line.

    Of lines (one number each): `length` and `weight` (scripts without spaces twice) in
    characters, `log` of the weight, `linked` and `strong` shares, `ends` (1 for the end of
    a sentence), `run` (the weight of running text, else 0), `characters` (classes ×
    lines), `around` (4 × lines: places of the line's box and the three around it).

    Of boxes: `up` (the place of the box around), `first`, `end`, `letters`,
    `box_linked`, `depth`, `children`, `inside`, `tag`.
    """

    def __init__(self, lines: list[Line], boxes: list[Box]) -> None:
        self.lines, self.boxes = lines, boxes
        self.count = n = len(lines)
        self.texts = texts = [line.text for line in lines]
        self.places = np.arange(n)
        self._of_boxes(lines, boxes)
        numbers = chain.from_iterable(map(_OF_LINE, lines))
        said = np.fromiter(numbers, np.float32, n * 3).reshape(n, 3).T
        self.breaks = said[2]
        self.marks = np.array([len(line.marks) for line in lines], np.float32)
        self.media = np.array([line.media != "" for line in lines], np.float32)
        self.length = np.fromiter(map(len, texts), np.float32, n)
        self.linked, self.strong = said[:2] / np.maximum(self.length, 1)
        self.starts = np.array([_starting(text[:1]) for text in texts], np.float32).T
        ends = np.array([_ending(text[-3:]) for text in texts], np.float32).T
        self.ends = ends[0]
        self.other_ends = ends[1:]
        self.characters: Counts = count(texts)
        self.weight = self.length + self.characters[6]
        self.log = np.log1p(self.weight)
        self.total = max(1.0, float(self.weight.sum()))
        self.running = np.cumsum(self.weight) - self.weight
        run = (self.weight > _RUN) & (self.ends > 0) & (self.linked < _RUN_LINKED)
        self.run = run * self.weight
        self._words: dict[int, frozenset[str]] = {}

    def _of_boxes(self, lines: list[Line], boxes: list[Box]) -> None:
        size = len(boxes)
        self.up = [box.parent.index if box.parent else 0 for box in boxes]
        numbers = chain.from_iterable(map(_OF_BOX, boxes))
        table = np.fromiter(numbers, np.intp, size * 7).reshape(size, 7).T
        self.first, self.end, self.letters, self.box_linked = table[:4]
        self.depth, self.children, self.inside = table[4:]
        self.tag = np.array([TAGS.get(box.tag, 0) for box in boxes])
        self.around = np.empty((4, self.count), np.intp)
        self.around[0] = [line.box.index for line in lines]
        parents = np.array(self.up)
        for level in range(3):
            self.around[level + 1] = parents[self.around[level]]

    def words(self, place: int) -> frozenset[str]:
        """The distinct words of a line, case aside."""
        found = self._words.get(place)
        if found is None:
            found = self._words[place] = words_in(self.texts[place])
        return found

    def common_depth(self, box: Box) -> Places:
        """The depth of the innermost box that each line has in common with a box."""
        chained = {other.index for other in box.around()}
        up = self.up
        depths = [0] * len(self.boxes)
        for place, other in enumerate(self.boxes):
            depths[place] = other.depth if place in chained else depths[up[place]]
        found: Places = np.array(depths)[self.around[0]]
        return found


def words_in(text: str) -> frozenset[str]:
    """The distinct words of a text, case aside."""
    return frozenset(_WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def _starting(first: str) -> tuple[int, bool]:
    """Of a first character: capital (1) or small letter (-1); whether speech opens."""
    return first.isupper() - first.islower(), first in _OPENERS and first != ""


@lru_cache(maxsize=16384)
def _ending(last: str) -> tuple[float, bool, bool]:
    """Of last characters: how far a sentence ends; whether a colon does, and dots."""
    mark = last[-1:]
    ends = 0.0
    if mark:
        ends = 1.0 if mark in _STOPS else 0.6 if mark in _CLOSERS else 0.0
    return ends, mark in (":", "："), mark == "…" or last == "..."


def log1p(numbers: Any) -> Rows:
    """The logarithm of numbers and one, as float32."""
    found: Rows = np.log1p(numbers, dtype=np.float32)
    return found
