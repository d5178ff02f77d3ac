"""Endpoints: a page as a request asks for it, in its edition, kept or made anew."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from nouvelles.web.answers import Answer, Kept, send
from nouvelles.web.at_hand import COUNTER
from nouvelles.web.paper import article
from nouvelles.web.site import Edition, Site
from nouvelles.web.tally import is_view

PageFunction = Callable[[Site, Edition, Request], Answer]
Endpoint = Callable[[Request], Awaitable[Response]]

METHODS = ["GET", "HEAD"]

#: One language of Accept-Language with its weight (RFC 9110, section 12.5.4).
_RANGE = re.compile(r"([a-z]{1,8})(?:-[a-z0-9]{1,8})*(?:;q=([01](?:\.[0-9]{0,3})?))?\Z")


def endpoint_of(
    site: Site, edition: Edition | None, page: PageFunction, kept: Kept | None
) -> Endpoint:
    """The endpoint of a page: from what is kept, else made anew, then sent.

    In a thread, as a database may keep one waiting. Where it is at hand, an article's page
    is made at once: to pass it from thread to thread takes longer than most take to make.
    Between two such pages the network is looked at: whoever connects is let in meanwhile.
    """

    async def endpoint(request: Request) -> Response:
        if page is article.article and request.scope.get(COUNTER) is not None:
            async with site.turn:
                await asyncio.sleep(0)
                return answer(request)
        return await run_in_threadpool(answer, request)

    def answer(request: Request) -> Response:
        chosen = edition or edition_of(site, request)
        # A page since a time is made for one reader: kept, such would drive out the rest.
        if kept is None or "since" in request.query_params:
            return send(request, page(site, chosen, request))
        path = request.scope["path"]
        state = site.state(site.reads.changed())
        key = (path, request.query_params.get("page", "")[:8])
        found = kept.find(key, state)
        if found is None:
            found = page(site, chosen, request)
            kept.keep(key, state, found)
        if is_view(request, found):
            site.tally.note(state[1][0], path, found.ads)
        return send(request, found)

    return endpoint


def edition_of(site: Site, request: Request) -> Edition:
    """The edition of an address, or of the reader's own language."""
    named = request.scope["path"].split("/", 2)[1:2]
    if named and named[0] in site.editions:
        return site.editions[named[0]]
    return choose_edition(site, request.headers.get("accept-language", ""))


def choose_edition(site: Site, accepted: str) -> Edition:
    """The edition that a reader's Accept-Language likes best, else the first."""
    best, best_weight = site.first, 0.0
    for part in accepted.lower().replace(" ", "").split(",")[:50]:
        match = _RANGE.match(part)
        if not match or match[1] not in site.editions:
            continue
        weight = float(match[2] or 1)
        if weight > best_weight:
            best, best_weight = site.editions[match[1]], weight
    return best
