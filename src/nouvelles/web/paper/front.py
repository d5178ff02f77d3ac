"""The front page, and the older articles behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request

from nouvelles.edition import Piece, Region, arrange, by_region
from nouvelles.web.answers import Answer
from nouvelles.web.cards import Card, readable_whole, recent_stories, show_card
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.paging import page_number
from nouvelles.web.shown import show_teaser
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import topic_names

#: Articles on the front page at least, on each page behind it, and in the feed.
SIZE = 30
#: Stories of a section or a region that stand under its name on the front page, at most
#: and at least.
BAND = 4
LEAST = 2
#: Characters of the lead's extract, where its rights allow so many.
LEAD_LENGTH = 420


def front(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/`: stories and articles in their places; `?page=2` and on: a plain list."""
    number = page_number(request)
    if number is None:
        return failure(site, edition, 404)
    page = site.reads.articles(number, SIZE)
    if not page.items and number > 1:
        return failure(site, edition, 404)
    if number > 1:
        return site.page(
            edition,
            "older.html",
            lambda at: at.front(number),
            items=[show_teaser(item) for item in page.items],
            number=number,
            more=page.more,
            invented=[item.source.invented for item in page.items],
        )
    now = site.clock()
    stories = recent_stories(site, page.items, now)
    places = arrange(
        stories,
        page.items,
        now,
        front=edition.settings.front,
        reader=edition.language,
        whole=readable_whole(stories),
    )
    # Older stories that are not among the most important end here; every article of
    # the first thirty stands on the page, since the next page begins after them.
    newest = {item.id for item in page.items}
    rest = [
        piece
        for place, piece in enumerate(places.rest)
        if place < SIZE - _above(places.stack, places.under, places.row)
        or any(one.listed.id in newest for one in piece.told)
    ]

    def cards(pieces: tuple[Piece, ...] | list[Piece]) -> list[Card]:
        return [show_card(edition, piece) for piece in pieces]

    bands, rest = _bands(rest, edition.settings.front.sections)
    regions, left = by_region(rest, least=LEAST, most=BAND)
    lead = places.lead
    upper = [*places.stack, *places.under, *places.row]
    banded = [piece for _, found in bands for piece in found]
    banded += [piece for region in regions for piece in region.pieces]
    shown = [*([lead] if lead else []), *upper, *banded, *left]
    return site.page(
        edition,
        "front.html",
        lambda at: at.front(),
        lead=lead and show_card(edition, lead, length=LEAD_LENGTH),
        stack=cards(places.stack),
        under=cards(places.under),
        row=cards(places.row),
        bands=[{"name": name, "cards": cards(found)} for name, found in bands],
        regions=[_show_region(edition, one) for one in regions],
        rest=cards(left),
        more=page.more,
        invented=[piece.listed.source.invented for piece in shown],
        ad=site.choose_ad(
            edition,
            edition.addresses.front(),
            sensitive=bool(lead and lead.story and lead.story.sensitive),
        ),
    )


def _bands(
    pieces: Sequence[Piece], sections: Sequence[str]
) -> tuple[list[tuple[str, list[Piece]]], list[Piece]]:
    """The most important stories of each section that has some, and what is left."""
    bands, everything = [], pieces
    for name in sections:
        found = [one for one in pieces if topic_names(one.topics)[:1] == (name,)][:BAND]
        if len(found) >= LEAST:
            bands.append((name, found))
            pieces = [piece for piece in pieces if piece not in found]
    # A section alone under such a heading tells less than its stories among the rest.
    return (bands, list(pieces)) if len(bands) >= LEAST else ([], list(everything))


def _show_region(edition: Edition, region: Region) -> dict[str, Any]:
    """A region as the page names it, with the pages of its countries."""
    names, at = edition.names, edition.addresses
    invented = region.pieces[0].listed.source.invented
    named = {
        names.country_named(code, is_invented=invented): at.country(code)
        for code in region.countries
    }
    return {
        "name": names.country_named(region.code, is_invented=invented),
        "path": at.country(region.code) if region.code in region.countries else "",
        "countries": [] if region.code in region.countries else list(named.items()),
        "cards": [show_card(edition, piece) for piece in region.pieces],
    }


def _above(*parts: tuple[Piece, ...]) -> int:
    return 1 + sum(map(len, parts))
