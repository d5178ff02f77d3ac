"""What a line's own text says, and what its cues say."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from nouvelles.extract.cues import find_cues, reasons
from nouvelles.extract.features.arrays import Arrays, Places, Rows

TEXT_NAMES: Final = (
    "length", "linked", "strong", "ends", "media", "words", "capitals", "digits",
    "pauses", "stops", "stop-count", "sign-count", "signs", "quote-count", "wide",
    "starts-capital", "starts-quote", "ends-colon", "ends-dots", "breaks", "marks",
)  # fmt: skip

#: Reasons whose cue also speaks of the lines that follow it, and how far it is looked for.
_HEADING_CUES: Final = ("related", "comments", "newsletter")
_FAR: Final = 60

#: Counts from which more say no more.
_MANY: Final = 10


def look_at_texts(a: Arrays) -> Rows:
    """The features `TEXT_NAMES`."""
    letter, capital, digit, pause, stop, space, wide, sign, quote = a.characters
    weight = np.maximum(a.weight, 1)
    return np.stack((
        a.log,
        a.linked,
        a.strong,
        a.ends,
        a.media,
        np.log1p(space + wide),
        capital / np.maximum(letter, 1),
        digit / weight,
        pause / weight * 100,
        stop / weight * 100,
        np.minimum(stop, _MANY),
        np.minimum(sign, _MANY),
        sign / weight * 100,
        np.minimum(quote, _MANY),
        wide / np.maximum(a.length, 1),
        *a.starts,
        *a.other_ends,
        np.minimum(a.breaks, 5),
        np.minimum(a.marks, _MANY),
    ))  # fmt: skip


@cache
def cue_names() -> tuple[str, ...]:
    """The names of the features that `look_at_cues` gives."""
    return (
        *(f"cue-{reason}" for reason in reasons()[1:]),
        *(f"since-{reason}" for reason in _HEADING_CUES),
        "comment-cues",
    )


def look_at_cues(a: Arrays) -> tuple[Places, Rows]:
    """The number of each line's cue, and the features `cue_names`."""
    words = reasons()
    cues = np.array(find_cues(a.texts), np.intp)
    rows = np.empty((len(cue_names()), a.count), np.float32)
    kinds = len(words) - 1
    rows[:kinds] = cues == np.arange(1, kinds + 1)[:, None]
    for place, reason in enumerate(_HEADING_CUES, start=kinds):
        last = np.maximum.accumulate(
            np.where(cues == words.index(reason), a.places, -_FAR)
        )
        rows[place, 0] = _FAR
        rows[place, 1:] = np.minimum(a.places[1:] - last[:-1], _FAR)
    rows[-1] = np.minimum(np.cumsum(cues == words.index("comments")), _MANY)
    return cues, rows
