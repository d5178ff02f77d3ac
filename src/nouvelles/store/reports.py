"""What readers reported of comments, until somebody at the desk settles it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from nouvelles.records.desk import Report, ReportKind
from nouvelles.store.schema_comments import comment_reports as table

_OPEN = table.c.settled.is_(None)


def add_report(
    connection: Connection,
    comment: int,
    kind: ReportKind,
    text: str,
    *,
    author: bytes | None,
    now: int,
) -> bool:
    """Keep a report; False where the same reader reported the same of it today.

    `author` is a keyed hash of the reader's network.
    """
    same = select(table.c.id).where(
        table.c.comment_id == comment,
        table.c.kind == kind.value,
        table.c.author == author,
        _OPEN,
    )
    if author is not None and connection.execute(same).first() is not None:
        return False
    connection.execute(
        table.insert().values(
            comment_id=comment,
            kind=kind.value,
            text=text,
            author=author,
            at=now,
            settled=None,
            who="",
        )
    )
    return True


def was_settled(connection: Connection, comment: int, kind: ReportKind) -> bool:
    """Whether somebody at the desk has looked at such a report of a comment before."""
    query = select(table.c.id).where(
        table.c.comment_id == comment,
        table.c.kind == kind.value,
        table.c.settled.is_not(None),
    )
    return connection.execute(query.limit(1)).first() is not None


def open_reports(
    connection: Connection, comments: Sequence[int]
) -> dict[int, tuple[Report, ...]]:
    """The reports of comments that nobody has settled, those on minors first."""
    query = select(table).where(table.c.comment_id.in_(comments), _OPEN)
    found: dict[int, tuple[Report, ...]] = {}
    for row in connection.execute(query.order_by(table.c.id)):
        found[row.comment_id] = (*found.get(row.comment_id, ()), _report(row))
    return {
        id: tuple(sorted(some, key=lambda one: one.kind != ReportKind.MINOR))
        for id, some in found.items()
    }


def settle(connection: Connection, comments: Iterable[int], who: str, now: int) -> None:
    """What was reported of these comments is decided."""
    connection.execute(
        update(table)
        .where(table.c.comment_id.in_(list(comments)), _OPEN)
        .values(settled=now, who=who)
    )


def reopen(connection: Connection, comment: int, who: str, at: int) -> None:
    """What an act had settled is to be decided again."""
    connection.execute(
        update(table)
        .where(table.c.comment_id == comment, table.c.settled == at, table.c.who == who)
        .values(settled=None, who="")
    )


def _report(row: Row[Any]) -> Report:
    settled = datetime.fromtimestamp(row.settled, UTC) if row.settled else None
    return Report(
        id=row.id,
        comment=row.comment_id,
        kind=row.kind,
        text=row.text,
        at=datetime.fromtimestamp(row.at, UTC),
        settled=settled,
        who=row.who,
    )
