"""Where readers report comments, and anybody notifies illegal content.

Behind the same gate as comments (`door`), with limits of its own. No account, no cookie;
a report has no name, a notice has one unless it concerns a minor.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nouvelles.discussion import Trip, address_prefix, today_of
from nouvelles.discussion.keys import keyed
from nouvelles.records.desk import ReportKind
from nouvelles.run.desk import notices, reporting
from nouvelles.run.discussion.key import PaperKey
from nouvelles.store import Store
from nouvelles.web.addresses import path_words
from nouvelles.web.answers import Answer, redirect, send
from nouvelles.web.desk.forms import Form, FormError, read_form
from nouvelles.web.door import Door
from nouvelles.web.paper import notices as pages
from nouvelles.web.paper.failures import failure
from nouvelles.web.paper.notices import Given, Said
from nouvelles.web.site import Edition, Site

#: Answers that are made at the same time for whoever sends something.
_AT_ONCE: Final = 2
#: Those that wait for that; beyond, they are told to come again.
_WAITING: Final = 60
#: Bodies that are read at the same time, and the bytes of one: each character may take
#: twelve.
_BODIES: Final = 64
_BYTES: Final = 16_384 + 12 * notices.LONGEST

#: What the gate finds of reports that may hide: a tick takes a person no three seconds.
_HIDING: Final = (None, Trip.FAST)

#: Makes the answer to a form.
_Take = Callable[[Request, Edition, Form], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticing:
    """The routes of one site for reports and notices."""

    site: Site
    store: Store
    key: PaperKey
    door: Door
    limiter: CapacityLimiter
    bodies: asyncio.Semaphore

    def routes(self) -> list[Route]:
        """The routes of all editions."""
        return [
            route
            for edition in self.site.editions.values()
            for route in self._routes(edition)
        ]

    def _routes(self, edition: Edition) -> list[Route]:
        words, root = path_words(edition.language), f"/{edition.language}"
        report, notice = f"{root}/{words['report']}/{{id}}", f"{root}/{words['notice']}"
        doors: list[tuple[str, Callable[..., Answer], _Take]] = [
            (report, self._report, self._take_report),
            (notice, self._notice, self._take_notice),
            (f"{notice}/{{token}}", self._receipt, self._take_appeal),
        ]
        routes = [
            Route(path, end, methods=methods)
            for path, read, take in doors
            for end, methods in (
                (self._reading(edition, read), ["GET", "HEAD"]),
                (self._taking(edition, take), ["POST"]),
            )
        ]
        counts = f"{root}/{words['transparency']}"
        seen = self._reading(edition, self._transparency)
        return [*routes, Route(counts, seen, methods=["GET", "HEAD"])]

    def _reading(
        self, edition: Edition, page: Callable[..., Answer]
    ) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            return send(request, _unkept(page(request, edition)))

        return answer

    def _taking(self, edition: Edition, take: _Take) -> Callable[[Request], object]:
        async def post(request: Request) -> Response:
            waiting = self.limiter.statistics().tasks_waiting
            if self.bodies.locked() or waiting >= _WAITING:
                return send(request, _unkept(failure(self.site, edition, 503)))
            try:
                async with self.bodies:
                    form = await read_form(request, _BYTES)
            except FormError:
                return send(request, _unkept(failure(self.site, edition, 400)))
            answer = await to_thread.run_sync(
                take, request, edition, form, limiter=self.limiter
            )
            return send(request, _unkept(answer))

        return post

    # ---- reports of comments ----

    def _report(
        self, request: Request, edition: Edition, said: Said | None = None
    ) -> Answer:
        comment = pages.find_comment(self.store, request.path_params["id"])
        if comment is None:
            return failure(self.site, edition, 404)
        sent = request.query_params.get("sent") == "1"
        return pages.report_page(
            self.site, edition, self.door, comment, sent=sent, said=said
        )

    def _take_report(self, request: Request, edition: Edition, form: Form) -> Answer:
        comment = pages.find_comment(self.store, request.path_params["id"])
        if comment is None:
            return failure(self.site, edition, 404)
        kind = form.one("kind")
        text = form.one("text", reporting.LONGEST)
        given = Given(kind=kind, text=text)
        if kind not in {one.value for one in ReportKind}:
            return self._report(request, edition, Said(pages.NO_KIND, 422, given))
        subject, now = f"report:{comment.id}", self.site.clock().timestamp()
        fields = {name: values[-1] for name, values in form.fields.items()}
        look = self.door.look(request, fields, subject, now)
        if look.flood or look.again:
            words = pages.FLOOD if look.flood else pages.AGAIN
            status = 429 if look.flood else 422
            return self._report(request, edition, Said(words, status, given))
        reporting.report(
            self.store,
            comment.id,
            ReportKind(kind),
            text,
            author=self._network(look.address, now),
            may_hide=look.trip in _HIDING,
            now=int(now),
        )
        return redirect(f"{edition.addresses.report_comment(comment.id)}?sent=1", 303)

    # ---- notices of illegal content ----

    def _notice(
        self, request: Request, edition: Edition, said: Said | None = None
    ) -> Answer:
        about = request.query_params.get("about", "")[:500]
        return pages.notice_page(self.site, edition, self.door, about, said=said)

    def _take_notice(self, request: Request, edition: Edition, form: Form) -> Answer:
        given = pages.given_notice(form)
        fault = pages.fault_of(given)
        found = pages.find_about(self.store, given.about) if not fault else None
        if not fault and found is None:
            fault = pages.NOT_OURS
        if fault or found is None:
            return self._notice(request, edition, Said(fault, 422, given))
        now = self.site.clock().timestamp()
        fields = {name: values[-1] for name, values in form.fields.items()}
        look = self.door.look(request, fields, "notice", now)
        if look.flood or look.again:
            words = pages.FLOOD if look.flood else pages.AGAIN
            status = 429 if look.flood else 422
            return self._notice(request, edition, Said(words, status, given))
        page, comment = found
        token = notices.receive(
            self.store,
            pages.form_of(given, edition.language),
            page=page,
            comment=comment,
            name=given.name,
            email=given.email,
            now=int(now),
        )
        return redirect(edition.addresses.receipt(token), 303)

    def _receipt(
        self, request: Request, edition: Edition, said: Said | None = None
    ) -> Answer:
        token = request.path_params["token"]
        notice = notices.by_link(self.store, token)
        if notice is None:
            return failure(self.site, edition, 404)
        return pages.receipt_page(self.site, edition, notice, token, said=said)

    def _take_appeal(self, request: Request, edition: Edition, form: Form) -> Answer:
        token, text = request.path_params["token"], form.one("text", notices.LONGEST)
        notice = notices.by_link(self.store, token)
        if notice is None:
            return failure(self.site, edition, 404)
        now = int(self.site.clock().timestamp())
        if not notices.appeal(self.store, notice, text, now):
            said = Said(pages.NO_APPEAL, 422, Given(text=text))
            return self._receipt(request, edition, said)
        return redirect(edition.addresses.receipt(token), 303)

    def _transparency(self, request: Request, edition: Edition) -> Answer:
        return pages.transparency_page(self.site, edition, self.store)

    def _network(self, address: str, now: float) -> bytes | None:
        """A keyed hash of today for the network of an address."""
        network = address_prefix(address)
        if not network:
            return None
        return keyed(self.key.derived("reports"), today_of(now), network)


def noticing(site: Site, store: Store, key: PaperKey) -> Noticing:
    """Reports and notices of a site."""
    return Noticing(
        site=site,
        store=store,
        key=key,
        door=Door(key.gate, site.settings.comments),
        limiter=CapacityLimiter(_AT_ONCE),
        bodies=asyncio.Semaphore(_BODIES),
    )


def _unkept(answer: Answer) -> Answer:
    return replace(answer, cache="no-store", keep=False)
