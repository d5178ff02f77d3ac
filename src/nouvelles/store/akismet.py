"""The Akismet server's keys, counts and lessons. Of a comment nothing is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select, text, update

from nouvelles.akismet import Month, SiteKey
from nouvelles.store.database import Store
from nouvelles.store.schema_akismet import akismet_counts, akismet_keys, key_lessons

#: Key, month and what of it: fields of `Month`.
Counted = tuple[str, str, str]

_ADD: Final = text(
    "INSERT INTO akismet_counts (key, month, what, count) "
    "VALUES (:key, :month, :what, :count) ON CONFLICT (key, month, what) "
    "DO UPDATE SET count = akismet_counts.count + excluded.count"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLessons:
    """What the filter learned for a key: its state after so many lessons."""

    version: str
    lessons: int
    data: bytes


def add_key(store: Store, key: SiteKey) -> None:
    """Keep a new key."""
    row = {"key": key.key, "site": key.site, "created": key.created}
    with store.write() as connection:
        connection.execute(akismet_keys.insert(), row)


def disable_key(store: Store, key: str, now: int) -> bool:
    """Take a key back and forget what was learned for it; whether it held until now."""
    where = (akismet_keys.c.key == key) & akismet_keys.c.disabled.is_(None)
    with store.write() as connection:
        connection.execute(delete(key_lessons).where(key_lessons.c.key == key))
        done = connection.execute(
            update(akismet_keys).where(where).values(disabled=now)
        )
        return bool(done.rowcount)


def find_key(connection: Connection, key: str) -> SiteKey | None:
    """A key that was given out, whether it still holds or not."""
    row = connection.execute(
        select(akismet_keys).where(akismet_keys.c.key == key)
    ).first()
    return SiteKey(**row._mapping) if row else None


def all_keys(connection: Connection) -> list[SiteKey]:
    """Every key, the oldest first."""
    order = (akismet_keys.c.created, akismet_keys.c.key)
    rows = connection.execute(select(akismet_keys).order_by(*order))
    return [SiteKey(**row._mapping) for row in rows]


def add_counts(store: Store, counted: Mapping[Counted, int]) -> None:
    """Add what was counted since the last time."""
    rows = [
        {"key": key, "month": month, "what": what, "count": count}
        for (key, month, what), count in counted.items()
    ]
    if rows:
        with store.write() as connection:
            connection.execute(_ADD, rows)


def months_of(connection: Connection, key: str) -> list[Month]:
    """The months in which something was asked with a key, the oldest first."""
    columns = (akismet_counts.c.month, akismet_counts.c.what, akismet_counts.c.count)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for month, what, count in connection.execute(
        select(*columns).where(akismet_counts.c.key == key)
    ):
        found[month][what] = count
    return [Month(month=month, **found[month]) for month in sorted(found)]


def lessons_of(connection: Connection, key: str) -> KeptLessons | None:
    """What was learned for a key."""
    columns = (key_lessons.c.version, key_lessons.c.lessons, key_lessons.c.data)
    row = connection.execute(select(*columns).where(key_lessons.c.key == key)).first()
    if row is None:
        return None
    return KeptLessons(version=row.version, lessons=row.lessons, data=bytes(row.data))


def keys_with_lessons(connection: Connection, most: int) -> list[str]:
    """Keys that hold and for which something was learned, the last ones first."""
    query = (
        select(key_lessons.c.key)
        .join(akismet_keys, akismet_keys.c.key == key_lessons.c.key)
        .where(akismet_keys.c.disabled.is_(None))
        .order_by(key_lessons.c.at.desc(), key_lessons.c.key)
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def keep_lessons(
    store: Store, connection: Connection, now: int, kept: Mapping[str, KeptLessons]
) -> None:
    """Keep what was learned, in a transaction of the caller's that has read it."""
    rows: Sequence[dict[str, object]] = [
        {
            "key": key,
            "version": one.version,
            "lessons": one.lessons,
            "data": one.data,
            "at": now,
        }
        for key, one in kept.items()
    ]
    store.dialect.upsert(connection, key_lessons, rows)
