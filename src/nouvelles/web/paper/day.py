"""The day in ten stories: the edition of the morning, which can be read to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup
from starlette.requests import Request

from nouvelles.edition import (
    Piece,
    choose_day,
    closing_of,
    freshness,
    has_closed,
    latest_day,
)
from nouvelles.edition.day import SPAN
from nouvelles.web.addresses import DAY
from nouvelles.web.answers import Answer
from nouvelles.web.cards import readable_whole, show_card
from nouvelles.web.linked import breadcrumbs, write_linked
from nouvelles.web.paper.failures import failure
from nouvelles.web.site import Edition, Site

#: Stories of which ten are chosen: those with most tellings of the day.
MOST = 200


def today(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/aujourd-hui`: the last edition that has closed."""
    found = newest_day(site, edition)
    if found is None:
        return _page(site, edition, None, ())
    return _page(site, edition, found, ten_of(site, edition, found))


def day(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/jour/2026-03-12`: the edition of a day, where it has stories."""
    found = _read_day(request.path_params["day"])
    if found is None or not has_closed(found, site.clock(), edition.times.zone):
        return failure(site, edition, 404)
    pieces = ten_of(site, edition, found)
    if not pieces:
        return failure(site, edition, 404)
    return _page(site, edition, found, pieces)


def newest_day(site: Site, edition: Edition) -> date | None:
    """The day of the last edition; None in a paper that has none yet."""
    newest, now = site.reads.articles(1, 1).items, site.clock()
    if not newest:
        return None
    return latest_day(freshness(newest[0], now), now, edition.times.zone)


def ten_of(site: Site, edition: Edition, day: date) -> Sequence[Piece]:
    """The stories of the edition of a day that has closed."""
    closing = closing_of(day, edition.times.zone)
    stories = site.reads.stories_between(closing - SPAN, closing, MOST)
    return choose_day(
        stories,
        closing,
        front=site.settings.front,
        reader=edition.language,
        whole=readable_whole(stories),
    )


def _page(
    site: Site, edition: Edition, day: date | None, pieces: Sequence[Piece]
) -> Answer:
    at, now = edition.addresses, site.clock()
    closing = closing_of(day, edition.times.zone) if day else now
    return site.page(
        edition,
        "day.html",
        # The page of today is that of its day, which stays.
        lambda at: at.day(day) if day else at.today(),
        closing=closing,
        edition_day=edition.times.day(closing),
        cards=[show_card(edition, piece) for piece in pieces],
        is_today=day == edition.times.local(now).date(),
        older=_beside(site, edition, day, -1),
        newer=_beside(site, edition, day, 1),
        path=at.today(),
        invented=[piece.listed.source.invented for piece in pieces],
        linked=_linked(edition, closing) if day else "",
    )


def _beside(site: Site, edition: Edition, day: date | None, step: int) -> str:
    """The address of the edition before or after, or "" where there is none."""
    if day is None:
        return ""
    other, zone = day + timedelta(days=step), edition.times.zone
    if not has_closed(other, site.clock(), zone):
        return ""
    closing = closing_of(other, zone)
    told = site.reads.stories_between(closing - SPAN, closing, 1)
    return edition.addresses.day(other) if told else ""


def _linked(edition: Edition, closing: datetime) -> Markup:
    at, say = edition.addresses, edition.words.say
    places = [
        (say("Front page"), at.front()),
        (say("The day in ten stories"), at.today()),
    ]
    return write_linked(breadcrumbs(edition, places, edition.times.day(closing)))


def _read_day(given: str) -> date | None:
    """The day of an address; None for what is no day of the calendar."""
    try:
        return date.fromisoformat(given) if DAY.match(given) else None
    except ValueError:
        return None
