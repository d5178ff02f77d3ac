"""The stories that new tellings may join: what is kept of them to compare with.

A few tellings of each story are kept as rows of the bank: its first, for they say what it
began with, and its last, for they say where it is. Tellings that came lately are kept
besides, so that what was decided of them can be looked at again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from nouvelles.stories.bank import Bank
from nouvelles.stories.nearest import Nearest
from nouvelles.stories.postings import Postings
from nouvelles.stories.sketch import Floats, Sketch

#: Tellings of a story that are compared: its first ones, and its last.
FIRST: Final = 2
KEPT: Final = 20
#: Tellings that are looked at again: what comes after them may tell more.
LATELY: Final = 200


@dataclass(slots=True)
class LiveStory:
    """A story's rows in order of arrival, its number, and its last arrival's number."""

    number: int
    rows: list[int] = field(default_factory=list)
    last: int = 0
    last_hours: float = 0.0


class Live:
    """Rows by story and stories by row; `size` is the length of the encoder's vectors."""

    def __init__(self, size: int) -> None:
        self.bank = Bank(size)
        self.nearest = Nearest(size)
        self.postings = Postings()
        self.stories: dict[str, LiveStory] = {}
        self.names: list[str] = []  # of stories, by number; "" for none
        self.free_numbers: list[int] = []
        self.story_of_row: dict[int, str] = {}
        self.article_of_row: dict[int, str] = {}
        self.row_of_article: dict[str, int] = {}
        self.lately: deque[int] = deque()
        self.arrived = 0
        #: Of pairs of rows that were compared, while both are here: see `links`.
        self.odds: dict[int, dict[int, float]] = {}

    # ---- rows ----

    def add(self, article: str, one: Sketch) -> int:
        """Keep a telling that came; it is in no story yet. Its row."""
        row = self.bank.add(one, self.arrived)
        self.article_of_row[row] = article
        self.row_of_article[article] = row
        self.bank.release(self.postings.add(row, one.finding))
        self.lately.append(row)
        self.arrived += 1
        if len(self.lately) > LATELY:
            self._drop_unless_held(self.lately.popleft())
        return row

    def projected(self, row: int) -> Floats:
        """The lead's vector of a row as stories are searched by it; zeros without one."""
        return self.nearest.project(self.bank.vectors(row)[1])

    # ---- rows in stories ----

    def put(self, row: int, name: str, hours: float) -> None:
        """A row comes into a story, which begins with it if it is not there."""
        story = self.stories.get(name)
        if story is None:
            story = self.stories[name] = LiveStory(number=self._number(name))
        story.rows.append(row)
        story.rows.sort(key=self._order)
        story.last, story.last_hours = self.arrived, max(story.last_hours, hours)
        self.story_of_row[row] = name
        self.nearest.add(story.number, self.projected(row))
        self._keep_few(story)
        self._quieten(name, story)

    def leave(self, row: int) -> None:
        """A row leaves its story, which is no more when it was the last."""
        name = self.story_of_row.pop(row)
        story = self.stories.get(name)
        if story is None:
            return
        self.nearest.add(story.number, self.projected(row), -1)
        if row in story.rows:
            story.rows.remove(row)
        if not story.rows:
            story.rows = [r for r in self.lately if self.story_of_row.get(r) == name]
            self._keep_few(story)
        if not story.rows:
            self._close(name)

    def merge(self, name: str, into: str) -> None:
        """All rows of a story go into another."""
        story, other = self.stories.pop(name), self.stories[into]
        for row in (*story.rows, *self.lately):
            if self.story_of_row.get(row) == name:
                self.story_of_row[row] = into
        self.nearest.add(other.number, self.nearest.sums[story.number])
        self.nearest.clear(story.number)
        self._free_number(story.number)
        other.rows = sorted(other.rows + story.rows, key=self._order)
        other.last = max(other.last, story.last)
        other.last_hours = max(other.last_hours, story.last_hours)
        self._keep_few(other)
        self._quieten(into, other)

    def rename(self, name: str, into: str) -> None:
        """A story goes on under another name, that of one which is live no more."""
        story = self.stories[into] = self.stories.pop(name)
        self.names[story.number] = into
        for row in (*story.rows, *self.lately):
            if self.story_of_row.get(row) == name:
                self.story_of_row[row] = into

    def rows_of(self, name: str) -> set[int]:
        """The rows of a story: those that it is compared by, and those that came lately."""
        story = self.stories.get(name)
        late = (row for row in self.lately if self.story_of_row.get(row) == name)
        return {*(story.rows if story else ()), *late}

    def remove(self, row: int) -> None:
        """Nothing of a row is kept."""
        if row in self.story_of_row:
            self.leave(row)
        if row in self.lately:
            self.lately.remove(row)
        self._drop(row)

    def expire(self, before_hours: float) -> list[str]:
        """Stories to which nothing came since a time are compared with no more."""
        gone = [n for n, one in self.stories.items() if one.last_hours < before_hours]
        for name in gone:
            for row in sorted(self.rows_of(name)):
                if row in self.lately:
                    self.lately.remove(row)
                self._drop(row)
            self._close(name)
        return gone

    # ---- inside ----

    def _order(self, row: int) -> int:
        return int(self.bank["arrival"][row])

    def _keep_few(self, story: LiveStory) -> None:
        while len(story.rows) > KEPT:
            self._drop_unless_lately(story.rows.pop(FIRST))

    def _quieten(self, name: str, story: LiveStory) -> None:
        """What tells of many events is compared no more once others speak for a story:
        it would bring together what has only itself in common."""
        many = self.bank["many"][story.rows]
        if not many.any() or many.all():
            return
        rows = dict.fromkeys((*story.rows, *self.lately))
        for row in rows:
            if self.bank["many"][row] and self.story_of_row.get(row) == name:
                self.remove(row)

    def _drop_unless_lately(self, row: int) -> None:
        if row not in self.lately:
            self._drop(row)

    def _drop_unless_held(self, row: int) -> None:
        name = self.story_of_row.get(row)
        if (
            name is None
            or name not in self.stories
            or row not in self.stories[name].rows
        ):
            self._drop(row)

    def _drop(self, row: int) -> None:
        self.story_of_row.pop(row, None)
        del self.row_of_article[self.article_of_row.pop(row)]
        self.postings.drop(row)
        for other in self.odds.pop(row, ()):
            self.odds[other].pop(row, None)

    def _number(self, name: str) -> int:
        if self.free_numbers:
            number = self.free_numbers.pop()
            self.names[number] = name
            return number
        self.names.append(name)
        return len(self.names) - 1

    def _free_number(self, number: int) -> None:
        self.names[number] = ""
        self.free_numbers.append(number)

    def _close(self, name: str) -> None:
        number = self.stories.pop(name).number
        self.nearest.clear(number)
        self._free_number(number)
