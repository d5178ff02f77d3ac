"""What was done at the desk, line by line; never changed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from nouvelles.records.desk import AuditLine
from nouvelles.store.schema_desk import desk_audit as table


def note_audit(
    connection: Connection,
    who: str,
    act: str,
    *,
    about: str = "",
    detail: str = "",
    now: int,
) -> None:
    """Append a line."""
    row = {"at": now, "who": who, "act": act, "about": about, "detail": detail}
    connection.execute(table.insert().values(**row))


def audit_lines(
    connection: Connection, size: int, *, before: int | None = None
) -> tuple[tuple[int, AuditLine], ...]:
    """The newest lines with their numbers, or the newest before a number."""
    query = select(table).order_by(table.c.id.desc()).limit(size)
    if before is not None:
        query = query.where(table.c.id < before)
    return tuple(
        (
            row.id,
            AuditLine(
                at=datetime.fromtimestamp(row.at, UTC),
                who=row.who,
                act=row.act,
                about=row.about,
                detail=row.detail,
            ),
        )
        for row in connection.execute(query)
    )
