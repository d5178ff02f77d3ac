"""What only SQLite does in its own way: pragmas, claiming, search, erasing.

SQLite 3.35 or newer is needed (RETURNING). A paper has one writer at a time; readers
never wait (WAL). `secure_delete` overwrites what is deleted, because an erased article
must be gone from the file and not only from its index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from nouvelles.errors import StoreError
from nouvelles.store.asking import ask

MINIMUM = (3, 35, 0)

#: How long one waits for another's transaction, and how long for the last reader of an
#: old state before the journal can be emptied: that one is tried again later.
BUSY_MS = 30_000
SETTLE_MS = 1_000

#: Pages (of 4 kB) of the journal after which they are brought into the file. Rows are
#: written all over the file: of four times as many as SQLite's usual 1,000 more are the
#: same ones, and rows of new entries take a quarter less time (2026-11). Pages of 8 kB
#: save another 3 % there, but take a tenth more room for texts of 3 to 5 kB.
CHECKPOINT_PAGES = 4_000

#: Articles stand in the index under their `docid`, in order of arrival: with their own
#: numbers, which are digests, it was twice as large and twice as slow to fill (230 us an
#: article of 180 words against 95, 2026-11). Words are kept once, without their places:
#: a search asks for all of them (65 us). They are folded and parted by spaces, which is
#: all that the tokenizer `ascii` must see.
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE article_search USING fts5("
    "words, tokenize = 'ascii', detail = 'none')",
    "INSERT INTO article_search (article_search, rank) VALUES ('automerge', 8)",
)
SEARCH_DROP = (
    "DROP TABLE IF EXISTS article_search",
    "DROP TABLE IF EXISTS article_search_ids",  # of read tables 2 and before
)
#: The articles whose words the index holds; words of none under their number below zero.
SEARCH_ARTICLES = (
    "SELECT coalesce(a.id, -s.rowid) "
    "FROM article_search s LEFT JOIN articles a ON a.docid = s.rowid"
)


def prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Set up each new connection."""
    if sqlite3.sqlite_version_info < MINIMUM:
        raise StoreError(
            "SQLite",
            f"version {sqlite3.sqlite_version} is too old",
            "Version 3.35 or newer is needed.",
        )
    connection.isolation_level = None  # transactions are begun by `begin`, not guessed
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MS}",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -8000",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Writers take the write lock at once, so that they wait instead of failing."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_new(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> int:
    """Insert the rows whose keys are new; the number inserted."""
    if not rows:
        return 0
    statement = _insert_new(table, tuple(rows[0]))
    result = connection.exec_driver_sql(
        statement, list(rows), execution_options={"preserve_rowcount": True}
    )
    return int(result.rowcount)


@cache
def _insert_new(table: Table, names: tuple[str, ...]) -> str:
    return _written(insert(table).on_conflict_do_nothing(), names)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    keys: tuple[str, ...] = (),
) -> None:
    """Insert rows, or replace the other columns of those whose key is there: the primary
    one, or that of the columns named."""
    if rows:
        statement = _upsert(table, tuple(rows[0]), keys)
        connection.exec_driver_sql(statement, list(rows))


@cache
def _upsert(table: Table, names: tuple[str, ...], keys: tuple[str, ...]) -> str:
    statement = insert(table)
    keys = keys or tuple(column.name for column in table.primary_key)
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    return _written(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), names
    )


def _written(statement: Insert, names: tuple[str, ...]) -> str:
    """As SQLite takes it: to have SQLAlchemy bind many rows takes as long as to insert
    them, and there is nothing to translate (2026-11)."""
    return str(statement.compile(dialect=_NAMED, column_keys=names))


_NAMED = SQLiteDialect_pysqlite(paramstyle="named")


_CLAIM = """
UPDATE runs SET status = 1, due = ?, worker = ?, attempts = coalesce(attempts, 0) + 1
WHERE (step, item, input) IN (
    SELECT step, item, input FROM runs INDEXED BY ix_runs_open
    WHERE step = ? AND status IN (0, 2) AND status <= 2 AND (due IS NULL OR due <= ?)
    LIMIT ?)
RETURNING item, input, attempts
"""


def claim(
    connection: Connection, step: int, limit: int, *, now: int, lease: int, worker: int
) -> list[tuple[int, bytes, int]]:
    """Take up to `limit` open items of a step: (item, input, attempts so far)."""
    rows = connection.exec_driver_sql(_CLAIM, (lease, worker, step, now, limit))
    return [(item, bytes(key), attempts) for item, key, attempts in rows]


