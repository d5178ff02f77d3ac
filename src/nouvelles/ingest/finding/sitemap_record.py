"""What a sitemap says: its pages, its children, and the pages as entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nouvelles.records import Doubt, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page that a sitemap names.

    `modified` is its lastmod. `title`, `published`, `language`, `publication` and
    `keywords` come from the news extension, "" and None elsewhere. `alternates` are the
    same page in other languages, as (language, address).
    """

    url: str
    modified: datetime | None = None
    title: str = ""
    published: datetime | None = None
    language: str = ""
    publication: str = ""
    keywords: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index names, with its lastmod."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap says, in its order; an index has `children`, others `places`.

    `foreign` counts addresses that were left out because they belong to another
    registered domain. `doubts` tell what was got over, under words of `troubles`:
    malformed, wrong-charset, charset-guessed, no-link, bad-date, too-many-entries.
    """

    address: str
    kind: Literal["urls", "index", "text"]
    places: tuple[Place, ...] = ()
    children: tuple[Child, ...] = ()
    foreign: int = 0
    doubts: tuple[Doubt, ...] = ()


def entries_of(sitemap: Sitemap) -> tuple[Entry, ...]:
    """The pages of a sitemap as entries, in its order; those without any date are left
    out, for nothing would tell new from old.

    News have title, language and `published`; other pages have no title, and their
    lastmod as `updated`. The id is the address.
    """
    return tuple(
        Entry(
            feed=sitemap.address,
            guid=place.url,
            url=place.url,
            title=place.title,
            published=place.published,
            updated=place.modified,
            language=place.language,
        )
        for place in sitemap.places
        if place.published or place.modified
    )
