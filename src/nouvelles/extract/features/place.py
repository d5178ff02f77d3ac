"""Where a line stands on its page: from the headline, among running text, in a series."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from nouvelles.extract.features.arrays import (
    TAGS,
    Arrays,
    Places,
    Rows,
    log1p,
    words_in,
)
from nouvelles.extract.features.windows import around, running
from nouvelles.extract.lines import Box

SERIES_NAMES: Final = (
    "sibling-order", "sibling-count", "sibling-share", "sibling-letters", "h1-before",
    "linked-titles",
)  # fmt: skip
HEADLINE_NAMES: Final = (
    "headline-lines", "headline-letters", "headline-common", "headline-below",
    "headline-above", "headline-likeness", "before-share", "place",
)  # fmt: skip
STATEMENT_NAMES: Final = ("in-description", "in-data", "data-length")
LIKE_NAMES: Final = (
    "copies", "kind-length", "kind-linked", "kind-ends", "kind-letters", "kind-count",
)  # fmt: skip
RUN_NAMES: Final = (
    "box-run", "parent-run", "grand-run", "great-run", "parent-direct", "grand-direct",
    "best-gap", "best-below", "in-best", "best-away",
)  # fmt: skip

#: Letters of a box that may be one article, or teaser, of several in a row.
_SIBLING_LETTERS: Final = 150
_MANY: Final = 20
#: Lines to either side among which titles with links are counted.
_TITLES: Final = 6
_TITLE_LINKED: Final = 0.8

#: Share of common words from which a line is the headline.
_SAME_HEADLINE: Final = 0.6
#: Lines so much shorter than a headline are not looked at for its words.
_SHORTER: Final = 0.25
#: What stands for a distance from a headline that is not known.
_NOWHERE: Final = -99.0

#: Words of a description, fewer of which say nothing; letters of a line that may be it.
_DESCRIPTION: Final = 4
_DESCRIBED: Final = 30
#: Letters by which a line is found in a copy of the text.
_START: Final = 40
_COPIED: Final = 15

#: What counts through names of one kind ("story-12").
_NUMBERED: Final = "0123456789-_"
_NO_LETTERS: Final = re.compile(r"\W+")


def look_at_series(a: Arrays) -> tuple[Places, Rows]:
    """Boxes of one kind in a row: the articles of a list, an endless scroll.

    For each box its number among its likes (that of the innermost such box around it, 0
    for none or the first); the features `SERIES_NAMES`.
    """
    rows = np.empty((len(SERIES_NAMES), a.count), np.float32)
    order, table = _series(a)
    rows[:4] = table[:, a.around[0]]
    tags = a.tag[a.around[0]]
    h1 = tags == TAGS["h1"]
    rows[4] = np.minimum(np.cumsum(h1) - h1, 6)
    titles = (tags >= TAGS["h1"]) & (tags <= TAGS["h3"]) & (a.linked > _TITLE_LINKED)
    rows[5] = around(running(titles), _TITLES)[0]
    return order, rows


def _series(a: Arrays) -> tuple[Places, Rows]:
    boxes, up = a.boxes, a.up
    found: dict[tuple[int, str, str], list[Box]] = {}
    member: dict[int, tuple[list[Box], int]] = {}
    for place in np.flatnonzero(
        (a.letters >= _SIBLING_LETTERS) & (a.children > 1)
    ).tolist():
        box = boxes[place]
        if place:
            name = box.names.partition(" ")[0].rstrip(_NUMBERED)
            row = found.setdefault((up[place], box.tag, name), [])
            member[place] = (row, len(row))
            row.append(box)
    size = len(boxes)
    table = np.zeros((4, size), np.float32)
    table[1:3] = 1
    if all(len(row) == 1 for row in found.values()):
        return np.zeros(size, np.intp), table
    said = [(0, 1, 1.0, 0)]
    for place in range(1, size):
        own = said[up[place]]
        if place in member:
            row, number = member[place]
            if len(row) > 1 and number >= own[0]:
                whole = sum(box.letters for box in row)
                letters = boxes[place].letters
                own = (number, len(row), letters / whole, letters)
        said.append(own)
    table = np.array(said, np.float32).T
    order = table[0].astype(np.intp)
    np.minimum(table[:2], _MANY, out=table[:2])
    table[3] = np.log1p(table[3])
    return order, table


def look_at_headline(a: Arrays, headline: str, at: int) -> tuple[Rows, Rows]:
    """Each line's likeness to the headline (share of words); the features.

    `at` is the line that shows the headline, -1 where it is not known: then one that
    has its words, or the first h1.
    """
    likeness = _likeness(a, headline)
    if at < 0:
        is_h1 = (a.tag[a.around[:2]] == TAGS["h1"]).any(axis=0)
        for hits in (likeness >= _SAME_HEADLINE, is_h1):
            if hits.any():
                at = int(hits.argmax())
                break
    rows = np.full((len(HEADLINE_NAMES), a.count), _NOWHERE, np.float32)
    if at >= 0:
        away = a.places - at
        side = np.sign(away)
        box = a.lines[at].box
        common = a.common_depth(box)
        rows[0] = side * log1p(np.abs(away))
        rows[1] = side * log1p(np.abs(a.running - a.running[at]))
        rows[2] = common
        rows[3] = a.depth[a.around[0]] - common
        rows[4] = box.depth - common
    rows[5] = likeness
    rows[6] = a.running / a.total
    rows[7] = a.places / a.count
    return likeness, rows


def _likeness(a: Arrays, headline: str) -> Rows:
    """The share of words in common (Jaccard) that lines, not too long, have with it."""
    found = np.zeros(a.count, np.float32)
    words = words_in(headline)
    if words:
        longest = 2 * len(headline) + 20
        shortest = max(3, _SHORTER * len(headline))
        fits = (a.length > shortest) & (a.length < longest)
        for place in np.flatnonzero(fits).tolist():
            said = a.words(place)
            if not words.isdisjoint(said):
                found[place] = len(said & words) / len(said | words)
    return found


def look_at_statements(a: Arrays, description: str, data_text: str) -> Rows:
    """What the metadata say of the text: the features `STATEMENT_NAMES`."""
    rows = np.zeros((len(STATEMENT_NAMES), a.count), np.float32)
    words = words_in(description)
    if len(words) > _DESCRIPTION:
        longest = 3 * len(description) + 100
        fits = (a.length > _DESCRIBED) & (a.length < longest)
        for place in np.flatnonzero(fits).tolist():
            said = a.words(place)
            if not words.isdisjoint(said):
                rows[0, place] = len(said & words) / min(len(said), len(words))
    whole = _NO_LETTERS.sub("", data_text)
    if whole:
        for place in np.flatnonzero(a.length > _COPIED).tolist():
            start = _NO_LETTERS.sub("", a.texts[place][: 2 * _START])[:_START]
            rows[1, place] = 1 if start in whole else -1
        rows[2] = np.log1p(len(whole))
    return rows


def look_at_likes(a: Arrays) -> tuple[Places, Rows]:
    """The number of each line's signature (tag and names of box and parent, kind of
    picture); what lines of one signature have in common: the features `LIKE_NAMES`."""
    numbers: dict[tuple[str, str, str, str], int] = {}
    kinds = []
    copies: dict[str, int] = {}
    for line in a.lines:
        box = line.box
        outer = box.parent.names if box.parent else ""
        key = (box.tag, box.names, outer, line.media)
        kinds.append(numbers.setdefault(key, len(numbers)))
        copies[line.text] = copies.get(line.text, 0) + 1
    copies[""] = 1
    kind = np.array(kinds)
    size = np.bincount(kind)
    table = np.stack((
        np.bincount(kind, a.log) / size,
        np.bincount(kind, a.linked) / size,
        np.bincount(kind, a.ends) / size,
        np.log1p(np.bincount(kind, a.weight)),
        np.log1p(size),
    ))  # fmt: skip
    rows = np.empty((len(LIKE_NAMES), a.count), np.float32)
    rows[0] = np.minimum([copies[text] for text in a.texts], 5)
    rows[1:] = table[:, kind]
    return kind, rows


def look_at_runs(a: Arrays) -> Rows:
    """Where running text is: the box that holds most of it, and the way to it."""
    sums = running(a.run)
    whole = max(1.0, float(sums[-1]))
    rows = np.empty((len(RUN_NAMES), a.count), np.float32)
    rows[:4] = ((sums[a.end] - sums[a.first]) / whole)[a.around]
    size = len(a.boxes)
    in_parents = np.bincount(a.around[1], a.run, size)
    direct = (in_parents + 0.5 * np.bincount(a.around[2], a.run, size)) / whole
    rows[4:6] = direct[a.around[1:3]]
    best = int(direct.argmax())
    first, end = int(a.first[best]), int(a.end[best])
    common = a.common_depth(a.boxes[best])
    rows[6] = a.depth[best] - common
    rows[7] = a.depth[a.around[0]] - common
    before, behind = first - a.places, a.places - end + 1
    rows[8] = (before <= 0) & (behind <= 0)
    rows[9] = log1p(np.maximum(0, behind)) - log1p(np.maximum(0, before))
    return rows
