"""The schema and its migrations say the same, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

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
