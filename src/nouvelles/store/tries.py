"""Vain attempts to sign in, by keyed hashes; nothing tells whose they were."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from nouvelles.store.database import Store
from nouvelles.store.schema_desk import sign_in_tries as table


def tries_of(connection: Connection, keys: Sequence[bytes]) -> list[tuple[int, int]]:
    """Number and time of the last vain attempt for each key; (0, 0) where there is none."""
    rows = connection.execute(select(table).where(table.c.who.in_(keys)))
    found = {row.who: (row.tries, row.last) for row in rows}
    return [found.get(key, (0, 0)) for key in keys]


def note_tries(
    store: Store,
    connection: Connection,
    keys: Sequence[bytes],
    now: int,
    window_s: int,
) -> None:
    """Count one more for each key; counts begin anew after a window without any."""
    connection.execute(delete(table).where(table.c.last <= now - window_s))
    for key in keys:
        changed = connection.execute(
            update(table)
            .where(table.c.who == key)
            .values(tries=table.c.tries + 1, last=now)
        )
        if changed.rowcount == 0:
            row = {"who": key, "tries": 1, "first": now, "last": now}
            store.dialect.insert_new(connection, table, [row])


def take_back(store: Store, key: bytes) -> None:
    """What was counted was none."""
    with store.write() as connection:
        connection.execute(
            update(table).where(table.c.who == key).values(tries=table.c.tries - 1)
        )


def forget_tries(store: Store, keys: Sequence[bytes]) -> None:
    """Whoever signed in has nothing to wait for."""
    with store.write() as connection:
        connection.execute(delete(table).where(table.c.who.in_(keys)))
