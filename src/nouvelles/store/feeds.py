"""What is looked at again and again: feeds, sitemaps and section pages, and when.

A row says where and when; `FeedState` what was learned there. Rows are written by the
one process that reads (see `run.reading`), and by people through the commands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    Connection,
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)

from nouvelles.ingest.pace.delays import Delays
from nouvelles.ingest.pace.rhythm import Rhythm
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, digest16, encode
from nouvelles.store.kinds import Kind, State
from nouvelles.store.schema import feeds, hubs, pushes

#: Days of which the counts are kept.
DAYS = 30

#: Due rows that are looked at to find work.
LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one day's looks came to; `day` counts from 1970-01-01."""

    day: int
    looks: int = 0
    unchanged: int = 0  # 304, or the same bytes
    entries: int = 0  # new ones
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What was learned of a feed; times in seconds since 1970, 0 for never."""

    title: str = ""
    rule: str = ""  # of a section page: which links are articles
    parent: int = 0  # of a part of a sitemap: the row of its index
    etag: str = ""
    modified: str = ""
    digest: str = ""  # of the bytes, for servers without validators
    rhythm: Rhythm = field(default_factory=Rhythm)
    delays: Delays = field(default_factory=Delays)
    days: tuple[Day, ...] = ()
    failures: int = 0  # in a row
    tried: int = 0
    good: int = 0
    first_good: int = 0
    word: str = ""  # the trouble it is in, "" for none
    detail: str = ""
    since: int = 0
    hub: str = ""
    topic: str = ""
    last_push: int = 0  # when its hub last announced what no look had found

    def on(self, now: int, **more: int) -> FeedState:
        """The counts of the day with some added; the oldest day goes."""
        today = now // 86_400
        *before, last = self.days or (Day(day=today),)
        if last.day != today:
            before, last = [*before, last], Day(day=today)
        raised = {name: getattr(last, name) + number for name, number in more.items()}
        days = (*before, replace(last, **raised))
        return replace(self, days=days[-DAYS:])


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed with its state."""

    id: int
    source_id: int
    kind: Kind
    state: State
    url: str
    host: str
    due: int
    data: FeedState


def host_key(url: str) -> str:
    """The host with its port: what may be asked so much at once, and so often."""
    return urlsplit(url).netloc.lower()


def feed_key(url: str) -> bytes:
    """What makes a feed the same one: its address."""
    return digest16(url.encode())


def add_feed(
    connection: Connection,
    source_id: int,
    kind: Kind,
    url: str,
    data: FeedState,
    now: int,
) -> tuple[int, bool]:
    """Look at an address from now on: (number of its row, whether it is new).

    One that ended, or is paused, is taken up again.
    """
    found = connection.execute(
        select(feeds.c.id, feeds.c.state).where(feeds.c.key == feed_key(url))
    ).one_or_none()
    if found is not None:
        if found.state != State.READ:
            set_state(connection, [found.id], State.READ, now)
        return int(found.id), False
    result = connection.execute(
        feeds.insert().values(
            key=feed_key(url),
            source_id=source_id,
            kind=int(kind),
            state=int(State.READ),
            url=url,
            host=host_key(url),
            due=now,
            data=encode(data),
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0]), True


def find_feed(connection: Connection, url: str) -> FeedRow | None:
    """The row of an address."""
    query = select(feeds).where(feeds.c.key == feed_key(url))
    row = connection.execute(query).one_or_none()
    return _row(row) if row else None


def feeds_at(connection: Connection, urls: Collection[str]) -> dict[str, int]:
    """The numbers of the rows of addresses, where there are any."""
    keys = {feed_key(url): url for url in urls}
    rows = ask(connection, "SELECT id, key FROM feeds WHERE key IN {}", list(keys))
    return {keys[bytes(row.key)]: row.id for row in rows}


def get_feeds(connection: Connection, ids: Collection[int]) -> dict[int, FeedRow]:
    """Rows by their numbers."""
    rows = ask(connection, "SELECT * FROM feeds WHERE id IN {}", list(ids))
    return {row.id: _row(row) for row in rows}


