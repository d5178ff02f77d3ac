"""The door to the network: one client for everything that is read from the press.

    async with Client(FetchSettings.of(settings), clock, memory=memory) as client:
        fetched = await client.get(url, validators=known, max_bytes=20_000_000)

Every request passes the guard, the robots.txt of its host and its turn there, and so does
every redirect. Nothing is sent but the request: no cookies, no referrer, and no proxy but
the one of the settings.

Sources: RFC 9110, RFC 9111, RFC 9309; as known in November 2026.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from aiohttp.abc import AbstractResolver

from nouvelles.ingest.network.fetched import Fetched, Validators, fresh_s
from nouvelles.ingest.network.hosts import HostMemory, Hosts, HostsInMemory
from nouvelles.ingest.network.lookup import GuardedLookup, SystemLookup
from nouvelles.ingest.network.redirects import (
    MAX_REDIRECTS,
    PERMANENT,
    REDIRECTS,
    location,
)
from nouvelles.ingest.network.robots import parse_robots
from nouvelles.ingest.network.session import PRODUCT, FetchSettings, Gate, open_session
from nouvelles.ingest.network.visit import (
    WITH_BODY,
    Answer,
    Target,
    header,
    plain_headers,
    slow_in,
)
from nouvelles.ingest.network.visitor import Visitor
from nouvelles.ingest.troubles import NotRead, Word

__all__ = ["Client", "FetchSettings", "Fetched", "Validators"]

#: What a status that is no success is called; others by their hundred.
_WORDS = {
    204: Word.EMPTY,
    205: Word.EMPTY,
    401: Word.FORBIDDEN,
    402: Word.FORBIDDEN,
    403: Word.FORBIDDEN,
    408: Word.SERVER_ERROR,
    410: Word.GONE,
    425: Word.SERVER_ERROR,
    429: Word.RATE_LIMITED,
    451: Word.FORBIDDEN,
}
_WORDS_BY_HUNDRED = {4: Word.NOT_FOUND, 5: Word.SERVER_ERROR}

_UNKNOWN = Validators()


class Client:
    """Asks for addresses, politely. An async context manager, for one event loop.

    `clock` gives seconds since 1970. `memory` keeps what hosts asked of us. `resolver`
    stands in for the system's look-up of names, `trusted` for its certificates, `sleep`
    for the waiting in line.

    Raises ConfigError on entering when the proxy of the settings is no address of one.
    """

    def __init__(
        self,
        settings: FetchSettings,
        clock: Callable[[], float],
        *,
        memory: HostMemory | None = None,
        resolver: AbstractResolver | None = None,
        trusted: ssl.SSLContext | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._resolver = resolver
        self._trusted = trusted
        self._hosts = Hosts(
            HostsInMemory() if memory is None else memory,
            partial(parse_robots, agent=PRODUCT),
            per_host=settings.per_host,
            delay_s=settings.delay_s,
        )

    async def __aenter__(self) -> Self:
        settings = self._settings
        names = self._resolver or SystemLookup()
        guarded = GuardedLookup(
            names, allow_private=settings.allow_private, ports=settings.ports
        )
        gate = Gate(settings)
        # The proxy's own name is the owner's to choose.
        self._session = open_session(
            settings, gate, names if settings.proxy else guarded, self._trusted
        )
        self._visitor = Visitor(
            settings,
            self._hosts,
            self._session,
            gate,
            guarded,
            clock=self._clock,
            sleep=self._sleep,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hosts.rest(self._clock())
        await self._session.close()

    async def get(
        self,
        url: str,
        *,
        validators: Validators = _UNKNOWN,
        max_bytes: int,
        accept: str = "",
    ) -> Fetched:
        """The answer of an address, after at most `MAX_REDIRECTS` redirects.

        `validators` make the question conditional: the answer may then be a 304 without
        a body. `max_bytes` limits what comes over the wire and what it unpacks to.

        Raises:
            NotRead: whatever went wrong. `status` is that of the answer, 0 when the host
                was not asked or did not answer. `after_s` is how long the host is to be
                left alone, where that is known; a host that is closed for more than
                half a minute is not asked at all.
        """
        first = target = self._visitor.target(url)
        question = _question(validators, accept)
        trail = [target.url]
        moved, permanent, spent = "", True, 0.0
        while True:
            answer = await self._visitor.ask(
                target, question, max_bytes=max_bytes, spent_s=spent
            )
            spent += answer.seconds
            if answer.status not in REDIRECTS:
                break
            target = self._next(target, answer)
            permanent = permanent and answer.status in PERMANENT
            moved = target.url if permanent else moved
            if target.url in trail or len(trail) > MAX_REDIRECTS:
                detail = " → ".join([*trail, target.url])
                raise NotRead(Word.REDIRECT_LOOP, url, detail, status=answer.status)
            trail.append(target.url)
        self._check_status(target.url, answer, validators)
        return Fetched(
            url=first.url,
            final=target.url,
            moved=moved,
            status=304 if answer.status == 304 else 200,
            headers=plain_headers(answer.raw),
            body=answer.body,
            validators=_validators(answer, validators),
            fresh_s=fresh_s(answer.headers, self._clock()),
            seconds=spent,
            slow=slow_in(spent, self._settings.timeout_s) or answer.slow,
        )

    async def post(self, url: str, form: Mapping[str, str]) -> int:
        """The status of the answer to a form, as hubs of WebSub take it.

        Redirects are not followed, and robots.txt is not asked: it is for those who read.

        Raises:
            NotRead: there was no answer, or the address must not be visited.
        """
        target = self._visitor.target(url)
        return (await self._visitor.tell(target, urlencode(form).encode())).status

    def forgive(self, words: Collection[Word]) -> None:
        """Open hosts that are closed for one of these words: our own line was down."""
        self._hosts.forgive(words)

    def wait_s(self, url: str) -> float:
        """Seconds until the host of an address may be asked again; 0: now.

        At least the usual pause while as many requests as allowed are on their way.

        Raises:
            NotRead: the address cannot be visited.
        """
        return self._visitor.wait_s(self._visitor.target(url))

    def _next(self, target: Target, answer: Answer) -> Target:
        try:
            return self._visitor.target(location(target.url, answer))
        except NotRead as error:
            bad = error.word is Word.BAD_ADDRESS
            word = Word.BAD_REDIRECT if bad else error.word
            detail = f"{error.about}: {error.detail}"
            raise NotRead(word, target.url, detail, status=answer.status) from error

    def _check_status(self, url: str, answer: Answer, asked: Validators) -> None:
        status = answer.status
        if status in WITH_BODY or (status == 304 and asked != _UNKNOWN):
            return
        by_hundred = _WORDS_BY_HUNDRED.get(status // 100, Word.BAD_HTTP)
        raise NotRead(
            _WORDS.get(status, by_hundred),
            url,
            f"answers {status}",
            after_s=self._visitor.after_s(answer),
            status=status,
        )


def _question(known: Validators, accept: str) -> dict[str, str]:
    """The headers of a question: only what has changed, and of which kind."""
    headers = {}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    if accept:
        headers["Accept"] = accept
    return headers


def _validators(answer: Answer, asked: Validators) -> Validators:
    """Those of the answer; a 304 that names none confirms those of the question."""
    etag, modified = header(answer, "ETag"), header(answer, "Last-Modified")
    if answer.status == 304:
        if etag in ("", asked.etag) and modified in ("", asked.last_modified):
            return asked
        etag, modified = etag or asked.etag, modified or asked.last_modified
    return Validators(etag=etag, last_modified=modified)
