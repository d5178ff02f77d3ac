"""Sitemaps: addresses with their dates, news with their titles, indexes of sitemaps.

Sources: sitemaps.org protocol 0.9 (2016-11-21), Google's news extension 0.9 and its
`xhtml:link` for other languages, as known in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from nouvelles.domains import registered_domain
from nouvelles.errors import InputError
from nouvelles.ingest.charset import as_utf8
from nouvelles.ingest.encodings import inflate
from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.text import language_tag, plain_text
from nouvelles.ingest.finding.sitemap_record import Child, Place, Sitemap
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import host_of, normalise
from nouvelles.ingest.xml_events import Event, read_xml
from nouvelles.records import Doubt

#: "Sitemaps must be no larger than 50MB (52,428,800 bytes)" (sitemaps.org).
MAX_SITEMAP_BYTES = 52_428_800

#: Honest sitemaps pack to a twentieth or so; gzip itself goes to a thousandth.
_BOMB_FACTOR = 100

#: A sitemap that is packed and sent packed once more is met; three times is not.
_MOST_PACKINGS = 2

_OTHER_ROOTS = {"rss", "rdf", "feed", "channel"}

#: No date is longer; what is longer need not be looked at.
_LONGEST_DATE = 100

_TEXT_LINE = re.compile(r"https?://\S{1,2000}")


def parse_sitemap(
    data: bytes, *, address: str, site: str = "", max_urls: int = 50_000
) -> Sitemap:
    """The sitemap in these bytes, plain or gzip: XML, or text with an address a line.

    Only addresses of the registered domain of `address` are kept, as the protocol asks,
    or of `site`: the outlet's own address, where its robots.txt names a sitemap on
    another host. Addresses are normalised; one that comes twice is kept once. The first
    `max_urls` are looked at.

    Raises:
        NotRead: "empty", "bomb", "too-large", "too-deep", "html-not-feed" (a page), or
            "no-feed": a feed, or nothing that is a sitemap.
    """
    data, cut = _unpacked(data, address)
    text_start = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if not text_start:
        raise NotRead(Word.EMPTY, address)
    reading = _Reading(address=address, site=site, most=max_urls)
    if cut:
        reading.doubt(Word.MALFORMED, "the gzip data ends early")
    if text_start[:1] in b"hH" and b"<" not in data[:1024]:
        return _read_text(data, reading)
    kept = tuple(reading.doubts)

    def collect(events: Iterator[Event]) -> _Reading:
        # Called once more on broken XML: what was found before is found again.
        fresh = _Reading(address=address, site=site, most=max_urls)
        fresh.doubts.extend(kept)
        fresh.read(events)
        return fresh

    reading, doubts = read_xml(data, address, collect, roots="urlset|sitemapindex")
    if not reading.rooted:
        raise NotRead(Word.NO_FEED, address, "this is no sitemap")
    return reading.sitemap((*reading.doubts, *doubts))


def _unpacked(data: bytes, address: str) -> tuple[bytes, bool]:
    """The bytes with gzip undone, and whether it ended early."""
    cut = False
    for _ in range(_MOST_PACKINGS):
        if data[:2] != b"\x1f\x8b":
            break
        packed = len(data)
        data, ended = inflate(data, MAX_SITEMAP_BYTES)
        cut = cut or not ended
        if len(data) > MAX_SITEMAP_BYTES > _BOMB_FACTOR * packed:
            raise NotRead(Word.BOMB, address, f"{packed} bytes of gzip")
    if len(data) > MAX_SITEMAP_BYTES:
        detail = f"more than {MAX_SITEMAP_BYTES} bytes"
        raise NotRead(Word.TOO_LARGE, address, detail)
    return data, cut


def _read_text(data: bytes, reading: _Reading) -> Sitemap:
    """A text sitemap: one address a line, nothing else (sitemaps.org)."""
    lines = as_utf8(data)[0].decode("utf-8", "replace").split()
    if not _TEXT_LINE.fullmatch(lines[0]):
        raise NotRead(Word.NO_FEED, reading.address, "this is no sitemap")
    reading.kind = "text"
    for line in lines:
        if reading.is_full():
            break
        reading.add({"loc": line})
    return reading.sitemap(tuple(reading.doubts))


@dataclass
class _Reading:
    """A sitemap while it is read."""

    address: str
    site: str
    most: int
    kind: Literal["urls", "index", "text"] = "urls"
    found: dict[str, Place] = field(default_factory=dict)
    seen: int = 0
    rooted: bool = False
    foreign: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    _counted: set[Word] = field(default_factory=set)
    _domains: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        named = (address for address in (self.address, self.site) if address)
        self._domains = frozenset(registered_domain(host_of(one)) for one in named)

    def doubt(self, word: Word, detail: str) -> None:
        """One doubt of a kind is enough: a sitemap may have fifty thousand."""
        if word not in self._counted:
            self._counted.add(word)
            self.doubts.append(Doubt(code=word.value, detail=detail))

    def is_full(self) -> bool:
        if self.seen < self.most:
            return False
        self.doubt(Word.TOO_MANY_ENTRIES, f"more than {self.most} addresses")
        return True

    def read(self, events: Iterator[Event]) -> None:
        """Elements of urlset or sitemapindex; fields are told by name and parent."""
        path: list[str] = []
        fields: dict[str, str] = {}
        links: list[tuple[str, str]] = []
        for event in events:
            if event.kind == "start":
                if not path:
                    self._enter(event.name)
                path.append(event.name)
                if event.name == "link" and "href" in event.attributes:
                    given = event.attributes
                    links.append((given.get("hreflang", ""), given["href"]))
                continue
            path.pop()
            parent = path[-1] if path else ""
            if event.name in ("url", "sitemap") and len(path) == 1:
                if self.is_full():
                    return
                self.add(fields, links)
                fields, links = {}, []
            elif event.text and (key := _FIELDS.get((parent, event.name))):
                fields.setdefault(key, event.text)
        # What stands before the place where broken XML ends is complete if it has its
        # address; the protocol writes it first.
        if "loc" in fields and not self.is_full():
            self.add(fields, links)

    def _enter(self, root: str) -> None:
        self.rooted = True
        if root == "sitemapindex":
            self.kind = "index"
        elif root in _OTHER_ROOTS:
            raise NotRead(Word.NO_FEED, self.address, "a feed, not a sitemap")
        elif root == "html":
            raise NotRead(Word.HTML_NOT_FEED, self.address)
        elif root != "urlset":
            raise NotRead(Word.NO_FEED, self.address, f"<{root}> is no sitemap")

    def add(
        self, fields: dict[str, str], links: list[tuple[str, str]] | None = None
    ) -> None:
        self.seen += 1
        url = self._own(fields.get("loc", ""))
        if not url or url in self.found:
            return
        pairs = ((language_tag(tag), self._own(to)) for tag, to in links or ())
        words = (word.strip() for word in fields.get("keywords", "").split(","))
        self.found[url] = Place(
            url=url,
            modified=self._date(fields.get("lastmod", "")),
            title=plain_text(fields.get("title", ""), markup=False),
            published=self._date(fields.get("published", "")),
            language=language_tag(fields.get("language")),
            publication=" ".join(fields.get("publication", "").split()),
            keywords=tuple(dict.fromkeys(word for word in words if word)),
            alternates=tuple((tag, to) for tag, to in pairs if tag and to),
        )

    def _own(self, stated: str) -> str:
        """The address, normalised, or "" when it is none or not the site's."""
        try:
            if stated and not stated.startswith(("https://", "http://")):
                stated = urljoin(self.address, stated)
            url = normalise(stated) if stated else ""
        except (InputError, ValueError):
            url = ""
        if not url:
            self.doubt(Word.NO_LINK, stated[:200] or "an element without an address")
            return ""
        if registered_domain(_host_of_place(url.split("/", 3)[2])) in self._domains:
            return url
        self.foreign += 1
        return ""

    def _date(self, text: str) -> datetime | None:
        date = read_date(text[:_LONGEST_DATE]) if text else None
        if text and date is None:
            self.doubt(Word.BAD_DATE, text[:60])
        return date

    def sitemap(self, doubts: tuple[Doubt, ...]) -> Sitemap:
        places = tuple(self.found.values())
        if self.kind != "index":
            return Sitemap(
                address=self.address,
                kind=self.kind,
                places=places,
                foreign=self.foreign,
                doubts=doubts,
            )
        children = tuple(Child(url=one.url, modified=one.modified) for one in places)
        return Sitemap(
            address=self.address,
            kind="index",
            children=children,
            foreign=self.foreign,
            doubts=doubts,
        )


@lru_cache(maxsize=1024)
def _host_of_place(place: str) -> str:
    return host_of(f"http://{place}")


#: Fields by parent and name: pictures and films have addresses and titles as well.
_FIELDS = {
    ("url", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "loc"): "loc",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
    ("news", "keywords"): "keywords",
    ("publication", "name"): "publication",
    ("publication", "language"): "language",
}
