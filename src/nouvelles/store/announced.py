"""Writing what documents announced, a batch a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, update

from nouvelles.records import Entry
from nouvelles.store.alone import Made
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, encode, is_kept
from nouvelles.store.database import Store
from nouvelles.store.ledger import mark_dirty
from nouvelles.store.rows import captured_as, tombstoned
from nouvelles.store.schema import entries
from nouvelles.store.sources import sources_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a document brought, or a batch of it.

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


class Item(Struct, frozen=True, kw_only=True, gc=False):
    """An entry with all that can be said of it without asking the database."""

    entry: Entry
    key: bytes
    address: bytes  # key of its address
    number: int  # of the article at its address
    host: str
    document: int  # which one gives it
    made: Made | None = None


#: Makes the read rows of articles from their entries and the sources of these.
Show = Callable[[Connection, Mapping[int, tuple[int, Item]]], None]


def under_tombstones(connection: Connection, items: Sequence[Item]) -> set[int]:
    """The articles of items that were removed."""
    return tombstoned(connection, [item.number for item in items]) if items else set()


def differs(entry: Entry, data: bytes) -> bool:
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


def write_items(
    store: Store,
    connection: Connection,
    batch: Sequence[Item],
    data: Mapping[bytes, bytes],
    here: set[bytes],
    now: int,
    show: Show | None,
) -> dict[int, Announced]:
    """Write a batch; what it brought, by document.

    `data` are its entries as they are kept, by id; `here` the ids that the documents
    give.
    """
    # Asked again: somebody may just have removed one.
    gone = under_tombstones(connection, batch)
    held, orphans = _held(connection, batch, here)
    hosts = {item.host: item.entry.url for item in batch if item.number not in gone}
    sources = sources_for(connection, hosts) if hosts else {}
    writing = _Writing()
    for item in batch:
        if item.number in gone:
            writing.of(item).removed += 1
            continue
        row = {
            "key": item.key,
            "article_id": item.number,
            "source_id": sources[item.host],
            "seen": now,
            "data": data[item.key],
        }
        was = held.get(item.key)
        orphan = None if was else _adopt(orphans, item)
        writing.take(item, row, was or orphan, rekeyed=orphan is not None)
    if writing.inserted:
        store.dialect.insert_new(connection, entries, writing.inserted)
    if writing.updated:
        connection.execute(_REPLACE, writing.updated)
    others = {row.article_id for row in held.values()}
    _mark(store, connection, writing, others, show)
    return writing.brought()


@dataclass(slots=True)
class _Counts:
    known: int = 0
    removed: int = 0
    rekeyed: int = 0


class _Writing:
    """What a batch comes to, while it is gone through."""

    def __init__(self) -> None:
        self.inserted: list[dict[str, Any]] = []
        self.updated: list[dict[str, Any]] = []
        self.new: list[Item] = []
        self.changed: list[Item] = []
        self.source_of: dict[int, int] = {}  # by the articles of what is new
        self.marked: set[int] = set()  # articles whose rows change
        self.counts: dict[int, _Counts] = {}

    def of(self, item: Item) -> _Counts:
        """The counts of an item's document."""
        return self.counts.setdefault(item.document, _Counts())

    def take(self, item: Item, row: dict[str, Any], was: Any, *, rekeyed: bool) -> None:
        """One entry with its row, and what was held of it."""
        if was is None:
            self.new.append(item)
            self.inserted.append(row)
            self.source_of[item.number] = row["source_id"]
            return
        before = was.data
        if rekeyed:
            self.of(item).rekeyed += 1
            before = encode(replace(decode(before, Entry), guid=item.entry.guid))
        if differs(item.entry, before):
            self.changed.append(item)
            self.marked.add(was.article_id)
        else:
            self.of(item).known += 1
            if not rekeyed:
                return
        changed = {f"b_{name}": value for name, value in row.items()}
        self.updated.append({**changed, "b_id": was.id})

    def brought(self) -> dict[int, Announced]:
        documents = {item.document for item in self.new + self.changed}
        return {
            number: Announced(
                new=tuple(i.entry for i in self.new if i.document == number),
                changed=tuple(i.entry for i in self.changed if i.document == number),
                **asdict(self.counts.get(number, _Counts())),
            )
            for number in sorted(documents | self.counts.keys())
        }


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
    connection: Connection, batch: Sequence[Item], here: set[bytes]
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


def _adopt(orphans: dict[int, list[Any]], item: Item) -> Any:
    """The row of an article that its own feed does not name any more, if there is one."""
    rows = orphans.get(item.number, [])
    for row in reversed(rows):
        if decode(row.data, Entry).feed == item.entry.feed:
            rows.remove(row)
            return row
    return None


def _mark(
    store: Store,
    connection: Connection,
    writing: _Writing,
    others: set[int],
    show: Show | None,
) -> None:
    """Mark the articles that entries announce, and those their addresses lead to; or show
    at once those that nothing else is held of. `others` have had entries before."""
    items = writing.new + writing.changed
    if not items:
        return
    targets = captured_as(connection, [item.address for item in items])
    numbers = writing.marked | {item.number for item in items} | set(targets.values())
    if show is not None and store.is_sqlite:
        times = Counter(item.number for item in items)
        first = {
            item.number: (writing.source_of[item.number], item)
            for item in writing.new
            if times[item.number] == 1
            and item.number not in others
            and item.address not in targets
        }
        show(connection, first)
        numbers -= first.keys()
    mark_dirty(store, connection, article_ids=sorted(numbers))
