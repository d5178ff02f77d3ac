"""A consistent copy of the database while the paper runs, and the way back.

SQLite: the online backup API on a connection of its own, inside one reading transaction,
so that writers neither wait nor make it start over. PostgreSQL: `pg_dump` of the
snapshot in which the sizes of the segments were read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, inspect, select
from sqlalchemy.exc import DatabaseError

from nouvelles.errors import StoreError
from nouvelles.store import pgtools, sqlite
from nouvelles.store.database import Store
from nouvelles.store.schema import (
    captures,
    edits,
    entries,
    segments,
    sources,
    tombstones,
)
from nouvelles.store.schema_articles import article_captures
from nouvelles.store.schema_stories import story_acts, tellings

#: What a manifest counts, to be compared after the copy.
COUNTED = {
    "captures": select(func.count()).select_from(captures),
    "articles": select(func.count(article_captures.c.article_id.distinct())),
    "entries": select(func.count()).select_from(entries),
    "sources": select(func.count()).select_from(sources),
    "acts": select(func.count()).select_from(story_acts),
    "tellings": select(func.count()).select_from(tellings),
    "edits": select(func.count()).select_from(edits),
    "tombstones": select(func.count()).select_from(tombstones),
}

#: Pages of the database copied between two looks at the progress.
PAGES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a copy of a database says of itself: segments by name with their sizes."""

    counts: Mapping[str, int]
    segments: Mapping[str, int]
    erasing: tuple[int, ...]  # removals: how many, how many pending, the last


def contents(connection: Connection) -> Contents:
    """What a database holds, in the transaction of a connection.

    A backup of an older version may lack a table: it holds nothing of that.
    """
    known = set(inspect(connection).get_table_names())
    counts = {
        name: int(connection.execute(query).scalar_one())
        for name, query in COUNTED.items()
        if {str(table) for table in query.get_final_froms()} <= known
    }
    rows = connection.execute(select(segments.c.name, segments.c.size))
    erasing = connection.execute(
        select(
            func.count(),
            func.count().filter(tombstones.c.pending),
            func.coalesce(func.max(tombstones.c.at), 0),
        ).select_from(tombstones)
    ).one()
    return Contents(
        counts=counts,
        segments={row.name: row.size for row in rows},
        erasing=tuple(int(value) for value in erasing),
    )


def copy_database(store: Store, target: Path) -> Contents:
    """Copy the database into a file, and check the copy; what it holds.

    Raises:
        StoreError: the copy cannot be made, or is not sound.
    """
    if store.is_sqlite:
        return _copy_sqlite(store, target)
    with store.read() as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
        held = contents(connection)
        pgtools.dump(store.engine.url, target, str(snapshot))
    pgtools.check(target)
    return held


def _copy_sqlite(store: Store, target: Path) -> Contents:
    address = store.engine.url.database or ""
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(address, timeout=30, isolation_level=None)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # One reading transaction round all steps: else each write starts the copy over.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM facts").fetchone()
        try:
            source.backup(copy, pages=PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, no journal beside
        except sqlite3.Error as error:
            advice = "Free space, or check the disk, and start again."
            raise StoreError(str(target), str(error), advice) from error
    return check_sqlite(target)


def check_sqlite(path: Path) -> Contents:
    """Check a copy of a database by itself; what it holds.

    Raises:
        StoreError: it is damaged.
    """
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            faults = sqlite.faults(connection)
            if not faults:
                return contents(connection)
    except DatabaseError as error:
        faults = [str(error.orig)]
    finally:
        engine.dispose()
    raise StoreError(str(path), f"is damaged: {faults[0]}", "Make the backup again.")