def all_feeds(
    connection: Connection, source_ids: Collection[int] | None = None
) -> list[FeedRow]:
    """Every row, or those of some sources, in the order in which they came."""
    query = select(feeds).order_by(feeds.c.id)
    if source_ids is not None:
        query = query.where(feeds.c.source_id.in_(source_ids))
    return [_row(row) for row in connection.execute(query)]


def due_feeds(
    connection: Connection, now: int, *, busy: Collection[str], hosts: int, limit: int
) -> list[FeedRow]:
    """Rows to be looked at now, those waiting longest first, but for busy hosts; of at
    most so many hosts."""
    query = (
        select(feeds)
        .where(feeds.c.state == 0, feeds.c.due <= now, feeds.c.host.not_in(busy))
        .order_by(feeds.c.due)
        .limit(limit)
    )
    found: list[FeedRow] = []
    chosen: set[str] = set()
    for row in connection.execute(query):
        if row.host in chosen or len(chosen) < hosts:
            chosen.add(row.host)
            found.append(_row(row))
    return found


def next_look_due(connection: Connection) -> int | None:
    """When the next row is due."""
    query = select(func.min(feeds.c.due)).where(feeds.c.state == 0)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def save_feeds(connection: Connection, rows: Sequence[FeedRow]) -> None:
    """Write what a look changed: address, state, due time and what was learned."""
    if not rows:
        return
    values = [
        {
            "row": row.id,
            "to_key": feed_key(row.url),
            "to_url": row.url,
            "to_host": host_key(row.url),
            "to_state": int(row.state),
            "to_due": row.due,
            "to_data": encode(row.data),
        }
        for row in rows
    ]
    connection.execute(_SAVE, values)


_SAVE = (
    update(feeds)
    .where(feeds.c.id == bindparam("row"))
    .values(
        key=bindparam("to_key"),
        url=bindparam("to_url"),
        host=bindparam("to_host"),
        # What was paused or ended meanwhile stays so; a look takes nothing up.
        state=case(
            (feeds.c.state == int(State.READ), bindparam("to_state")),
            else_=feeds.c.state,
        ),
        due=bindparam("to_due"),
        data=bindparam("to_data"),
    )
)


def set_state(
    connection: Connection, ids: Collection[int], state: State, now: int
) -> None:
    """Pause rows, take them up again, or end them."""
    connection.execute(
        update(feeds).where(feeds.c.id.in_(ids)).values(state=int(state), due=now)
    )


def set_due(connection: Connection, dues: Mapping[int, int]) -> None:
    """Put looks off, or bring them forward."""
    if not dues:
        return
    connection.execute(
        update(feeds)
        .where(feeds.c.id == bindparam("row"))
        .values(due=bindparam("to_due")),
        [{"row": number, "to_due": due} for number, due in dues.items()],
    )


def remove_feeds(connection: Connection, ids: Collection[int]) -> None:
    """Forget rows, with their subscriptions and what hubs sent for them."""
    for table, column in ((pushes, pushes.c.feed_id), (hubs, hubs.c.feed_id)):
        connection.execute(delete(table).where(column.in_(ids)))
    connection.execute(delete(feeds).where(feeds.c.id.in_(ids)))


def per_host(
    table: Table, query: Select[Any], now: int, busy: Collection[str], most: int
) -> Select[Any]:
    """A query for due rows of a table, with at most some of each host.

    Only those waiting longest are looked at, so that a large backlog costs no more than a
    small one: when they are all of a few hosts, these are busy at the next look.
    """
    waiting = (
        query.where(table.c.due <= now, table.c.host.not_in(busy))
        .order_by(table.c.due)
        .limit(LOOKED_AT)
        .subquery()
    )
    place = func.row_number().over(partition_by=waiting.c.host, order_by=waiting.c.due)
    inner = select(waiting, place.label("place")).subquery()
    return select(inner).where(inner.c.place <= most).order_by(inner.c.due)


def _row(row: Any) -> FeedRow:
    return FeedRow(
        id=row.id,
        source_id=row.source_id,
        kind=Kind(row.kind),
        state=State(row.state),
        url=row.url,
        host=row.host,
        due=row.due,
        data=decode(row.data, FeedState),
    )
