"""The read tables as tables: made, dropped, marked for projection, written, emptied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from nouvelles.forgetting import remembered
from nouvelles.language import distinct_words
from nouvelles.records import Head, Listed, Shown, Source
from nouvelles.store import schema
from nouvelles.store.asking import ask, tell
from nouvelles.store.codec import decode, read_json
from nouvelles.store.database import Store
from nouvelles.store.facets import facets_of
from nouvelles.store.schema import captures, dirty, entries, read_metadata, sources
from nouvelles.store.schema_articles import article_bodies, articles, pictures
from nouvelles.store.schema_translation import translated_heads
from nouvelles.store.untold import mark_untold
from nouvelles.store.watch import ERASURES

#: The fact that says which line of the log of stories was the last to be folded in.
FOLDED = "story acts folded"


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
        values = [
            {"name": "read tables", "value": str(schema.READ_VERSION)},
            {"name": FOLDED, "value": "0"},
        ]
        store.dialect.upsert(connection, schema.facts, values)
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


#: So many rows of articles that are only announced take the time of one with captures.
LIGHT = 8

#: Captures and articles that are not marked any more.
_UNMARK = (
    "DELETE FROM dirty WHERE kind = 0 AND id IN {}",
    "DELETE FROM dirty WHERE kind = 1 AND id IN {}",
)


def take_dirty(connection: Connection, most: int) -> tuple[list[int], list[int], int]:
    """Marked captures and articles, and how many they count for, which is `most` or
    little over; unmarked in this transaction.

    A capture, or an article that has some, counts for `LIGHT`, any other for one.
    """
    query = "SELECT kind, id FROM dirty ORDER BY kind LIMIT "
    marks = connection.exec_driver_sql(f"{query}{int(most)}").all()
    announced = [number for kind, number in marks if kind == 1]
    having = "SELECT DISTINCT article_id FROM article_captures WHERE article_id IN {}"
    heavy = {row[0] for row in ask(connection, having, announced)} if announced else ()
    taken: tuple[list[int], list[int]] = ([], [])
    count = 0
    for kind, number in marks:
        if count >= most:
            break
        taken[kind].append(number)
        count += LIGHT if kind == 0 or number in heavy else 1
    for unmark, ids in zip(_UNMARK, taken, strict=True):
        if ids:
            tell(connection, unmark, ids)
    return *taken, count


class ReadRow(Struct, frozen=True, kw_only=True, gc=False):
    """One article as the read tables hold it.

    `picture` is (address, name, capture, digest) of the picture that may be shown; name,
    capture and digest are None while we do not have it.
    """

    number: int
    source_id: int
    country: str  # of the source
    language: str  # primary tag, "" where unknown
    sort: int
    hidden: bool
    listed: bytes  # `listed_of`
    authors: bytes | None  # `authors_of` where there is no body
    body: bytes | None  # the Shown, of more than an entry
    changes: int | None  # revisions that changed something; None without a body
    words: str  # folded words of headline and text, each once, for the search index
    picture: tuple[str, str | None, int | None, bytes | None] | None = None


def write_rows(
    store: Store, connection: Connection, rows: Sequence[ReadRow], gone: Sequence[int]
) -> None:
    """Replace the read rows of articles, and drop those of articles no longer held."""
    if not rows and not gone:
        return
    made = [_article(row) for row in rows]
    store.dialect.upsert(connection, articles, made, keys=("id",))
    _write_bodies(store, connection, rows, gone)
    _write_pictures(connection, rows, gone)
    heads = _heads_among(connection, [row.number for row in rows])
    words = [(row.number, _searched(row, heads.get(row.number, ()))) for row in rows]
    store.dialect.search_write(connection, words, gone)
    if gone:
        connection.execute(delete(articles).where(articles.c.id.in_(gone)))
    mark_untold(connection, [*(row.number for row in rows), *gone])
    count_change(connection)


def _searched(row: ReadRow, heads: Sequence[Head]) -> str:
    """What the search index holds of an article: its words, those under which lists show
    it in other languages, and its facets."""
    facets = facets_of(row.language, row.country, row.source_id)
    if not heads:
        return f"{row.words} {facets}"
    others = "\n".join(f"{one.headline}\n{one.standfirst}" for one in heads)
    every = dict.fromkeys([*row.words.split(), *distinct_words(others).split()])
    return f"{' '.join(every)} {facets}"


def _heads_among(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[Head, ...]]:
    """The headlines in other languages of those articles that have some."""
    query = "SELECT article_id, data FROM translated_heads WHERE article_id IN {}"
    return {
        row.article_id: heads_of(row.data) for row in ask(connection, query, numbers)
    }


def _article(row: ReadRow) -> dict[str, Any]:
    return {
        "id": row.number,
        "source_id": row.source_id,
        "language": row.language,
        "sort": row.sort,
        "hidden": row.hidden,
        "data": row.listed,
        "authors": row.authors,
        "changes": row.changes,
    }


def _write_bodies(
    store: Store,
    connection: Connection,
    rows: Sequence[ReadRow],
    gone: Sequence[int],
) -> None:
    bodies = [
        {"article_id": row.number, "data": row.body}
        for row in rows
        if row.body is not None
    ]
    store.dialect.upsert(connection, article_bodies, bodies)
    bare = [row.number for row in rows if row.body is None]
    query = "SELECT article_id FROM article_bodies WHERE article_id IN {}"
    drop = [row[0] for row in ask(connection, query, [*gone, *bare])]
    if drop:
        where = article_bodies.c.article_id.in_(drop)
        connection.execute(delete(article_bodies).where(where))


@dataclass(frozen=True, slots=True)
class Heads:
    """The headlines of one article in other languages, as their row holds them."""

    heads: tuple[Head, ...] = ()


#: What `shown_of` asks of a row, from `HELD`; with `articles.c.id` for whose it is.
SHOWN = (
    articles.c.data,
    articles.c.authors,
    article_bodies.c.data.label("body"),
    sources.c.data.label("source"),
    translated_heads.c.data.label("heads"),
)
HELD = (
    articles.outerjoin(article_bodies, article_bodies.c.article_id == articles.c.id)
    .join(sources, sources.c.id == articles.c.source_id)
    .outerjoin(translated_heads, translated_heads.c.article_id == articles.c.id)
)


# Pages read the same rows again and again, and their records do not change.


@remembered(2048)
def listed_of_row(data: bytes, source: bytes, heads: bytes | None = None) -> Listed:
    """The Listed of a row, with its source and its headlines in other languages."""
    listed = decode(data, Listed)
    return replace(listed, source=source_of_row(source), heads=heads_of(heads))


def heads_of(data: bytes | None) -> tuple[Head, ...]:
    """The headlines of a row of `translated_heads`, if there is one."""
    return () if data is None else decode(data, Heads).heads


@remembered(1024)
def source_of_row(data: bytes) -> Source:
    """The source of a row: the same few are read for every page."""
    return decode(data, Source)


def shown_of(row: Any) -> Shown:
    """The article of a row that has `SHOWN`."""
    if row.body is not None:
        shown = decode(row.body, Shown)
    else:
        shown = Shown(
            listed=decode(row.data, Listed),
            article=None,
            authors=read_json(row.authors, tuple[str, ...]),
        )
    source = source_of_row(row.source)
    heads = heads_of(row.heads)
    return replace(shown, listed=replace(shown.listed, source=source, heads=heads))


def _write_pictures(
    connection: Connection, rows: Sequence[ReadRow], gone: Sequence[int]
) -> None:
    every = [*gone, *(row.number for row in rows)]
    query = "SELECT article_id FROM pictures WHERE article_id IN {}"
    drop = [row[0] for row in ask(connection, query, every)]
    if drop:
        connection.execute(delete(pictures).where(pictures.c.article_id.in_(drop)))
    new = [
        dict(
            zip(
                ("article_id", "url", "name", "item", "digest"),
                (row.number, *row.picture),
                strict=True,
            )
        )
        for row in rows
        if row.picture is not None
    ]
    if new:
        connection.execute(pictures.insert(), new)


def count_change(connection: Connection) -> None:
    """Raise the counter by which pages know that they are out of date."""
    _raise(connection, "changes")


def count_erasure(connection: Connection) -> None:
    """Raise the counter by which processes know that something is to leave their memory:
    this one forgets when the transaction ends, others when they look (`watch`)."""
    _raise(connection, ERASURES)
    connection.info[ERASURES] = True


def _raise(connection: Connection, counter: str) -> None:
    raised = connection.exec_driver_sql(
        "UPDATE facts SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) "  # noqa: S608
        f"WHERE name = '{counter}'"  # one of two words of our own
    )
    if raised.rowcount == 0:
        connection.execute(schema.facts.insert().values(name=counter, value="1"))
