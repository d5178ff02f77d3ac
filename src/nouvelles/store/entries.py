"""Keeping what feeds announce.

A document is looked at again and again, and mostly says nothing new: what is known is
told apart by reading alone. What is new is written a batch a transaction, with a fixed
number of statements whatever the batch holds.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from nouvelles.domains import registered_domain
from nouvelles.errors import InputError
from nouvelles.ingest import host_of
from nouvelles.records import Entry
from nouvelles.store.alone import Made, bare, entry_key, url_key
from nouvelles.store.announced import (
    Announced,
    Item,
    Show,
    differs,
    under_tombstones,
    write_items,
)
from nouvelles.store.asking import ask
from nouvelles.store.codec import encode
from nouvelles.store.database import Store
from nouvelles.store.names import article_id_of

#: Entries of the first transaction, and at most of one; bytes of them at most.
BATCH, MOST = 100, 200
BATCH_BYTES = 2_000_000

#: Seconds that a transaction may take: others wait, and none may hold them up for 50 ms.
#: The one before tells how many entries there is time for.
LONGEST_S = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that one document says.

    `also` is called within each transaction, with what it brought of this document; not
    at all when that says nothing new.
    """

    entries: Sequence[Entry]
    made: Sequence[Made | None] = ()  # of the entries, one for one, if of any
    also: Callable[[Connection, Announced], None] | None = None


def add_entries(store: Store, found: Sequence[Entry], now: int) -> Announced:
    """As `add_documents`, of one document."""
    return add_documents(store, [Document(entries=found)], now)[0]


def add_documents(
    store: Store, documents: Sequence[Document], now: int, *, show: Show | None = None
) -> list[Announced]:
    """Keep entries that are new or changed; what each document brought.

    An entry whose id is known and whose words changed replaces what was kept: the same
    article, retitled or corrected. What another feed of the outlet says of a known entry
    replaces it only when it is dated later, or two feeds would change it for ever in
    turn. An id that several of the documents give is the first one's.

    An id that is not known, for an address that the same feed announced under an id that
    it does not give any more, is a new id of that entry: some outlets make new ones at
    every fetch.

    `show` makes the read rows of articles of which nothing else is held, at once and from
    what is at hand; without it, and on PostgreSQL, where others may be writing of the same
    articles, they are marked like all others.

    Addresses under a tombstone are not kept, and neither are entries whose address is no
    address.
    """
    items, again = _items(documents)
    fresh, known, removed = _told_apart(store, items)
    known += again
    # What a transaction adds to the search index is then in one language or two, which
    # have fewer words than all: a sixth less time in the index (2026-11).
    fresh.sort(key=_language)
    brought = [
        Announced(known=known[number], removed=removed[number])
        for number in range(len(documents))
    ]
    here = {item.key for item in items}
    for item in fresh:
        # Remembered from here: its list takes too long to load while others wait.
        registered_domain(bare(item.host))
    begun, size = 0, BATCH
    while begun < len(fresh):
        batch = _batch(fresh, begun, size)
        begun += len(batch)
        data = {  # outside, too
            item.key: item.made.data if item.made else encode(item.entry)
            for item in batch
        }
        with store.write() as connection:
            began = time.monotonic()
            some = write_items(store, connection, batch, data, here, now, show)
            for number, one in some.items():
                also = documents[number].also
                if also is not None:
                    also(connection, one)
        spent = time.monotonic() - began
        size = max(1, min(MOST, int(len(batch) * LONGEST_S / spent)))
        for number, one in some.items():
            brought[number] = brought[number].plus(one)
    return brought


def _items(documents: Sequence[Document]) -> tuple[list[Item], Counter[int]]:
    """One item for each id, the first that the documents give; and of how many each gives
    what another has given."""
    items: dict[bytes, Item] = {}
    again: Counter[int] = Counter()
    for number, document in enumerate(documents):
        twice = set()
        made = document.made or [None] * len(document.entries)
        for entry, one in zip(document.entries, made, strict=True):
            item = _item(entry, one, number)
            if item is None:
                continue
            first = items.setdefault(item.key, item)
            if first.document != number:
                twice.add(item.key)
        again[number] = len(twice)
    return list(items.values()), again


def _item(entry: Entry, made: Made | None, document: int) -> Item | None:
    if made is not None:
        key, address, number, host = made.key, made.address, made.number, made.host
    else:
        try:
            address, host = url_key(entry.url), host_of(entry.url)
        except InputError:
            return None
        key, number = entry_key(entry), article_id_of(address)
    return Item(
        entry=entry,
        key=key,
        address=address,
        number=number,
        host=host,
        document=document,
        made=made,
    )


def _told_apart(
    store: Store, items: Sequence[Item]
) -> tuple[list[Item], Counter[int], Counter[int]]:
    """What is new or changed, and how many of each document are known and how many under
    a tombstone; by reading alone."""
    fresh: list[Item] = []
    known: Counter[int] = Counter()
    with store.read() as connection:
        for start in range(0, len(items), BATCH):
            some = items[start : start + BATCH]
            query = "SELECT key, data FROM entries WHERE key IN {}"
            rows = ask(connection, query, [item.key for item in some])
            held = {bytes(row.key): row.data for row in rows}
            for item in some:
                if item.key in held and not differs(item.entry, held[item.key]):
                    known[item.document] += 1
                else:
                    fresh.append(item)
        gone = under_tombstones(connection, fresh)
    removed = Counter(item.document for item in fresh if item.number in gone)
    return [item for item in fresh if item.number not in gone], known, removed


def _language(item: Item) -> str:
    return item.made.language if item.made else ""


def _batch(items: Sequence[Item], start: int, most: int) -> list[Item]:
    """Items from a place on, at least one; few where they are large."""
    batch: list[Item] = []
    size = 0
    for item in items[start : start + most]:
        batch.append(item)
        size += len(item.entry.content) + len(item.entry.summary)
        if size >= BATCH_BYTES:
            break
    return batch
