"""Erasure: bytes, outputs, rows and words of an article leave the paper for good.

First a tombstone is set and the read rows go, in one transaction: readers see it at
once. Then everything behind is erased step by step; a crash leaves the tombstone marked
`pending` and the next start goes on. The tombstone keeps digests of addresses only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, or_, select, update

from nouvelles.ingest import blank_record
from nouvelles.store import fetches, story_log, story_tables, translations
from nouvelles.store.alone import url_key
from nouvelles.store.database import Store
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.people import Edit, note_edit
from nouvelles.store.readtables import count_erasure, write_rows
from nouvelles.store.rows import keys_of
from nouvelles.store.schema import (
    captures,
    dirty,
    entries,
    faults,
    incidents,
    payloads,
    runs,
    segments,
    steps,
    tombstones,
)
from nouvelles.store.schema_articles import article_captures
from nouvelles.store.segments import overwrite


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What a person asked for."""

    url: str
    status: int  # 410 gone, 451 unavailable for legal reasons
    reason: str
    who: str


def remove(store: Store, removal: Removal, now: int) -> list[str]:
    """Set tombstones for the articles behind an address; their public names.

    An address that the paper has never met gets a tombstone too: it keeps it from coming.
    """
    with store.write() as connection:
        key = url_key(removal.url)
        numbers = _articles_at(connection, key)
        for number in numbers:
            keys = keys_of(connection, number) | ({key} if len(numbers) == 1 else set())
            row = {
                "article_id": number,
                "status": removal.status,
                "reason": removal.reason,
                "at": now,
                "pending": True,
            }
            rows = [{"url_key": k, **row} for k in sorted(keys)]
            store.dialect.upsert(connection, tombstones, rows)
            edit = Edit(
                who=removal.who,
                what="remove",
                about=public_id(number),
                value=str(removal.status),
                why=removal.reason,
            )
            note_edit(connection, edit, now)
            _leave_story(connection, number)
        write_rows(store, connection, [], numbers)
        count_erasure(connection)
    return [public_id(number) for number in numbers]


def _leave_story(connection: Connection, number: int) -> None:
    """Blank what the log of stories was told, and take the article out of its story."""
    if story_log.erase_telling(connection, number):
        story_tables.forget_article(connection, number)


def _articles_at(connection: Connection, key: bytes) -> list[int]:
    """The articles that an address leads to: by its own key, or by its captures'."""
    query = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(captures.c.url_key == key)
    )
    found = {row[0] for row in connection.execute(query)}
    return sorted(found or {article_id_of(key)})


def pending(connection: Connection) -> list[int]:
    """Articles whose erasing has begun and not ended."""
    query = select(tombstones.c.article_id).where(tombstones.c.pending).distinct()
    return [row[0] for row in connection.execute(query)]


def erase(store: Store, number: int) -> bool:
    """Erase all that is behind a removed article; whether it is complete.

    It is not while another process still reads an old state of the database.
    """
    with store.read() as connection:
        items = _items_of(connection, number)
        places = connection.execute(
            select(segments.c.name, captures.c.offset, captures.c.length)
            .join_from(captures, segments, captures.c.segment_id == segments.c.id)
            .where(captures.c.id.in_(items))
        ).all()
    for place in places:
        overwrite(store, place.name, place.offset, blank_record(place.length))
    with store.write() as connection:
        _forget(store, connection, number, items)
        count_erasure(connection)
    first, done = True, False
    while not done:
        with store.write() as connection:
            done = store.dialect.squeeze(connection, first=first)
        first = False
    if not store.dialect.settle(store.engine):
        return False
    with store.write() as connection:
        connection.execute(
            update(tombstones)
            .where(tombstones.c.article_id == number)
            .values(pending=False)
        )
    return True


def _items_of(connection: Connection, number: int) -> list[int]:
    """The captures of an article, and of pictures that no other article shows."""
    keys = select(tombstones.c.url_key).where(tombstones.c.article_id == number)
    placed = select(article_captures.c.capture_id).where(
        article_captures.c.article_id == number
    )
    images = select(article_captures.c.image_key).where(
        article_captures.c.article_id == number,
        article_captures.c.image_key.is_not(None),
    )
    shared = select(article_captures.c.image_key).where(
        article_captures.c.article_id != number,
        article_captures.c.image_key.is_not(None),
    )
    query = select(captures.c.id).where(
        or_(
            captures.c.id.in_(placed),
            captures.c.url_key.in_(keys),
            captures.c.url_key.in_(images) & captures.c.url_key.not_in(shared),
        )
    )
    return sorted(row[0] for row in connection.execute(query))


def _forget(
    store: Store, connection: Connection, number: int, items: Sequence[int]
) -> None:
    urls = [
        row[0]
        for row in connection.execute(
            select(captures.c.url).where(captures.c.id.in_(items))
        )
    ]
    connection.execute(delete(incidents).where(incidents.c.about.in_(urls)))
    connection.execute(delete(payloads).where(payloads.c.item.in_(items)))
    every_step = select(steps.c.id)
    connection.execute(
        delete(runs).where(runs.c.step.in_(every_step), runs.c.item.in_(items))
    )
    connection.execute(
        delete(article_captures).where(article_captures.c.capture_id.in_(items))
    )
    connection.execute(delete(captures).where(captures.c.id.in_(items)))
    keys = connection.execute(
        select(tombstones.c.url_key).where(tombstones.c.article_id == number)
    )
    gone = [bytes(row[0]) for row in keys]
    numbers = {number, *map(article_id_of, gone)}
    urls += fetches.forget_pages(connection, gone)
    connection.execute(
        update(faults).where(faults.c.about.in_(urls)).values(about="", detail="")
    )
    connection.execute(delete(entries).where(entries.c.article_id.in_(numbers)))
    for one in numbers:
        translations.forget_article(connection, one)
    connection.execute(delete(dirty).where(dirty.c.kind == 0, dirty.c.id.in_(items)))
