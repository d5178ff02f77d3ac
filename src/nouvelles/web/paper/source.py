"""The outlets: the list of all, and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from nouvelles.records import SourceCount
from nouvelles.web.addresses import HOST, outward
from nouvelles.web.answers import Answer
from nouvelles.web.licences import licence_address, licence_name
from nouvelles.web.linked import breadcrumbs, write_linked
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.paging import page_number
from nouvelles.web.shown import show_teaser
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

SIZE = 30

#: What an outlet is, by `Source.kind`; a kind that is not listed is not shown.
KINDS: Mapping[str, str] = {
    "agency": mark("news agency"),
    "cooperative": mark("cooperative"),
    "non-profit": mark("non-profit newsroom"),
    "private": mark("private outlet"),
    "public": mark("public service"),
    "state": mark("state outlet"),
}


def sources(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/sources`: every outlet, by country and name."""
    counted = sorted(site.reads.sources(), key=lambda one: one.source.host)
    groups: dict[str, list[SourceCount]] = {}
    for one in counted:
        groups.setdefault(edition.names.country(one.source), []).append(one)
    return site.page(
        edition,
        "sources.html",
        lambda at: at.sources(),
        # Outlets of which no country is known stand last.
        groups=sorted(groups.items(), key=lambda group: (not group[0], group[0])),
        languages=_languages(site, edition),
        total=len(counted),
        invented=[one.source.invented for one in counted],
    )


def _languages(site: Site, edition: Edition) -> list[tuple[str, str, int]]:
    """The languages in which articles are held: tag, name and how many, by names."""
    names, held = edition.names, site.choices.now().languages
    named = [(tag, names.language(tag), number) for tag, number in held.items()]
    return sorted((one for one in named if one[1]), key=lambda one: one[1])


def source(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/source/{host}`: what is known of an outlet, and its articles."""
    host, number = request.path_params["host"], page_number(request)
    counted = site.reads.source(host) if HOST.match(host) else None
    if counted is None or number is None:
        return failure(site, edition, 404)
    page = site.reads.by_source(host, number, SIZE)
    if not page.items and number > 1:
        return failure(site, edition, 404)
    one = counted.source
    return site.page(
        edition,
        "source.html",
        lambda at: at.source(host, number),
        source=one,
        home=outward(one.home),
        kind=KINDS.get(one.kind, ""),
        licence={
            "name": licence_name(one.licence),
            "address": licence_address(one.licence) or outward(one.licence_url),
        },
        counted=counted,
        reading=site.reads.source_reading(host),
        items=[show_teaser(item) for item in page.items],
        number=number,
        more=page.more,
        invented=[one.invented],
        linked=write_linked(_way(edition, one.name)),
    )


def _way(edition: Edition, name: str) -> dict[str, Any]:
    at, say = edition.addresses, edition.words.say
    places = [(say("Front page"), at.front()), (say("Sources"), at.sources())]
    return breadcrumbs(edition, places, name)
