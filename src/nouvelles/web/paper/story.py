"""A story's page: one event, all its tellings.

Everything on it is taken from stored articles: the headline is that of the telling that
leads, with its outlet's name; counts, hours and differences are counted from the
tellings; a sentence stands there with its outlet, as far as the rights allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from nouvelles.edition import (
    Choice,
    Hour,
    News,
    Row,
    draw,
    find_one_sided,
    freshness,
    news_since,
    read_since,
    strength,
    tell_time,
    voices,
    write_since,
)
from nouvelles.records import Moved, Shown, Story, Told, Tombstone
from nouvelles.web.addresses import split_name
from nouvelles.web.answers import Answer, redirect
from nouvelles.web.cards import countries_of, lead_of
from nouvelles.web.history import Amendment, show_history
from nouvelles.web.linked import breadcrumbs, story_collection, write_linked
from nouvelles.web.names import direction
from nouvelles.web.paper.failures import failure, gone
from nouvelles.web.placing import lead_grounds
from nouvelles.web.readings import read_telling
from nouvelles.web.related import show_related
from nouvelles.web.sharing import Shared, share_links
from nouvelles.web.shown import Teaser, show_line, show_teaser
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import story_subject
from nouvelles.web.talk import show_talk
from nouvelles.web.topics import TOPICS, topic_names

#: Tellings whose articles are read for a page, own texts before copies.
MOST_READ = 60
#: Tellings that are listed, and those that are folded away behind them; others of so many
#: are counted.
MOST_LISTED = 30
MOST_FOLDED = 170
#: Outlets that are named as having a text too, or for a language and country.
MOST_NAMED = 30
#: Originals that machines are told of.
MOST_LINKED = 200
#: Changes by outlets that the page tells, the newest first.
MOST_CHANGES = 20
#: Characters of the lead's extract, where its rights allow so many.
LEAD_LENGTH = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One telling with those that have its text; `kind` is what a copy is, or ""."""

    item: Teaser
    kind: str = ""
    agency: str = ""
    at: datetime | None = None
    copies: tuple[Line, ...] = ()
    copied: int = 0  # times, the `copies` among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an outlet changed in its telling at one time."""

    item: Teaser
    amendment: Amendment


