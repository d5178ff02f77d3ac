"""What a site's moderators teach.

Decisions are people's only: what the filter did by itself teaches it nothing. What one
author or one host can teach is capped, so that a flood of bait teaches no more than a few
comments. Every decision can be undone as if it had never been made, and none needs the
words of its remark for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from nouvelles.comments.features import Sketch
from nouvelles.comments.lesson import Lesson, recalled
from nouvelles.comments.memory import Memory, Seen, seen
from nouvelles.comments.prior import Prior
from nouvelles.comments.records import Remark

#: Decisions that are remembered; then so many of the more frequent kind are forgotten, the
#: oldest.
REMEMBERED: Final = 300
FORGOTTEN: Final = 30
#: Decisions about one author, and about one host, that teach.
MOST_OF_ONE: Final = 10
#: Decisions of each kind from which on the site speaks for itself.
ENOUGH: Final = 10


class Site:
    """What one site has learned; `learn` and `undo` change it.

    Undoing is learning everything else again in its order: nothing of the decision is
    left, to the last bit.
    """

    def __init__(self, prior: Prior, lessons: Iterable[Lesson] = ()) -> None:
        self.prior = prior
        self.lessons: list[Lesson] = []
        #: Goes up with each decision that is taken in or undone.
        self.changes = 0
        self._clear()
        for lesson in lessons:
            self.learn(lesson)

    def _clear(self) -> None:
        self._kept: list[Lesson] = []
        self._teachers: Counter[bytes] = Counter()
        self._memory = Memory(len(self.prior.steps))

    def learn(self, lesson: Lesson) -> bool:
        """Take a decision in; False where its author or host has taught enough."""
        self.lessons.append(lesson)
        self.changes += 1
        return self._take(lesson)

    def undo(self, key: str) -> bool:
        """Forget a decision as if it had never been made; False where there is none."""
        left = [lesson for lesson in self.lessons if lesson.key != key]
        if len(left) == len(self.lessons):
            return False
        self.lessons = left
        self.changes += 1
        self._clear()
        for lesson in left:
            self._take(lesson)
        return True

    def _take(self, lesson: Lesson) -> bool:
        teachers = lesson.taught.teachers
        if any(self._teachers[teacher] >= MOST_OF_ONE for teacher in teachers):
            return False
        self._teachers.update(teachers)
        if len(self._kept) >= REMEMBERED:
            self._forget()
        self._memory.add(recalled(self.prior, lesson.taught), spam=lesson.spam)
        self._kept.append(lesson)
        return True

    def _forget(self) -> None:
        more = 2 * self.count(spam=True) >= len(self._kept)
        old = [n for n, one in enumerate(self._kept) if one.spam == more][:FORGOTTEN]
        self._memory.drop(old)
        gone = set(old)
        self._kept = [one for n, one in enumerate(self._kept) if n not in gone]

    @property
    def remembered(self) -> tuple[Lesson, ...]:
        """The decisions that count, in their order."""
        return tuple(self._kept)

    def count(self, *, spam: bool) -> int:
        """Decisions of one kind that are remembered."""
        return sum(lesson.spam == spam for lesson in self._kept)

    @property
    def share(self) -> float:
        """How far the site speaks for itself, from 0 to 1."""
        fewer = min(self.count(spam=True), self.count(spam=False))
        return min(1.0, fewer / ENOUGH)

    def leaning(self, remark: Remark, look: Sketch) -> float:
        """What the site says of a remark: around 1 for spam, around -1 for the rest."""
        return self._memory.leaning(self._seen(remark, look)) if self._kept else 0.0

    def unseen(self) -> list[tuple[bool, float]]:
        """Each remembered decision, and what would be said of its remark without it."""
        said = (lesson.spam for lesson in self._kept)
        return list(zip(said, map(float, self._memory.unseen()), strict=True))

    def nearest(self, remark: Remark, look: Sketch) -> tuple[Lesson, float] | None:
        """The remembered decision that counts most for what is said of a remark."""
        if not self._kept:
            return None
        counted = self._memory.counted(self._seen(remark, look))
        place = int(abs(counted).argmax())
        return self._kept[place], float(counted[place])

    def _seen(self, remark: Remark, look: Sketch) -> Seen:
        return seen(self.prior, look, remark.language)
