"""What an answer says that came from a feed, a sitemap or a section page.

Pure: bytes in, entries and troubles out. `keep` writes what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nouvelles.ingest import Feed, parse_feed
from nouvelles.ingest.feeds.record import FeedError
from nouvelles.ingest.finding.sections import section_links
from nouvelles.ingest.finding.sitemap_order import news_first
from nouvelles.ingest.finding.sitemap_record import Sitemap, entries_of
from nouvelles.ingest.finding.sitemaps import parse_sitemap
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Doubt, Entry
from nouvelles.run.made import make
from nouvelles.run.reading.found import Document, Found, Trouble, digest_of, newest_of
from nouvelles.store.kinds import Kind

#: Dates outside of these cannot be true of an article on the web.
_EARLIEST = datetime(1991, 8, 6, tzinfo=UTC)
_AHEAD = timedelta(days=2)

#: Doubts of a feed that are no troubles of their own: how a repair was made.
_DOUBTS = {word.value: word for word in Word} | {"charset-guessed": Word.WRONG_CHARSET}


def parse(document: Document) -> Found:
    """What a document says, with what is made of its entries where that is wanted.

    Raises:
        NotRead: as `read_answer`.
    """
    found = read_answer(
        document.kind,
        document.body,
        address=document.address,
        charset=document.charset,
        rule=document.rule,
        site=document.site,
        now=document.now,
        most=document.most,
    )
    if document.source is None:
        return found
    source = document.source
    return replace(found, made=tuple(make(entry, source) for entry in found.entries))


def read_answer(
    kind: Kind,
    body: bytes,
    *,
    address: str,
    charset: str = "",
    rule: str = "",
    site: str = "",
    now: float,
    most: int,
) -> Found:
    """What stands in the bytes from an address; at most `most` entries, the newest.

    `site` is the outlet's own address, where its sitemap lies on another host.

    Raises:
        NotRead: it is not what it should be, or nothing can be read in it.
    """
    digest = digest_of(body)
    if kind is Kind.SITEMAP:
        sitemap = parse_sitemap(body, address=address, site=site)
        return _from_sitemap(sitemap, digest, now, most)
    if kind is Kind.SECTION:
        links = section_links(body, address=address, rule=rule)
        if not links:
            raise NotRead(Word.NO_LINKS_FOUND, address)
        entries, troubles = _sound(links, now, most)
        return Found(digest=digest, entries=entries, troubles=troubles)
    try:
        feed = parse_feed(body, address=address, charset=charset)
    except FeedError as error:
        raise NotRead(error.word, address, error.reason) from error
    return _from_feed(feed, digest, now, most)


def _from_feed(feed: Feed, digest: str, now: float, most: int) -> Found:
    entries, odd = _sound(feed.entries, now, most)
    return Found(
        digest=digest,
        title=feed.title,
        entries=entries,
        troubles=(*_doubts(feed.doubts), *odd),
        hub=feed.hub,
        topic=feed.self_url,
        every_s=feed.every_s,
    )


def _from_sitemap(sitemap: Sitemap, digest: str, now: float, most: int) -> Found:
    """Pages without any date are taken where no page has one: the rest of a news site's
    sitemap is sections and imprints."""
    dated = entries_of(sitemap) or tuple(
        Entry(feed=sitemap.address, guid=place.url, url=place.url, title=place.title)
        for place in sitemap.places
    )
    entries, odd = _sound(dated, now, most)
    return Found(
        digest=digest,
        entries=entries,
        parts=tuple(part.url for part in news_first(sitemap.children)),
        troubles=(*_doubts(sitemap.doubts), *odd),
    )


def _doubts(doubts: Iterable[Doubt]) -> tuple[Trouble, ...]:
    """The repairs that are counted as troubles, each once."""
    found = {_DOUBTS[one.code]: one.detail for one in doubts if one.code in _DOUBTS}
    return tuple(found.items())


def _sound(
    found: Iterable[Entry], now: float, most: int
) -> tuple[tuple[Entry, ...], tuple[Trouble, ...]]:
    """Entries that lead to a page, with dates that can be true, the newest of them."""
    latest = datetime.fromtimestamp(now, UTC) + _AHEAD
    kept: list[Entry] = []
    odd = ""
    for entry in found:
        if not entry.url:
            continue
        if _is_odd(entry.published, latest) or _is_odd(entry.updated, latest):
            odd = odd or f"{entry.published or entry.updated}: {entry.url}"
            entry = replace(
                entry,
                published=None if _is_odd(entry.published, latest) else entry.published,
                updated=None if _is_odd(entry.updated, latest) else entry.updated,
            )
        kept.append(entry)
    troubles: list[Trouble] = [(Word.ODD_DATES, odd)] if odd else []
    if len(kept) > most:
        troubles.append((Word.TOO_MANY_ENTRIES, f"{len(kept)} entries, {most} taken"))
        kept = newest_of(kept, most)
    return tuple(kept), tuple(troubles)


def _is_odd(at: datetime | None, latest: datetime) -> bool:
    return at is not None and not _EARLIEST <= at <= latest
