"""The desk's part of the application: who may ask what, before any page is made.

Every request passes in this order: where it came from, its session, its form, the role,
the form's token, then the page. Nothing of the answer is ever kept.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_network
from urllib.parse import urlencode, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nouvelles.discussion import address_prefix
from nouvelles.records.desk import Role
from nouvelles.run.desk.sign_in import session_of
from nouvelles.store import Store
from nouvelles.web.answers import FOR_EVER, Answer, send
from nouvelles.web.desk import (
    comment,
    complaints,
    lists,
    log,
    notices,
    pages,
    queue,
    signing,
)
from nouvelles.web.desk.asking import Ask, Desk, DeskPage, form_token, private, see
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.forms import MOST_BYTES, Form, FormError, read_form
from nouvelles.web.desk.signing import COOKIES, cookie_of
from nouvelles.web.receiving import client_address
from nouvelles.web.site import Edition, Site, load_static

Choose = Callable[[Request], Edition]

#: Pages of the desk that are made at the same time, and passwords that are looked at;
#: readers of the paper have threads of their own. Beyond `_WAITING` nobody waits in line.
_AT_ONCE = 4
_AT_DOOR = 2
_WAITING = 40

#: Bytes of the form at the door.
_DOOR_BYTES = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Threads for the desk, and for those who knock."""

    desk: CapacityLimiter
    door: CapacityLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address of the desk: who may read it, and who may send it a form."""

    path: str
    read: DeskPage | None = None
    write: DeskPage | None = None
    role: Role | None = Role.MODERATOR  # None: everybody, the form's token apart


DOORS = (
    Door(path="sign-in", read=signing.form, write=signing.enter, role=None),
    Door(path="sign-out", write=signing.leave),
    Door(path="queue", read=queue.queue),
    Door(path="act", write=queue.act),
    Door(path="undo", write=queue.undo),
    Door(path="ring/{id}", read=queue.ring),
    Door(path="ring/{id}/act", write=queue.act_on_ring),
    Door(path="comment/{id}", read=comment.comment),
    Door(path="comment/{id}/redact", write=comment.redact),
    Door(path="comment/{id}/answer", write=comment.answer),
    Door(path="comment/{id}/ban", write=comment.ban),
    Door(path="lists", read=lists.lists, write=lists.add),
    Door(path="lists/lift", write=lists.lift),
    Door(path="pages", read=pages.pages, write=pages.decide),
    Door(path="notices", read=notices.notices),
    Door(path="notices/{id}", read=notices.notice),
    Door(path="notices/{id}/decide", write=notices.decide, role=Role.EDITOR),
    Door(path="complaints", read=complaints.complaints),
    Door(path="complaints/{id}", read=complaints.complaint),
    Door(path="complaints/{id}/decide", write=complaints.decide, role=Role.EDITOR),
    Door(path="log", read=log.log, role=Role.EDITOR),
)


def desk_routes(site: Site, store: Store, choose: Choose) -> list[Route]:
    """The routes of the desk; `choose` gives the edition that a request likes best."""
    style = load_static("desk.css", "text/css; charset=utf-8")
    script = load_static("desk.js", "text/javascript; charset=utf-8")
    desk = Desk(
        site=site,
        store=store,
        style=replace(style, path=f"/desk{style.path}"),
        script=replace(script, path=f"/desk{script.path}"),
        proxies=[ip_network(one) for one in site.settings.comments.proxies],
        is_secure=site.settings.paper.address.startswith("https://"),
    )

    threads = Threads(desk=CapacityLimiter(_AT_ONCE), door=CapacityLimiter(_AT_DOOR))

    def first(request: Request) -> Response:
        language = choose(request).language
        return send(request, private(see(f"/desk/{language}/queue")))

    def static(request: Request) -> Response:
        for file in (desk.style, desk.script):
            if request.scope["path"] == file.path:
                body, kind = file.data, file.media_type
                return send(request, Answer(body=body, media_type=kind, cache=FOR_EVER))
        return send(request, Answer(body=b"", status=404))

    routes = [
        Route("/desk", first, methods=["GET", "HEAD"]),
        Route("/desk/static/{digest}/{name}", static, methods=["GET", "HEAD"]),
    ]
    for edition in site.editions.values():
        front = f"/desk/{edition.language}/"
        routes.append(Route(front, first, methods=["GET", "HEAD"]))
        for door in DOORS:
            endpoint = _endpoint(desk, edition, door, threads)
            methods = ["GET", "HEAD"] if door.read else []
            methods += ["POST"] if door.write else []
            routes.append(Route(front + door.path, endpoint, methods=methods))
    return routes


def _endpoint(
    desk: Desk, edition: Edition, door: Door, threads: Threads
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Answer:
        ask, is_post = _ask(desk, edition, request), request.method == "POST"
        if is_post and not is_from_here(
            request.headers, desk.site.settings.paper.address
        ):
            return refusal(desk, ask, 403)
        of_door = door.role is None
        limiter = threads.door if of_door and is_post else threads.desk
        if limiter.statistics().tasks_waiting >= _WAITING:
            return refusal(desk, ask, 503)
        session = await to_thread.run_sync(
            session_of, desk.store, ask.token, ask.now, limiter=threads.desk
        )
        ask = replace(ask, session=session)
        if is_post and (of_door or session is not None):
            # Of whoever is not in, no more is read than a name and a password.
            try:
                most = _DOOR_BYTES if of_door else MOST_BYTES
                ask = replace(ask, form=await read_form(request, most))
            except FormError as fault:
                return refusal(desk, ask, fault.status)
        return await to_thread.run_sync(
            _answer, desk, ask, door, is_post, limiter=limiter
        )

    async def endpoint(request: Request) -> Response:
        return send(request, private(await answer(request)))

    return endpoint


def _answer(desk: Desk, ask: Ask, door: Door, is_post: bool) -> Answer:
    page = door.write if is_post else door.read
    if page is None:
        return refusal(desk, ask, 405)
    if door.role is None:
        return page(desk, ask)  # the door's own form has a token of its own
    if ask.session is None:
        if is_post:
            return refusal(desk, ask, 401)
        query = urlencode(ask.query)
        next = ask.path + (f"?{query}" if query else "")
        return see(ask.at("sign-in", next=next))
    if door.role is Role.EDITOR and not ask.is_editor:
        return refusal(desk, ask, 403)
    if is_post and not hmac.compare_digest(
        form_token(ask.session).encode(), ask.form.one("form").encode()
    ):
        return refusal(desk, ask, 403)
    return page(desk, ask)


def _ask(desk: Desk, edition: Edition, request: Request) -> Ask:
    return Ask(
        edition=edition,
        path=request.scope["path"],
        query={key: value[:300] for key, value in request.query_params.items()},
        params=request.path_params,
        now=int(desk.site.clock().timestamp()),
        network=address_prefix(client_address(request, desk.proxies)),
        token=cookie_of(request.cookies, COOKIES[desk.is_secure]),
        wants_json="application/json" in request.headers.get("accept", ""),
        form=Form({}),
    )


def is_from_here(headers: Mapping[str, str], address: str) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser tells.

    The second lock beside the forms' tokens (Fetch Metadata; RFC 6454, section 7).
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if not origin:
        return True
    return urlsplit(origin).netloc in (
        headers.get("host", ""),
        urlsplit(address).netloc,
    )
