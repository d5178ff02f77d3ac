"""Outlets as a person changes them: one transaction with its edit, captures follow."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update

from nouvelles.records import Entry, Source
from nouvelles.store.codec import decode, encode
from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.people import Edit, note_edit
from nouvelles.store.schema import captures, entries, sources
from nouvelles.store.schema_articles import article_captures
from nouvelles.store.sources import source_of

CHUNK = 200


def change_source(
    store: Store, host: str, change: Callable[[Source], Source], edit: Edit, now: int
) -> tuple[int, Source, bool]:
    """Change the source of a host, or add one: (number, as it is now, whether new).

    Captures and entries that came in before under a shorter host go over to a new one.
    """
    with store.write() as connection:
        row = connection.execute(
            select(sources.c.id, sources.c.data).where(sources.c.host == host)
        ).one_or_none()
        parent = None if row else source_of(connection, f"https://{host}/")
        known = (
            decode(row.data, Source)
            if row
            else Source(host=host, name=host, home=f"https://{host}/")
        )
        source = change(known)
        values = {"known": True, "data": encode(source)}
        if row is None:
            result = connection.execute(sources.insert().values(host=host, **values))
            assert result.inserted_primary_key is not None
            number = int(result.inserted_primary_key[0])
        else:
            number = row.id
            connection.execute(
                update(sources).where(sources.c.id == number).values(**values)
            )
        note_edit(connection, edit, now)
    if parent is not None:
        _hand_over_captures(store, parent)
        _hand_over_entries(store, parent)
    return number, source, row is None


def _hand_over_captures(store: Store, parent: int) -> None:
    """Give the captures of a source to whichever source their addresses now belong to."""
    last = -1
    while True:
        with store.write() as connection:
            rows = connection.execute(
                select(captures.c.id, captures.c.url, article_captures.c.article_id)
                .join_from(
                    captures,
                    article_captures,
                    article_captures.c.capture_id == captures.c.id,
                    isouter=True,
                )
                .where(captures.c.source_id == parent, captures.c.id > last)
                .order_by(captures.c.id)
                .limit(CHUNK)
            ).all()
            for row in rows:
                owner = source_of(connection, row.url)
                if owner is not None and owner != parent:
                    connection.execute(
                        update(captures)
                        .where(captures.c.id == row.id)
                        .values(source_id=owner)
                    )
                    if row.article_id is not None:
                        mark_dirty(store, connection, article_ids=[row.article_id])
        if not rows:
            return
        last = rows[-1].id


def _hand_over_entries(store: Store, parent: int) -> None:
    last = -1
    while True:
        with store.write() as connection:
            rows = connection.execute(
                select(entries.c.id, entries.c.article_id, entries.c.data)
                .where(entries.c.source_id == parent, entries.c.id > last)
                .order_by(entries.c.id)
                .limit(CHUNK)
            ).all()
            for row in rows:
                owner = source_of(connection, decode(row.data, Entry).url)
                if owner is not None and owner != parent:
                    connection.execute(
                        update(entries)
                        .where(entries.c.id == row.id)
                        .values(source_id=owner)
                    )
                    mark_dirty(store, connection, article_ids=[row.article_id])
        if not rows:
            return
        last = rows[-1].id
