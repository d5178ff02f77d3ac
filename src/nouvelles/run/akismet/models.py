"""A model for each key: what a site submits changes what it is told, and nobody else."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic

from nouvelles.akismet import Comment
from nouvelles.run.akismet.judging import Judge, Lesson, Model, Ruling
from nouvelles.run.clock import Clock
from nouvelles.store import Store
from nouvelles.store.akismet import KeptLessons, keep_lessons, lessons_of

#: Models that are held in memory; the one that was asked least lately goes first.
MOST = 32


@dataclass
class _Held(Generic[Model, Lesson]):
    """A model that has `lessons` from the database in it, and `new` ones."""

    model: Model
    lessons: int
    new: list[tuple[Lesson, bool]] = field(default_factory=list)


class KeyModels(Generic[Model, Lesson]):
    """The models of one server; safe between threads.

    Several processes may serve one paper: what each learned is added to what is kept,
    lesson by lesson, and all go on from there.
    """

    def __init__(
        self, store: Store, judge: Judge[Model, Lesson], clock: Clock, most: int = MOST
    ) -> None:
        self._store, self._judge, self._clock = store, judge, clock
        self._most = most
        self._held: OrderedDict[str, _Held[Model, Lesson]] = OrderedDict()
        self._lock = threading.Lock()
        self._keeping = threading.Lock()

    def judge(self, key: str, comment: Comment) -> Ruling:
        """What becomes of a comment, by the model of a key.

        Raises:
            StoreError: what is kept of the key cannot be read.
        """
        with self._lock:
            return self._judge.judge(self._of(key).model, comment)

    def learn(self, key: str, comment: Comment, *, spam: bool) -> None:
        """Learn of a comment, for a key.

        Raises:
            StoreError: as `judge`.
        """
        with self._lock:
            held = self._of(key)
            lesson = self._judge.lesson(comment)
            self._judge.learn(held.model, lesson, spam=spam)
            held.new.append((lesson, spam))

    def keep(self) -> None:
        """Keep what was learned since the last time.

        Raises:
            StoreError: nothing was kept; it is tried again with the next call.
        """
        with self._keeping:  # two at once would keep the same lessons twice
            with self._lock:
                new = {key: list(one.new) for key, one in self._held.items() if one.new}
            if not new:
                return
            made: dict[str, tuple[Model, KeptLessons]] = {}
            with self._store.write() as connection:
                for key, lessons in new.items():
                    model, count = self._read(lessons_of(connection, key))
                    for lesson, spam in lessons:
                        self._judge.learn(model, lesson, spam=spam)
                    kept = KeptLessons(
                        version=self._judge.version,
                        lessons=count + len(lessons),
                        data=self._judge.save(model),
                    )
                    made[key] = model, kept
                rows = {key: kept for key, (_, kept) in made.items()}
                keep_lessons(self._store, connection, int(self._clock()), rows)
            self._take_up(made, {key: len(lessons) for key, lessons in new.items()})

    def _take_up(
        self, made: dict[str, tuple[Model, KeptLessons]], kept: dict[str, int]
    ) -> None:
        """Go on with the models that were kept, and what was learned meanwhile."""
        with self._lock:
            for key, (model, state) in made.items():
                held = self._held[key]
                held.new = held.new[kept[key] :]
                for lesson, spam in held.new:
                    self._judge.learn(model, lesson, spam=spam)
                held.model, held.lessons = model, state.lessons
            self._let_go()

    def _of(self, key: str) -> _Held[Model, Lesson]:
        held = self._held.get(key)
        if held is None:
            with self._store.read() as connection:
                model, lessons = self._read(lessons_of(connection, key))
            held = self._held[key] = _Held(model, lessons)
        self._held.move_to_end(key)
        self._let_go()
        return held

    def _read(self, kept: KeptLessons | None) -> tuple[Model, int]:
        """A model of its own, and how many lessons are in it."""
        if kept is None or kept.version != self._judge.version:
            return self._judge.fresh(), 0
        return self._judge.load(kept.data), kept.lessons

    def _let_go(self) -> None:
        """Forget models beyond those that are held, but none with lessons to keep."""
        for key in list(self._held)[: max(0, len(self._held) - self._most)]:
            if not self._held[key].new:
                del self._held[key]
