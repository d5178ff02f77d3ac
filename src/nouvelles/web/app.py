"""The ASGI application: which address is which page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from nouvelles.config import Settings
from nouvelles.errors import StoreError
from nouvelles.ingest.websub import usable
from nouvelles.store import Store
from nouvelles.web.addresses import SITEMAP, path_words
from nouvelles.web.answers import Answer, Kept, redirect, send
from nouvelles.web.at_hand import AtHand
from nouvelles.web.endpoints import METHODS, PageFunction, edition_of, endpoint_of
from nouvelles.web.paper import (
    article,
    beside,
    day,
    feeds,
    files,
    front,
    previews,
    search,
    section,
    sitemaps,
    source,
    story,
    texts,
    views,
    wellknown,
)
from nouvelles.web.paper.failures import failure
from nouvelles.web.reads import Meaning, Reads
from nouvelles.web.repeats import Repeats
from nouvelles.web.site import STANDING, Edition, Site, open_site
from nouvelles.web.tally import Tally
from nouvelles.web.websub import Inbox, websub_routes

if TYPE_CHECKING:
    from nouvelles.run.discussion.paper import PaperDiscussion
    from nouvelles.web.akismet import AkismetDoor


def create_app(
    settings: Settings,
    reads: Reads,
    *,
    clock: Callable[[], datetime],
    inbox: Inbox | None = None,
    tally: Tally | None = None,
    meaning: Meaning | None = None,
    discussion: PaperDiscussion | None = None,
    akismet: AkismetDoor | None = None,
    desk: Store | None = None,
    keep: int = 256,
    standing: int = STANDING,
) -> Starlette:
    """The paper as an ASGI application.

    `clock` gives aware datetimes. `reads` is called from a pool of threads, and so is
    `inbox`, which hubs call; without it, or where none can reach us, nobody listens.
    `tally` counts views; whoever gives one takes what it counted. `meaning` finds stories
    by what a query means; without it, words alone find. `discussion` takes comments;
    without it, or where settings close it, nobody can comment. `akismet` answers other
    sites that ask about comments; without it, nobody does. `desk` is the store that the
    editor's desk works on; without it there is none. `keep` is how many pages are kept
    until the paper changes, `standing` how many parts of pages are kept as they are set.

    Raises:
        ConfigError: an edition or the time zone is unknown.
    """
    site = open_site(
        settings,
        reads,
        clock,
        tally,
        meaning,
        discussion,
        takes_notices=desk is not None,
        standing=standing,
    )
    kept, repeats = Kept(keep), Repeats(site)
    routes: list[BaseRoute] = []
    if inbox is not None and usable(settings):
        routes += websub_routes(settings, inbox)
    if akismet is not None:
        from nouvelles.web.akismet import akismet_routes

        routes += akismet_routes(akismet)
    for edition in site.editions.values():
        routes += _edition_routes(site, edition, kept)
    routes += _common_routes(site, kept)
    if site.discussion is not None or desk is not None:
        # Imported here: 30 MB that a paper without comments and desk does not need.
        from nouvelles.web.taking_part import comment_routes, editors_routes

        routes += comment_routes(site, kept)
        routes += editors_routes(site, desk) if desk is not None else []
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _handler(site, None),
            StoreError: _handler(site, 503),
            Exception: _handler(site, 500),
        },
        middleware=[Middleware(AtHand, site=site, kept=kept, repeats=repeats)],
    )
    # Its redirects would be built from the Host header, which anybody may write.
    app.router.redirect_slashes = False
    app.state.repeats = repeats  # for the server's protocol
    return app


def _common_routes(site: Site, kept: Kept) -> list[Route]:
    def home(site: Site, edition: Edition, request: Request) -> Answer:
        path = edition.addresses.front()
        return redirect(path, 302, vary="Accept-Language")

    pages: list[tuple[str, PageFunction]] = [
        ("/", home),
        ("/static/{digest}/{name}", files.static),
        ("/pictures/{name}", files.picture),
        ("/notices/{name}", files.ad_picture),
        ("/ads.txt", wellknown.ads_txt),
        ("/robots.txt", wellknown.robots),
        ("/.well-known/tdmrep.json", wellknown.tdmrep),
        ("/.well-known/security.txt", wellknown.security),
        ("/health", files.health),
    ]
    routes = [
        Route(path, endpoint_of(site, None, page, None), methods=METHODS)
        for path, page in pages
    ]
    # The same in whatever edition, and not made for everybody who asks: it counts.
    index = endpoint_of(site, site.first, sitemaps.index, kept)
    return [*routes, Route(SITEMAP, index, methods=METHODS)]


def _edition_routes(site: Site, edition: Edition, kept: Kept) -> list[Route]:
    def to_front(site: Site, edition: Edition, request: Request) -> Answer:
        return redirect(edition.addresses.front(), 308)

    words = path_words(edition.language)
    root = f"/{edition.language}"
    of_source, of_search = f"/{words['source']}/{{host}}", f"/{words['search']}"
    of_story, of_section = (
        f"/{words['story']}/{{name}}",
        f"/{words['section']}/{{name}}",
    )
    of_country = f"/{words['country']}/{{code}}"
    of_language = f"/{words['language']}/{{tag}}"
    pages: list[tuple[str, PageFunction]] = [
        # What is asked for most is looked for first.
        (f"/{words['article']}/{{name}}", article.article),
        ("", to_front),
        ("/", front.front),
        *feeds.feed_pages(edition, "/", views.front_view),
        (f"/{words['article']}/{{name}}/{words['beside']}", beside.beside),
        (of_story, story.story),
        *feeds.feed_pages(edition, of_story, views.story_view),
        (of_section, section.section),
        *feeds.feed_pages(edition, of_section, views.section_view),
        (of_country, section.country),
        *feeds.feed_pages(edition, of_country, views.country_view),
        (of_language, section.language),
        *feeds.feed_pages(edition, of_language, views.language_view),
        (f"/{words['today']}", day.today),
        *feeds.feed_pages(edition, f"/{words['today']}", views.today_view),
        (f"/{words['day']}/{{day}}", day.day),
        (f"/{words['sources']}", source.sources),
        (of_source, source.source),
        *feeds.feed_pages(edition, of_source, views.source_view),
        (of_search, search.search),
        *feeds.feed_pages(edition, of_search, views.search_view),
        ("/sitemap-{number}.xml", sitemaps.pages),
        ("/news.xml", sitemaps.news),
        (f"/{words['preview']}.png", previews.paper_preview),
        (f"/{words['preview']}/{{id}}.png", previews.article_preview),
        (f"/{words['preview']}/{words['story']}/{{id}}.png", previews.story_preview),
        (f"/{words['about']}", texts.about),
        (f"/{words['imprint']}", texts.imprint),
        (f"/{words['privacy']}", texts.privacy),
        (f"/{words['advertising']}", texts.advertising),
        (f"/{words['accessibility']}", texts.accessibility),
        (f"/{words['contact']}", texts.contact),
    ]
    # The only form of the paper that is sent: what it counts is in its address.
    of_report = f"{root}/{words['article']}/{{name}}/{words['report']}"
    reports = endpoint_of(site, edition, beside.report, None)
    return [
        *(
            Route(root + path, endpoint_of(site, edition, page, kept), methods=METHODS)
            for path, page in pages
        ),
        Route(of_report, reports, methods=["POST"]),
    ]


def _without_slash(request: Request) -> str:
    """The address of the page that was asked for with a slash behind it, or ""."""
    bare = request.scope["path"].rstrip("/")
    scope = {**request.scope, "path": bare}
    # As it was sent: an escaped slash is part of a name.
    if not request.scope.get("raw_path", b"").endswith(b"/") or not any(
        route.matches(scope)[0] is Match.FULL for route in request.app.routes
    ):
        return ""
    query = urlencode(request.query_params.multi_items())
    return quote(bare) + (f"?{query}" if query else "")


def _handler(site: Site, status: int | None) -> Any:
    def handle(request: Request, error: Exception) -> Response:
        code = status or 500
        headers: dict[str, str] = {}
        if isinstance(error, HTTPException):
            code = error.status_code
            headers = {
                key.lower(): value for key, value in (error.headers or {}).items()
            }
        bare = _without_slash(request) if code == 404 else ""
        if bare:
            return send(request, redirect(bare, 308))
        made = failure(site, edition_of(site, request), code)
        return send(request, replace(made, headers=(*made.headers, *headers.items())))

    return handle
