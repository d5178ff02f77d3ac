"""Where people take part: comments, reports and notices, and the desk that answers them.

Loaded where a paper has any of it (`app`): ciphers, the filter of comments, the desk and
what they rest on take as much memory as all the rest of the web. Notices and the desk
are loaded when somebody comes to them.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from nouvelles.run.discussion.key import load_key
from nouvelles.store import Store
from nouvelles.web.addresses import path_words
from nouvelles.web.answers import Kept
from nouvelles.web.door import Door
from nouvelles.web.endpoints import METHODS, PageFunction, edition_of, endpoint_of
from nouvelles.web.later import Later
from nouvelles.web.paper import comment_feeds, comments
from nouvelles.web.posting import Posting
from nouvelles.web.site import Site


def comment_routes(site: Site, kept: Kept) -> list[Route]:
    """Pages of comments, and where they are sent; none where the paper takes none."""
    if site.discussion is None:
        return []
    door = Door(site.discussion.gate, site.settings.comments)
    posting = Posting(site, door)
    routes: list[Route] = []
    for edition in site.editions.values():
        words, root = path_words(edition.language), f"/{edition.language}"
        own = f"/{words['comment']}/{{token}}"
        pages: list[tuple[str, PageFunction, Kept | None]] = [
            (f"/{words['write']}/{{number}}", comments.answer, None),
            (f"/{words['comments']}/{{number}}", comments.short, None),
            (own, comments.own, None),
            (f"{own}/{comments.DATA}", comments.own_data, None),
        ]
        for kind in ("article", "story"):
            of_page = f"/{words[kind]}/{{name}}"
            of_all = f"{of_page}/{words['comments']}"
            pages += [
                (f"{of_page}/{words['write']}", comments.form(kind, door), None),
                (of_all, comments.comments(kind), kept),
            ]
            feeds_of = comment_feeds.comment_feeds(edition, of_all, kind)
            pages += [(path, page, kept) for path, page in feeds_of]
            # Behind the feeds, whose names look like its number.
            pages.append((f"{of_all}/{{number}}", comments.thread(kind), kept))
        routes += [
            Route(root + path, endpoint_of(site, edition, page, one), methods=METHODS)
            for path, page, one in pages
        ]
        routes += posting.routes(edition)
    return routes


def editors_routes(site: Site, desk: Store) -> list[BaseRoute]:
    """Where readers report and give notice, and the desk, which works on a store."""

    def notices() -> list[Route]:
        from nouvelles.web.noticing import noticing

        return noticing(site, desk, load_key(desk.folder)).routes()

    def at_desk() -> list[Route]:
        from nouvelles.web.desk import desk_routes

        return desk_routes(site, desk, lambda request: edition_of(site, request))

    roots = [
        f"/{language}/{path_words(language)[word]}"
        for language in site.editions
        for word in ("report", "notice", "transparency")
    ]
    return [Later(roots, notices), Later(["/desk"], at_desk)]
