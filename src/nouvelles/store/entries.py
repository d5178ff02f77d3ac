"""Keeping what feeds announce.

A document is looked at again and again, and mostly says nothing new: what is known is
told apart by reading alone. What is new is written a batch a transaction, with a fixed
number of statements whatever the batch holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from nouvelles.errors import InputError
from nouvelles.ingest import host_of, registered_domain
from nouvelles.records import Entry
from nouvelles.store.asking import ask
from nouvelles.store.captures import url_key
from nouvelles.store.codec import decode, digest16, encode, is_kept
from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.names import article_id_of
from nouvelles.store.rows import captured_as, tombstoned
from nouvelles.store.schema import entries
from nouvelles.store.sources import bare, sources_for

#: Entries, and bytes of them, after which a transaction ends: none may take 50 ms.
BATCH = 200
BATCH_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a document, or a batch of one, brought.

    `changed` were known and say something else now; `known` say the same; `removed` lie
    under a tombstone. Of the changed and the known, `rekeyed` came under another id than
    before. Entries whose address is no address, and all but the first under one id, are
    in none of these.
    """

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    known: int = 0
    removed: int = 0
    rekeyed: int = 0

    def plus(self, other: Announced) -> Announced:
        """The sum of two."""
        return Announced(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            known=self.known + other.known,
            removed=self.removed + other.removed,
            rekeyed=self.rekeyed + other.rekeyed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An entry with all that can be said of it without asking the database."""

    entry: Entry
    key: bytes
    address: bytes  # key of its address
    number: int  # of the article at its address
    host: str


def entry_key(entry: Entry) -> bytes:
    """What makes an entry the same one: its outlet's id for it, in whichever feed."""
    return _key(host_of(entry.url), entry.guid)


def _key(host: str, guid: str) -> bytes:
    return digest16(f"{bare(host)}\n{guid}".encode())


def add_entries(
    store: Store,
    found: Sequence[Entry],
    now: int,
    *,
    also: Callable[[Connection, Announced], None] | None = None,
) -> Announced:
    """Keep entries that are new or changed; what the document brought.

    `found` is all that one document says (or several, each of them whole). An entry
    whose id is known and whose words changed replaces what was kept: the same article,
    retitled or corrected. What another feed of the outlet says of a known entry replaces
    it only when it is dated later, or two feeds would change it for ever in turn.

    An id that is not known, for an address that the same feed announced under an id that
    it does not give any more, is a new id of that entry: some outlets make new ones at
    every fetch.

    `also` is called within each transaction, with what it brought; not at all when the
    document says nothing new. Addresses under a tombstone are not kept, and neither are
    entries whose address is no address.
    """
    items = _items(found)
    fresh, removed = _told_apart(store, items)
    total = Announced(known=len(items) - len(fresh) - removed, removed=removed)
    here = {item.key for item in items}
    for item in fresh:
        # Remembered from here: its list takes too long to load while others wait.
        registered_domain(bare(item.host))
    for batch in _batches(fresh):
        made = {item.key: encode(item.entry) for item in batch}  # outside, too
        with store.write() as connection:
            brought = _keep(store, connection, batch, made, here, now)
            if also is not None:
                also(connection, brought)
        total = total.plus(brought)
    return total


def _items(found: Sequence[Entry]) -> list[_Item]:
    """One item for each id, the first that the document gives."""
    items: dict[bytes, _Item] = {}
    for entry in found:
        try:
            address, host = url_key(entry.url), host_of(entry.url)
        except InputError:
            continue
        key = _key(host, entry.guid)
        if key not in items:
            items[key] = _Item(
                entry=entry,
                key=key,
                address=address,
                number=article_id_of(address),
                host=host,
            )
    return list(items.values())


def _told_apart(store: Store, items: Sequence[_Item]) -> tuple[list[_Item], int]:
    """What is new or changed, and how many are under a tombstone; by reading alone."""
    fresh: list[_Item] = []
    with store.read() as connection:
        for start in range(0, len(items), BATCH):
            some = items[start : start + BATCH]
            query = "SELECT key, data FROM entries WHERE key IN {}"
            rows = ask(connection, query, [item.key for item in some])
            held = {bytes(row.key): row.data for row in rows}
            fresh += [
                item
                for item in some
                if item.key not in held or _differs(item.entry, held[item.key])
            ]
        gone = _gone(connection, fresh)
    left = [item for item in fresh if item.number not in gone]
    return left, len(fresh) - len(left)


def _gone(connection: Connection, items: Sequence[_Item]) -> set[int]:
    return tombstoned(connection, [item.number for item in items]) if items else set()


def _differs(entry: Entry, data: bytes) -> bool:
    """Whether an entry says something else than what is kept under its id."""
    if is_kept(data, entry):
        return False
    was = decode(data, Entry)
    if was.feed == entry.feed:
        return was != entry
    before, after = _dated(was), _dated(entry)
    return after is not None and (before is None or after > before)


def _dated(entry: Entry) -> datetime | None:
    return entry.updated or entry.published


def _batches(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.entry.content) + len(item.entry.summary)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _keep(
    store: Store,
    connection: Connection,
    batch: Sequence[_Item],
    made: Mapping[bytes, bytes],
    here: set[bytes],
    now: int,
) -> Announced:
    """Write a batch; what it brought.

    `made` are its entries as they are kept, by id; `here` the ids that the document
    gives.
    """
    gone = _gone(connection, batch)  # asked again: somebody may just have removed one
    held, orphans = _held(connection, batch, here)
    hosts = {item.host: item.entry.url for item in batch if item.number not in gone}
    sources = sources_for(connection, hosts) if hosts else {}
    writing = _Writing()
    for item in batch:
        if item.number in gone:
            writing.removed += 1
            continue
        row = {
            "key": item.key,
            "article_id": item.number,
            "source_id": sources[item.host],
            "seen": now,
            "data": made[item.key],
        }
        was = held.get(item.key)
        orphan = None if was else _adopt(orphans, item)
        writing.take(item, row, was or orphan, rekeyed=orphan is not None)
    if writing.inserted:
        store.dialect.insert_new(connection, entries, writing.inserted)
    if writing.updated:
        connection.execute(_REPLACE, writing.updated)
    _mark(store, connection, writing)
    return writing.brought()


class _Writing:
    """What a batch comes to, while it is gone through."""

    def __init__(self) -> None:
        self.inserted: list[dict[str, Any]] = []
        self.updated: list[dict[str, Any]] = []
        self.new: list[_Item] = []
        self.changed: list[_Item] = []
        self.marked: set[int] = set()  # articles whose rows change
        self.known = self.removed = self.rekeyed = 0

    def take(
        self, item: _Item, row: dict[str, Any], was: Any, *, rekeyed: bool
    ) -> None:
        """One entry with its row, and what was held of it."""
        if was is None:
            self.new.append(item)
            self.inserted.append(row)
            return
        before = was.data
        if rekeyed:
            self.rekeyed += 1
            before = encode(replace(decode(before, Entry), guid=item.entry.guid))
        if _differs(item.entry, before):
            self.changed.append(item)
            self.marked.add(was.article_id)
        else:
            self.known += 1
            if not rekeyed:
                return
        changed = {f"b_{name}": value for name, value in row.items()}
        self.updated.append({**changed, "b_id": was.id})

    def brought(self) -> Announced:
        return Announced(
            new=tuple(item.entry for item in self.new),
            changed=tuple(item.entry for item in self.changed),
            known=self.known,
            removed=self.removed,
            rekeyed=self.rekeyed,
        )


_REPLACE = (
    update(entries)
    .where(entries.c.id == bindparam("b_id"))
    .values(
        {
            name: bindparam(f"b_{name}")
            for name in ("key", "article_id", "source_id", "seen", "data")
        }
    )
)


def _held(
    connection: Connection, batch: Sequence[_Item], here: set[bytes]
) -> tuple[dict[bytes, Any], dict[int, list[Any]]]:
    """Rows under the ids of a batch, and those of its articles under ids that the
    document does not give, by article, the latest last."""
    keys = [item.key for item in batch]
    numbers = [item.number for item in batch]
    query = (
        "SELECT id, key, article_id, data FROM entries "
        "WHERE key IN {} OR article_id IN {} ORDER BY id"
    )
    held: dict[bytes, Any] = {}
    orphans: dict[int, list[Any]] = {}
    for row in ask(connection, query, keys, numbers):
        held[bytes(row.key)] = row
        if bytes(row.key) not in here:
            orphans.setdefault(row.article_id, []).append(row)
    return held, orphans


def _adopt(orphans: dict[int, list[Any]], item: _Item) -> Any:
    """The row of an article that its own feed does not name any more, if there is one."""
    rows = orphans.get(item.number, [])
    for row in reversed(rows):
        if decode(row.data, Entry).feed == item.entry.feed:
            rows.remove(row)
            return row
    return None


def _mark(store: Store, connection: Connection, writing: _Writing) -> None:
    """Mark the articles that entries announce, and those their addresses lead to."""
    items = writing.new + writing.changed
    if not items:
        return
    targets = captured_as(connection, [item.address for item in items])
    numbers = writing.marked | {item.number for item in items} | set(targets.values())
    mark_dirty(store, connection, article_ids=sorted(numbers))
