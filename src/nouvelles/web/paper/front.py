"""The front page, and the older articles behind it."""

from __future__ import annotations

from starlette.requests import Request

from nouvelles.edition import arrange
from nouvelles.web.answers import Answer
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.paging import page_number
from nouvelles.web.shown import show_teaser
from nouvelles.web.site import Edition, Site

#: Articles on the front page, on each page behind it, and in the feed.
SIZE = 30
#: Characters of the lead's extract, where its rights allow so many.
LEAD_LENGTH = 420


def front(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/`: the newest articles in their places; `?page=2` and on: a plain list."""
    number = page_number(request)
    if number is None:
        return failure(site, edition, 404)
    page = site.reads.articles(number, SIZE)
    if not page.items and number > 1:
        return failure(site, edition, 404)
    invented = [item.source.invented for item in page.items]
    if number > 1:
        return site.page(
            edition,
            "older.html",
            lambda at: at.front(number),
            items=[show_teaser(item) for item in page.items],
            number=number,
            more=page.more,
            invented=invented,
        )
    places = arrange(page.items, site.clock(), reader=edition.language)
    return site.page(
        edition,
        "front.html",
        lambda at: at.front(),
        lead=places.lead and show_teaser(places.lead, length=LEAD_LENGTH),
        stack=[show_teaser(item) for item in places.stack],
        under=[show_teaser(item) for item in places.under],
        row=[show_teaser(item) for item in places.row],
        rest=[show_teaser(item) for item in places.rest],
        more=page.more,
        invented=invented,
    )
