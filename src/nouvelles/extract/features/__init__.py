"""What is known of each line of a page when it is looked at: numbers for the decision.

No feature knows a language or a site. The first look sees what a line is and where it
stands; the second (`second_look`) also sees what the first decision says of the lines
around it. Rows are features (`first_names`, `second_names`), columns are lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from nouvelles.extract.features.arrays import Arrays, Places, Rows
from nouvelles.extract.features.boxes import (
    BOX_NAMES,
    NAME_NAMES,
    NameWeights,
    look_at_boxes,
    look_at_names,
)
from nouvelles.extract.features.place import (
    HEADLINE_NAMES,
    LIKE_NAMES,
    RUN_NAMES,
    SERIES_NAMES,
    STATEMENT_NAMES,
    look_at_headline,
    look_at_likes,
    look_at_runs,
    look_at_series,
    look_at_statements,
)
from nouvelles.extract.features.texts import (
    TEXT_NAMES,
    cue_names,
    look_at_cues,
    look_at_texts,
)
from nouvelles.extract.features.windows import around, moved, running
from nouvelles.extract.lines import Box, Line

_BESIDE: Final = (1, 2, -1, -2)
_REACHES: Final = (2, 5, 12)
_BESIDE_NAMES: Final = tuple(
    f"{name}{-by:+d}"
    for by in _BESIDE
    for name in ("length", "linked", "ends", "media", "tag", "likeness", "names", "cue")
)
_WINDOW_NAMES: Final = tuple(
    f"mean-{name}-{reach}" for reach in _REACHES for name in ("length", "linked", "run")
)
_PAGE_NAMES: Final = ("same-box", "same-parent", "page-lines", "page-letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page's lines as numbers.

    `rows` are the features, (features, lines) float32. `around` are the places of each
    line's box and of the three around it; `first` and `end` the lines of each box.
    `weight` is a line's length, characters of scripts without spaces twice. `kind` is the
    number of lines' signature, `likeness` the share of words in common with the headline,
    `cues` the numbers of cues; `hints` those of each box's names, and `names` their number
    (0 for none); `order` the number of a box among its likes in a row.
    """

    rows: Rows
    around: Places
    first: Places
    end: Places
    weight: Rows
    kind: Places
    likeness: Rows
    cues: Places
    hints: list[int]
    names: Places
    order: Places


@cache
def first_names() -> tuple[str, ...]:
    """The names of the features that `look` gives, in order."""
    return (
        *TEXT_NAMES,
        *BOX_NAMES,
        *NAME_NAMES,
        *cue_names(),
        *SERIES_NAMES,
        *HEADLINE_NAMES,
        *STATEMENT_NAMES,
        *LIKE_NAMES,
        *RUN_NAMES,
        *_BESIDE_NAMES,
        *_WINDOW_NAMES,
        *_PAGE_NAMES,
    )


def look(
    lines: list[Line],
    boxes: list[Box],
    names: NameWeights,
    *,
    headline: str,
    headline_at: int,
    description: str,
    data_text: str,
) -> Seen:
    """All that is known of the lines of a page, at least one, before any is decided on.

    `headline_at` is the line where the page shows its headline, -1 for none.
    `description` is what the page's metadata say of the article, `data_text` the text
    that its structured data have of it ("" for none).
    """
    a = Arrays(lines, boxes)
    named = look_at_names(a, names)
    cues, of_cues = look_at_cues(a)
    order, of_series = look_at_series(a)
    likeness, of_headline = look_at_headline(a, headline, headline_at)
    kind, of_likes = look_at_likes(a)
    rows = np.concatenate((
        look_at_texts(a),
        look_at_boxes(a),
        named.rows,
        of_cues,
        of_series,
        of_headline,
        look_at_statements(a, description, data_text),
        of_likes,
        look_at_runs(a),
        *_beside(a, likeness, named.weight, cues),
    ))  # fmt: skip
    return Seen(
        rows=rows,
        around=a.around,
        first=a.first,
        end=a.end,
        weight=a.weight,
        kind=kind,
        likeness=likeness,
        cues=cues,
        hints=named.hints,
        names=named.numbers,
        order=order,
    )


def _beside(a: Arrays, likeness: Rows, names: Rows, cues: Places) -> list[Rows]:
    """What the lines beside each line are, and those farther around it."""
    tag = a.tag[a.around[0]]
    own = np.array(
        (a.log, a.linked, a.ends, a.media, tag, likeness, names, cues), np.float32
    )
    found = [moved(own, by, -1.0) for by in _BESIDE]
    sums = running(np.stack((a.log, a.linked * a.weight, a.run, a.weight)))
    for reach in _REACHES:
        sum_around, size = around(sums, reach)
        weight = np.maximum(sum_around[3], 1)
        found.append(sum_around[:3] / np.stack((size, weight, weight)))
    of_page = np.empty((len(_PAGE_NAMES), a.count), np.float32)
    boxes = a.around[:2].astype(np.float32)
    before, behind = moved(boxes, 1, -1.0), moved(boxes[1], -1, -1.0)
    of_page[0] = before[0] == boxes[0]
    of_page[1] = (before[1] == boxes[1]) * 1 + 2 * (behind == boxes[1])
    of_page[2] = np.log1p(a.count)
    of_page[3] = np.log1p(a.total)
    found.append(of_page)
    return found
