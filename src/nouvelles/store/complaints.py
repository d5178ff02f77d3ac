"""Complaints of authors whose comments are not shown: kept, listed, decided, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, select, update

from nouvelles.records.desk import Act, Complaint, ComplaintState
from nouvelles.store.schema_comments import comment_acts as acts
from nouvelles.store.schema_desk import complaints as table


def add_complaint(connection: Connection, comment: int, text: str, now: int) -> int:
    """Keep a complaint; its number."""
    made = connection.execute(
        table.insert().values(
            comment_id=comment,
            state=ComplaintState.OPEN.value,
            at=now,
            text=text,
            reasons="",
            who="",
        )
    )
    (number,) = made.inserted_primary_key or (0,)
    return int(number)


def complaint_of(connection: Connection, number: int) -> Complaint | None:
    """A complaint by its number."""
    row = connection.execute(select(table).where(table.c.id == number)).first()
    return _complaint(row) if row else None


def complaints_about(connection: Connection, comment: int) -> tuple[Complaint, ...]:
    """What the author of a comment complained of, the first first."""
    query = select(table).where(table.c.comment_id == comment).order_by(table.c.id)
    return tuple(map(_complaint, connection.execute(query)))


def list_complaints(
    connection: Connection, size: int, *, is_open: bool, before: int | None = None
) -> tuple[Complaint, ...]:
    """What waits, from the oldest; else what is decided, the newest first, before a
    number."""
    waits = table.c.state == ComplaintState.OPEN.value
    if is_open:
        query = select(table).where(waits).order_by(table.c.id)
    else:
        query = select(table).where(~waits).order_by(table.c.id.desc())
        if before is not None:
            query = query.where(table.c.id < before)
    return tuple(map(_complaint, connection.execute(query.limit(size))))


def count_open(connection: Connection) -> int:
    """How many complaints wait for a decision."""
    query = select(func.count()).where(table.c.state == ComplaintState.OPEN.value)
    return int(connection.execute(query).scalar_one())


def decide(
    connection: Connection,
    number: int,
    state: ComplaintState,
    *,
    reasons: str,
    who: str,
    now: int,
) -> bool:
    """Keep a decision; False where it has one."""
    changed = connection.execute(
        update(table)
        .where(table.c.id == number, table.c.state == ComplaintState.OPEN.value)
        .values(state=state.value, reasons=reasons, who=who, decided=now)
    )
    return bool(changed.rowcount)


def put_aside_at(connection: Connection, comment: int) -> int | None:
    """When a person last put a comment out of sight, seconds since 1970; None: nobody
    did, the filter alone."""
    query = select(func.max(acts.c.at)).where(
        acts.c.comment_id == comment,
        acts.c.act.in_([Act.REMOVE.value, Act.SPAM.value]),
        acts.c.undone.is_(None),
    )
    found: int | None = connection.execute(query).scalar()
    return found


def drop_complaints(connection: Connection, comment: int) -> None:
    """Forget what an author complained of, who takes the comment back."""
    connection.execute(delete(table).where(table.c.comment_id == comment))


def is_waiting(comment: Any) -> Any:
    """The condition that a complaint about a comment (its column) is open."""
    return exists().where(
        table.c.comment_id == comment, table.c.state == ComplaintState.OPEN.value
    )


def count_complaints(
    connection: Connection, since: int, until: int
) -> Mapping[str, int]:
    """How many came in a span (seconds since 1970, the end not in it), by state."""
    query = (
        select(table.c.state, func.count())
        .where(table.c.at >= since, table.c.at < until)
        .group_by(table.c.state)
    )
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def forget_complaints(connection: Connection, before: int, now: int) -> int:
    """Drop the words of those that were decided before a time; how many."""
    dropped = connection.execute(
        update(table)
        .where(table.c.decided <= before, table.c.erased.is_(None))
        .values(text="", reasons="", erased=now)
    )
    return dropped.rowcount


def _complaint(row: Row[Any]) -> Complaint:
    return Complaint(
        id=row.id,
        comment=row.comment_id,
        state=ComplaintState(row.state),
        at=datetime.fromtimestamp(row.at, UTC),
        text=row.text,
        decided=datetime.fromtimestamp(row.decided, UTC) if row.decided else None,
        reasons=row.reasons,
        who=row.who,
    )
