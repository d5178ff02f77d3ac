"""The stories that new tellings may join: what is kept of them to compare with.

A few tellings of each story are kept as rows of the bank: its first, for they say what it
began with, and its last, for they say where it is. Tellings that came lately are kept
besides, so that what was decided of them can be looked at again.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.stories.bank import Bank
from nouvelles.stories.nearest import Nearest
from nouvelles.stories.postings import Postings
from nouvelles.stories.sketch import Floats

#: Tellings of a story that are compared: its first ones, and its last.
FIRST: Final = 2
KEPT: Final = 12
#: Tellings that are looked at again: what comes after them may tell more.
LATELY: Final = 600

#: Tellings after which it is known in which directions they differ.
LEARNED: Final = 8_192

_NONE: Final = -1


@dataclass(slots=True)
class LiveStory:
    """A story's number, and its rows in order of arrival."""

    number: int
    rows: list[int] = field(default_factory=list)


class Live:
    """Rows by story and stories by row; `size` is the length of the encoder's vectors.

    Stories have names, and numbers that are used again. By number are `names` ("" of
    none), `hours` (when one was last told of; never where there is none) and `ranks` (how
    names are ordered); by row `articles` and `homes` (the story's number, or -1).
    """

    def __init__(self, size: int) -> None:
        self.bank = Bank(size)
        self.nearest = Nearest(size)
        self.postings = Postings()
        self.stories: dict[str, LiveStory] = {}
        self.names: list[str] = []
        self.hours: npt.NDArray[np.float64] = np.zeros(0)
        self.ranks: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self.free_numbers: list[int] = []
        self.articles: list[str] = []
        self.homes: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.row_of_article: dict[str, int] = {}
        self.many: set[int] = set()  # rows that tell of many events
        self.lately: dict[int, None] = {}  # the last rows, in order
        self.arrived = 0
        #: Of rows that came lately, with those before them: see `links`.
        self.odds: dict[int, dict[int, float]] = {}

    # ---- rows ----

    def add(self, article: str, bank: Bank, of: int, finding: Iterable[int]) -> int:
        """Keep a telling that came, a row `of` a bank, which is found by some keys; it is
        in no story yet. Its row here."""
        row = self.bank.take_over(bank, of, self.arrived)
        self.homes = _grown(self.homes, row, _NONE)
        self.articles += [""] * (row + 1 - len(self.articles))
        self.articles[row] = article
        self.row_of_article[article] = row
        if self.bank["many"][row]:
            self.many.add(row)
        self._release(self.postings.add(row, finding))
        self.lately[row] = None
        self.arrived += 1
        if self.arrived == LEARNED:
            self._learn_directions()
        if len(self.lately) > LATELY:
            self._is_late_no_more(next(iter(self.lately)))
        return row

    def mark_many(self, row: int) -> None:
        """A row tells of many events, as was found out."""
        self.bank["many"][row] = 1
        self.many.add(row)

    def projected(self, row: int) -> Floats:
        """The lead's vector of a row as stories are searched by it; zeros without one."""
        return self.nearest.project(self.bank.vectors(row)[1])

    def story_of(self, row: int) -> str | None:
        """The story that a row is in."""
        number = self.homes[row]
        return None if number == _NONE else self.names[number]

    # ---- rows in stories ----

    def put(self, row: int, name: str, hours: float) -> None:
        """A row comes into a story, which begins with it if it is not there."""
        story = self.stories.get(name)
        if story is None:
            story = self.stories[name] = LiveStory(number=self._number(name))
        insort(story.rows, row, key=self._order)
        self.hours[story.number] = max(self.hours[story.number], hours)
        self.homes[row] = story.number
        self.nearest.add(story.number, self.projected(row))
        self._keep_few(story)
        self._quieten(story)

    def leave(self, row: int) -> None:
        """A row leaves its story, which is no more when it was the last."""
        number = int(self.homes[row])
        name = self.names[number]
        self.homes[row] = _NONE
        story = self.stories[name]
        self.nearest.add(number, self.projected(row), -1)
        if row in story.rows:
            story.rows.remove(row)
        if not story.rows:
            story.rows = [r for r in self.lately if self.homes[r] == number]
            self._keep_few(story)
        if not story.rows:
            self._close(name)

    def merge(self, name: str, into: str) -> None:
        """All rows of a story go into another."""
        story, other = self.stories[name], self.stories[into]
        for row in self.rows_of(name):
            self.homes[row] = other.number
        self.nearest.add(other.number, self.nearest.sums[story.number])
        self.hours[other.number] = max(self.hours[[story.number, other.number]])
        other.rows = sorted(other.rows + story.rows, key=self._order)
        self._close(name)
        self._keep_few(other)
        self._quieten(other)

    def rename(self, name: str, into: str) -> None:
        """A story goes on under another name, that of one which is live no more."""
        story = self.stories[into] = self.stories.pop(name)
        self._name(story.number, into)

    def rows_of(self, name: str) -> set[int]:
        """The rows of a story: those that it is compared by, and those that came lately."""
        story = self.stories.get(name)
        if story is None:
            return set()
        late = (row for row in self.lately if self.homes[row] == story.number)
        return {*story.rows, *late}

    def remove(self, row: int) -> None:
        """Nothing of a row is kept."""
        if self.homes[row] != _NONE:
            self.leave(row)
        self.lately.pop(row, None)
        self._drop(row)

    def expire(self, before_hours: float) -> list[str]:
        """Stories to which nothing came since a time are compared with no more."""
        gone = [self.names[n] for n in np.flatnonzero(self.hours < before_hours)]
        for name in gone:
            for row in sorted(self.rows_of(name)):
                self.lately.pop(row, None)
                self._drop(row)
            self._close(name)
        return gone

    # ---- inside ----

    def _learn_directions(self) -> None:
        """Search by the principal components of what is here from now on."""
        rows = np.flatnonzero(self.bank["scale"][: self.bank.used, 1])
        rows = rows[[bool(self.articles[row]) for row in rows]]
        vectors = self.bank.vectors(rows)[:, 1]
        self.nearest.learn(vectors)
        homes = self.homes[rows]
        np.add.at(
            self.nearest.sums,
            homes[homes != _NONE],
            self.nearest.project(vectors[homes != _NONE]),
        )
        self.nearest.point()

    def _release(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        self.bank.release(rows)
        gone = set(rows)
        for known in self.odds.values():
            for row in known.keys() & gone:
                del known[row]

    def _order(self, row: int) -> int:
        return int(self.bank["arrival"][row])

    def _keep_few(self, story: LiveStory) -> None:
        while len(story.rows) > KEPT:
            row = story.rows.pop(FIRST)
            if row not in self.lately:
                self._drop(row)

    def _quieten(self, story: LiveStory) -> None:
        """What tells of many events is compared no more once others speak for a story:
        it would bring together what has only itself in common."""
        if self.many.isdisjoint(story.rows) or self.many.issuperset(story.rows):
            return
        for row in dict.fromkeys((*story.rows, *self.lately)):
            if row in self.many and self.homes[row] == story.number:
                self.remove(row)

    def _is_late_no_more(self, row: int) -> None:
        """A row is not looked at again; it goes where its story is not compared by it."""
        del self.lately[row]
        name = self.story_of(row)
        if name is None or row not in self.stories[name].rows:
            self._drop(row)
            return
        self.odds.pop(row, None)

    def _drop(self, row: int) -> None:
        self.homes[row] = _NONE
        del self.row_of_article[self.articles[row]]
        self.articles[row] = ""
        self.many.discard(row)
        self.postings.drop(row)
        self.odds.pop(row, None)

    def _number(self, name: str) -> int:
        if self.free_numbers:
            number = self.free_numbers.pop()
        else:
            number = len(self.names)
            self.names.append("")
            self.hours = _grown(self.hours, number, np.inf)
            self.ranks = _grown(self.ranks, number, 0)
        self._name(number, name)
        self.hours[number] = -np.inf
        return number

    def _name(self, number: int, name: str) -> None:
        self.names[number] = name
        self.ranks[number] = rank_of(name)

    def _close(self, name: str) -> None:
        number = self.stories.pop(name).number
        self.nearest.clear(number)
        self.names[number] = ""
        self.hours[number] = np.inf
        self.free_numbers.append(number)


def rank_of(name: str) -> int:
    """A number by which names are ordered as by their first eight bytes."""
    return int.from_bytes(name.encode()[:8].ljust(8, b"\0"), "big")


def _grown(array: npt.NDArray[Any], place: int, empty: float) -> npt.NDArray[Any]:
    """An array with room at a place; twice as long, where it had none."""
    if place < len(array):
        return array
    more = np.full(max(1024, len(array), place + 1 - len(array)), empty, array.dtype)
    return np.concatenate([array, more])
