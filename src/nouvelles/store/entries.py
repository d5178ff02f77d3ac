"""Keeping what feeds announce."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from nouvelles.errors import InputError
from nouvelles.ingest import host_of
from nouvelles.records import Entry
from nouvelles.store.captures import url_key
from nouvelles.store.codec import digest16, encode
from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.names import article_id_of
from nouvelles.store.rows import captured_as, tombstoned
from nouvelles.store.schema import entries
from nouvelles.store.sources import bare, source_for

BATCH = 50


def entry_key(entry: Entry) -> bytes:
    """What makes an entry the same one: its outlet's id for it, in whichever feed."""
    return digest16(f"{bare(host_of(entry.url))}\n{entry.guid}".encode())


def add_entries(store: Store, found: Sequence[Entry], now: int) -> int:
    """Keep entries that are new or changed; how many were.

    An entry whose id is known and whose words changed replaces what was kept: the same
    article, retitled or corrected. Addresses under a tombstone are not kept, and neither
    are entries whose address is no address.
    """
    changed = 0
    for start in range(0, len(found), BATCH):
        with store.write() as connection:
            for entry in found[start : start + BATCH]:
                try:
                    key = url_key(entry.url)
                except InputError:
                    continue
                number = article_id_of(key)
                if tombstoned(connection, [number]):
                    continue
                row = {
                    "article_id": number,
                    "source_id": source_for(connection, entry.url),
                    "seen": now,
                    "data": encode(entry),
                }
                where = entries.c.key == entry_key(entry)
                was = connection.execute(
                    select(entries.c.data, entries.c.article_id).where(where)
                ).one_or_none()
                if was is not None and bytes(was.data) == row["data"]:
                    continue
                if was is None:
                    connection.execute(
                        entries.insert().values(key=entry_key(entry), **row)
                    )
                else:
                    connection.execute(update(entries).where(where).values(**row))
                    mark_dirty(store, connection, article_ids=[was.article_id])
                target = captured_as(connection, key)
                known = [number] if target is None else [number, target]
                mark_dirty(store, connection, article_ids=known)
                changed += 1
    return changed
