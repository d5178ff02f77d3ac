"""What a first look at all lines says of each: its neighbours' scores, and its boxes'.

The second decision sees the features of the first and these.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from nouvelles.extract.features import Seen, first_names
from nouvelles.extract.features.arrays import Places, Rows, log1p
from nouvelles.extract.features.windows import around, moved, running

#: Lines that are surely text: their score, and their length.
_SURE: Final = 0.7
_SURE_LENGTH: Final = 60

#: What stands for a distance where there is no sure line on that side.
_NO_LINES: Final = 9.0
_NO_LETTERS: Final = 15.0

_BESIDE: Final = (1, 2, 3, -1, -2, -3)
_REACHES: Final = (2, 4, 8, 16)
_AROUND: Final = ("box", "parent", "grand", "great")

_NAMES: Final = (
    "score",
    *(f"score{-by:+d}" for by in _BESIDE),
    *(f"{name}-{reach}" for reach in _REACHES for name in ("scored", "scores")),
    *(f"{box}-{what}" for what in ("scored", "scores", "scored-share")
      for box in _AROUND),
    "box-names-scored", "parent-names-scored", "grand-names-scored",
    "kind-scored", "kind-scores", "scored-before", "scored-page",
    "sure-before", "sure-behind", "letters-before", "letters-behind",
    "alike-before", "alike-behind", "kind-before", "kind-behind",
    "sure-lines", "sure-start",
)  # fmt: skip


@cache
def second_names() -> tuple[str, ...]:
    """The names of the features that `second_look` gives, in order."""
    return (*first_names(), *_NAMES)


def second_look(seen: Seen, scores: Rows, places: Places) -> Rows:
    """The features `second_names` of some lines; `scores` are the first ones of all."""
    rows = np.empty((len(_NAMES), len(scores)), np.float32)
    rows[0] = scores
    at = 1
    for by in _BESIDE:
        rows[at] = moved(scores, by, -0.1)
        at += 1
    scored = scores * seen.weight
    sums = running(np.stack((scored, seen.weight, scores)))
    for reach in _REACHES:
        near, size = around(sums, reach)
        rows[at] = near[0] / np.maximum(near[1], 1)
        rows[at + 1] = near[2] / size
        at += 2
    whole = max(1.0, float(sums[0, -1]))
    inside = sums[:, seen.end] - sums[:, seen.first]
    of_boxes = np.stack((
        inside[0] / np.maximum(inside[1], 1),
        inside[2] / np.maximum(seen.end - seen.first, 1),
        inside[0] / whole,
    ))  # fmt: skip
    behind = at + 3 * len(_AROUND)
    rows[at:behind] = of_boxes[:, seen.around].reshape(-1, len(scores))
    # A list of the same class as the paragraphs around it is text, as they are.
    of_names = seen.names[seen.around[0]]
    count = len(seen.names) + 1
    letters = np.bincount(of_names, seen.weight, count)
    means = np.bincount(of_names, scored, count) / np.maximum(letters, 1)
    means[letters == 0] = means[0] = -1
    rows[behind : behind + 3] = means[seen.names[seen.around[:3]]]
    behind += 3
    kind = seen.kind
    weight = np.maximum(np.bincount(kind, seen.weight), 1)
    rows[behind] = (np.bincount(kind, scored) / weight)[kind]
    rows[behind + 1] = (np.bincount(kind, scores) / np.bincount(kind))[kind]
    rows[behind + 2] = sums[0, :-1] / whole
    rows[behind + 3] = np.log1p(whole)
    _from_sure(seen, scores, sums[1], rows[behind + 4 :])
    return np.concatenate((seen.rows[:, places], rows[:, places]))


def _from_sure(seen: Seen, scores: Rows, letters: Rows, rows: Rows) -> None:
    """How far the nearest lines are that are surely text, and whether they are alike."""
    n = len(scores)
    places = np.arange(n)
    sure = (scores > _SURE) & (seen.weight > _SURE_LENGTH)
    before = np.full(n, -1)
    before[1:] = np.maximum.accumulate(np.where(sure, places, -1))[:-1]
    behind = np.full(n, n)
    behind[:-1] = np.minimum.accumulate(np.where(sure, places, n)[::-1])[::-1][1:]
    has = np.stack((before >= 0, behind < n))
    at = np.stack((np.maximum(before, 0), np.minimum(behind, n - 1)))
    rows[:2] = np.where(has, log1p(np.abs(places - at)), _NO_LINES)
    between = np.stack((
        letters[:-1] - letters[at[0] + 1],
        letters[at[1]] - letters[1:],
    ))  # fmt: skip
    rows[2:4] = np.where(has, log1p(np.maximum(0, between)), _NO_LETTERS)
    same = (seen.around[:3, at] == seen.around[:3, None, :]).sum(axis=0)
    rows[4:6] = np.where(has, same, -1)
    rows[6:8] = np.where(has, seen.kind[at] == seen.kind, -1)
    rows[8] = sure.sum()
    start = int(sure.argmax()) if sure.any() else n
    rows[9] = np.clip(places - start, -50, 400)
