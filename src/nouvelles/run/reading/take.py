"""What is due, gathered by host with all that its visits need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from nouvelles.ingest.network.hosts import HostFacts
from nouvelles.ingest.pace.patience import spread
from nouvelles.ingest.pace.rhythm import entries_a_day
from nouvelles.records import Source
from nouvelles.store import Store, feeds, fetches
from nouvelles.store.feeds import FeedRow
from nouvelles.store.fetches import FetchRow
from nouvelles.store.hosts import load_hosts
from nouvelles.store.kinds import State
from nouvelles.store.rows import sources_at

Job = FeedRow | FetchRow

#: Rows that are looked at in one go; the rest stays in the database.
MOST_ROWS = 2_000

#: Late looks that are begun in a minute after a long stop.
A_MINUTE = 300.0

#: Seconds by which a look must be late to count as a long stop's.
LATE_S = 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Work by host, the feeds of each before its pages; whose it is; what hosts asked."""

    jobs: dict[str, list[Job]] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    facts: dict[str, HostFacts] = field(default_factory=dict)


def take(store: Store, now: int, *, busy: Collection[str], most: int) -> Taken:
    """The work of at most `most` hosts, none of them busy, longest waiting first."""
    with store.read() as connection:
        looks = feeds.due_feeds(connection, now, busy=busy, hosts=most, limit=MOST_ROWS)
        visits = fetches.due_fetches(connection, now, busy=busy, limit=MOST_ROWS)
        jobs: dict[str, list[Job]] = {}
        found: list[Job] = [*looks, *visits]
        for job in found:
            if job.host in jobs:
                jobs[job.host].append(job)
            elif len(jobs) < most:
                jobs[job.host] = [job]
        chosen = [job for some in jobs.values() for job in some]
        return Taken(
            jobs=jobs,
            sources=sources_at(connection, {job.source_id for job in chosen}),
            facts=load_hosts(connection, {origin_of(job.url) for job in chosen}),
        )


def origin_of(url: str) -> str:
    """Scheme and host of an address, by which robots.txt files are kept."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def next_due(store: Store) -> int | None:
    """When something is due next, None when nothing ever is."""
    with store.read() as connection:
        dues = feeds.next_look_due(connection), fetches.next_fetch_due(connection)
    return min((due for due in dues if due is not None), default=None)


def bring_forward(store: Store, now: int) -> None:
    """Every feed that is read is due now."""
    with store.write() as connection:
        rows = feeds.all_feeds(connection)
        read = {row.id: now for row in rows if row.state is State.READ}
        feeds.set_due(connection, read)


def spread_late(store: Store, now: int) -> int:
    """After a long stop, late looks are spread over minutes; how many were late."""
    with store.write() as connection:
        rows = [row for row in feeds.all_feeds(connection) if _is_late(row, now)]
        times = spread(
            [float(row.due) for row in rows],
            [entries_a_day(row.data.rhythm) for row in rows],
            now=now,
            per_minute=A_MINUTE,
        )
        dues = {row.id: int(time) for row, time in zip(rows, times, strict=True)}
        feeds.set_due(connection, dues)
    return len(rows)


def _is_late(row: FeedRow, now: int) -> bool:
    return row.state is State.READ and row.data.tried > 0 and row.due < now - LATE_S
