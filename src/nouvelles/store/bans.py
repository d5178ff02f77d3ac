"""Words, hosts and rings for which comments are held back, for a time or for good."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from nouvelles.records.desk import Ban, BanKind
from nouvelles.store.schema_comments import comment_bans as table


def add_ban(
    connection: Connection,
    kind: BanKind,
    value: str,
    *,
    until: int | None,
    who: str,
    why: str,
    now: int,
) -> int | None:
    """Hold back from now on; the ban's number, None where one in force is the same.

    A ban that is in force until another time is lifted for the new one.
    """
    same = select(table).where(
        table.c.kind == kind.value, table.c.value == value, *_in_force(now)
    )
    row = connection.execute(same).first()
    if row is not None:
        if row.until == until:
            return None
        lift_ban(connection, row.id, now)
    made = connection.execute(
        table.insert().values(
            kind=kind.value, value=value, until=until, who=who, why=why, at=now,
            lifted=None,
        )
    )  # fmt: skip
    (number,) = made.inserted_primary_key or (0,)
    return int(number)


def lift_ban(connection: Connection, number: int, now: int) -> Ban | None:
    """Hold back no more; None where it was lifted before, or never was."""
    query = select(table).where(table.c.id == number, table.c.lifted.is_(None))
    row = connection.execute(query).first()
    if row is None:
        return None
    connection.execute(update(table).where(table.c.id == number).values(lifted=now))
    return _ban(row)


def bans_in_force(connection: Connection, now: int) -> tuple[Ban, ...]:
    """Every ban in force, by kind and value."""
    query = select(table).where(*_in_force(now))
    rows = connection.execute(query.order_by(table.c.kind, table.c.value, table.c.id))
    return tuple(map(_ban, rows))


def _in_force(now: int) -> tuple[Any, ...]:
    lasting = or_(table.c.until.is_(None), table.c.until > now)
    return table.c.lifted.is_(None), lasting


def _ban(row: Row[Any]) -> Ban:
    return Ban(
        id=row.id,
        kind=row.kind,
        value=row.value,
        who=row.who,
        why=row.why,
        at=datetime.fromtimestamp(row.at, UTC),
        until=datetime.fromtimestamp(row.until, UTC) if row.until else None,
    )
