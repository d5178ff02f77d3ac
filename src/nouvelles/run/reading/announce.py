"""Keeping what a feed, sitemap or section page announces, and wanting its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from nouvelles.records import Entry, Source
from nouvelles.run.reading.look import Found, newest_of
from nouvelles.store import Store, feeds, fetches
from nouvelles.store.entries import Announced, add_entries
from nouvelles.store.feeds import FeedRow, FeedState, Kind, State
from nouvelles.store.titles import known_by_title


def announce(
    store: Store, row: FeedRow, source: Source, found: Found, now: int
) -> Announced:
    """Keep the entries of a document; their pages are wanted in the same transaction.

    Pages of a source of which headlines only are kept are not wanted.
    """
    pages = source.mode == "pages"

    def also(connection: Connection, brought: Announced) -> None:
        if pages:
            wanted = [_wanted(row, entry, now) for entry in brought.new]
            fetches.want(store, connection, wanted)
            changed = [fetches.key_of(entry.url) for entry in brought.changed]
            fetches.want_again(connection, changed, now)

    is_feed = row.kind is Kind.FEED
    titled = [entry for entry in found.entries if entry.title or is_feed]
    again = _known_by_title(store, row, titled)
    fresh = [entry for entry in titled if entry.url not in again]
    brought = add_entries(store, fresh, now, also=also)
    if again:
        brought = replace(brought, rekeyed=brought.rekeyed + len(again))
    if pages and not is_feed:
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


def _known_by_title(store: Store, row: FeedRow, titled: Sequence[Entry]) -> set[str]:
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
