"""Who may come in with a comment: the gate with its limits, as it stands on one site."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from starlette.requests import Request

from nouvelles.config import CommentSettings
from nouvelles.discussion import Gate, Limiter, Rate, Trip, address_prefix, today_of
from nouvelles.discussion.gate import AGAIN, NONCE
from nouvelles.web.receiving import client_address
from nouvelles.web.words import mark

#: Comments from one network, on one page, on the site; beyond, each waits for a person.
AUTHOR: Final = Rate(6, 600)
PAGE: Final = Rate(60, 600)
SITE: Final = Rate(300, 600)
#: Comments from one network beyond which none is taken for a while.
FLOOD: Final = Rate(40, 600)
#: Translations that one network may ask for.
ASKED: Final = Rate(10, 600)

#: Why a comment waits, by what the gate found, as its author is told.
GATES: Mapping[str, str] = {
    Trip.FAST: mark("It was sent within three seconds, as machines do."),
    Trip.TRAP: mark("A field that is to stay empty was filled in."),
    Trip.AUTHOR_RATE: mark("Several comments came from your network in a short time."),
    Trip.PAGE_RATE: mark("Many comments came on this page in a short time."),
    Trip.SITE_RATE: mark("Many comments came on this site in a short time."),
    Trip.REPEATED: mark("The same was said here before."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found at the door. `again` has the form shown once more; `flood` takes
    nothing; `seconds` are the form's age."""

    address: str
    trip: Trip | None = None
    again: bool = False
    flood: bool = False
    nonce: str = ""
    seconds: float | None = None


class Door:
    """The gate of a site and what it remembers of the last minutes, in memory alone."""

    def __init__(self, gate: Gate, settings: CommentSettings) -> None:
        self._gate = gate
        self._proxies = [ip_network(one) for one in settings.proxies]
        self._authors, self._floods = Limiter(AUTHOR), Limiter(FLOOD)
        self._pages, self._site = Limiter(PAGE), Limiter(SITE, 1)
        self._asked = Limiter(ASKED)
        self._lock = threading.Lock()

    def token(self, page: str, now: float) -> str:
        """A fresh token for a form about a page."""
        return self._gate.issue(page, int(now), secrets.token_hex(NONCE // 2))

    def trap(self, now: float) -> str:
        """Today's name of the field that stays empty."""
        return self._gate.trap(today_of(now))

    def own_token(self, nonce: str) -> str:
        return self._gate.own_token(nonce)

    def address(self, request: Request) -> str:
        return client_address(request, self._proxies)

    def look(
        self, request: Request, form: Mapping[str, str], page: str, now: float
    ) -> Look:
        """What the gate says of a form that was sent."""
        address = self.address(request)
        trip, age, nonce = self._gate.check(form.get("token", ""), page, int(now))
        network = address_prefix(address)
        with self._lock:
            if not self._floods.take(network, now):
                return Look(address=address, flood=True)
            if trip in AGAIN:
                return Look(address=address, trip=trip, again=True)
            trip = self._limits(network, page, now) or trip
        if self._is_trapped(form, now):
            trip = Trip.TRAP
        return Look(address=address, trip=trip, nonce=nonce, seconds=age)

    def may_ask(self, request: Request, now: float) -> bool:
        """Whether one more translation may be made for who asks."""
        with self._lock:
            return self._asked.take(address_prefix(self.address(request)), now)

    def _is_trapped(self, form: Mapping[str, str], now: float) -> bool:
        """Whether the field is filled in, under today's name or yesterday's."""
        days = (today_of(now), today_of(now - 86_400))
        return any(form.get(self._gate.trap(day)) for day in days)

    def _limits(self, network: str, page: str, now: float) -> Trip | None:
        buckets = (
            (self._authors, network, Trip.AUTHOR_RATE),
            (self._pages, page, Trip.PAGE_RATE),
            (self._site, "", Trip.SITE_RATE),
        )
        taken = [(limiter.take(key, now), trip) for limiter, key, trip in buckets]
        return next((trip for has_room, trip in taken if not has_room), None)
