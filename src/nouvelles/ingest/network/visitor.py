"""One hop at a time: an address asked for in its host's turn, if robots.txt allows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import aiohttp
from yarl import URL

from nouvelles.errors import GuardError, InputError
from nouvelles.guard import check_url
from nouvelles.ingest.network.fetched import retry_after_s
from nouvelles.ingest.network.hosts import LONGEST_CLOSED_S, Host, Hosts
from nouvelles.ingest.network.lookup import GuardedLookup
from nouvelles.ingest.network.redirects import MAX_REDIRECTS, REDIRECTS, location
from nouvelles.ingest.network.robots import (
    MAX_ROBOTS_BYTES,
    Rules,
    parse_robots,
    path_of,
)
from nouvelles.ingest.network.session import PRODUCT, FetchSettings, Gate
from nouvelles.ingest.network.visit import Answer, Target, visit
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import normalise

#: Addresses that are held taken apart: the feeds of a paper come back.
_TARGETS = 4096

#: Large bodies that come at the same time.
_LARGE_AT_ONCE = 4

#: Faults without an answer that say something of the host, not of the address.
_HOST_FAULTS = (Word.DNS, Word.UNREACHABLE, Word.TIMEOUT, Word.TLS, Word.BAD_HTTP)

#: Codes with which a host asks for time, even without Retry-After.
_BUSY = {429: Word.RATE_LIMITED, 503: Word.SERVER_ERROR}


class Visitor:
    """Makes the requests of a client. One session, one memory of hosts."""

    def __init__(
        self,
        settings: FetchSettings,
        hosts: Hosts,
        session: aiohttp.ClientSession,
        gate: Gate,
        lookup: GuardedLookup,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._settings = settings
        self._hosts = hosts
        self._session = session
        self._gate = gate
        self._lookup = lookup
        self._clock = clock
        self._sleep = sleep
        self.target = lru_cache(_TARGETS)(partial(find_target, settings))
        self._options: dict[str, Any] = {}
        if settings.proxy:
            self._options["proxy"] = URL(settings.proxy)
        at_once = settings.hosts_at_once * settings.per_host
        self._visits = asyncio.Semaphore(min(at_once, gate.most))
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    async def ask(
        self,
        target: Target,
        headers: Mapping[str, str],
        *,
        max_bytes: int,
        spent_s: float = 0.0,
    ) -> Answer:
        """The answer to one question, whatever its status.

        `spent_s` is what the visit has already taken of its time.

        Raises:
            NotRead: there is no whole answer, or the question must not be asked.
        """
        now = self._clock()
        host = self._hosts.find(target.origin, now)
        host.check_open(target.url, now)
        rules = host.known_rules(now)
        if rules is None:
            rules = await self._rules(host, target)
        if not rules.allows(target.path):
            raise NotRead(Word.ROBOTS, target.url)
        answer = await self._visit(
            host, target, headers, max_bytes=max_bytes, spent_s=spent_s
        )
        self._learn(host, answer)
        return answer

    async def tell(self, target: Target, form: bytes) -> Answer:
        """The answer to a form; robots.txt is not asked, the host's turn is."""
        now = self._clock()
        host = self._hosts.find(target.origin, now)
        host.check_open(target.url, now)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self._visit(host, target, headers, max_bytes=0, form=form)
        self._learn(host, answer)
        return answer

    def wait_s(self, target: Target) -> float:
        """Seconds until the host may be asked again; 0: now."""
        now = self._clock()
        host = self._hosts.find(target.origin, now)
        full = host.busy >= self._settings.per_host
        return max(host.wait_s(now), host.delay_s if full else 0.0)

    def after_s(self, answer: Answer) -> float | None:
        """How long the answer asks to be left alone."""
        asked = answer.headers.get("Retry-After")
        seconds = None if asked is None else retry_after_s(asked, self._clock())
        return None if seconds is None else min(seconds, LONGEST_CLOSED_S)

    # ---- robots.txt ----------------------------------------------------------------

    async def _rules(self, host: Host, target: Target) -> Rules:
        """The rules of a host, asked for once however many wait for them."""
        async with host.robots_turn:
            host.check_open(target.url, self._clock())
            rules = host.known_rules(self._clock())
            if rules is None:
                body = await self._robots(host, target)
                rules = parse_robots(body, PRODUCT)
                host.keep_rules(rules, body, self._clock())
            return rules

    async def _robots(self, host: Host, target: Target) -> bytes:
        """The text of a robots.txt; an absent one is empty (RFC 9309, 2.3.1)."""
        current = self.target(f"{target.origin}/robots.txt")
        answered = False
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = await self._robots_hop(current)
                answered = True
                if answer.status not in REDIRECTS:
                    return self._robots_body(host, current, answer)
                current = self.target(location(current.url, answer))
            except NotRead as error:
                if not answered and not error.status:
                    # Nobody is there, or nobody may go there: that is what to mend.
                    raise
                raise self._no_robots(host, target, error) from error
        # After five redirects it counts as absent (2.3.1.2).
        return b""

    async def _robots_hop(self, current: Target) -> Answer:
        host = self._hosts.find(current.origin, self._clock())
        return await self._visit(
            host, current, {}, max_bytes=MAX_ROBOTS_BYTES, start_only=True
        )

    def _robots_body(self, host: Host, current: Target, answer: Answer) -> bytes:
        status = answer.status
        if status == 429 or status >= 500:
            word = Word.RATE_LIMITED if status == 429 else Word.ROBOTS_UNREACHABLE
            raise NotRead(
                word,
                current.url,
                f"answers {status}",
                after_s=self.after_s(answer),
                status=status,
            )
        host.answered()
        return answer.body

    def _no_robots(self, host: Host, target: Target, error: NotRead) -> NotRead:
        """The host is closed as long as its rules cannot be had (2.3.1.4)."""
        limited = error.word is Word.RATE_LIMITED
        word = error.word if limited else Word.ROBOTS_UNREACHABLE
        host.failed(word, self._clock(), error.after_s)
        return NotRead(
            word, target.url, str(error), after_s=error.after_s, status=error.status
        )

    # ---- one request ---------------------------------------------------------------

    async def _visit(
        self,
        host: Host,
        target: Target,
        headers: Mapping[str, str],
        *,
        start_only: bool = False,
        spent_s: float = 0.0,
        **options: Any,
    ) -> Answer:
        """One request in its turn; faults of the host are remembered."""
        if spent_s:
            options["timeout"] = self._time_left(spent_s)
        await host.take_turn(target.url, self._clock, self._sleep)
        pause = None
        try:
            if self._options:
                await self._check_name(target)
            async with self._visits:
                if self._gate.crowded:
                    headers = {**headers, "Connection": "close"}
                answer = await visit(
                    self._session,
                    target,
                    headers=headers,
                    start_only=start_only,
                    large=self._large,
                    **self._options,
                    **options,
                )
            if start_only and answer.status not in REDIRECTS:
                # From robots.txt to the page only what the file itself asks for.
                pause = 0.0
            return answer
        except NotRead as error:
            if error.status:
                host.answered()
            elif error.word in _HOST_FAULTS:
                host.failed(error.word, self._clock())
            raise
        finally:
            host.end_turn(self._clock(), pause)

    def _learn(self, host: Host, answer: Answer) -> None:
        """What a status says of the host."""
        word = _BUSY.get(answer.status)
        if word is None:
            host.answered()
        else:
            host.failed(word, self._clock(), self.after_s(answer))

    async def _check_name(self, target: Target) -> None:
        """The guard's look at what a name leads to, where a proxy will go there."""
        url = target.asked
        try:
            await self._lookup.check_all(url.raw_host or "", url.port or 0)
        except GuardError as error:
            raise NotRead(Word.REFUSED, target.url, str(error)) from error
        except OSError as error:
            raise NotRead(Word.DNS, target.url, str(error)) from error

    def _time_left(self, spent_s: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(
            total=max(self._settings.timeout_s - spent_s, 0.001),
            sock_connect=self._settings.connect_s,
            sock_read=self._settings.read_s,
        )


def find_target(settings: FetchSettings, url: str) -> Target:
    """An address, taken apart.

    Raises:
        NotRead: BAD_ADDRESS, or REFUSED where the guard says so by its text.
    """
    try:
        plain = normalise(url, keep_tracking=True)
        check_url(plain, allow_private=settings.allow_private, ports=settings.ports)
    except InputError as error:
        raise NotRead(Word.BAD_ADDRESS, url, error.reason) from error
    except GuardError as error:
        raise NotRead(Word.REFUSED, url, str(error)) from error
    scheme, _, rest = plain.partition("://")
    # Encoded: what the guard and robots.txt were asked about is what is requested.
    asked = URL(plain, encoded=True)
    return Target(plain, f"{scheme}://{rest.partition('/')[0]}", path_of(plain), asked)
