"""What a site's moderators teach.

Decisions are people's only: what the filter did by itself teaches it nothing. What one
author or one host can teach is capped, so that a flood of bait teaches no more than a few
comments. Every decision can be undone as if it had never been made, and none needs the
words of its remark for that.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from heapq import merge
from itertools import takewhile
from operator import itemgetter
from typing import Final

from nouvelles.comments.features import Sketch
from nouvelles.comments.lesson import recalled
from nouvelles.comments.memory import Memory, Seen, seen
from nouvelles.comments.prior import Prior
from nouvelles.comments.records import Lesson, Remark

#: Decisions that are remembered; then, with each new one, the oldest of the more frequent
#: kind is forgotten.
REMEMBERED: Final = 300
#: Decisions about one author, and about one host, that teach.
MOST_OF_ONE: Final = 10
#: Decisions of each kind from which on the site speaks for itself. (With ten, less is found
#: on every site left out, after 10 to 50 decisions; three and five find the same.)
ENOUGH: Final = 4


class Site:
    """What one site has learned; `learn` and `undo` change it.

    Which decisions are remembered follows from all that stand, in their order, and from
    nothing else. So undoing one leaves nothing of it: what it had pushed out or held back
    comes in again. The memory is told of the difference only; that costs the less the
    fewer decisions come and go, and never more than to learn `REMEMBERED` of them.
    """

    def __init__(self, prior: Prior, lessons: Iterable[Lesson] = ()) -> None:
        self.prior = prior
        self.lessons: list[Lesson] = []
        #: Goes up with each decision that is taken in or undone.
        self.changes = 0
        self._kept: list[Lesson] = []
        self._spam = 0
        self._memory = Memory(len(prior.steps), prior.many_opinions)
        self._chosen = _Chosen()
        for lesson in lessons:
            self.lessons.append(lesson)
            self._chosen.take(lesson)
        self._remember()

    def learn(self, lesson: Lesson) -> bool:
        """Take a decision in; False where its author or host has taught enough."""
        self.lessons.append(lesson)
        self.changes += 1
        taken = self._chosen.take(lesson)
        if taken:
            self._remember()
        return taken

    def undo(self, *keys: str) -> bool:
        """Forget decisions as if they had never been made; False where there is none."""
        taken = frozenset(keys)
        left = [lesson for lesson in self.lessons if lesson.key not in taken]
        if len(left) == len(self.lessons):
            return False
        self.lessons = left
        self.changes += 1
        self._chosen = _Chosen()
        for lesson in left:
            self._chosen.take(lesson)
        self._remember()
        return True

    def _remember(self) -> None:
        """Make the memory hold what was chosen, in its order."""
        wanted = self._chosen.lessons()
        # From the first that comes in between, all are remembered anew: in their order.
        same = {id(lesson) for lesson in wanted}
        left = [lesson for lesson in self._kept if id(lesson) in same]
        pairs = zip(left, wanted, strict=False)
        first = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))
        stay = {id(lesson) for lesson in left[:first]}
        gone = [n for n, lesson in enumerate(self._kept) if id(lesson) not in stay]
        if gone:
            self._memory.drop(gone)
        for lesson in wanted[first:]:
            self._memory.add(recalled(self.prior, lesson.taught), spam=lesson.spam)
        self._kept = wanted
        self._spam = sum(lesson.spam for lesson in wanted)

    @property
    def remembered(self) -> tuple[Lesson, ...]:
        """The decisions that count, in their order."""
        return tuple(self._kept)

    def count(self, *, spam: bool) -> int:
        """Decisions of one kind that are remembered."""
        return self._spam if spam else len(self._kept) - self._spam

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


class _Chosen:
    """Of decisions in their order those that are remembered."""

    def __init__(self) -> None:
        self._teachers: Counter[bytes] = Counter()
        self._numbered: dict[bool, deque[tuple[int, Lesson]]] = {
            True: deque(),
            False: deque(),
        }
        self._taken = 0

    def take(self, lesson: Lesson) -> bool:
        """Choose a decision, unless its author or host has taught enough."""
        teachers = lesson.taught.teachers
        if any(self._teachers[teacher] >= MOST_OF_ONE for teacher in teachers):
            return False
        self._teachers.update(teachers)
        spam, genuine = self._numbered[True], self._numbered[False]
        if len(spam) + len(genuine) >= REMEMBERED:
            (spam if len(spam) >= len(genuine) else genuine).popleft()
        self._numbered[lesson.spam].append((self._taken, lesson))
        self._taken += 1
        return True

    def lessons(self) -> list[Lesson]:
        """The chosen ones, in their order."""
        both = merge(self._numbered[True], self._numbered[False], key=itemgetter(0))
        return [lesson for _, lesson in both]
