"""Articles that wait to be told to the engine of stories: marked, listed, served."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from nouvelles.store.asking import ask
from nouvelles.store.schema_stories import untold

# One statement that both databases understand.
_MARK = (
    "INSERT INTO untold (article_id, marks) VALUES ({}, 1) "
    "ON CONFLICT (article_id) DO UPDATE SET marks = untold.marks + 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An article that waits, and how often it was marked since it began to."""

    number: int
    marks: int


def mark_untold(connection: Connection, numbers: Iterable[int]) -> None:
    """Say that the row of articles was made, again or for the first time."""
    rows = [(number,) for number in sorted(numbers)]  # as `serve`: nobody is locked out
    if not rows:
        return
    place = "?" if connection.dialect.name == "sqlite" else "%s"
    connection.exec_driver_sql(_MARK.format(place), rows)


def waiting(connection: Connection, most: int) -> list[Mark]:
    """Those that wait, the longest first."""
    query = select(untold.c.article_id, untold.c.marks).order_by(untold.c.id)
    rows = connection.execute(query.limit(most))
    return [Mark(number=row.article_id, marks=row.marks) for row in rows]


def in_order(connection: Connection, marks: Sequence[Mark]) -> list[Mark]:
    """Marks in the order in which their articles were published."""
    query = "SELECT id, sort FROM articles WHERE id IN {}"
    numbers = [mark.number for mark in marks]
    at = {row.id: row.sort for row in ask(connection, query, numbers)}
    return sorted(marks, key=lambda mark: (at.get(mark.number, 0), mark.number))


def serve(connection: Connection, marks: Sequence[Mark]) -> None:
    """Drop marks; one that was set again meanwhile stays."""
    if marks:
        connection.execute(
            text("DELETE FROM untold WHERE article_id = :number AND marks = :marks"),
            [
                {"number": one.number, "marks": one.marks}
                for one in sorted(marks, key=lambda mark: mark.number)
            ],
        )


def count_untold(connection: Connection) -> int:
    """How many articles wait."""
    return int(
        connection.execute(select(func.count()).select_from(untold)).scalar_one()
    )


def overlooked(connection: Connection, most: int) -> list[int]:
    """Articles of the paper that were never told, and do not wait either."""
    query = text(
        "SELECT a.id FROM articles a "
        "WHERE NOT EXISTS (SELECT 1 FROM tellings t WHERE t.article_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM untold u WHERE u.article_id = a.id) "
        "ORDER BY a.id LIMIT :most"
    )
    return [row[0] for row in connection.execute(query, {"most": most})]
