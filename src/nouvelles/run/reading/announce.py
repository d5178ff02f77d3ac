"""Keeping what a feed, sitemap or section page announces, and wanting its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from nouvelles.records import Entry, Source
from nouvelles.run.reading.found import Found, newest_of
from nouvelles.run.rows import show_announced
from nouvelles.store import Store, feeds, fetches
from nouvelles.store.announced import Announced, Item
from nouvelles.store.entries import Document, add_documents
from nouvelles.store.feeds import FeedRow, FeedState
from nouvelles.store.kinds import Kind, State
from nouvelles.store.ledger import Plan
from nouvelles.store.titles import known_by_title

#: A feed, whose it is, and what stands in it.
Telling = tuple[FeedRow, Source, Found]


def announce(
    store: Store, plan: Plan, row: FeedRow, source: Source, found: Found, now: int
) -> Announced:
    """As `announce_all`, of one document."""
    return announce_all(store, plan, [(row, source, found)], now)[0]


def announce_all(
    store: Store, plan: Plan, told: Sequence[Telling], now: int
) -> list[Announced]:
    """Keep the entries of documents; their pages are wanted in the same transaction, and
    articles of which nothing else is held are shown by it.

    Pages of a source of which headlines only are kept are not wanted.
    """

    def show(connection: Connection, items: Mapping[int, tuple[int, Item]]) -> None:
        show_announced(store, connection, plan, items)

    again = [_known_by_title(store, row, found) for row, _, found in told]
    documents = [
        _document(store, row, source, found, known, now)
        for (row, source, found), known in zip(told, again, strict=True)
    ]
    brought = add_documents(store, documents, now, show=show)
    return [
        _with_rest(store, one, row, source, found, known, now)
        for one, (row, source, found), known in zip(brought, told, again, strict=True)
    ]


def _document(
    store: Store,
    row: FeedRow,
    source: Source,
    found: Found,
    known: set[str],
    now: int,
) -> Document:
    """The entries of a document, and the wish for their pages."""
    pages = source.mode == "pages"

    def also(connection: Connection, brought: Announced) -> None:
        if pages:
            wanted = [_wanted(row, entry, now) for entry in brought.new]
            fetches.want(store, connection, wanted)
            changed = [fetches.key_of(entry.url) for entry in brought.changed]
            fetches.want_again(connection, changed, now)

    made = found.made or [None] * len(found.entries)
    pairs = [
        (entry, one)
        for entry, one in zip(found.entries, made, strict=True)
        if _is_titled(row, entry) and entry.url not in known
    ]
    return Document(
        entries=[entry for entry, _ in pairs],
        made=[one for _, one in pairs],
        also=also,
    )


def _is_titled(row: FeedRow, entry: Entry) -> bool:
    return bool(entry.title) or row.kind is Kind.FEED


def _with_rest(
    store: Store,
    brought: Announced,
    row: FeedRow,
    source: Source,
    found: Found,
    known: set[str],
    now: int,
) -> Announced:
    """What a document brought, with what is no entry of it: bare addresses, parts."""
    if known:
        brought = replace(brought, rekeyed=brought.rekeyed + len(known))
    if source.mode == "pages" and row.kind is not Kind.FEED:
        bare = [entry for entry in found.entries if not entry.title]
        brought = replace(brought, new=brought.new + _want_bare(store, row, bare, now))
    if found.parts:
        _take_parts(store, row, found.parts, now)
    return brought


def time_of(entry: Entry) -> float:
    """When an entry was published, in seconds since 1970; 0.0 where it does not say."""
    at = entry.published or entry.updated
    return at.timestamp() if at else 0.0


def _wanted(row: FeedRow, entry: Entry, now: int) -> fetches.FetchRow:
    time = time_of(entry)
    published = int(time) if time else None
    return fetches.wanted(entry.url, row.source_id, due=now, published=published)


def _known_by_title(store: Store, row: FeedRow, found: Found) -> set[str]:
    titled = [entry for entry in found.entries if _is_titled(row, entry)]
    if not titled or not row.data.first_good:
        return set()
    with store.read() as connection:
        return known_by_title(connection, titled)


def _want_bare(
    store: Store, row: FeedRow, bare: Sequence[Entry], now: int
) -> tuple[Entry, ...]:
    """Want pages of which a sitemap tells addresses and times only; those to be read.

    There is nothing to show of them until they are read. Of the past that a new sitemap
    tells of, the newest are read; the others are known from then on.
    """
    by_key = {fetches.key_of(entry.url): entry for entry in bare}
    with store.read() as connection:
        unknown = fetches.unknown_of(connection, by_key)
    new = [entry for key, entry in by_key.items() if key in unknown]
    most = len(new) if row.data.first_good else store.settings.reading.backlog
    ordered = newest_of(new, len(new))
    rows = [
        replace(_wanted(row, entry, now), due=now if place < most else None)
        for place, entry in enumerate(ordered)
    ]
    with store.write() as connection:
        fetches.want(store, connection, rows)
    return tuple(ordered[:most])


def _take_parts(store: Store, row: FeedRow, parts: Sequence[str], now: int) -> None:
    """Look at the parts of a sitemap that are worth it, and at no others."""
    with store.write() as connection:
        held = {
            one.id
            for one in feeds.all_feeds(connection, [row.source_id])
            if one.data.parent == row.id and one.state is State.READ
        }
        kept = set()
        for url in parts:
            state = FeedState(parent=row.id)
            number, _ = feeds.add_feed(
                connection, row.source_id, Kind.SITEMAP, url, state, now
            )
            kept.add(number)
        feeds.set_state(connection, held - kept, State.ENDED, now)