def search_write(
    connection: Connection, rows: Iterable[tuple[int, str]], gone: Sequence[int]
) -> None:
    """Replace the index's words of articles (id, words, each once), drop those gone.

    The rows of both are there: those of what is gone are dropped afterwards. Numbers
    below zero are words of no article (`SEARCH_ARTICLES`).
    """
    said = dict(rows)
    query = "SELECT id, docid FROM articles WHERE id IN {}"
    known = {row[0]: row[1] for row in ask(connection, query, [*gone, *said])}
    known |= {number: -number for number in gone if number < 0}
    had = _words_at(connection, list(known.values()))
    old = [
        (docid,)
        for number, docid in known.items()
        if docid in had and had[docid] != said.get(number)
    ]
    new = [
        (known[number], words)
        for number, words in said.items()
        if had.get(known[number]) != words
    ]
    if old:
        connection.exec_driver_sql("DELETE FROM article_search WHERE rowid = ?", old)
    if new:
        connection.exec_driver_sql(
            "INSERT INTO article_search (rowid, words) VALUES (?, ?)", new
        )


def _words_at(connection: Connection, docids: Sequence[int]) -> dict[int, str]:
    """What the index holds already: what says nothing new is not written again."""
    if not docids:
        return {}
    query = "SELECT rowid, words FROM article_search WHERE rowid IN {}"
    rows = ask(connection, query, docids)
    return {row[0]: row[1] for row in rows}


#: Hits up to which it is quicker to sort them than to walk all articles in order.
_FEW = 2_000

# Two ways to the newest hits. Of few, all are looked up and sorted. Of many, articles are
# walked from the newest, by an index that holds all that is asked, until enough are hits:
# 12 ms among 100,000 articles that all are, against 80 (2026-11).
_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM article_search "
    "WHERE article_search MATCH :query LIMIT :few)"
)
_SORTED = (
    "SELECT a.id FROM article_search s JOIN articles a ON a.docid = s.rowid "
    "WHERE article_search MATCH :query AND NOT a.hidden "
    "AND a.sort >= :since AND a.sort < :until "
    "ORDER BY a.sort DESC, a.id DESC LIMIT :limit"
)
_WALKED = (
    "SELECT a.id FROM articles a INDEXED BY ix_articles_sort "
    "WHERE a.sort >= :since AND a.sort < :until AND NOT a.hidden AND a.docid IN "
    "(SELECT rowid FROM article_search WHERE article_search MATCH :query) "
    "ORDER BY a.sort DESC, a.id DESC LIMIT :limit"
)


#: Those of a span of time, whatever they say.
_EVERY = (
    "SELECT a.id FROM articles a INDEXED BY ix_articles_sort "
    "WHERE a.sort >= :since AND a.sort < :until AND NOT a.hidden "
    "ORDER BY a.sort DESC, a.id DESC LIMIT :limit"
)


def search(
    connection: Connection, words: Sequence[str], limit: int, *, since: int, until: int
) -> list[int]:
    """The newest articles that hold all the words, at most so many, the newest first; all
    articles hold all of no words.

    `since` and `until` are seconds, the second no more among what counts.
    """
    span = {"limit": limit, "since": since, "until": until}
    if not words:
        return list(connection.execute(text(_EVERY), span).scalars().all())
    query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    counted = connection.execute(text(_COUNT), {"query": query, "few": _FEW + 1})
    way = _SORTED if counted.scalar_one() <= _FEW else _WALKED
    return list(connection.execute(text(way), {**span, "query": query}).scalars().all())


def squeeze(connection: Connection, *, first: bool) -> bool:
    """One small step in dropping deleted words from the search index; True when done.

    FTS5 keeps the words of deleted rows in old segments until they are merged away. The
    first step (a negative number of pages) puts all segments on one level, so that those
    after it merge every one (sqlite.org/fts5.html, 6.9, "merge", as known 2026-11-24).
    """
    if first:
        connection.exec_driver_sql(
            "INSERT INTO article_search (article_search, rank) VALUES ('usermerge', 2)"
        )
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO article_search (article_search, rank) VALUES ('merge', ?)",
        (-200 if first else 200,),
    )
    after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return bool(after - before < 2) and not first


def settle(engine: Engine) -> bool:
    """Bring the journal into the file and empty it; whether nobody held it back."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout = {SETTLE_MS}")
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not busy


def table_sizes(connection: Connection) -> dict[str, int]:
    """Bytes a table with its indexes takes in the file."""
    rows = connection.exec_driver_sql(
        "SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d "
        "LEFT JOIN sqlite_master m ON m.name = d.name GROUP BY 1"
    )
    return {name: int(size) for name, size in rows}


def faults(connection: Connection) -> list[str]:
    """What the database finds wrong with itself; reads all of it."""
    checked = connection.exec_driver_sql("PRAGMA integrity_check(20)")
    found = [row[0] for row in checked if row[0] != "ok"]
    orphaned = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    return found + [f"{name} row {row} names no {to}" for name, row, to, _ in orphaned]
