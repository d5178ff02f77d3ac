"""Where a telling belongs: the best of the stories that come into question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from nouvelles.stories.linkage import asked
from nouvelles.stories.links import Links
from nouvelles.stories.live import Live

#: Two stories are certainly not one where even their likeliest pair of tellings in one
#: language has log-odds below this, and no other is likely; and how many tellings of each
#: are asked.
_UNLIKE: Final = -2.0
_ASKED: Final = 5

#: So many tellings of a story, of each of which another is likely to tell the same, are as
#: good as two signals of the closest: they say it independently of each other.
_SEVERAL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best story for a row, the log-odds that it is one event, the telling in it that
    is most alike (a row), and the runner-up."""

    story: str
    odds: float
    closest: int
    second: str = ""
    second_odds: float = 0.0


def choose(live: Live, links: Links, row: int, names: Iterable[str]) -> Choice | None:
    """The best of some stories by the mean log-odds with the tellings kept of each, above
    what is asked of one telling (`linkage.asked`)."""
    parts = [(n, [r for r in live.stories[n].rows if r != row]) for n in names]
    found = links.of(row, [r for _, rows in parts for r in rows])  # all at once
    ranked: list[tuple[float, str, int]] = []
    told = live.bank["body"]
    bodies = np.array([told[rows].sum() for _, rows in parts], float)
    bars = asked(told[row : row + 1].astype(float), bodies).tolist()
    start = 0
    for (name, rows), bar in zip(parts, bars, strict=True):
        odds = found[start : start + len(rows)]
        start += len(rows)
        if odds:
            closest = rows[odds.index(max(odds))]
            ranked.append((sum(odds) / len(odds) - bar, name, closest))
    if not ranked:
        return None
    ranked.sort(key=lambda one: (-one[0], one[1]))
    best = ranked[0]
    second = ranked[1] if len(ranked) > 1 else (0.0, "", 0)
    return Choice(
        story=best[1],
        odds=best[0],
        closest=best[2],
        second=second[1],
        second_odds=second[0],
    )


def say_several(live: Live, links: Links, row: int, name: str, bias: float) -> bool:
    """Whether several tellings that are kept of a story are each likely to be of one event
    with a row."""
    odds = links.of(row, [other for other in live.stories[name].rows if other != row])
    return sum(one + bias > 0 for one in odds) >= _SEVERAL


def tells_of_both(live: Live, links: Links, choice: Choice, bias: float) -> bool:
    """Whether a telling is likely in two stories that cannot be one: a round-up.

    Where they have no language in common, unlikeness says too little to be sure.
    """
    if not choice.second or choice.second_odds + bias <= 0:
        return False
    rows = live.stories[choice.story].rows[:_ASKED]
    others = live.stories[choice.second].rows[:_ASKED]
    languages = live.bank["language"]
    found = links.of_all([(row, others) for row in rows])
    pairs = [
        (odds, languages[row] == languages[other])
        for row, of_row in zip(rows, found, strict=True)
        for other, odds in zip(others, of_row, strict=True)
    ]
    same = [odds for odds, in_one in pairs if in_one]
    return bool(same) and max(same) < _UNLIKE and max(pairs)[0] + bias < 0
