"""All articles one after the other, in constant memory, for exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from nouvelles.records import Shown
from nouvelles.store.captures import moment
from nouvelles.store.database import Store
from nouvelles.store.readtables import HELD, SHOWN, shown_of
from nouvelles.store.schema import captures
from nouvelles.store.schema_articles import article_captures, articles

#: Articles read in one transaction: a long one would hold the journal back.
CHUNK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArticle:
    """An article as the paper shows it; `digest` is that of its newest capture's bytes.

    `digest` is "" and `captured` None where only an entry is held.
    """

    shown: Shown
    captured: datetime | None
    digest: str  # hexadecimal SHA-256
    hidden: bool  # names someone on the list of hidden names


def count_articles(store: Store) -> int:
    """How many articles the paper holds."""
    with store.read() as connection:
        query = select(func.count()).select_from(articles)
        return int(connection.execute(query).scalar_one())


def articles_at(connection: Connection, numbers: Sequence[int]) -> dict[int, Shown]:
    """Those of some articles that are held, by their numbers."""
    query = select(articles.c.id, *SHOWN).select_from(HELD)
    rows = connection.execute(query.where(articles.c.id.in_(numbers)))
    return {row.id: shown_of(row) for row in rows}


def each_article(store: Store) -> Iterator[HeldArticle]:
    """Every article once, in the order of their numbers.

    What changes while this goes on is met in its old state or its new one.
    """
    last = -1
    while True:
        with store.read() as connection:
            rows = connection.execute(
                select(articles.c.id, articles.c.hidden, *SHOWN)
                .select_from(HELD)
                .where(articles.c.id > last)
                .order_by(articles.c.id)
                .limit(CHUNK)
            ).all()
            newest = _newest_captures(connection, [row.id for row in rows])
        if not rows:
            return
        last = rows[-1].id
        for row in rows:
            captured, digest = newest.get(row.id, (None, ""))
            yield HeldArticle(
                shown=shown_of(row),
                captured=captured,
                digest=digest,
                hidden=row.hidden,
            )


def _newest_captures(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[datetime, str]]:
    """When each article was last captured, and the digest of those bytes."""
    rows = connection.execute(
        select(article_captures.c.article_id, captures.c.at, captures.c.digest)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(article_captures.c.article_id.in_(numbers))
        .order_by(captures.c.at, captures.c.id)
    )
    return {row.article_id: (moment(row.at), bytes(row.digest).hex()) for row in rows}
