"""Sitemaps: what of the paper search engines should know.

Only pages that are their own canonical stand in them: not an article's, which leads to
its original or is not to be indexed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from starlette.requests import Request

from nouvelles.edition import (
    NewsPage,
    SitePage,
    freshness,
    write_index,
    write_news,
    write_sitemap,
)
from nouvelles.edition.sitemap import ADDRESSES, NEWS_AGE, is_news
from nouvelles.language.identify import known_primary
from nouvelles.records import Story
from nouvelles.web.answers import XML, Answer
from nouvelles.web.cards import lead_of, recent_stories
from nouvelles.web.paper.day import newest_day, ten_of
from nouvelles.web.paper.failures import failure
from nouvelles.web.shown import show_line, worded
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import TOPICS

#: Stories of one edition's sitemaps at most, and how old their newest telling may be.
MOST_STORIES = 2_000
STORY_AGE = timedelta(days=30)

#: Gives pages of an edition, always in the same order.
PageList = Callable[[Site, Edition], Iterable[SitePage]]

_NUMBER = re.compile(r"[1-9][0-9]{0,4}\Z", re.ASCII)


def own_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The pages that every paper has, and the last edition of the morning."""
    at = edition.addresses
    texts = (
        at.about,
        at.imprint,
        at.privacy,
        at.contact,
        at.advertising,
        at.accessibility,
    )
    for path in (at.front(), at.sources(), *(text() for text in texts)):
        yield SitePage(address=at.absolute(path))
    day = newest_day(site, edition)
    if day and ten_of(site, edition, day):
        yield SitePage(address=at.absolute(at.day(day)))


def source_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The outlets of which the paper holds something."""
    at = edition.addresses
    for one in sorted(site.reads.sources(), key=lambda one: one.source.host):
        if one.articles:
            yield SitePage(
                address=at.absolute(at.source(one.source.host)), changed=one.newest
            )


def section_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The sections of the masthead in which something stands."""
    at = edition.addresses
    newest = site.reads.articles(1, 1).items
    recent = recent_stories(site, newest, site.clock())
    told = {code for story in recent for code in story.topics}
    for name in edition.settings.front.sections:
        if TOPICS[name].code in told:
            yield SitePage(address=at.absolute(at.section(name)))


def language_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The languages in which stories are told."""
    at = edition.addresses
    recent = recent_stories(site, site.reads.articles(1, 1).items, site.clock())
    told = {
        known_primary(one.listed.language) for story in recent for one in story.told
    }
    for tag in sorted(told):
        if tag and edition.names.language(tag):
            yield SitePage(address=at.absolute(at.language(tag)))


def story_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """Stories of the last month that several outlets tell, the newest first."""
    at, now = edition.addresses, site.clock()
    for story in _told_by_several(site, now - STORY_AGE):
        yield SitePage(
            address=at.absolute(at.story(story.id, story.slug)),
            changed=max(freshness(told.listed, now) for told in story.told),
        )


#: Everything that stands in sitemaps.
LISTS: tuple[PageList, ...] = (
    own_pages,
    section_pages,
    language_pages,
    story_pages,
    source_pages,
)


def index(site: Site, edition: Edition, request: Request) -> Answer:
    """`/sitemap.xml`: the sitemaps of all editions; those of news where there are any."""
    addresses, now = [], site.clock()
    for one in site.editions.values():
        parts = -(-sum(1 for _ in _all_pages(site, one)) // ADDRESSES)
        at = one.addresses
        addresses += [at.absolute(at.sitemap(n + 1)) for n in range(parts)]
        if any(is_news(page, now) for page in news_pages(site, one)):
            addresses.append(at.absolute(at.news_sitemap()))
    return Answer(body=write_index(addresses), media_type=XML, keep=True)


def pages(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/sitemap-{number}.xml`: one part of an edition's pages."""
    given = request.path_params["number"]
    number = int(given) if _NUMBER.match(given) else 1_000_000
    start = (number - 1) * ADDRESSES
    found = list(islice(_all_pages(site, edition), start, start + ADDRESSES))
    if not found:
        return failure(site, edition, 404)
    return Answer(body=write_sitemap(found), media_type=XML, keep=True)


def news(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/news.xml`: the stories of the last two days, for news search engines."""
    found = news_pages(site, edition)
    body = write_news(found, edition.settings.paper.name, site.clock())
    # Kept until midnight at most; what is some hours too old then is passed over.
    return Answer(body=body, media_type=XML, keep=True)


def news_pages(site: Site, edition: Edition) -> Iterator[NewsPage]:
    """Stories that somebody told in the last two days.

    A story is the paper's own page; articles are their outlets', and are theirs to
    announce. One that a headline leads which a machine translated and nobody read is
    left out.
    """
    at, now = edition.addresses, site.clock()
    for story in _told_by_several(site, now - NEWS_AGE):
        lead = lead_of(edition, story, now)
        words = worded(show_line(lead.told.listed), edition.language)
        if words.by_machine:
            continue
        yield NewsPage(
            address=at.absolute(at.story(story.id, story.slug)),
            title=words.headline or edition.words.say("Untitled"),
            language=edition.language,
            published=min(freshness(told.listed, now) for told in story.told),
        )


def _told_by_several(site: Site, since: datetime) -> list[Story]:
    """Stories that search engines may know; a lone telling's page is not indexed."""
    found = site.reads.stories_since(since, MOST_STORIES)
    return [story for story in found if len(story.told) > 1]


def _all_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    for pages_of in LISTS:
        yield from pages_of(site, edition)
