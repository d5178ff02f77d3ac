"""Where readers send comments: one door, bounded in size, in number and in work.

What is sent is read on the event loop, looked at by the gate there, and put in line; only
what needs a page (a preview, a fault to mend) takes a thread, and few at a time, so that
whoever reads the paper never waits for whoever floods it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from nouvelles.discussion import Draft, DraftFault, clean_draft, find_faults, quotes
from nouvelles.discussion.draft import COMPLAINT
from nouvelles.records import Comment
from nouvelles.run.discussion.interpreting import WAITING, BusyError
from nouvelles.run.discussion.taking import FullError, Sent
from nouvelles.web.addresses import path_words
from nouvelles.web.answers import Answer, redirect, send
from nouvelles.web.door import Door, Look
from nouvelles.web.paper.comments import (
    AGAIN,
    FLOOD,
    FULL,
    UNTRANSLATED,
    find_parent,
    find_thread,
    form_page,
    may_be_translated,
    own_page,
    part_page,
)
from nouvelles.web.paper.failures import absent, failure
from nouvelles.web.receiving import read_body, read_form
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import Subject, find_subject
from nouvelles.web.talk import is_closed
from nouvelles.web.words import mark

T = TypeVar("T")

#: Bytes of a form beyond those of its text, of which each character may take twelve.
_ROOM: Final = 16_384
#: Bodies that are read at the same time, and pages that are made for those who sent one.
_BODIES: Final = 256
_PAGES: Final = 2
#: Requests that wait for such a page; beyond, they are told to come again.
_WAITING: Final = 60
#: Seconds in which a body must have come.
PATIENCE_S: Final = 30.0
_AGAIN_S: Final = "60"

#: What is told of a form that is not read.
_NOT_TAKEN = mark("What you sent was not taken")
_NO_FORM = mark("This is no form of this site, or not all of it arrived.")
_MANY = mark(
    "Too many send at this moment. Go back in your browser, where your words still are, "
    "and send them again in a minute."
)
REFUSALS: Final = {
    400: _NO_FORM,
    408: mark("The form did not come in time. Go back and send it again."),
    413: mark("This is more than a comment may have."),
    415: _NO_FORM,
    429: _MANY,
    503: _MANY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A draft that can be put in line. `page` is what it is kept under."""

    subject: Subject
    page: str
    draft: Draft
    look: Look


