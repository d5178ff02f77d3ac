"""Sitemaps: what of the paper search engines should know.

Only pages that are their own canonical stand in them: not an article's, which leads to
its original or is not to be indexed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from starlette.requests import Request

from nouvelles.edition import SitePage, write_index, write_sitemap
from nouvelles.edition.sitemap import ADDRESSES
from nouvelles.web.answers import XML, Answer
from nouvelles.web.paper.failures import failure
from nouvelles.web.site import Edition, Site

#: Gives pages of an edition, always in the same order.
PageList = Callable[[Site, Edition], Iterable[SitePage]]

_NUMBER = re.compile(r"[1-9][0-9]{0,4}\Z", re.ASCII)


def own_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The pages that every paper has."""
    at = edition.addresses
    for path in (at.front(), at.sources(), at.about(), at.imprint(), at.privacy()):
        yield SitePage(address=at.absolute(path))


def source_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    """The outlets of which the paper holds something."""
    at = edition.addresses
    for one in sorted(site.reads.sources(), key=lambda one: one.source.host):
        if one.articles:
            yield SitePage(
                address=at.absolute(at.source(one.source.host)), changed=one.newest
            )


#: Everything that stands in sitemaps.
LISTS: tuple[PageList, ...] = (own_pages, source_pages)


def index(site: Site, edition: Edition, request: Request) -> Answer:
    """`/sitemap.xml`: the sitemaps of all editions."""
    addresses = []
    for one in site.editions.values():
        parts = -(-sum(1 for _ in _all_pages(site, one)) // ADDRESSES)
        at = one.addresses
        addresses += [at.absolute(at.sitemap(n + 1)) for n in range(parts)]
    return Answer(body=write_index(addresses), media_type=XML)


def pages(site: Site, edition: Edition, request: Request) -> Answer:
    """`/fr/sitemap-{number}.xml`: one part of an edition's pages."""
    given = request.path_params["number"]
    number = int(given) if _NUMBER.match(given) else 1_000_000
    start = (number - 1) * ADDRESSES
    found = list(islice(_all_pages(site, edition), start, start + ADDRESSES))
    if not found:
        return failure(site, edition, 404)
    return Answer(body=write_sitemap(found), media_type=XML, keep=True)


def _all_pages(site: Site, edition: Edition) -> Iterator[SitePage]:
    for pages_of in LISTS:
        yield from pages_of(site, edition)
