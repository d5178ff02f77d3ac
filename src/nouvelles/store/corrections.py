"""What moderators decided of comments on which another server had given its opinion."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from nouvelles.comments.records import Verdict
from nouvelles.records import Comment
from nouvelles.store.codec import decode
from nouvelles.store.schema_comments import comments, lessons

#: Decisions that are read in one go.
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that holds: its number, the comment, whether it was spam, and the
    verdict that the filter had given."""

    number: int
    comment: Comment
    spam: bool
    verdict: Verdict


def last_decision(connection: Connection) -> int:
    """The number of the last decision, 0 for none."""
    return int(connection.execute(select(func.max(lessons.c.id))).scalar() or 0)


def decided_since(connection: Connection, number: int) -> tuple[list[Decided], int]:
    """Decisions after one, in their order, and the last number that was looked at."""
    query = (
        select(lessons.c.id, lessons.c.label, comments.c.data, comments.c.verdict)
        .join(comments, comments.c.id == lessons.c.comment_id)
        .where(
            lessons.c.id > number,
            lessons.c.undone.is_(None),
            comments.c.verdict.is_not(None),
        )
        .order_by(lessons.c.id)
        .limit(MOST)
    )
    found = [
        Decided(
            number=row.id,
            comment=decode(bytes(row.data), Comment),
            spam=bool(row.label),
            verdict=decode(bytes(row.verdict), Verdict),
        )
        for row in connection.execute(query)
    ]
    return found, found[-1].number if found else number