class Posting:
    """The routes of one site on which something is sent."""

    def __init__(self, site: Site, door: Door) -> None:
        self.site, self.door = site, door
        self._refusals: dict[tuple[str, int], tuple[date, Answer]] = {}
        self._bodies = asyncio.Semaphore(_BODIES)
        self._pages = CapacityLimiter(_PAGES)
        self._translations = CapacityLimiter(WAITING)
        self._most = _ROOM + 12 * site.settings.comments.length

    def routes(self, edition: Edition) -> list[Route]:
        """The routes of an edition."""
        words, root = path_words(edition.language), f"/{edition.language}"

        def of(kind: str) -> Callable[[Request], object]:
            async def post(request: Request) -> Response:
                return await self._post(request, edition, kind)

            return post

        async def own(request: Request) -> Response:
            return await self._own(request, edition)

        def translate(kind: str) -> Callable[[Request], object]:
            async def post(request: Request) -> Response:
                return await self._translate(request, edition, kind)

            return post

        paths = []
        for kind in ("article", "story"):
            path = f"/{words[kind]}/{{name}}"
            paths += [
                (f"{path}/{words['write']}", of(kind)),
                (f"{path}/{words['comments']}/{{number}}", translate(kind)),
            ]
        paths.append((f"/{words['comment']}/{{token}}", own))
        return [Route(root + path, end, methods=["POST"]) for path, end in paths]

    async def _post(self, request: Request, edition: Edition, kind: str) -> Response:
        form = await self._form(request, edition)
        if isinstance(form, Answer):
            return send(request, form)
        return send(request, await self._take(request, edition, kind, form))

    async def _take(
        self, request: Request, edition: Edition, kind: str, form: Mapping[str, str]
    ) -> Answer:
        made = await self._page(edition, self._prepare, request, edition, kind, form)
        if isinstance(made, Answer):
            return made
        try:
            await asyncio.wrap_future(self._put(made, edition))
        except FullError:
            return await self._page(edition, self._full, made, edition)
        token = self.door.own_token(made.look.nonce)
        return redirect(edition.addresses.own_comment(token), 303)

    def _put(self, ready: _Ready, edition: Edition) -> Future[Comment]:
        assert self.site.discussion is not None
        look, subject = ready.look, ready.subject
        sent = Sent(
            page=ready.page,
            draft=ready.draft,
            title=subject.title,
            nonce=look.nonce,
            address=look.address,
            seconds=look.seconds,
            gate=look.trip or "",
            expected=(edition.language, subject.language),
        )
        return self.site.discussion.send(sent)

    def _prepare(
        self, request: Request, edition: Edition, kind: str, form: Mapping[str, str]
    ) -> Answer | _Ready:
        """The draft, or the page on which its author mends it."""
        site, door = self.site, self.door
        assert site.discussion is not None
        name = request.path_params["name"]
        subject = find_subject(site, edition, kind, name)
        if subject is None:
            return absent(site, edition, kind, name)
        draft = clean_draft(form)
        wants_preview = "preview" in form
        say = edition.words.say

        def shown(said: str, status: int, *faults: DraftFault) -> Answer:
            wait = (("retry-after", _AGAIN_S),) if status == 429 else ()
            return form_page(
                site, edition, door, subject, draft, faults=faults, said=said,
                preview=wants_preview and not faults, status=status, headers=wait,
            )  # fmt: skip

        faults = self._faults(subject, draft)
        if faults:
            return shown("", 422, *faults)
        if wants_preview:
            return shown("", 200)
        look = door.look(request, form, subject.page, site.clock().timestamp())
        if look.flood:
            return shown(say(FLOOD), 429)
        if look.again:
            return shown(say(AGAIN), 422)
        page = self._page_kept(subject, draft)
        return _Ready(subject=subject, page=page, draft=draft, look=look)

    def _page_kept(self, subject: Subject, draft: Draft) -> str:
        """That of the subject; an answer is kept where that is which it answers, so that
        a story which comes back has its threads whole."""
        if draft.parent is None or self.site.discussion is None:
            return subject.page
        found = self.site.discussion.comments(subject.page)
        parent = find_parent(found, draft.parent)
        return parent.page if parent else subject.page

    def _faults(self, subject: Subject, draft: Draft) -> tuple[DraftFault, ...]:
        site = self.site
        assert site.discussion is not None
        faults = list(find_faults(draft, site.settings.comments.length))
        if is_closed(site, subject):
            faults.append(DraftFault.CLOSED)
        if draft.parent is not None:
            found = site.discussion.comments(subject.page)
            if find_parent(found, draft.parent) is None:
                faults.append(DraftFault.PARENT)
        is_long = DraftFault.QUOTE in faults
        if draft.quote and not is_long and not quotes(draft.quote, subject.texts):
            faults.append(DraftFault.QUOTE)
        return tuple(faults)

    def _full(self, ready: _Ready, edition: Edition) -> Answer:
        return form_page(
            self.site,
            edition,
            self.door,
            ready.subject,
            ready.draft,
            said=edition.words.say(FULL),
            status=503,
            headers=(("retry-after", _AGAIN_S),),
        )

    async def _own(self, request: Request, edition: Edition) -> Response:
        form = await self._form(request, edition)
        if isinstance(form, Answer):
            return send(request, form)
        answer = await self._page(edition, self._change, request, edition, form)
        return send(request, answer)

    def _change(
        self, request: Request, edition: Edition, form: Mapping[str, str]
    ) -> Answer:
        """Edit, delete or complain, as an author asks; then their own page again."""
        discussion, token = self.site.discussion, request.path_params["token"]
        assert discussion is not None
        if discussion.own(token) is None:
            return failure(self.site, edition, 404)
        if "delete" in form:
            discussion.delete(token)
        elif "edit" in form:
            text = clean_draft(form).text
            draft = Draft(name="x", text=text)
            faults = find_faults(draft, self.site.settings.comments.length)
            if faults:
                return own_page(
                    self.site, edition, token, text=text, faults=faults, status=422
                )
            discussion.edit(token, text, self.door.address(request))
        elif "complain" in form:
            text = clean_draft(form).text[:COMPLAINT]
            if not discussion.complain(token, text):
                return own_page(self.site, edition, token, complaint=text, status=422)
        return redirect(edition.addresses.own_comment(token), 303)

    async def _translate(
        self, request: Request, edition: Edition, kind: str
    ) -> Response:
        """A comment in the edition's language; then its page again."""
        form = await self._form(request, edition)
        if isinstance(form, Answer):
            return send(request, form)
        if not self.door.may_ask(request, self.site.clock().timestamp()):
            return send(request, self._refusal(edition, 429))
        if self._translations.statistics().tasks_waiting:
            return send(request, self._refusal(edition, 503))
        answer = await to_thread.run_sync(
            self._translated, request, edition, kind, limiter=self._translations
        )
        return send(request, answer)

    def _translated(self, request: Request, edition: Edition, kind: str) -> Answer:
        discussion = self.site.discussion
        assert discussion is not None
        subject = find_subject(self.site, edition, kind, request.path_params["name"])
        found = find_thread(self.site, subject, request.path_params["number"])
        if subject is None or found is None:
            return failure(self.site, edition, 404)
        if may_be_translated(self.site, edition, found):
            try:
                made = discussion.interpreter.translate(found, edition.language)
            except BusyError:
                return self._refusal(edition, 503)
            if made is None:
                said = edition.words.say(UNTRANSLATED)
                return part_page(self.site, edition, subject, found, said=said)
        return redirect(edition.addresses.thread(subject.path, found.id), 303)

    async def _form(
        self, request: Request, edition: Edition
    ) -> dict[str, str] | Answer:
        """The fields that were sent, or why they cannot be read."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            return self._refusal(edition, 415)
        if self._bodies.locked():
            return self._refusal(edition, 503)
        try:
            async with asyncio.timeout(PATIENCE_S), self._bodies:
                body = await read_body(request, self._most)
        except TimeoutError:
            return self._refusal(edition, 408)
        except ClientDisconnect:
            return self._refusal(edition, 400)  # to nobody
        if body is None:
            return self._refusal(edition, 413)
        try:
            return read_form(body)
        except ValueError:
            return self._refusal(edition, 400)

    async def _page(
        self, edition: Edition, make: Callable[..., T], *given: object
    ) -> T | Answer:
        """What needs the store or a template, made in one of few threads."""
        if self._pages.statistics().tasks_waiting >= _WAITING:
            return self._refusal(edition, 503)
        return await to_thread.run_sync(make, *given, limiter=self._pages)

    def _refusal(self, edition: Edition, status: int) -> Answer:
        """Why a form is not even read. The page is made once a day: when many send, none
        is made for each."""
        today = self.site.clock().astimezone(self.site.zone).date()
        made, answer = self._refusals.get((edition.language, status), (None, None))
        if answer is None or made != today:
            wait = (("retry-after", _AGAIN_S),) if status in (429, 503) else ()
            page = self.site.page(
                edition,
                "failure.html",
                None,
                status=status,
                headers=wait,
                title=_NOT_TAKEN,
                why=REFUSALS[status],
                tombstone=None,
            )
            answer = replace(page, cache="no-store")
            self._refusals[edition.language, status] = today, answer
        return answer
