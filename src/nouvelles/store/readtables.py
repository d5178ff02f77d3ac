"""The read tables as tables: made, dropped, marked for projection, written, emptied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Text, cast, delete, select

from nouvelles.records import Shown
from nouvelles.store import schema
from nouvelles.store.asking import ask
from nouvelles.store.codec import encode
from nouvelles.store.database import Store
from nouvelles.store.names import number_of
from nouvelles.store.schema import (
    article_bodies,
    articles,
    captures,
    dirty,
    entries,
    pictures,
    read_metadata,
)


def ensure(store: Store) -> None:
    """Make the read tables where they are missing or of another shape."""
    with store.read() as connection:
        query = select(schema.facts.c.value).where(schema.facts.c.name == "read tables")
        version = connection.execute(query).scalar()
    if version != str(schema.READ_VERSION):
        rebuild(store)


def rebuild(store: Store) -> None:
    """Drop the read tables, make them anew and mark everything for projection."""
    with store.write() as connection:
        for statement in store.dialect.SEARCH_DROP:
            connection.exec_driver_sql(statement)
        read_metadata.drop_all(connection)
        read_metadata.create_all(connection)
        for statement in store.dialect.SEARCH_DDL:
            connection.exec_driver_sql(statement)
        value = {"name": "read tables", "value": str(schema.READ_VERSION)}
        store.dialect.upsert(connection, schema.facts, [value])
    mark_all(store)


def mark_all(store: Store) -> None:
    """Mark every capture and every article that has entries, in small transactions."""
    for kind, column in ((0, captures.c.id), (1, entries.c.article_id)):
        last = -(2**63)
        while True:
            with store.write() as connection:
                query = (
                    select(column).where(column > last).distinct().order_by(column)
                ).limit(2000)
                numbers = [row[0] for row in connection.execute(query)]
                store.dialect.insert_new(
                    connection, dirty, [{"kind": kind, "id": n} for n in numbers]
                )
            if not numbers:
                break
            last = numbers[-1]


def has_dirty(connection: Connection) -> bool:
    """Whether any row waits to be made."""
    return connection.execute(select(dirty.c.id).limit(1)).scalar() is not None


def take_dirty(connection: Connection, limit: int) -> tuple[list[int], list[int]]:
    """Marked captures and articles, up to a number; unmarked in this transaction."""
    rows = connection.execute(select(dirty).order_by(dirty.c.kind).limit(limit)).all()
    for kind in (0, 1):
        ids = [row.id for row in rows if row.kind == kind]
        if ids:
            connection.execute(
                delete(dirty).where(dirty.c.kind == kind, dirty.c.id.in_(ids))
            )
    return (
        [row.id for row in rows if row.kind == 0],
        [row.id for row in rows if row.kind == 1],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One article as the read tables hold it.

    `picture` is (address, name, capture, digest) of the picture that may be shown; name,
    capture and digest are None while we do not have it.
    """

    shown: Shown
    source_id: int
    sort: int
    hidden: bool
    words: tuple[str, str]  # folded words of headline and text, for the search index
    picture: tuple[str, str | None, int | None, bytes | None] | None = None


def write_rows(
    store: Store, connection: Connection, rows: Sequence[ReadRow], gone: Sequence[int]
) -> None:
    """Replace the read rows of articles, and drop those of articles no longer held."""
    if not rows and not gone:
        return
    numbered = [(number_of(row.shown.listed.id) or 0, row) for row in rows]
    if gone:
        connection.execute(delete(articles).where(articles.c.id.in_(gone)))
        where = article_bodies.c.article_id.in_(gone)
        connection.execute(delete(article_bodies).where(where))
    store.dialect.upsert(
        connection,
        articles,
        [
            {
                "id": number,
                "source_id": row.source_id,
                "sort": row.sort,
                "hidden": row.hidden,
                "data": encode(row.shown.listed),
            }
            for number, row in numbered
        ],
    )
    bodies = [{"article_id": n, "data": encode(row.shown)} for n, row in numbered]
    store.dialect.upsert(connection, article_bodies, bodies)
    _write_pictures(connection, numbered, gone)
    store.dialect.search_write(
        connection, [(number, *row.words) for number, row in numbered], gone
    )
    _count_change(connection)


def _write_pictures(
    connection: Connection,
    numbered: Sequence[tuple[int, ReadRow]],
    gone: Sequence[int],
) -> None:
    every = [*gone, *(number for number, _ in numbered)]
    query = "SELECT article_id FROM pictures WHERE article_id IN {}"
    drop = [row[0] for row in ask(connection, query, every)]
    if drop:
        connection.execute(delete(pictures).where(pictures.c.article_id.in_(drop)))
    new = [
        dict(
            zip(
                ("article_id", "url", "name", "item", "digest"),
                (number, *row.picture),
                strict=True,
            )
        )
        for number, row in numbered
        if row.picture is not None
    ]
    if new:
        connection.execute(pictures.insert(), new)


def _count_change(connection: Connection) -> None:
    """Raise the counter by which pages know that they are out of date."""
    facts = schema.facts
    value = cast(cast(facts.c.value, BigInteger) + 1, Text)
    raised = connection.execute(
        facts.update().where(facts.c.name == "changes").values(value=value)
    )
    if raised.rowcount == 0:
        connection.execute(facts.insert().values(name="changes", value="1"))
