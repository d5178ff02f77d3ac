"""The ledger of fetches: which pages are to be had, and which looked at again, and when.

A row is written in the transaction that keeps the entry announcing the page, and changed
in the one that keeps the page: a crash at any moment loses nothing, and what was kept is
not asked for twice. A row stays when nothing more is to be asked (`due` is null): it is
how an address is known to have been read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from nouvelles.ingest.troubles import Word
from nouvelles.store.alone import url_key
from nouvelles.store.asking import ask
from nouvelles.store.captures import moment
from nouvelles.store.database import Store
from nouvelles.store.feeds import host_key, per_host
from nouvelles.store.names import article_id_of
from nouvelles.store.schema import captures, entries, feeds, fetches, tombstones
from nouvelles.store.schema_articles import article_captures

#: Rows of one host that are taken at once: the others wait in the database.
A_HOST = 20


#: Sources of which no feed is read and one is paused: their pages wait, too.
_PAUSED = (
    select(feeds.c.source_id)
    .group_by(feeds.c.source_id)
    .having(func.min(feeds.c.state) == 1)
)

#: What makes a page one that is asked for when its time comes.
_ASKED_FOR = (fetches.c.due.is_not(None), fetches.c.source_id.not_in(_PAUSED))


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """One page on the ledger; times in seconds since 1970, None for never."""

    key: bytes
    url: str
    host: str
    source_id: int
    due: int | None
    tries: int = 0
    visits: int = 0
    misses: int = 0
    published: int | None = None
    captured: int | None = None
    changed: bool = False
    digest: bytes | None = None
    etag: str = ""
    modified: str = ""
    final_key: bytes | None = None
    word: str = ""
    withdrawn: int | None = None


def wanted(
    url: str, source_id: int, *, due: int | None, published: int | None = None
) -> FetchRow:
    """The row of a page that was never asked for."""
    return FetchRow(
        key=url_key(url),
        url=url,
        host=host_key(url),
        source_id=source_id,
        due=due,
        published=published,
    )


def key_of(url: str) -> bytes:
    """The key of an address on the ledger."""
    return url_key(url)


def want(store: Store, connection: Connection, rows: Sequence[FetchRow]) -> int:
    """Put pages on the ledger; how many were new there. Removed ones are left out."""
    if not rows:
        return 0
    keys = [row.key for row in rows]
    gone = {
        bytes(row[0])
        for row in connection.execute(
            select(tombstones.c.url_key).where(tombstones.c.url_key.in_(keys))
        )
    }
    values = [asdict(row) for row in rows if row.key not in gone]
    return int(store.dialect.insert_new(connection, fetches, values))


def unknown_of(connection: Connection, keys: Collection[bytes]) -> set[bytes]:
    """Those of some keys that are neither on the ledger nor removed from the paper."""
    known: set[bytes] = set()
    for column in (fetches.c.key, tombstones.c.url_key):
        rows = connection.execute(select(column).where(column.in_(keys)))
        known.update(bytes(row[0]) for row in rows)
    return set(keys) - known


def want_again(connection: Connection, keys: Sequence[bytes], now: int) -> None:
    """Bring forward the next look at pages whose outlet says that they changed."""
    connection.execute(
        update(fetches)
        .where(
            fetches.c.key.in_(keys),
            fetches.c.visits > 0,
            # The second look for a missing page has its own time.
            or_(fetches.c.misses == 0, fetches.c.withdrawn.is_not(None)),
            or_(fetches.c.due.is_(None), fetches.c.due > now),
        )
        .values(due=now)
    )


def expected(connection: Connection, keys: Sequence[bytes]) -> set[bytes]:
    """Those of some keys whose page is still to be had for the first time, or has just
    been: nothing went wrong so far."""
    query = (
        "SELECT key FROM fetches WHERE word = '' AND withdrawn IS NULL "
        "AND (due IS NOT NULL OR captured IS NOT NULL) AND key IN {}"
    )
    return {bytes(row[0]) for row in ask(connection, query, keys)}


def due_fetches(
    connection: Connection, now: int, *, busy: Collection[str], limit: int
) -> list[FetchRow]:
    """Pages to be asked for now, a few of each host, but for busy hosts."""
    first = next_fetch_due(connection)
    if first is None or first > now:
        return []  # to see this takes a tenth of the time of the question below
    query = select(*fetches.c).where(*_ASKED_FOR)
    some = per_host(fetches, query, now, busy, A_HOST).limit(limit)
    return [_row(row) for row in connection.execute(some)]


def next_fetch_due(connection: Connection) -> int | None:
    """When the next page is due."""
    query = select(func.min(fetches.c.due)).where(*_ASKED_FOR)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def save_fetches(connection: Connection, rows: Sequence[FetchRow]) -> None:
    """Write what visits changed."""
    if not rows:
        return
    fixed = {"key", "host", "url", "source_id", "published"}
    names = [name for name in FetchRow.__slots__ if name not in fixed]
    statement = (
        update(fetches)
        .where(fetches.c.key == bindparam("row"))
        .values({name: bindparam(f"to_{name}") for name in names})
    )
    values = [
        {"row": row.key} | {f"to_{name}": getattr(row, name) for name in names}
        for row in rows
    ]
    connection.execute(statement, values)


def withdrawn_at(
    connection: Connection, numbers: Collection[int]
) -> dict[int, datetime]:
    """Since when outlets have captured articles no more, for those withdrawn."""
    query = (
        select(article_captures.c.article_id, func.max(fetches.c.withdrawn))
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .join(fetches, fetches.c.final_key == captures.c.url_key)
        .where(
            article_captures.c.article_id.in_(numbers),
            fetches.c.withdrawn.is_not(None),
        )
        .group_by(article_captures.c.article_id)
    )
    return {int(row[0]): _moment(row[1]) for row in connection.execute(query)}


def withdrawn_unread(
    connection: Connection, keys: Collection[bytes]
) -> dict[bytes, datetime]:
    """The same for what was announced and gone before it was had, by url key."""
    query = (
        "SELECT key, withdrawn FROM fetches WHERE key IN {} AND withdrawn IS NOT NULL"
    )
    rows = ask(connection, query, list(keys))
    return {bytes(row[0]): _moment(row[1]) for row in rows}


def _moment(seconds: int) -> datetime:
    return moment(seconds * 1_000_000)


def articles_behind(connection: Connection, rows: Sequence[FetchRow]) -> list[int]:
    """The articles that pages on the ledger were captured as, or announce."""
    keys = [row.final_key or row.key for row in rows]
    query = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key.in_(keys))
    )
    found = {int(row[0]) for row in connection.execute(query)}
    announced = {article_id_of(row.key) for row in rows}
    held = select(entries.c.article_id).where(entries.c.article_id.in_(announced))
    return sorted(found | {int(row[0]) for row in connection.execute(held)})


def fetches_behind(connection: Connection, keys: Collection[bytes]) -> list[FetchRow]:
    """The rows of pages that were announced at some addresses, or found there."""
    query = select(fetches).where(
        or_(fetches.c.key.in_(keys), fetches.c.final_key.in_(keys))
    )
    return [_row(row) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How many pages of a source are on the ledger."""

    had: int = 0
    waiting: int = 0
    failing: int = 0  # of those waiting, asked for in vain so far
    given_up: int = 0  # never had, and not asked for any more
    closed: int = 0  # by robots.txt
    withdrawn: int = 0