def story(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/recit/{slug}-{id}`; another slug, and what was merged, leads to the right one.

    `?since=2026-03-12T09:00Z` tells what came since then; what is no time is passed over.
    """
    parts = split_name(request.path_params["name"])
    found = site.reads.story(parts[1]) if parts else None
    if isinstance(found, Moved):
        found = site.reads.story(found.id)
    if found is None or isinstance(found, Moved):
        return failure(site, edition, 404)
    if isinstance(found, Tombstone):
        return gone(site, edition, found)
    if found.hidden or not found.told:
        return gone(site, edition, None)
    now = site.clock()
    lead = lead_of(edition, found, now)
    since = read_since(request.query_params.get("since", ""), now)
    path = edition.addresses.story(found.id, found.slug)
    if request.path_params["name"] != path.rpartition("/")[2]:
        asked = write_since(since) if since else ""
        return redirect(edition.addresses.story(found.id, found.slug, asked), 301)
    return site.page(
        edition,
        "story.html",
        lambda at: at.story(found.id, found.slug),
        # Every time is another page: they would drive the others out.
        keep=since is None,
        since=since,
        talk=show_talk(site, edition, story_subject(edition, found, now, lead)),
        shares=share_links(_shared(edition, found, path, lead)),
        linked=_linked(site, edition, found, path, now, lead),
        ad=site.choose_ad(
            edition,
            path,
            sections=topic_names(found.topics),
            sensitive=found.sensitive,
        ),
        **_context(site, edition, found, now, since, lead),
    )


def _context(
    site: Site,
    edition: Edition,
    found: Story,
    now: datetime,
    since: datetime | None,
    lead: Choice,
) -> Mapping[str, Any]:
    articles = _articles(site, found)
    zone = edition.times.zone
    timeline = tell_time(found.told, zone)
    lines = [(hour, _line(row)) for hour in timeline.hours for row in hour.rows]
    sides = find_one_sided(
        [
            read_telling(one, articles.get(one.listed.id))
            for one in found.told
            if one.listed.id in articles
        ]
    )
    news = news_since(found.told, articles.values(), since) if since else None
    topics = topic_names(found.topics)
    changed = _changed(articles.values())
    return {
        "story": found,
        "lead": _teaser(lead),
        "grounds": lead_grounds(lead),
        "strength": strength(found.told),
        "topic": topics[0] if topics else "",
        "news": news and _news(news),
        "marked": write_since(now),
        "first": timeline.first and show_line(timeline.first.listed),
        "perhaps": [show_line(one.listed) for one in timeline.perhaps],
        "days": _days(lines[:MOST_LISTED]),
        "more_days": _days(lines[MOST_LISTED : MOST_LISTED + MOST_FOLDED]),
        "more_lines": len(lines) - MOST_LISTED,
        "uncounted": len(lines) - MOST_LISTED - MOST_FOLDED,
        "chart": draw(found.told, zone, rtl=direction(edition.language) == "rtl"),
        "voices": [
            {
                "language": one.language,
                "source": one.told[0].listed.source,
                "items": [show_line(told.listed) for told in one.told[:MOST_NAMED]],
                "more": len(one.told) - MOST_NAMED,
            }
            for one in voices(found.told)
        ],
        "sides": [
            {
                "part": one,
                "item": show_line(one.told.listed),
                "with_it": _outlets(one.with_it),
                "source": countries_of([one.told]).get(one.name),
            }
            for one in sides
        ],
        "edits": changed[:MOST_CHANGES],
        "more_edits": len(changed) - MOST_CHANGES,
        "related": show_related(
            site.reads.read_also(found.id),
            site.reads.hidden_names(),
            now=now,
            at=min(freshness(one.listed, now) for one in found.told),
        ),
        "invented": [one.listed.source.invented for one in found.told],
    }


def _shared(edition: Edition, found: Story, path: str, lead: Choice) -> Shared:
    at = edition.addresses
    return Shared(
        address=at.absolute(path),
        title=_teaser(lead).headline,
        preview=at.absolute(at.story_preview(found.id)),
    )


def _linked(
    site: Site, edition: Edition, found: Story, path: str, now: datetime, lead: Choice
) -> Markup:
    """The story and the way to it, for machines."""
    at, say = edition.addresses, edition.words.say
    teaser = _teaser(lead)
    title = teaser.headline or say("Untitled")
    topics = topic_names(found.topics)[:1]
    places = [(say("Front page"), at.front())]
    places += [(say(TOPICS[one].name), at.section(one)) for one in topics]
    return write_linked(
        story_collection(
            site,
            edition,
            title=title,
            description=teaser.extract,
            language=teaser.language,
            told=[show_line(one.listed) for one in _originals_first(found)],
            address=at.absolute(path),
            modified=max(freshness(one.listed, now) for one in found.told),
        ),
        breadcrumbs(edition, places, title),
    )


def _teaser(lead: Choice) -> Teaser:
    return show_teaser(lead.told.listed, length=LEAD_LENGTH)


def _articles(site: Site, found: Story) -> dict[str, Shown]:
    """The articles of the tellings, by their ids; own texts before copies."""
    wanted = _originals_first(found)[:MOST_READ]
    shown = {one.listed.id: site.reads.article(one.listed.id) for one in wanted}
    return {id: one for id, one in shown.items() if isinstance(one, Shown)}


def _originals_first(found: Story) -> list[Told]:
    """The tellings, own texts before copies; of very many the first alone."""
    return sorted(found.told, key=lambda one: one.copy is not None)[:MOST_LINKED]


def _days(lines: Sequence[tuple[Hour, Line]]) -> list[dict[str, Any]]:
    """The lines of a timeline under their days."""
    return [
        {"day": day, "lines": [line for _, line in found]}
        for day, found in groupby(lines, key=lambda pair: pair[0].day)
    ]


def _line(row: Row) -> Line:
    return Line(
        item=show_line(row.told.listed),
        kind=row.told.copy.kind if row.told.copy else "",
        agency=row.told.copy.agency if row.told.copy else "",
        at=row.at,
        copied=len(row.copies),
        copies=tuple(
            Line(
                item=show_line(one.listed),
                kind=one.copy.kind if one.copy else "",
                agency=one.copy.agency if one.copy else "",
            )
            for one in row.copies[:MOST_NAMED]
        ),
    )


def _news(news: News) -> dict[str, Any]:
    return {
        "at": news.at,
        "new": [show_line(one.listed) for one in news.new],
        "changed": [show_line(one.listed) for one in news.changed],
    }


def _changed(articles: Iterable[Shown]) -> list[Edited]:
    """What outlets changed in the tellings, the newest first."""
    found = [
        Edited(item=show_line(shown.listed), amendment=amendment)
        for shown in articles
        for amendment in show_history(shown)
    ]
    return sorted(found, key=lambda one: one.amendment.at, reverse=True)


def _outlets(told: Sequence[Told]) -> list[Teaser]:
    """One line for each outlet of some tellings."""
    by_host = {one.listed.source.host: one for one in reversed(told)}
    return [show_line(one.listed) for one in reversed(by_host.values())]
