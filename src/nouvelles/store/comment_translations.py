"""Comments in other languages, as a reader asked for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from nouvelles.records import Comment
from nouvelles.store.codec import digest16
from nouvelles.store.readtables import count_change
from nouvelles.store.schema_comments import comment_translations as table


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedComment:
    """A comment's text in another language: paragraphs, and the route of engines."""

    paragraphs: tuple[str, ...]
    route: str


def translated_comment(
    connection: Connection, comment: Comment, language: str
) -> TranslatedComment | None:
    """What stands for a comment in a language; None for what was never asked for, or
    was made of other words than stand there now."""
    row = connection.execute(
        select(table).where(
            table.c.comment_id == comment.id, table.c.language == language
        )
    ).first()
    if row is None or row.digest != _digest(comment):
        return None
    return TranslatedComment(paragraphs=tuple(row.text.split("\n\n")), route=row.route)


def save_translated(
    connection: Connection,
    comment: Comment,
    language: str,
    made: TranslatedComment,
    now: int,
) -> None:
    """Keep a comment in a language, in the place of what was there."""
    connection.execute(
        delete(table).where(
            table.c.comment_id == comment.id, table.c.language == language
        )
    )
    connection.execute(
        table.insert().values(
            comment_id=comment.id,
            language=language,
            digest=_digest(comment),
            route=made.route,
            text="\n\n".join(made.paragraphs),
            at=now,
        )
    )
    count_change(connection)


def drop_translated(connection: Connection, comment: int) -> None:
    """Forget a comment in all languages."""
    connection.execute(delete(table).where(table.c.comment_id == comment))


def _digest(comment: Comment) -> bytes:
    return digest16(comment.text.encode("utf-8", "surrogatepass"))