def pages_of(connection: Connection) -> dict[int, Pages]:
    """The counts of every source."""
    had, open_ = fetches.c.visits > 0, fetches.c.due.is_not(None)
    closed = fetches.c.word == Word.ROBOTS.value
    faulty = fetches.c.word != ""
    counts = {
        "had": had,
        "waiting": ~had & open_,
        "failing": ~had & open_ & faulty,
        "given_up": ~had & ~open_ & faulty & ~closed,
        "closed": ~had & closed,
        "withdrawn": fetches.c.withdrawn.is_not(None),
    }
    query = select(
        fetches.c.source_id,
        *(func.count().filter(which).label(name) for name, which in counts.items()),
    ).group_by(fetches.c.source_id)
    return {
        row.source_id: Pages(**{name: getattr(row, name) for name in counts})
        for row in connection.execute(query)
    }


def delays_of(
    connection: Connection, source_id: int, since: int, most: int = 64
) -> list[int]:
    """Seconds from publication to capture of a source's last pages.

    Only of what was published after `since`, when the source was first read.
    """
    query = (
        select(fetches.c.captured - fetches.c.published)
        .where(
            fetches.c.source_id == source_id,
            fetches.c.captured.is_not(None),
            fetches.c.published >= since,
            fetches.c.captured >= fetches.c.published,
        )
        .order_by(fetches.c.captured.desc())
        .limit(most)
    )
    return [int(row[0]) for row in connection.execute(query)]


def drop_waiting(connection: Connection, source_id: int) -> None:
    """Ask for nothing more of a source that is removed or paused."""
    connection.execute(
        delete(fetches).where(fetches.c.source_id == source_id, fetches.c.visits == 0)
    )
    connection.execute(
        update(fetches).where(fetches.c.source_id == source_id).values(due=None)
    )


def forget_pages(connection: Connection, keys: Collection[bytes]) -> list[str]:
    """Removed articles leave the ledger, their tombstones keep them from coming back.

    Gives the addresses that were on it.
    """
    gone = or_(fetches.c.key.in_(keys), fetches.c.final_key.in_(keys))
    urls = [row[0] for row in connection.execute(select(fetches.c.url).where(gone))]
    connection.execute(delete(fetches).where(gone))
    return urls


def _row(row: Any) -> FetchRow:
    values = {name: getattr(row, name) for name in FetchRow.__slots__}
    for name in ("key", "digest", "final_key"):
        if values[name] is not None:
            values[name] = bytes(values[name])
    return FetchRow(**values)
