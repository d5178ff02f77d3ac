"""How reading goes, source by source: what `nouvelles source check` shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from nouvelles.ingest.troubles import TROUBLES, Word
from nouvelles.records import Source
from nouvelles.run.reading.named import feeds_named
from nouvelles.store import Store, feeds, fetches
from nouvelles.store.faults import Counted, faults_of
from nouvelles.store.feeds import FeedRow
from nouvelles.store.fetches import Pages
from nouvelles.store.kinds import Kind, State
from nouvelles.store.rows import sources_at

#: Days that the little graph shows, the last of them today.
GRAPH_DAYS = 14

#: A fault that was got over is shown for so many seconds.
RECENT_S = 3 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """One feed: when it was read last, when it is read next, what troubles it.

    Times are seconds since 1970, 0 for never. `word` is "" when all is well.
    """

    url: str
    kind: str
    state: str
    title: str
    good: int
    tried: int
    due: int
    failures: int
    word: str
    detail: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultHealth:
    """One kind of fault of a source, in words."""

    word: str
    count: int
    last: int
    about: str
    detail: str
    sentence: str
    advice: str
    mended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source: its feeds, faults, and how much comes, how soon, at what cost.

    `entries` counts new entries by day, today last; `a_day` is their mean over the days
    that the source was read. `delay_s` is the median from publication to capture;
    `unchanged` the share of looks that found nothing new (mostly 304).
    """

    host: str
    name: str
    mode: str
    feeds: tuple[FeedHealth, ...]
    faults: tuple[FaultHealth, ...]
    pages: Pages
    entries: tuple[int, ...]
    looks: int
    a_day: float
    delay_s: float | None
    unchanged: float | None

    @property
    def is_well(self) -> bool:
        """Whether every feed is read now, and lately every page that may be."""
        lost = self.pages.given_up and self.had_faults
        return not (self.pages.failing or lost or any(f.word for f in self.feeds))

    @property
    def is_new(self) -> bool:
        """Whether none of its feeds was looked at yet."""
        return not any(feed.tried for feed in self.feeds)

    @property
    def had_faults(self) -> bool:
        """Whether something went wrong lately that reading could not simply pass by."""
        return any(not fault.mended for fault in self.faults)


def check_sources(
    store: Store, now: int, *, names: Collection[str] = ()
) -> tuple[SourceHealth, ...]:
    """The health of every source that is read, or of some; those in trouble first.

    Raises:
        InputError: as `feeds_named`.
    """
    with store.read() as connection:
        rows: dict[int, list[FeedRow]] = defaultdict(list)
        for row in feeds.all_feeds(connection):
            rows[row.source_id].append(row)
        known = sources_at(connection, rows)
        asked = {
            row.source_id for name in names for row in feeds_named(connection, name)
        }
        pages = fetches.pages_of(connection)
        found = []
        for source_id, source in known.items():
            if names and source_id not in asked:
                continue
            mine = rows[source_id]
            since = min((row.data.first_good or now for row in mine), default=now)
            delays = fetches.delays_of(connection, source_id, since)
            one = _health(
                source,
                mine,
                faults_of(connection, source_id),
                pages.get(source_id, Pages()),
                delays,
                now,
            )
            found.append(one)
    return tuple(
        sorted(found, key=lambda one: (one.is_well, one.name.casefold(), one.host))
    )


def feeds_by_host(store: Store) -> dict[str, tuple[State, ...]]:
    """Of every source that is read, by its host, whether each of its feeds is."""
    with store.read() as connection:
        rows = feeds.all_feeds(connection)
        known = sources_at(connection, {row.source_id for row in rows})
    found: dict[str, tuple[State, ...]] = {}
    for row in rows:
        host = known[row.source_id].host
        found[host] = (*found.get(host, ()), row.state)
    return found


def _health(
    source: Source,
    rows: Sequence[FeedRow],
    counted: Sequence[Counted],
    pages: Pages,
    delays: Sequence[float],
    now: int,
) -> SourceHealth:
    today = now // 86_400
    entries = [0] * GRAPH_DAYS
    looks = unchanged = total = 0
    first = today
    for row in rows:
        for day in row.data.days:
            looks += day.looks
            unchanged += day.unchanged
            total += day.entries
            first = min(first, day.day)
            if 0 <= today - day.day < GRAPH_DAYS:
                entries[GRAPH_DAYS - 1 - (today - day.day)] += day.entries
    delays = delays or [s for row in rows for s in row.data.delays.seconds]
    present = {row.data.word for row in rows}
    return SourceHealth(
        host=source.host,
        name=source.name,
        mode=source.mode,
        feeds=tuple(_feed(row) for row in rows),
        faults=tuple(
            _fault(one)
            for one in counted
            if one.last >= now - RECENT_S or one.word in present
        ),
        pages=pages,
        entries=tuple(entries),
        looks=looks,
        a_day=total / (today - first + 1),
        delay_s=median(delays) if delays else None,
        unchanged=unchanged / looks if looks else None,
    )


def _feed(row: FeedRow) -> FeedHealth:
    state = row.data
    return FeedHealth(
        url=row.url,
        kind=Kind(row.kind).name.lower(),
        state=State(row.state).name.lower(),
        title=state.title,
        good=state.good,
        tried=state.tried,
        due=row.due,
        failures=state.failures,
        word=state.word,
        detail=state.detail,
        since=state.since,
    )


def _fault(one: Counted) -> FaultHealth:
    trouble = TROUBLES[Word(one.word)]
    return FaultHealth(
        word=one.word.value,
        count=one.count,
        last=one.last,
        about=one.about,
        detail=one.detail,
        sentence=trouble.sentence,
        advice=trouble.advice,
        mended=trouble.mended,
    )
