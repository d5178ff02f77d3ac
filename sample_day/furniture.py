"""What stands around an article: teasers, boxes, advertisements, comments.

All of it is invented, and chosen by digests instead of chance, so that the same page
comes out of every build. A teaser never announces what is not published yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from .dates import write_date
from .records import Article, Outlet, Words, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """An announcement of another article of the outlet."""

    headline: str
    url: str
    standfirst: str
    lede: str
    section: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertisement:
    """An advertisement for something that does not exist."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment under an article."""

    who: str
    text: str
    when: str
    avatar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the navigation."""

    name: str
    url: str


def draw_number(seed: str, below: int) -> int:
    """A number from 0 to below - 1 that depends on nothing but the seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def article_url(article: Article, outlet: Outlet) -> str:
    """The canonical address of an article."""
    return f"https://{outlet.host}{article.path}"


def texts(words: Words, key: str) -> list[str]:
    """A list of strings out of a language's words."""
    return cast(list[str], words[key])


def section_name(words: Words, section: str) -> str:
    """The name of a section in the language of the page."""
    return cast(dict[str, str], words["sections"])[section]


def build_navigation(outlet: Outlet, words: Words) -> tuple[Link, ...]:
    """The sections of an outlet's site."""
    names = cast(dict[str, str], words["sections"])
    return tuple(
        Link(name=name, url=f"{outlet.home}{section}/")
        for section, name in names.items()
    )


def build_teasers(
    world: World, outlet: Outlet, at: datetime, leave_out: str, seed: str
) -> tuple[Teaser, ...]:
    """The outlet's other headlines at a time, newest first, then older fillers."""
    words = world.words[outlet.language]
    sections = {event.id: event.section for event in world.events}
    published = [
        article
        for article in reversed(world.articles())
        if article.outlet == outlet.id
        and article.id != leave_out
        and article.published < at
    ]
    teasers = [
        Teaser(
            headline=_headline_at(article, at),
            url=article_url(article, outlet),
            standfirst=article.standfirst or article.summary,
            lede=article.body[0].text if article.correction is None else "",
            section=section_name(words, sections[article.event]),
            when=write_date(article.published, words, "date_short"),
        )
        for article in published
    ]
    return tuple(teasers + _fillers(outlet, words, at, seed))


def _headline_at(article: Article, at: datetime) -> str:
    fix = article.correction
    if fix is not None and at < fix.at and fix.headline_before:
        return fix.headline_before
    return article.headline


def _fillers(outlet: Outlet, words: Words, at: datetime, seed: str) -> list[Teaser]:
    headlines = texts(words, "fillers")
    names = list(cast(dict[str, str], words["sections"]).values())
    start = draw_number(seed, len(headlines))
    found = []
    for number in range(len(headlines)):
        place = (start + number) % len(headlines)
        day = at - timedelta(days=1 + place)
        address = draw_number(f"{outlet.id}/{place}", 90_000) + 10_000
        found.append(
            Teaser(
                headline=headlines[place],
                url=f"{outlet.home}archive/{day:%Y/%m}/{address}",
                standfirst="",
                lede="",
                section=names[place],
                when=write_date(day, words, "date_short"),
            )
        )
    return found


def choose_read_also(
    article: Article, world: World, teasers: Sequence[Teaser]
) -> tuple[Teaser, ...]:
    """Two teasers for the boxes in the text: what is related first."""
    wanted = {
        article_url(other, world.outlets[other.outlet])
        for other in world.articles()
        if other.id in article.related
    }
    related = [teaser for teaser in teasers if teaser.url in wanted]
    others = [teaser for teaser in teasers if teaser.url not in wanted]
    return tuple((related + others)[:2])


def build_advertisements(outlet: Outlet, words: Words) -> tuple[Advertisement, ...]:
    """The advertisements of a language, addressed to a server that counts clicks."""
    found = cast(list[list[str]], words["ads"])
    return tuple(
        Advertisement(
            title=title,
            text=text,
            url=f"https://clicks.adserver.example/c?z={outlet.id}&n={number}",
        )
        for number, (title, text) in enumerate(found)
    )


def build_comments(words: Words, at: datetime, seed: str) -> tuple[Comment, ...]:
    """Readers' comments, written in the minutes before the capture."""
    found = cast(list[list[str]], words["comments_list"])
    count = 2 + draw_number(seed, 2)
    return tuple(
        Comment(
            who=who,
            text=text,
            when=write_date(at - timedelta(minutes=count - number), words),
            avatar=f"https://avatars.comments.example/{draw_number(who, 10**8):08x}",
        )
        for number, (who, text) in enumerate(found[:count])
    )
