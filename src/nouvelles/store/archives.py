"""Archives being read: how far, so that a crash costs one batch."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from nouvelles.store.captures import Reading
from nouvelles.store.database import Store
from nouvelles.store.schema import archives


def begin(store: Store, key: bytes, path: Path) -> Reading:
    """Where to go on in an archive; at its beginning when it is new."""
    with store.write() as connection:
        row = connection.execute(
            select(archives).where(archives.c.key == key)
        ).one_or_none()
        if row is not None:
            return Reading(
                archive_id=row.id,
                position=row.position,
                records=row.records,
                finished=row.finished is not None,
            )
        result = connection.execute(
            archives.insert().values(key=key, path=str(path), position=0, records=0)
        )
        assert result.inserted_primary_key is not None
        number = int(result.inserted_primary_key[0])
    return Reading(archive_id=number, position=0, records=0)
