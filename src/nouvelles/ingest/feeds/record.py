"""What a feed says: its own record, the identity of its entries, and its errors."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import Any

from msgspec import Struct, structs

from nouvelles.errors import InputError
from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt, Entry


class FeedError(InputError):
    """Bytes that are no feed, under the word by which the fault is counted.

    Words: `empty`, `too-large`, `html-not-feed`, `too-deep`, `no-feed`.
    """

    def __init__(self, word: Word, about: str, reason: str, advice: str = "") -> None:
        super().__init__(about, reason, advice)
        self.word = word

    def __reduce__(self) -> tuple[type[FeedError], tuple[Any, ...]]:
        return (type(self), (self.word, self.about, self.reason, self.advice))


class Feed(Struct, frozen=True, gc=False):
    """What a feed says of itself, and its entries in the feed's order.

    No dataclass, like most records: for a feed of one entry, to make one takes longer
    than to read a field.

    `hub` announces what is new (WebSub) under the name `self_url`, which is kept letter
    by letter. `every_s` is how often the feed says it changes, in seconds; 0 unknown.

    `doubts` tell what was repaired: `malformed` (the XML is broken), `wrong-charset`
    (its text makes no sense in the encoding that it states), `charset-guessed` (it
    states none), `repeated-id` (entries share an id and are told apart by their
    address), `no-link` (an entry leads to no page), `bad-date` (a date that nobody can
    read).
    """

    address: str
    title: str = ""
    language: str = ""
    home: str = ""
    licence: str = ""
    hub: str = ""
    self_url: str = ""
    every_s: int = 0
    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()


#: Seconds of the words of `sy:updatePeriod` (RSS 1.0 syndication module, 2000).
_PERIOD_S = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}


def stated_period_s(ttl: str, period: str, frequency: str) -> int:
    """Seconds from `ttl` (minutes), else from `sy:updatePeriod` and `updateFrequency`.

    0 where neither can be read; the ttl counts, where a feed states both.
    """
    if (minutes := _whole(ttl)) > 0:
        return min(minutes * 60, _PERIOD_S["yearly"])
    times = _whole(frequency) or 1
    return _PERIOD_S.get(period.strip().lower(), 0) // times


def stated_length(text: str) -> int:
    """Bytes as an enclosure states them; 0 for what is no number."""
    return _whole(text)


def _whole(text: str) -> int:
    """The number in a text, up to 15 digits; 0 for what is none."""
    text = text.strip()
    return int(text) if len(text) < 16 and text.isascii() and text.isdigit() else 0


def entry_id(stated: str, url: str, *texts: str) -> str:
    """The id that an entry states, else its address, else a digest of its texts."""
    stated = stated.strip()
    if stated:
        return stated
    if url:
        return url
    digest = hashlib.sha256("\0".join(texts).encode("utf-8", "replace"))
    return f"sha256:{digest.hexdigest()}"


def tell_apart(feed: Feed) -> Feed:
    """Entries that share an id but lead to different pages take their address as id."""
    number = len(feed.entries)
    if number < 2 or len({entry.guid for entry in feed.entries}) == number:
        return feed
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
        Doubt(code=Word.REPEATED_ID, detail=f"{guid} ({times[guid]} times)")
        for guid in sorted(shared)
    )
    return structs.replace(feed, entries=entries, doubts=feed.doubts + doubts)
