"""Marking articles whose read rows a person's decision changes."""

from __future__ import annotations

from sqlalchemy import func, select

from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.schema import dirty
from nouvelles.store.schema_articles import articles

CHUNK = 1000


def mark_articles(store: Store, *, source_id: int | None = None) -> int:
    """Mark the articles of a source, or all, in small transactions; how many."""
    query = select(articles.c.id).order_by(articles.c.id).limit(CHUNK)
    if source_id is not None:
        query = query.where(articles.c.source_id == source_id)
    last, marked = -1, 0
    while True:
        with store.write() as connection:
            found = connection.execute(query.where(articles.c.id > last))
            numbers = [row[0] for row in found]
            mark_dirty(store, connection, article_ids=numbers)
        if not numbers:
            return marked
        last = numbers[-1]
        marked += len(numbers)


def count_marks(store: Store) -> int:
    """How many captures and articles wait for their read rows."""
    with store.read() as connection:
        query = select(func.count()).select_from(dirty)
        return int(connection.execute(query).scalar_one())
