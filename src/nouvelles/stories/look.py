"""What new tellings are near: the stories that each may belong to, and how alike it is to
what is kept of them. Of all that come together at once: each step is one for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from nouvelles.stories.bank import Bank
from nouvelles.stories.compare import FEATURES, features, features_of
from nouvelles.stories.links import Links
from nouvelles.stories.live import Live
from nouvelles.stories.sketch import Floats, Keys, Sketch

#: Stories that are looked at closely: the nearest by vector, and those that share most
#: rare clues.
BY_VECTOR: Final = 8
BY_CLUES: Final = 8

#: Log-odds with a story's first telling below which its others are not asked.
UNLIKE: Final = -4.0


class Look:
    """Tellings that come together, looked at before the first of them is placed.

    By their places: `near` are the numbers of the nearest stories, `shared` says how many
    rare clues the stories with most of them have. All these are asked for their first
    telling, and those of them that are not `unlike` for all: `others` are these rows, of
    which `features` and `odds` are known. `shared_with`, `features_with` and `odds_with`
    are the same of those before it in the batch, by their places.
    """

    def __init__(self, live: Live, links: Links, sketches: Sequence[Sketch]) -> None:
        self.live, self.links = live, links
        self.bank = Bank(live.bank.size, len(sketches))
        for one in sketches:
            self.bank.add(one)
        self.findings = [one.finding for one in sketches]
        self.rows: list[int] = []  # of those that came
        self.near = live.nearest.search(self._directions(sketches), BY_VECTOR)
        keys = [np.array(finding, np.uint32) for finding in self.findings]
        self.shared = by_clues(live, keys, BY_CLUES)
        self.shared_with = [*map(self._shared_with, range(len(sketches)))]
        self._compare()
        self._sorted = live.postings.sorted

    def take(self, place: int, article: str) -> int:
        """The next telling comes; its row."""
        row = self.live.add(article, self.bank, place, self.findings[place])
        self.rows.append(row)
        return row

    def names(self, place: int, begun: Sequence[str]) -> list[str]:
        """The stories that the one that came last may belong to; those that were `begun`
        with the batch were not there to be searched."""
        live, before = self.live, self.rows[:-1]
        fresh = [name for name in begun if name in live.stories][-BY_VECTOR:]
        found = dict.fromkeys([*_names(live, self.near[place]), *fresh])
        shared = {n: c for n, c in self.shared[place].items() if n in live.stories}
        for at, common in self.shared_with[place].items():
            name = live.story_of(before[at])
            if name is not None:
                shared[name] = max(common, shared.get(name, 0))
        most = sorted(shared, key=lambda name: (-shared[name], name))[:BY_CLUES]
        unlike = self.unlike[place]
        names = [n for n in found | dict.fromkeys(most) if n not in unlike]
        self._learn(place, names)
        return names

    def pair(self, place: int, other: int) -> Floats:
        """The features of the one that came last and a row (features × 1)."""
        first, rest = self.features[place]
        number = first.shape[1]
        compared = (
            (self.others[place][:number], first),
            (self.others[place][number:], rest),
            (self.rows[:-1], self.features_with[place]),
        )
        for rows, found in compared if self._is_fresh else ():
            if other in rows:
                at = rows.index(other)
                return found[:, at : at + 1]
        return features(self.live.bank, self.rows[-1], np.array([other]))

    def _directions(self, sketches: Sequence[Sketch]) -> Floats:
        leads = np.zeros((len(sketches), self.live.bank.size), np.float32)
        for lead, one in zip(leads, sketches, strict=True):
            if one.vectors is not None:
                lead[:] = one.vectors[1]
        return self.live.nearest.project(leads)

    @property
    def _is_fresh(self) -> bool:
        """Whether rows are of what they were of: they are used again only when the
        postings were sorted."""
        return self.live.postings.sorted is self._sorted

    def _shared_with(self, place: int) -> dict[int, int]:
        own = set(self.findings[place])
        common = (len(own.intersection(other)) for other in self.findings[:place])
        return {at: number for at, number in enumerate(common) if number}

    def _compare(self) -> None:
        """Each with the stories that it is near, and with those before it."""
        live = self.live
        near = [
            [*dict.fromkeys([*_names(live, numbers), *shared])]
            for numbers, shared in zip(self.near, self.shared, strict=True)
        ]
        first = [[live.stories[name].rows[0] for name in names] for names in near]
        features, odds = self._asked(first, live.bank)
        self.unlike: list[set[str]] = []
        rest: list[list[int]] = []
        for names, of_one in zip(near, odds, strict=True):
            unlike = {
                name for name, odd in zip(names, of_one, strict=True) if odd < UNLIKE
            }
            self.unlike.append(unlike)
            like = [live.stories[name].rows for name in names if name not in unlike]
            rest.append([row for rows in like for row in rows[1:]])
        more, more_odds = self._asked(rest, live.bank)
        self.others = [a + b for a, b in zip(first, rest, strict=True)]
        self.features = [*zip(features, more, strict=True)]
        self.odds = [a + b for a, b in zip(odds, more_odds, strict=True)]
        before = [[*range(place)] for place in range(self.bank.used)]
        self.features_with, self.odds_with = self._asked(before, self.bank)

    def _asked(
        self, rows: Sequence[Sequence[int]], bank: Bank
    ) -> tuple[list[Floats], list[list[float]]]:
        """Features and log-odds of each telling with rows of its own of a bank."""
        every = [row for of_one in rows for row in of_one]
        if not every:
            empty = np.zeros((len(FEATURES), 0), np.float32)
            return [empty] * len(rows), [[] for _ in rows]
        sizes = [*map(len, rows)]
        ones = self.bank.take(np.arange(self.bank.used))
        found = features_of(ones, sizes, bank.take(every))
        odds = self.links.model.odds_of(found).tolist()
        bounds = [*pairwise([0, *accumulate(sizes)])]
        return [found[:, a:b] for a, b in bounds], [odds[a:b] for a, b in bounds]

    def _learn(self, place: int, names: Sequence[str]) -> None:
        """Remember the log-odds of a telling with what is kept of some stories."""
        if not self._is_fresh:
            return  # they are compared when they are asked for
        *before, row = self.rows
        known = dict(zip(self.others[place], self.odds[place], strict=True))
        known.update(zip(before, self.odds_with[place], strict=True))
        self.live.odds[row] = {
            other: known[other]
            for name in names
            for other in self.live.stories[name].rows
            if other in known
        }


def candidates(
    live: Live, projected: Floats, keys: Sequence[Keys], rows: Sequence[int]
) -> list[list[str]]:
    """The stories that some rows, which are there already, may belong to."""
    near = live.nearest.search(projected, BY_VECTOR)
    shared = by_clues(live, keys, BY_CLUES, rows)
    return [
        [*dict.fromkeys([*_names(live, numbers), *names])]
        for numbers, names in zip(near, shared, strict=True)
    ]


def by_clues(
    live: Live, asked: Sequence[Keys], most: int, own: Sequence[int] = ()
) -> list[dict[str, int]]:
    """The stories with most of some keys, for each of several tellings: how many one of
    their rows has, other than a telling's `own`; those with more first, then by name."""
    if not asked:
        return []
    who = np.repeat(np.arange(len(asked)), [len(keys) for keys in asked])
    place, rows = live.postings.find(np.concatenate(asked))
    who = who[place]
    kept = live.homes[rows] >= 0
    if own:
        kept &= np.array(own)[who] != rows
    pairs = np.sort(who[kept] << 32 | rows[kept])
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    counts = np.diff(starts, append=len(pairs))
    pairs = pairs[starts]
    stories = live.homes[pairs & 0xFFFFFFFF].astype(np.int64)
    # For each of the tellings and stories only the row with most keys.
    packed = np.sort((pairs >> 32) << 40 | stories << 8 | 255 - np.minimum(counts, 255))
    packed = packed[np.diff(packed >> 8, prepend=-1) > 0]
    # Of these only as good ones as the last that is asked for need be put in order.
    cells = packed >> 32 & ~255 | packed & 255
    so_many = np.bincount(cells, minlength=len(asked) << 8).reshape(-1, 256)
    last = (so_many.cumsum(axis=1) < most).sum(axis=1)
    packed = packed[packed & 255 <= last[packed >> 40]]
    who, stories, fewest = packed >> 40, packed >> 8 & 0xFFFFFFFF, packed & 255
    order = np.lexsort((live.ranks[stories], fewest, who))
    parts = np.searchsorted(who, np.arange(len(asked) + 1)).tolist()
    return [
        {
            live.names[stories[at]]: 255 - int(fewest[at])
            for at in order[start : min(end, start + most)].tolist()
        }
        for start, end in pairwise(parts)
    ]


def _names(live: Live, numbers: Sequence[int]) -> list[str]:
    return [live.names[number] for number in numbers if live.names[number]]
