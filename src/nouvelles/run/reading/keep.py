"""Keeping what reading brought: every answer with what follows from it, or not at all.

Runs in the one thread that writes. An entry and the wish for its page are one
transaction, and so are a page's bytes and its row on the ledger of fetches.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError

from nouvelles.errors import NouvellesError
from nouvelles.ingest.network.hosts import HostFacts
from nouvelles.ingest.pace.delays import note_delays
from nouvelles.ingest.pace.patience import after_failure
from nouvelles.ingest.pace.rhythm import Bounds, learn, next_look
from nouvelles.ingest.pace.zones import offset_of
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.websub import usable
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import Source
from nouvelles.run.clock import Clock
from nouvelles.run.reading.announce import announce, announce_all, time_of
from nouvelles.run.reading.found import Found, Trouble
from nouvelles.run.reading.looked import Looked, Tally
from nouvelles.run.reading.subscriptions import slowed
from nouvelles.run.reading.visit import Visited
from nouvelles.store import Store, feeds, fetches, hosts, hubs
from nouvelles.store.announced import Announced
from nouvelles.store.captures import add_captures
from nouvelles.store.faults import Fault, note_faults
from nouvelles.store.feeds import FeedRow, FeedState
from nouvelles.store.kinds import State
from nouvelles.store.ledger import Plan, mark_dirty
from nouvelles.store.segments import open_segment
from nouvelles.store.sources import name_source

#: Faults that are over soon, more often than not: tried again in the same run.
PASSING = frozenset(
    {
        Word.SERVER_ERROR,
        Word.RATE_LIMITED,
        Word.TIMEOUT,
        Word.CUT,
        Word.UNREACHABLE,
        Word.ROBOTS_UNREACHABLE,
    }
)

#: A run that ends tries what failed again after so many seconds, so many times.
SOON_S = 2.0
SOON_TRIES = 2

#: Pages of one host that are tried again so: then it is not the pages.
SOON_OF_HOST = 12

#: The longest Retry-After that such a run waits for.
SOON_PATIENCE_S = 10.0


#: The database or the disk is at fault: nothing can be kept.
_DATABASE = (
    NouvellesError,
    OperationalError,
    InterfaceError,
    sqlite3.OperationalError,  # of what is asked past SQLAlchemy
    sqlite3.InterfaceError,
    OSError,
)


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Writes looks and visits; `once` says that the run ends when all was read."""

    store: Store
    plan: Plan
    clock: Clock
    jitter: Callable[[], float]
    once: bool = False
    tally: Tally = field(default_factory=Tally)
    _soon_of: Counter[str] = field(default_factory=Counter)  # second chances by host

    @property
    def bounds(self) -> Bounds:
        reading = self.store.settings.reading
        return Bounds(
            shortest_s=reading.shortest_min * 60.0, longest_s=reading.longest_h * 3600.0
        )

    def keep_looks(self, looks: Sequence[Looked]) -> None:
        """Keep what looks at feeds brought."""
        rows: list[FeedRow] = []
        faults: list[Fault] = []
        now = int(self.clock())
        with self.store.read() as connection:
            held = feeds.get_feeds(connection, [look.row.id for look in looks])
        looks = [look for look in looks if look.row.id in held]  # not removed meanwhile
        brought = self._announce(looks, now)
        for look in looks:
            row, troubles = self._keep_or_fail(look, brought.get(look.row.id), now)
            rows.append(row)
            faults += [fault_of(row.source_id, row.url, one) for one in troubles]
        told = {look.row.id for look in looks if look.found is not None}
        with self.store.write() as connection:
            rows = self._apart(connection, rows)
            if usable(self.store.settings):
                rows = self._with_hubs(connection, rows, told, now)
            feeds.save_feeds(connection, rows)
            note_faults(connection, faults, now)
        self.tally.looks += len(looks)
        self.tally.faults += len(faults)

    def keep_visits(self, visits: Sequence[Visited], now: int) -> None:
        """Keep pages, their rows, and the marks of those that went or came back."""
        captures = [capture for visit in visits for capture in visit.captures]
        faults = [
            fault_of(visit.row.source_id, visit.row.url, trouble)
            for visit in visits
            for trouble in visit.troubles
        ]
        rows = [self._soon(visit, now) for visit in visits]
        marked = [visit.row for visit in visits if visit.gone or visit.back]

        def also(connection: Connection) -> None:
            fetches.save_fetches(connection, rows)
            note_faults(connection, faults, now)
            if marked:
                numbers = fetches.articles_behind(connection, marked)
                mark_dirty(self.store, connection, article_ids=numbers)

        if captures:
            with open_segment(self.store, now) as segment:
                add_captures(
                    self.store, self.plan, segment, captures, now=now, also=also
                )
        else:
            with self.store.write() as connection:
                also(connection)
        self.tally.pages += sum(bool(visit.captures) for visit in visits)
        self.tally.faults += len(faults)

    def keep_hosts(self, facts: Sequence[HostFacts]) -> None:
        """Keep what hosts asked of us."""
        if facts:
            with self.store.write() as connection:
                hosts.save_hosts(self.store, connection, facts)

    # ---- one look ----

    def _announce(self, looks: Sequence[Looked], now: int) -> dict[int, Announced]:
        """Keep what several feeds brought together, which takes half the time of one after
        the other; nothing where that fails: then it is seen which one is to blame."""
        told = [
            (look.row, look.source, look.found)
            for look in looks
            if look.trouble is None and look.found is not None
        ]
        if len(told) < 2:
            return {}
        try:
            for row, source, found in told:
                self._learn_name(row, source, found)
            brought = announce_all(self.store, self.plan, told, now)
        except _DATABASE:
            raise
        except Exception:  # noqa: BLE001 - one by one the culprit's own trouble is told
            log.exception(Logged.NOT_READ, url=", ".join(row.url for row, _, _ in told))
            return {}
        rows = (row.id for row, _, _ in told)
        return dict(zip(rows, brought, strict=True))

    def _keep_or_fail(
        self, look: Looked, brought: Announced | None, now: int
    ) -> tuple[FeedRow, list[Trouble]]:
        """A bug at one feed's answer is that feed's trouble, not the end of reading."""
        try:
            return self._keep_look(look, brought, now)
        except _DATABASE:
            raise
        except Exception as error:  # noqa: BLE001 - said above
            log.exception(Logged.NOT_READ, url=look.row.url)
            trouble = NotRead(Word.INTERNAL, look.row.url, repr(error))
            return self._failed(look.row, trouble, look.source, now)

    def _keep_look(
        self, look: Looked, brought: Announced | None, now: int
    ) -> tuple[FeedRow, list[Trouble]]:
        row = look.row
        if look.trouble is not None and not look.asked:
            pause = look.trouble.after_s or 0.0
            return replace(row, due=int(now + pause) + 1), []
        if look.trouble is not None:
            return self._failed(row, look.trouble, look.source, now)
        answer, found = look.answer, look.found
        assert answer is not None
        troubles: list[Trouble] = []
        times: list[float] = []
        if found is None:
            self.tally.unchanged += 1
            state = row.data.on(now, looks=1, unchanged=1)
        else:
            if brought is None:
                self._learn_name(row, look.source, found)
                brought = announce(self.store, self.plan, row, look.source, found, now)
            self.tally.entries += len(brought.new)
            times = [time_of(entry) for entry in brought.new]
            troubles += found.troubles
            if brought.rekeyed:
                detail = f"{brought.rekeyed} of {len(found.entries)} entries"
                troubles.append((Word.CHANGING_IDS, detail))
            state = row.data.on(now, looks=1, entries=len(brought.new))
            state = replace(
                state,
                digest=found.digest,
                title=found.title or state.title,
                hub=found.hub,
                topic=found.topic,
                # A look that finds what no push brought: this hub is not to be trusted.
                last_push=0 if brought.new else state.last_push,
            )
        if answer.slow:
            troubles.append((Word.SLOW, answer.slow))
        if answer.moved and answer.moved != row.url:
            troubles.append((Word.MOVED, f"from {row.url}"))
            row = replace(row, url=answer.moved)
        state = replace(
            state,
            etag=answer.validators.etag,
            modified=answer.validators.last_modified,
        )
        every_s = found.every_s if found else 0
        wish_s = max(answer.fresh_s, float(every_s))
        return self._good(row, state, look.source, times, wish_s, now), troubles

    def _learn_name(self, row: FeedRow, source: Source, found: Found) -> None:
        """Its feed's title names a source of which only the host was known."""
        if not row.data.first_good and found.title and source.name == source.host:
            name_source(self.store, row.source_id, found.title)

    def _good(
        self,
        row: FeedRow,
        state: FeedState,
        source: Source,
        times: Sequence[float],
        wish_s: float,
        now: int,
    ) -> FeedRow:
        """The row after a look that went well: what it taught, and when the next is."""
        offset = offset_of(source.zone, now)
        first = state.rhythm.looks == 0
        delays = note_delays(
            state.delays, last=state.rhythm.last, now=now, published=times
        )
        rhythm = learn(
            state.rhythm, now=now, published=times, first=first, offset_s=offset
        )
        due = next_look(
            rhythm,
            now=now,
            bounds=self.bounds,
            offset_s=offset,
            at_least_s=wish_s,
            jitter=self.jitter(),
        )
        state = replace(
            state,
            rhythm=rhythm,
            delays=delays,
            failures=0,
            tried=now,
            good=now,
            first_good=state.first_good or now,
            word="",
            detail="",
            since=0,
        )
        return replace(row, data=state, due=int(due))

    def _failed(
        self, row: FeedRow, trouble: NotRead, source: Source, now: int
    ) -> tuple[FeedRow, list[Trouble]]:
        """The row after a look that went wrong: ever less often, never forgotten."""
        was = row.data
        failures = was.failures + 1
        state = replace(
            was.on(now, looks=1, failures=1),
            failures=failures,
            tried=now,
            word=trouble.word.value,
            detail=trouble.detail,
            since=was.since if was.word == trouble.word else now,
        )
        if trouble.word is Word.GONE:
            row = replace(row, state=State.ENDED)
        usual = self._usual_s(was, source, now)
        passing = trouble.word in PASSING
        after_s = trouble.after_s
        if trouble.word is Word.RATE_LIMITED and after_s is None:
            after_s = max(usual, self.bounds.shortest_s)  # it wants less haste
        due = after_failure(
            failures if passing else failures + 1,  # no quick try at what will stay
            now=now,
            bounds=self.bounds,
            jitter=self.jitter(),
            after_s=after_s,
            usual_s=usual,
        )
        if self._is_soon(trouble.word, failures, after_s):
            due = now + max(SOON_S, after_s or 0.0)
        detail = (trouble.word, trouble.detail)
        return replace(row, data=state, due=int(due)), [detail]

    def _usual_s(self, state: FeedState, source: Source, now: int) -> float:
        """The pause between two looks that its rhythm asks for; 0 while unknown."""
        if not state.rhythm.looks:
            return 0.0
        offset = offset_of(source.zone, now)
        due = next_look(state.rhythm, now=now, bounds=self.bounds, offset_s=offset)
        return due - now

    def _apart(self, connection: Connection, rows: Sequence[FeedRow]) -> list[FeedRow]:
        """Rows that moved to where another row looks already end."""
        apart: list[FeedRow] = []
        held = feeds.get_feeds(connection, [row.id for row in rows])
        at = feeds.feeds_at(connection, [row.url for row in rows])
        for row in rows:
            if row.id not in held:  # removed by a person at this moment
                continue
            if at.setdefault(row.url, row.id) != row.id:
                row = replace(row, url=held[row.id].url, state=State.ENDED)
            apart.append(row)
        return apart

    def _with_hubs(
        self,
        connection: Connection,
        rows: Sequence[FeedRow],
        told: Collection[int],
        now: int,
    ) -> list[FeedRow]:
        """Ask the hubs that feeds name to announce news; where one keeps its promise,
        the next look has time."""
        for row in rows:
            if row.id in told and row.data.hub:
                hubs.want(connection, row.id, row.data.hub, row.data.topic, now)
        without = [row.id for row in rows if row.id in told and not row.data.hub]
        hubs.drop(connection, without)
        promised = hubs.subscriptions_of(connection, [r.id for r in rows if r.data.hub])
        return [
            self._slowed(row, promised[row.id].holds(now), now)
            if row.id in promised and not row.data.failures
            else row
            for row in rows
        ]

    def _slowed(self, row: FeedRow, holds: bool, now: int) -> FeedRow:
        pause = slowed(row.due - now, holds, row.data.last_push or None, now)
        return replace(row, due=int(now + pause))

    # ---- runs that end ----

    def _is_soon(self, word: Word, failures: int, after_s: float | None) -> bool:
        return (
            self.once
            and word in PASSING
            and failures <= SOON_TRIES
            and (after_s or 0.0) <= SOON_PATIENCE_S
        )

    def _soon(self, visit: Visited, now: int) -> fetches.FetchRow:
        row = visit.row
        if not row.word or row.due is None:
            return row
        if self._soon_of[row.host] >= SOON_OF_HOST:
            return row
        if not self._is_soon(Word(row.word), row.tries, visit.after_s):
            return row
        self._soon_of[row.host] += bool(visit.troubles)  # not those that waited only
        return replace(row, due=int(now + max(SOON_S, visit.after_s or 0.0)))


def fault_of(source_id: int, about: str, trouble: Trouble) -> Fault:
    """A trouble as it is counted."""
    word, detail = trouble
    return Fault(source_id=source_id, word=word, about=about, detail=detail)
