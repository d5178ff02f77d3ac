"""The counter of changes as it is seen without a question of SQLAlchemy's."""

from __future__ import annotations

from pathlib import Path

from nouvelles.store import Store, readtables
from nouvelles.store.read import ReadTables


def test_a_change_is_seen_at_once(sqlite_store: Store) -> None:
    readtables.ensure(sqlite_store)
    reads = ReadTables(sqlite_store)
    seen = reads.glance()
    assert seen == reads.glance() == reads.changed()
    for step in (1, 2):
        with sqlite_store.write() as connection:
            readtables.count_change(connection)
            # What is not committed has not happened.
            assert reads.glance() == (seen or 0) + step - 1
        assert reads.glance() == reads.changed() == (seen or 0) + step


def test_a_database_that_cannot_be_looked_at_is_none(sqlite_store: Store) -> None:
    reads = ReadTables(sqlite_store)
    assert reads.glance() is not None
    sqlite_store.close()
    database = Path(sqlite_store.engine.url.database or "")
    for one in database.parent.glob(f"{database.name}*"):
        one.unlink()
    database.write_bytes(b"no database" * 1000)
    assert reads.glance() is None
