"""Putting articles into stories as they come: a slice at a time, in order of arrival.

What is wrong with one article is counted and that article left out; it never stops the
others. What a slice decides is written in one transaction, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Final

from nouvelles.errors import NouvellesError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.clock import Clock, moment_of
from nouvelles.run.grouping.arrivals import Waiting, look_at
from nouvelles.run.grouping.arrive import arrive
from nouvelles.run.grouping.encode import Encoding
from nouvelles.run.grouping.logbook import Logbook, Overtaken
from nouvelles.run.grouping.reencode import reencode
from nouvelles.run.grouping.relate import SOME, relate
from nouvelles.run.grouping.telling import Oddity, oddities
from nouvelles.store import Store, people, read_also, story_log, story_tables, untold
from nouvelles.store.untold import Mark

#: Articles put into stories in one transaction, which stays under 50 ms.
SLICE: Final = 16

#: Marks looked at in one go; among them the earliest article is the first.
WINDOW: Final = 4_096

#: Seconds for which an article that is only announced waits for its page.
PATIENCE_S: Final = 300.0

#: Seconds between two repairs, where something came in meanwhile.
REPAIR_S: Final = 120.0

#: Articles after which one is due whatever the time: only what came lately is looked at
#: again (`live.LATELY`), and each article should be looked at more than once.
REPAIR_AFTER: Final = 64

#: What a person is told of an article that cannot be grouped.
LEFT_OUT: Final = Oddity(
    reason="cannot be put into a story",
    advice="It stands in the paper all the same. Report a bug, with its page.",
)

#: The same of what was decided, which cannot be looked at again.
NOT_REPAIRED: Final = Oddity(
    reason="cannot be repaired",
    advice="Articles are put into stories all the same. Report a bug.",
)

#: The same of what may stand beside stories.
NOT_RELATED: Final = Oddity(
    reason="have no “Read also”",
    advice="They stand in the paper all the same. Report a bug.",
)


@dataclass(slots=True, kw_only=True)
class Grouper:
    """Puts the articles of a paper into stories; the only one who does."""

    store: Store
    clock: Clock
    encoding: Encoding
    logbook: Logbook
    patient: bool = False  # whether pages that may still come are waited for
    since: dict[int, tuple[int, float]] = field(default_factory=dict)
    same_encoder: bool = False  # as that of the vectors in the log
    repair_due: float = 0.0
    placed: int = 0  # articles since the last repair

    def round(self, stop: Event) -> int:
        """Serve some of what waits, until told to stop; how many articles were looked
        at."""
        story_tables.fold_owed(self.store)
        with self.store.read() as connection:
            marks = untold.waiting(connection, WINDOW)
            marks = untold.in_order(connection, self._ripe(marks))
        if marks and not self.same_encoder:
            self.same_encoder = reencode(self.store, self.encoding, stop)
        for start in range(0, len(marks), SLICE):
            if stop.is_set():
                break
            self._serve(marks[start : start + SLICE])
            if self.placed >= REPAIR_AFTER:
                self.repair(due=True)
        self.logbook.save()
        return len(marks)

    def repair(self, *, due: bool = False) -> int:
        """Merge, split and move what was decided too early, once in a while or when it
        is due; how many acts."""
        if not (due or self.clock() >= self.repair_due):
            return 0
        self.repair_due = self.clock() + REPAIR_S
        self.placed = 0
        with self.store.read() as connection:
            if story_log.repaired(connection) == story_log.end(connection):
                return 0
        try:
            return self._repair(moment_of(self.clock))
        except Overtaken:
            return 0  # the next one repairs what is left
        except NouvellesError:
            self.logbook.forget()
            raise
        except Exception as error:  # noqa: BLE001 - what was decided stands meanwhile
            self.logbook.forget()
            log.error(Logged.FAULT, about=NOT_REPAIRED.reason, error=repr(error))
            said = f"{NOT_REPAIRED.reason}: {type(error).__name__}: {error}"[:300]
            self._note("stories", said, NOT_REPAIRED.advice)
            return 0

    def relate(self) -> int:
        """Find “Read also” anew of some stories that changed; how many were owed it."""
        with self.store.read() as connection:
            owed = read_also.owed(connection, SOME)
        if owed:
            self._relate(owed)
        return len(owed)

    def _relate(self, owed: Sequence[str]) -> None:
        try:
            relate(self.store, self.logbook, owed)
        except Overtaken:
            return  # they are still owed it
        except NouvellesError:
            raise
        except Exception as error:  # noqa: BLE001 - the stories stand without it
            log.error(Logged.FAULT, about=NOT_RELATED.reason, error=repr(error))
            said = f"{NOT_RELATED.reason}: {type(error).__name__}: {error}"[:300]
            self._note("stories", said, NOT_RELATED.advice)
            with self.store.write() as connection:
                read_also.keep(connection, {}, owed)

    def _repair(self, now: datetime) -> int:
        state = self.logbook.current()
        state.copies.tidy(now)
        acts = state.stories.repair(now)
        for start in range(0, len(acts) or 1, SLICE):
            some = acts[start : start + SLICE]
            self.logbook.write(some, {}, repaired=start + SLICE >= len(acts))
        return len(acts)

    # ---- what waits ----

    def _ripe(self, marks: Sequence[Mark]) -> list[Mark]:
        """Those of the marks that are not waited for any longer."""
        known = {mark.number for mark in marks}
        self.since = {n: seen for n, seen in self.since.items() if n in known}
        now = self.clock()
        return [mark for mark in marks if not self._is_waited_for(mark, now)]

    def _is_waited_for(self, mark: Mark, now: float) -> bool:
        seen = self.since.get(mark.number)
        return seen is not None and seen[0] == mark.marks and now < seen[1]

    def _serve(self, marks: Sequence[Mark]) -> None:
        now = moment_of(self.clock)
        with self.store.read() as connection:
            waiting = look_at(connection, marks)
        ready = [one for one in waiting if not self._put_off(one)]
        self._group(ready, now)

    def _put_off(self, one: Waiting) -> bool:
        """Whether an article waits for its page, from now on or still."""
        if not (self.patient and one.awaited and not one.story):
            return False
        seen = self.since.get(one.mark.number)
        if seen is not None and self.clock() >= seen[1]:
            return False
        until = seen[1] if seen else self.clock() + PATIENCE_S
        self.since[one.mark.number] = (one.mark.marks, until)
        return True

    # ---- grouping ----

    def _group(self, waiting: Sequence[Waiting], now: datetime) -> None:
        try:
            self._decide(waiting, now)
        except Overtaken:
            return  # their marks stay: they are looked at again
        except NouvellesError:
            self.logbook.forget()
            raise
        except Exception as error:  # noqa: BLE001 - a bug costs its own article only
            self.logbook.forget()
            if len(waiting) == 1:
                self._leave_out(waiting[0], error)
                return
            for one in waiting:
                self._group([one], now)

    def _decide(self, waiting: Sequence[Waiting], now: datetime) -> None:
        state = self.logbook.current()
        new = [one for one in waiting if one.shown is not None and not one.story]
        shown = [one.shown for one in new if one.shown is not None]
        come = arrive(state.copies, self.encoding, shown, now)
        acts = state.stories.place([one.arrival for one in come], now)
        self.placed += len(come)
        arrived = {one.arrived.telling.article: one.arrived for one in come}
        self.logbook.write(acts, arrived, [one.mark for one in waiting])
        self._count_oddities(new, now)
        self._refresh(waiting)

    def _refresh(self, waiting: Sequence[Waiting]) -> None:
        """Order the stories anew of articles that were made again."""
        again = {one.story for one in waiting if one.story}
        if again:
            with self.store.write() as connection:
                story_tables.refresh_sorts(connection, again)

    # ---- what is wrong ----

    def _count_oddities(self, new: Sequence[Waiting], now: datetime) -> None:
        for one in new:
            if one.shown is not None:
                for oddity in oddities(one.shown, now):
                    host = one.shown.listed.source.host
                    self._note(host, oddity.reason, oddity.advice)

    def _leave_out(self, one: Waiting, error: Exception) -> None:
        about = one.shown.listed.url if one.shown is not None else one.id
        log.error(Logged.FAULT, about=about, error=repr(error))
        said = f"{LEFT_OUT.reason}: {type(error).__name__}: {error}"[:300]
        self._note(about, said, LEFT_OUT.advice)
        with self.store.write() as connection:
            untold.serve(connection, [one.mark])

    def _note(self, about: str, reason: str, advice: str) -> None:
        people.note_incident(self.store, about, reason, advice, int(self.clock()))
