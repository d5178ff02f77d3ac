"""Comments in lists: for people at the command line, and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from nouvelles.records import Comment, CommentState
from nouvelles.store.alone import url_key
from nouvelles.store.codec import decode
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.schema_articles import articles
from nouvelles.store.schema_comments import comments
from nouvelles.store.story_pages import read_with, standing

#: Rows that are read at once.
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptComment:
    """A comment with what is kept beside it; `email` is encrypted."""

    comment: Comment
    email: bytes | None = None
    score: float | None = None
    band: str | None = None
    gate: str = ""


def each_comment(
    connection: Connection, *, state: CommentState | None = None, page: str = ""
) -> Iterator[KeptComment]:
    """Comments by page and number, all of them or those of a state or a page; of a story
    with those of stories that it took in, on whose pages none stand any more."""
    last = ("", 0)
    pages = read_with(connection, page) if page else []
    while True:
        query = (
            select(comments)
            .where(
                (comments.c.page > last[0])
                | ((comments.c.page == last[0]) & (comments.c.id > last[1]))
            )
            .order_by(comments.c.page, comments.c.id)
            .limit(CHUNK)
        )
        if state is not None:
            query = query.where(comments.c.state == state.value)
        if page:
            query = query.where(comments.c.page.in_(pages))
        rows = connection.execute(query).all()
        now = standing(connection, {row.page for row in rows})
        for row in rows:
            yield KeptComment(
                comment=replace(
                    decode(row.data, Comment),
                    id=row.id,
                    page=now[row.page],
                    state=CommentState(row.state),
                ),
                email=row.email,
                score=row.score,
                band=row.band,
                gate=row.gate,
            )
        if len(rows) < CHUNK:
            return
        last = (rows[-1].page, rows[-1].id)


def counts_by_state(connection: Connection) -> dict[str, int]:
    """How many comments there are in each state."""
    query = select(comments.c.state, func.count()).group_by(comments.c.state)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def number_of_form(connection: Connection, form: bytes) -> int | None:
    """The number of the comment that a form, or an import, brought."""
    query = select(comments.c.id).where(comments.c.form == form)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def article_at(connection: Connection, address: str) -> str | None:
    """The public name of the article that the paper has of an address.

    Raises:
        InputError: this is no address of a page.
    """
    number = article_id_of(url_key(address))
    query = select(articles.c.id).where(articles.c.id == number)
    found = connection.execute(query).scalar()
    return None if found is None else public_id(number)
