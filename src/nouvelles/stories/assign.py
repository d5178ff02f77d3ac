"""Where a telling belongs: the stories that come into question, and the one it joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nouvelles.records import Reason
from nouvelles.stories.clues import Clues
from nouvelles.stories.compare import shared_keys
from nouvelles.stories.links import Links
from nouvelles.stories.live import Live
from nouvelles.stories.model import PairModel
from nouvelles.stories.sketch import KIND_BITS, KINDS, key_of

#: Stories that are looked at closely: the nearest by vector, and those that share most
#: rare clues.
BY_VECTOR: Final = 8
BY_CLUES: Final = 8

#: Two stories are certainly not one where even their likeliest pair of tellings in one
#: language has log-odds below this, and no other is likely; and how many tellings of each
#: are asked.
_UNLIKE: Final = -2.5
_ASKED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best story for a row, the log-odds that it is one event, the telling in it that
    is most alike (a row), and the runner-up."""

    story: str
    odds: float
    closest: int
    second: str = ""
    second_odds: float = 0.0


def candidates(
    live: Live, row: int, near: list[int], finding: Sequence[int]
) -> list[str]:
    """The stories that a row may belong to; `near` are the numbers of the nearest,
    `finding` the row's keys by which it finds others."""
    found = dict.fromkeys(live.names[number] for number in near if live.names[number])
    shared: dict[str, int] = {}
    for other, count in live.postings.find(finding).items():
        name = live.story_of_row.get(other)
        if name is not None and other != row:
            shared[name] = max(count, shared.get(name, 0))
    most = sorted(shared, key=lambda name: (-shared[name], name))[:BY_CLUES]
    return [*found, *(name for name in most if name not in found)]


def choose(live: Live, links: Links, row: int, names: list[str]) -> Choice | None:
    """The best of some stories by the mean log-odds with the tellings kept of each."""
    parts: list[tuple[str, list[int]]] = []
    for name in names:
        rows = [other for other in live.stories[name].rows if other != row]
        if rows:
            parts.append((name, rows))
    links.of(row, [other for _, rows in parts for other in rows])  # all at once
    ranked: list[tuple[float, str, int]] = []
    for name, rows in parts:
        odds = links.of(row, rows)
        closest = max(range(len(rows)), key=odds.__getitem__)
        ranked.append((sum(odds) / len(odds), name, rows[closest]))
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


def tells_of_both(live: Live, links: Links, choice: Choice, bias: float) -> bool:
    """Whether a telling is likely in two stories that cannot be one: a round-up.

    Where they have no language in common, unlikeness says too little to be sure.
    """
    if not choice.second or choice.second_odds + bias <= 0:
        return False
    rows = live.stories[choice.story].rows[:_ASKED]
    others = live.stories[choice.second].rows[:_ASKED]
    languages = live.bank["language"]
    pairs = [
        (odds, languages[row] == languages[other])
        for row in rows
        for other, odds in zip(others, links.of(row, others), strict=True)
    ]
    same = [odds for odds, in_one in pairs if in_one]
    return bool(same) and max(same) < _UNLIKE and max(pairs)[0] + bias < 0


def terms_of(found: Clues, language: str) -> dict[int, str]:
    """Clues by their keys, but for sounds, which nobody can read."""
    return {
        key_of(kind, term, language): term
        for kind, (name, _, _) in enumerate(KINDS)
        if name != "sounds"
        for term in getattr(found, name)
    }


def reasons(
    live: Live, model: PairModel, row: int, other: int, terms: dict[int, str]
) -> tuple[Reason, ...]:
    """What speaks for (or against) two tellings being of one event, heaviest first.

    `terms` are the clues of the row by their keys, so that what both share can be named.
    """
    said: dict[str, list[str]] = {"words": [], "names": [], "numbers": [], "places": []}
    groups = ("words", "names", "names", "numbers", "places")
    for key in shared_keys(live.bank, row, other).tolist():
        if key in terms:
            said[groups[key >> KIND_BITS]].append(terms[key])
    parts = model.parts(live.bank, row, other)
    found = [
        Reason(code=code, weight=round(weight, 3), words=tuple(said.get(code, ())[:8]))
        for code, weight in parts.items()
        if abs(weight) >= 0.05
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.weight)))
