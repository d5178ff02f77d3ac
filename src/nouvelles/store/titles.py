"""Entries that are known by nothing but their titles.

Some outlets write new ids and new addresses into their feed each time they are asked.
Every look would bring as many new articles as the feed has entries, for ever.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from nouvelles.records import Entry
from nouvelles.store.alone import entry_key, url_key
from nouvelles.store.codec import decode
from nouvelles.store.names import article_id_of
from nouvelles.store.schema import entries
from nouvelles.store.sources import source_of

#: So many entries unknown at once, and such a share of a feed that was read before, are
#: more than news.
FEWEST = 10
SHARE = 0.5

#: Entries of a source whose titles are compared, the newest.
MOST = 5_000


def known_by_title(connection: Connection, found: Sequence[Entry]) -> set[str]:
    """Addresses of those entries that their feed announced before under others.

    Looked for only where most of a feed is unknown, by ids as by addresses.
    """
    unknown = _unknown(connection, found)
    if len(unknown) < max(FEWEST, SHARE * len(found)):
        return set()
    source_id = source_of(connection, unknown[0].url)
    query = (
        select(entries.c.data)
        .where(entries.c.source_id == source_id)
        .order_by(entries.c.id.desc())
        .limit(MOST)
    )
    before = (decode(row.data, Entry) for row in connection.execute(query))
    feed = unknown[0].feed
    titles = {entry.title for entry in before if entry.feed == feed and entry.title}
    again = {entry.url for entry in unknown if entry.title in titles}
    # News are titled like older ones now and then ("Weather", "In pictures").
    return again if len(again) >= SHARE * len(unknown) else set()


def _unknown(connection: Connection, found: Sequence[Entry]) -> list[Entry]:
    keyed = [
        (entry, entry_key(entry), article_id_of(url_key(entry.url))) for entry in found
    ]
    query = select(entries.c.key, entries.c.article_id).where(
        or_(
            entries.c.key.in_([key for _, key, _ in keyed]),
            entries.c.article_id.in_([number for _, _, number in keyed]),
        )
    )
    rows = connection.execute(query).all()
    keys = {bytes(row.key) for row in rows}
    numbers = {row.article_id for row in rows}
    return [e for e, key, number in keyed if key not in keys and number not in numbers]
