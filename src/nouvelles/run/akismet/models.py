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
from nouvelles.store.akismet import (
    KeptLessons,
    find_key,
    keep_lessons,
    keys_with_lessons,
    lessons_of,
)

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

    def judge(self, key: str, comment: Comment, *, trial: bool = False) -> Ruling:
        """What becomes of a comment, by the model of a key.

        Raises:
            StoreError: what is kept of the key cannot be read.
        """
        with self._lock:
            held, now = self._of(key), self._clock()
            return self._judge.judge(held.model, comment, now, trial=trial)

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
            StoreError: not all was kept; it is tried again with the next call.
        """
        with self._keeping:  # two at once would keep the same lessons twice
            with self._lock:
                keys = [key for key, one in self._held.items() if one.new]
            for key in keys:
                while not self._keep(key):
                    self._catch_up(key)
            with self._lock:
                self._let_go()

    def warm(self) -> None:
        """Open the filter and load models that were kept, as many as are held, so that
        nobody waits for it.

        Raises:
            StoreError: they cannot be read.
        """
        self._judge.fresh()
        with self._store.read() as connection:
            keys = keys_with_lessons(connection, self._most)
        for key in keys:
            with self._store.read() as connection:
                kept = lessons_of(connection, key)
            model, lessons = self._read(kept)
            with self._lock:
                self._held.setdefault(key, _Held(model, lessons))

    def _keep(self, key: str) -> bool:
        """Keep a key's model; False where another process has kept lessons meanwhile."""
        with self._lock:
            held = self._held[key]
            many, before = len(held.new), held.lessons
            kept = KeptLessons(
                version=self._judge.version,
                lessons=before + many,
                data=self._judge.save(held.model),
            )
        with self._store.write() as connection:
            site = find_key(connection, key)
            holds = site is not None and site.disabled is None
            if holds and self._count(lessons_of(connection, key)) != before:
                return False
            if holds:
                keep_lessons(self._store, connection, int(self._clock()), {key: kept})
        with self._lock:
            held.new, held.lessons = held.new[many:], before + many
            if not holds:  # what was learned for a key goes with it
                del self._held[key]
        return True

    def _catch_up(self, key: str) -> None:
        """Go on from what another process has kept. It takes a while for a model that has
        learned much, so no transaction and nobody's question waits for it."""
        with self._store.read() as connection:
            model, lessons = self._read(lessons_of(connection, key))
        with self._lock:
            held = self._held[key]
            for lesson, spam in held.new:
                self._judge.learn(model, lesson, spam=spam)
            held.model, held.lessons = model, lessons

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
        lessons = self._count(kept)
        if kept is None or not lessons:
            return self._judge.fresh(), 0
        return self._judge.load(kept.data), lessons

    def _count(self, kept: KeptLessons | None) -> int:
        """Lessons in what is kept, 0 where it is another version's."""
        if kept is None or kept.version != self._judge.version:
            return 0
        return kept.lessons

    def _let_go(self) -> None:
        """Forget models beyond those that are held, but none with lessons to keep."""
        for key in list(self._held)[: max(0, len(self._held) - self._most)]:
            if not self._held[key].new:
                del self._held[key]
