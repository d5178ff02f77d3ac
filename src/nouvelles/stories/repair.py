"""A second look at what came lately, with all that came since.

When an article comes, little is known of its event; some hundred articles later, more. The
last `live.LATELY` tellings are grouped again from scratch, the most alike first (average
linkage), round what stands: the older tellings of each story, and those that an editor
placed, stay together. Only where something new came is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.assign import say_several
from nouvelles.stories.linkage import NEVER, average_linkage
from nouvelles.stories.links import Links
from nouvelles.stories.live import Live
from nouvelles.stories.standing import Standing
from nouvelles.stories.why import are_signals, parts

#: What one that tells of many events says beside a telling: it goes where it is most
#: likely, and brings nothing else there.
_WHISPER: Final = 1e-3


@dataclass(slots=True)
class Group:
    """What belongs together: stories that stay as they are, and rows that may move."""

    stories: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def regroup(
    live: Live, links: Links, standing: Standing, fresh: Iterable[int], bias: float
) -> list[Group]:
    """The groups that what came lately should be in, as far as `fresh` rows are near."""
    lately = set(live.lately)
    groups: list[Group] = []
    for rows in _components(live, links, fresh, lately, bias):
        nodes = _nodes(live, standing, rows, lately)
        if len(nodes) > 1:
            groups += _joined(links, standing, nodes, live, bias)
    return groups


def _components(
    live: Live, links: Links, fresh: Iterable[int], lately: set[int], bias: float
) -> list[set[int]]:
    """Rows that hang together by likely pairs or by their story, round the fresh ones."""
    seen: set[int] = set()
    likely = links.likely(bias)
    found = []
    for start in fresh:
        if start in seen or live.story_of(start) is None:
            continue
        rows, todo = set[int](), [start]
        while todo:
            row = todo.pop()
            name = live.story_of(row)
            if row in seen or name is None:
                continue
            seen.add(row)
            rows.add(row)
            todo += live.stories[name].rows
            if row in lately:  # older ones stand: they lead no further
                todo += likely.get(row, ())
        found.append(rows)
    return found


def _nodes(
    live: Live, standing: Standing, rows: set[int], lately: set[int]
) -> list[tuple[str, list[int]]]:
    """What is grouped: the standing part of each story, and each other row by itself."""
    standing_rows: dict[str, list[int]] = {}
    single: list[int] = []
    for row in sorted(rows, key=lambda r: int(live.bank["arrival"][r])):
        stays = row not in lately or live.articles[row] in standing.fixed
        name = live.story_of(row)
        if stays and name is not None:
            standing_rows.setdefault(name, []).append(row)
        else:
            single.append(row)
    return [*standing_rows.items(), *(("", [row]) for row in single)]


def _joined(
    links: Links,
    standing: Standing,
    nodes: list[tuple[str, list[int]]],
    live: Live,
    bias: float,
) -> list[Group]:
    """Average linkage, best first, as long as it is likelier than not."""
    sums = _sums(live, links, nodes, bias)
    for a, (one, _) in enumerate(nodes):
        for b, (other, _) in enumerate(nodes[:a]):
            if one and other and standing.are_apart(one, other):
                sums[a, b] = sums[b, a] = NEVER
    sizes = np.array([_voices(live, rows).sum() for _, rows in nodes])
    bodies = np.array([live.bank["body"][rows].sum() for _, rows in nodes], float)
    return [_group(nodes, places) for places in average_linkage(sums, sizes, bodies)]


def _voices(live: Live, rows: list[int]) -> npt.NDArray[np.float64]:
    """How much each of some rows says."""
    return np.where(live.bank["many"][rows], _WHISPER, 1.0)


def _sums(
    live: Live, links: Links, nodes: list[tuple[str, list[int]]], bias: float
) -> npt.NDArray[np.float64]:
    """The sum of the log-odds of all pairs across each two nodes."""
    rows = [row for _, of_node in nodes for row in of_node]
    sizes = [len(of_node) for _, of_node in nodes]
    home = np.repeat(np.arange(len(nodes)), sizes)
    starts = [int(start) for start in np.repeat(np.cumsum(sizes) - sizes, sizes)]
    odds = np.zeros((len(rows), len(rows)))
    pairs = [(row, rows[:start]) for row, start in zip(rows, starts, strict=True)]
    for at, of_row in enumerate(links.of_all(pairs)):
        odds[at, : len(of_row)] = of_row
    odds += np.tril(np.full_like(odds, bias), -1)
    odds += odds.T
    voices = _voices(live, rows)
    odds *= np.outer(voices, voices)
    by_row = np.zeros((len(nodes), len(rows)))
    np.add.at(by_row, home, odds)
    found = np.zeros((len(nodes), len(nodes)))
    np.add.at(found.T, home, by_row.T)
    return found


def _group(nodes: list[tuple[str, list[int]]], places: list[int]) -> Group:
    group = Group()
    for at in places:
        name, rows = nodes[at]
        if name:
            group.stories.append(name)
        else:
            group.rows += rows
    return group


def have_signals(live: Live, links: Links, one: str, other: str, bias: float) -> bool:
    """Whether independent signals say that two stories are one: those of their likeliest
    pair, or several tellings of the one of a telling of the other."""
    rows, others = live.stories[one].rows, live.stories[other].rows
    pairs = [
        (odds, row, there)
        for row in rows
        for there, odds in zip(others, links.of(row, others), strict=True)
    ]
    _, row, there = max(pairs)
    return are_signals(parts(links.model, live.bank, row, there)) or any(
        say_several(live, links, asked, name, bias)
        for some, name in ((rows, other), (others, one))
        for asked in some
    )
