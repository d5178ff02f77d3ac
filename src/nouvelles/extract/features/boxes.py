"""What the boxes around a line say: their size, their links, their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from nouvelles.extract.features.arrays import Arrays, Places, Rows, log1p
from nouvelles.extract.hints import BIT, hint, words_of
from nouvelles.extract.lines import KINDS

_AROUND: Final = ("box", "parent", "grand", "great")
_SIZES: Final = ("letters", "linked", "lines", "children", "average")
_NAMED: Final = (
    "box", "media", "body", "date", "menu", "hidden", "byline", "title", "meta",
    "standfirst", "header", "teaser", "share", "embed", "caption",
)  # fmt: skip
_WITHIN: Final = (
    "box", "next", "menu", "cookie", "date", "standfirst", "meta", "tags", "byline",
    "media", "hidden", "player", "teaser", "aside", "header", "related", "title", "ad",
    "popup", "paywall", "embed", "comment",
)  # fmt: skip
_IN: Final = (
    "aside", "ul", "article", "li", "figcaption", "table", "main", "figure",
    "blockquote", "header", "section", "ol", "footer",
)  # fmt: skip

BOX_NAMES: Final = (
    "tag", "parent-tag", "depth",
    *(f"{box}-{size}" for size in _SIZES for box in _AROUND),
    "parent-share", "grand-share", "great-share",
)  # fmt: skip
NAME_NAMES: Final = (
    *(f"{box}-{what}" for what in ("names", "names-low", "names-high")
      for box in _AROUND[:3]),
    "names-sum", "names-low", "names-high",
    *(f"named-{name}" for name in _NAMED),
    *(f"within-{name}" for name in _WITHIN),
    *(f"in-{tag}" for tag in _IN),
)  # fmt: skip

_NAMED_BITS: Final = np.array([BIT[name] for name in _NAMED])[:, None]
_WITHIN_BITS: Final = np.array([BIT[name] for name in _WITHIN])[:, None]
_IN_BITS: Final = np.array([KINDS[tag] for tag in _IN])[:, None]

#: How many names, and words in names, are remembered with what they say.
_MOST_KEPT: Final = 5_000
_MOST_WORDS: Final = 10_000

#: Of a box's names: the hints, and the sum, least and most of what their words weigh.
Said = tuple[int, float, float, float]


def look_at_boxes(a: Arrays) -> Rows:
    """The features `BOX_NAMES`."""
    size = a.end - a.first
    sizes = np.empty((len(_SIZES), len(a.boxes)), np.float32)
    sizes[0] = log1p(a.letters)
    sizes[1] = a.box_linked / np.maximum(a.letters, 1)
    sizes[2] = log1p(size)
    sizes[3] = log1p(a.children)
    sizes[4] = log1p(a.letters / np.maximum(size, 1))
    rows = np.empty((len(BOX_NAMES), a.count), np.float32)
    rows[0:2] = a.tag[a.around[:2]]
    rows[2] = a.depth[a.around[0]]
    rows[3:-3] = sizes[:, a.around].reshape(-1, a.count)
    rows[-3:] = a.letters[a.around[1:]] / a.total
    return rows


class NameWeights:
    """What the words in elements' names weigh: learned, how much each speaks for text."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._known: dict[str, Said] = {"": (0, 0.0, 0.0, 0.0)}
        self._words: dict[str, tuple[int, float]] = {}

    def of(self, names: str) -> Said:
        """What names say."""
        said = self._known.get(names)
        if said is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            said = self._known[names] = self._read(names)
        return said

    def _read(self, names: str) -> Said:
        mask, total, low, high = 0, 0.0, 0.0, 0.0
        known = self._words
        for word in words_of(names):
            found = known.get(word)
            if found is None:
                if len(known) > _MOST_WORDS:
                    known.clear()
                found = known[word] = hint(word), self.weights.get(word, 0.0)
            bits, weight = found
            mask |= bits
            total += weight
            if weight < low:
                low = weight
            elif weight > high:
                high = weight
        return mask, total, low, high


@dataclass(frozen=True, slots=True)
class Named:
    """What the boxes' names say: `hints` of each, the features.

    `numbers` tell boxes of the same names from others, 0 for one without; `weight` is
    what the names of each line's box weigh.
    """

    hints: list[int]
    numbers: Places
    weight: Rows
    rows: Rows


def look_at_names(a: Arrays, names: NameWeights) -> Named:
    """The hints of boxes, what their names weigh, and the features `NAME_NAMES`."""
    said = [names.of(box.names) for box in a.boxes]
    up = a.up
    mask, total, low, high = said[0]
    ways = [said[0]]
    for place in range(1, len(said)):
        mask, total, low, high = said[place]
        outer = ways[up[place]]
        ways.append((
            mask | outer[0],
            total + outer[1],
            low if low < outer[2] else outer[2],
            high if high > outer[3] else outer[3],
        ))  # fmt: skip
    own = np.array(said).T
    way = np.array(ways).T[:, a.around[0]]
    masks = own[0].astype(np.int64)
    rows = np.empty((len(NAME_NAMES), a.count), np.float32)
    rows[:9] = own[1:][:, a.around[:3]].reshape(-1, a.count)
    rows[9:12] = way[1:]
    at = 12 + len(_NAMED)
    named = (masks & _NAMED_BITS) != 0
    rows[12:at] = named[:, a.around[0]] * np.float32(2) + named[:, a.around[1]]
    behind = at + len(_WITHIN)
    rows[at:behind] = (way[0].astype(np.int64) & _WITHIN_BITS) != 0
    rows[behind:] = (a.inside[a.around[0]] & _IN_BITS) != 0
    known = {"": 0}
    numbers = [known.setdefault(box.names, len(known)) for box in a.boxes]
    return Named(
        hints=[one[0] for one in said],
        numbers=np.array(numbers),
        weight=rows[0],
        rows=rows,
    )
