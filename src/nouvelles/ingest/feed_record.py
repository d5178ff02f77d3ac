"""What a feed says: its own record, and the identity of its entries."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace

from nouvelles.records import Doubt, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself, and its entries in the feed's order.

    `doubts` tell what was repaired: `malformed` (the XML is broken), `charset-guessed`,
    `repeated-id` (entries share an id and are told apart by their address), `no-link`
    (an entry leads to no page), `bad-date` (a date that nobody can read).
    """

    address: str
    title: str = ""
    language: str = ""
    home: str = ""
    licence: str = ""
    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def entry_id(stated: str, url: str, *texts: str) -> str:
    """The id that an entry states, else its address, else a digest of its texts."""
    if stated.strip():
        return stated.strip()
    if url:
        return url
    return f"sha256:{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()}"


def tell_apart(feed: Feed) -> Feed:
    """Entries that share an id but lead to different pages take their address as id."""
    pages: dict[str, set[str]] = {}
    for entry in feed.entries:
        pages.setdefault(entry.guid, set()).add(entry.url)
    shared = {guid for guid, urls in pages.items() if len(urls) > 1}
    if not shared:
        return feed
    times = Counter(entry.guid for entry in feed.entries)
    entries = tuple(
        replace(entry, guid=entry.url) if entry.guid in shared and entry.url else entry
        for entry in feed.entries
    )
    doubts = tuple(
        Doubt(code="repeated-id", detail=f"{guid} ({times[guid]} times)")
        for guid in sorted(shared)
    )
    return replace(feed, entries=entries, doubts=feed.doubts + doubts)
