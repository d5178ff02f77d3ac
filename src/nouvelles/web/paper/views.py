"""What pages list, as their feeds take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from nouvelles.edition import choose_lead, freshness
from nouvelles.records import Listed, Moved, Story
from nouvelles.web.addresses import HOST, split_name
from nouvelles.web.paper.asking import read_asked
from nouvelles.web.paper.day import newest_day, ten_of
from nouvelles.web.paper.front import SIZE
from nouvelles.web.paper.search import find
from nouvelles.web.paper.section import (
    choose,
    find_country,
    find_language,
    find_topic,
)
from nouvelles.web.shown import show_line, worded
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page lists, newest first. `page` is its path.

    `keep` says that its feeds may be kept until the paper changes.
    """

    page: str
    title: str
    subtitle: str
    items: Sequence[Listed]
    keep: bool = True


#: Gives what a page lists, or None where there is no such page.
ViewFunction = Callable[[Site, Edition, Request], View | None]


def front_view(site: Site, edition: Edition, request: Request) -> View:
    """The newest articles."""
    return View(
        page=edition.addresses.front(),
        title=edition.settings.paper.name,
        subtitle=edition.words.say("The world’s press, with its sources"),
        items=site.reads.articles(1, SIZE).items,
    )


def today_view(site: Site, edition: Edition, request: Request) -> View:
    """The last edition of the day in ten stories, each by the telling that leads it."""
    found = newest_day(site, edition)
    pieces = ten_of(site, edition, found) if found else ()
    said = edition.words.say("The day in ten stories")
    return View(
        page=edition.addresses.today(),
        title=f"{said} | {site.settings.paper.name}",
        subtitle=edition.words.say(
            "A finite edition of the morning: ten stories at most, each with its sources."
        ),
        items=[piece.listed for piece in pieces],
    )


def source_view(site: Site, edition: Edition, request: Request) -> View | None:
    """The newest articles of one outlet."""
    host = request.path_params["host"]
    counted = site.reads.source(host) if HOST.match(host) else None
    if counted is None:
        return None
    name, paper = counted.source.name, edition.settings.paper.name
    return View(
        page=edition.addresses.source(host),
        title=f"{name} | {paper}",
        subtitle=edition.words.say(
            "{outlet}: articles read by {paper}", outlet=name, paper=paper
        ),
        items=site.reads.by_source(host, 1, SIZE).items,
    )


def search_view(site: Site, edition: Edition, request: Request) -> View:
    """What a search finds; a search for nothing finds nothing."""
    asked = read_asked(site, edition, request)
    say = edition.words.say
    said = say("Search: {query}", query=asked.query) if asked.query else say("Search")
    return View(
        page=edition.addresses.search(asked.query, 1, asked.given),
        title=f"{said} | {edition.settings.paper.name}",
        subtitle=edition.words.say("Articles in which every word stands"),
        items=[hit.listed for hit in find(site, asked, 1, SIZE).items],
        keep=False,
    )


def story_view(site: Site, edition: Edition, request: Request) -> View | None:
    """The tellings of a story; what was merged leads to where it went."""
    found = find_story(site, request.path_params["name"])
    if found is None:
        return None
    now = site.clock()
    listed = [one.listed for one in found.told]
    lead = choose_lead(found, now, reader=edition.language).told.listed
    words = worded(show_line(lead), edition.language)
    headline = words.headline or edition.words.say("Untitled")
    return View(
        page=edition.addresses.story(found.id, found.slug),
        title=f"{headline} | {edition.settings.paper.name}",
        subtitle=edition.words.say("All tellings of this story"),
        items=sorted(listed, key=lambda one: freshness(one, now), reverse=True)[:SIZE],
    )


def section_view(site: Site, edition: Edition, request: Request) -> View | None:
    """The stories of a topic, each by the telling that leads it."""
    name = find_topic(edition, request.path_params["name"])
    if name is None:
        return None
    said = edition.words.say(TOPICS[name].name)
    pieces = choose(site, edition, lambda story: TOPICS[name].code in story.topics)
    return View(
        page=edition.addresses.section(name),
        title=f"{said} | {edition.settings.paper.name}",
        subtitle=edition.words.say("The stories of this section"),
        items=[piece.listed for piece in pieces],
    )


def country_view(site: Site, edition: Edition, request: Request) -> View | None:
    """The stories that a country's outlets tell, each by the telling that leads it."""
    found = find_country(site, edition, request.path_params["code"])
    if found is None:
        return None
    return View(
        page=edition.addresses.country(found.code),
        title=f"{found.name} | {edition.settings.paper.name}",
        subtitle=edition.words.say("The stories that outlets of this country tell"),
        items=[piece.listed for piece in choose(site, edition, found.tells)],
    )


def language_view(site: Site, edition: Edition, request: Request) -> View | None:
    """The stories that are told in a language, each by a telling in it."""
    found = find_language(site, edition, request.path_params["tag"])
    if found is None:
        return None
    pieces = choose(site, edition, found.tells, reader=found.tag)
    return View(
        page=edition.addresses.language(found.tag),
        title=f"{found.name} | {edition.settings.paper.name}",
        subtitle=edition.words.say("The stories that are told in this language"),
        items=[piece.listed for piece in pieces],
    )


def find_story(site: Site, name: str) -> Story | None:
    """The story of the last part of an address, where it may be shown."""
    parts = split_name(name)
    found = site.reads.story(parts[1]) if parts else None
    if isinstance(found, Moved):
        found = site.reads.story(found.id)
    if not isinstance(found, Story) or found.hidden or not found.told:
        return None
    return found
