"""The schema and its migrations say the same, on both databases."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex

from nouvelles.config import Settings
from nouvelles.errors import ConfigError, StoreError
from nouvelles.store import Store, open_store, schema
from nouvelles.store.migrate import head


def test_head_is_the_newest_migration() -> None:
    assert head() == schema.HEAD


def test_migrations_make_the_schema(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []


def test_indexes_of_some_rows_are_so_on_both_databases() -> None:
    from nouvelles.store import postgresql as _ours  # noqa: F401 - tells SQLAlchemy

    for index, condition in schema.PARTIAL.items():
        for dialect in (sqlite.dialect(), postgresql.dialect()):
            made = str(CreateIndex(index).compile(dialect=dialect))
            assert made.endswith(f" WHERE {condition}")


def test_a_paper_in_sqlite_is_read_without_what_it_does_not_need() -> None:
    heavy = {"sqlalchemy.dialects.postgresql", "numpy", "starlette", "jinja2"}
    code = (
        "import sys, nouvelles.cli.read, nouvelles.store.sqlite\n"
        f"print(sorted({heavy} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_who_writes_to_sqlite_keeps_one_connection(sqlite_store: Store) -> None:
    used = set()
    for _ in range(3):
        with sqlite_store.write() as connection, sqlite_store.read() as other:
            used.add(connection.connection.dbapi_connection)
            assert other.connection.dbapi_connection not in used
    assert len(used) == 1


def test_a_newer_database_is_refused(store: Store) -> None:
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of nouvelles"):
        open_store(store.folder, store.settings)


def test_a_missing_database_is_not_made_silently(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nouvelles init"):
        open_store(tmp_path, Settings())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["mysql://paper@host/name", "nonsense", "sqlite//missing-colon"]
)
def test_an_impossible_address_is_named(tmp_path: Path, address: str) -> None:
    settings = replace(Settings(), store=replace(Settings().store, database=address))
    with pytest.raises(ConfigError, match=r"store\.database"):
        open_store(tmp_path, settings, create=True)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "nouvelles.db").write_bytes(b"no database at all, just words" * 100)
    with pytest.raises(StoreError, match="file is not a database"):
        open_store(tmp_path, Settings())
