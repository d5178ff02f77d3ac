"""Sitemaps (sitemaps.org, 0.9), their index, and the extension for news.

A news sitemap tells of what the paper itself published in the last two days, at most a
thousand pages (Google Search Central, 2026-11). One of news may be empty: engines take
that for a fault where an index names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from nouvelles.edition.feed import add, rfc3339, write_xml

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"

#: Addresses of one sitemap at most (sitemaps.org), and news of one news sitemap.
ADDRESSES: Final = 50_000
NEWS_ADDRESSES: Final = 1_000
#: How long something is news.
NEWS_AGE: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page for search engines: its address, and when it changed last (None: unknown)."""

    address: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """A page of news: `language` is that of the page, as BCP 47 has it."""

    address: str
    title: str
    language: str
    published: datetime


def write_sitemap(pages: Iterable[SitePage]) -> bytes:
    """A sitemap of at most `ADDRESSES` pages; whoever calls cuts them into parts."""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for page in pages:
        node = add(root, "url")
        add(node, "loc", page.address)
        if page.changed is not None:
            add(node, "lastmod", rfc3339(page.changed))
    return write_xml(root)


def write_index(addresses: Iterable[str]) -> bytes:
    """The index of several sitemaps."""
    root = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    for address in addresses:
        add(add(root, "sitemap"), "loc", address)
    return write_xml(root)


def is_news(page: NewsPage, now: datetime) -> bool:
    """Whether a page stands in the news sitemap at `now`."""
    return timedelta() <= now - page.published <= NEWS_AGE


def write_news(pages: Iterable[NewsPage], paper: str, now: datetime) -> bytes:
    """The news sitemap of a paper: what is at most two days old at `now`, newest first."""
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS})
    fresh = [page for page in pages if is_news(page, now)]
    fresh.sort(key=lambda page: (page.published, page.address), reverse=True)
    for page in fresh[:NEWS_ADDRESSES]:
        node = add(root, "url")
        add(node, "loc", page.address)
        news = add(node, "news:news")
        publication = add(news, "news:publication")
        add(publication, "news:name", paper)
        add(publication, "news:language", page.language)
        add(news, "news:publication_date", rfc3339(page.published))
        add(news, "news:title", page.title)
    return write_xml(root)
