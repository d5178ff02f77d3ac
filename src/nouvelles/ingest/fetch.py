"""One address fetched from the network, every hop behind the guard."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientSession
from aiohttp.abc import AbstractResolver

from nouvelles.errors import GuardError, InputError, Retry
from nouvelles.ingest.encodings import Decoded, decode_body
from nouvelles.ingest.robots import MAX_ROBOTS_BYTES, RobotsCache
from nouvelles.ingest.urls import normalise
from nouvelles.ingest.visit import (
    PRODUCT,
    Answer,
    FetchSettings,
    open_session,
    request,
)
from nouvelles.records import Capture

MAX_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)

#: Later is better: overload and outages (RFC 9110, 15.6; RFC 6585, 4).
_LATER = (408, 425, 429, 500, 502, 503, 504)

_LONGEST_WAIT_S = 86_400.0


async def fetch(
    url: str,
    *,
    at: datetime,
    settings: FetchSettings,
    robots: RobotsCache,
    resolver: AbstractResolver | None = None,
) -> Capture:
    """The successful answer of an address, after at most `MAX_REDIRECTS` redirects.

    `at` is the present; the capture's address is where the last redirect led. Every
    address is checked twice, by its text and when its socket is made. Nothing is sent
    but the request: no cookies, no referrer, and no proxy is used.

    Raises:
        GuardError: an address must not be contacted, or its robots.txt closes it.
        InputError: the answer is an error that will stay, too large, damaged, or leads
            nowhere.
        Retry: `timeout`, `unreachable`, `busy` (429 or 5xx) or `cut` (the answer broke
            off); `after_s` follows Retry-After where it is given.
    """
    current = normalise(url, keep_tracking=True)
    try:
        async with (
            asyncio.timeout(settings.total_s),
            open_session(settings, resolver) as s,
        ):
            for _ in range(MAX_REDIRECTS + 1):
                await _ask_robots(s, current, at, settings, robots)
                answer = await request(s, current, settings, settings.max_bytes)
                if answer.status not in _REDIRECTS:
                    return _capture(current, at, answer, settings)
                current = _target(current, answer)
    except TimeoutError:
        raise Retry("timeout", f"{current}: no answer in time") from None
    raise InputError(
        url, f"more than {MAX_REDIRECTS} redirects", "Give the address of the end."
    )


async def _ask_robots(
    session: ClientSession,
    url: str,
    at: datetime,
    settings: FetchSettings,
    robots: RobotsCache,
) -> None:
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    rules = robots.find(origin, at)
    if rules is None:
        rules = robots.keep(
            origin, at, await _fetch_robots(session, origin, at, settings)
        )
    if not rules.can_fetch(url, PRODUCT):
        raise GuardError(url, "the robots.txt of its host closes it")


async def _fetch_robots(
    session: ClientSession, origin: str, at: datetime, settings: FetchSettings
) -> bytes:
    """The text of a robots.txt; an absent one is empty (RFC 9309, 2.3.1.3)."""
    url = f"{origin}/robots.txt"
    for _ in range(MAX_REDIRECTS + 1):
        answer = await request(session, url, settings, MAX_ROBOTS_BYTES)
        if answer.status in _LATER or answer.status >= 500:
            # Unreachable rules close the whole host (2.3.1.4).
            raise Retry("busy", f"{url} answers {answer.status}", _wait(answer, at))
        if answer.status in _REDIRECTS:
            url = _target(url, answer)
            continue
        if answer.status != 200:
            return b""
        decoded = _decoded(answer, 10 * MAX_ROBOTS_BYTES)
        if decoded.over:
            raise InputError(url, "the file is a bomb", "Leave this host alone.")
        return decoded.body
    # After five redirects it counts as absent (2.3.1.2).
    return b""


def _target(url: str, answer: Answer) -> str:
    location = next((v for name, v in answer.headers if name == "location"), "")
    if not location:
        raise InputError(url, f"answers {answer.status} without saying where to go")
    return normalise(urljoin(url, location), keep_tracking=True)


def _capture(
    url: str, at: datetime, answer: Answer, settings: FetchSettings
) -> Capture:
    if answer.status in _LATER or answer.status >= 500:
        raise Retry("busy", f"{url} answers {answer.status}", _wait(answer, at))
    if answer.status != 200:
        raise InputError(url, f"answers {answer.status}", "Check the address.")
    decoded = _decoded(answer, settings.max_bytes)
    if answer.over or decoded.over:
        raise InputError(
            url,
            f"has more than {settings.max_bytes} bytes",
            "Raise the limit if this is what you want.",
        )
    if not decoded.whole:
        raise InputError(url, "its content encoding is damaged")
    return Capture(
        url=url, at=at, status=answer.status, headers=answer.headers, body=decoded.body
    )


def _decoded(answer: Answer, max_bytes: int) -> Decoded:
    # aiohttp has undone the transfer encoding, and only that.
    coded = tuple(pair for pair in answer.headers if pair[0] != "transfer-encoding")
    return decode_body(answer.wire, coded, max_bytes=max_bytes)


def _wait(answer: Answer, at: datetime) -> float:
    """Seconds that Retry-After asks for, at least 1, at most a day; else a minute."""
    asked = next((v for name, v in answer.headers if name == "retry-after"), "")
    try:
        seconds = float(asked) if asked.isdecimal() else _until(asked, at)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 60.0
    return min(max(seconds, 1.0), _LONGEST_WAIT_S)


def _until(date: str, at: datetime) -> float:
    then = parsedate_to_datetime(date)
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return (then - at).total_seconds()
