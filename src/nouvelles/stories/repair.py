"""A second look at what came lately: stories that are one, tellings that stand wrong.

When an article comes, little is known of its event; some hundred articles later, more.
Every decision of the last `live.LATELY` tellings is looked at again with all that came
since. What an editor placed stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nouvelles.stories.links import Links
from nouvelles.stories.live import Live
from nouvelles.stories.model import PairModel
from nouvelles.stories.standing import Standing

#: Log-odds by which another story must be better for a telling to move there.
MARGIN: Final = 0.3
#: A pair of tellings with log-odds above this speaks for comparing their stories.
WORTH: Final = -1.0
#: Parts of the log-odds of a pair that speak for it: two must, of different kinds.
SPEAKS: Final = 0.2
SIGNALS: Final = 2
INDEPENDENT: Final = ("vector", "names", "words", "numbers", "places")

Merge = tuple[str, str, float, int, int]
Move = tuple[str | None, float]


def merges(
    live: Live, links: Links, model: PairModel, standing: Standing, bias: float
) -> list[Merge]:
    """Stories that are one: (story, into, log-odds, and the pair of rows most alike).

    The larger one stays, or the one that began earlier.
    """
    found: list[tuple[float, str, str]] = []
    seen: set[tuple[str, str]] = set()
    for row in live.lately:
        name = live.story_of_row.get(row)
        if name is None or name not in live.stories:
            continue
        for other, odds in list(links.odds.get(row, {}).items()):
            partner = live.story_of_row.get(other)
            if partner is None or partner == name or partner not in live.stories:
                continue
            pair = (min(name, partner), max(name, partner))
            if odds <= WORTH or pair in seen or standing.are_apart(*pair):
                continue
            seen.add(pair)
            rows = live.stories[pair[0]].rows, live.stories[pair[1]].rows
            mean = links.between(*rows)
            if mean + bias > 0:
                found.append((mean, *pair))
    found.sort(key=lambda one: (-one[0], one[1:]))
    taken: set[str] = set()
    result: list[Merge] = []
    for mean, one, partner in found:
        if one in taken or partner in taken:
            continue
        into, story = sorted((one, partner), key=lambda n: _rank(live, standing, n))
        a, b = _closest(live, links, story, into)
        if not _has_signals(model, live, a, b):
            continue
        taken |= {one, partner}
        result.append((story, into, mean, a, b))
    return result


def _rank(live: Live, standing: Standing, name: str) -> tuple[int, int]:
    """Stories in the order in which they stay: larger first, then the one begun first."""
    first = live.stories[name].rows[0]
    return -len(standing.members[name]), int(live.bank["arrival"][first])


def _closest(live: Live, links: Links, story: str, into: str) -> tuple[int, int]:
    others = live.stories[into].rows
    return max(
        ((row, other) for row in live.stories[story].rows for other in others),
        key=lambda pair: links.of(pair[0], [pair[1]])[0],
    )


def _has_signals(model: PairModel, live: Live, row: int, other: int) -> bool:
    """Whether two independent signals say that a pair is one event."""
    parts = model.parts(live.bank, row, other)
    return sum(parts[word] > SPEAKS for word in INDEPENDENT) >= SIGNALS


def move_of(
    live: Live,
    links: Links,
    standing: Standing,
    row: int,
    near: Sequence[int],
    bias: float,
) -> Move | None:
    """Where a telling should stand: (a story, or None for one of its own; log-odds).

    None where it stands right, or where an editor placed it. `near` are the numbers of
    the stories nearest to it.
    """
    name = live.story_of_row.get(row)
    if name not in live.stories or live.article_of_row[row] in standing.fixed:
        return None
    own_rows = [other for other in live.stories[name].rows if other != row]
    own = _mean(links, row, own_rows) + bias if own_rows else None
    names = {live.names[number] for number in near if live.names[number]}
    for other, odds in links.odds.get(row, {}).items():
        if odds > WORTH and (partner := live.story_of_row.get(other)) in live.stories:
            names.add(partner)
    names.discard(name)
    others = sorted(n for n in names if not standing.are_apart(n, name))
    odds_of = {n: _mean(links, row, live.stories[n].rows) + bias for n in others}
    least = max(own + MARGIN, 0.0) if own is not None else 0.0
    best = max(odds_of, key=lambda n: odds_of[n], default=None)
    if best is not None and odds_of[best] > least:
        return best, odds_of[best]
    if own is not None and own < -MARGIN and len(standing.members[name]) > 1:
        return None, own
    return None


def _mean(links: Links, row: int, others: list[int]) -> float:
    odds = links.of(row, others)
    return sum(odds) / len(odds)
