"""A server that a person named for work of the paper's own, as one that translates.

It is asked from plain threads, one question at a time, and may stand on this machine or in
the house: naming it is the permission. What the guard never lets pass stays closed, and so
does every port but the named one; redirects are not followed.

    service = Service("http://127.0.0.1:5000")
    reply = service.ask("/translate", {"q": ["Good morning."], …})
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from yarl import URL

from nouvelles.errors import GuardError, InputError
from nouvelles.guard import DEFAULT_PORTS, check_url
from nouvelles.ingest.network.fetched import retry_after_s
from nouvelles.ingest.network.lookup import GuardedLookup, SystemLookup
from nouvelles.ingest.network.session import FetchSettings, Gate, open_session
from nouvelles.ingest.network.visit import FAULTS, broken_off, not_read
from nouvelles.ingest.troubles import NotRead, Word

#: Seconds for one question, its whole answer included.
LIMIT_S: Final = 60.0
#: Bytes of an answer.
MOST_BYTES: Final = 2_000_000
_PIECE: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, whatever its status. `after_s` is what Retry-After asks for."""

    status: int
    body: bytes
    after_s: float | None


class Service:
    """One address with all below it. `clock` gives seconds since 1970.

    Raises:
        InputError: the address is none, or leads where nothing is ever visited.
    """

    def __init__(
        self, address: str, clock: Callable[[], float], limit_s: float = LIMIT_S
    ) -> None:
        self.address = address.rstrip("/")
        self._clock = clock
        try:
            port = URL(address).port or DEFAULT_PORTS["https"]
            check_url(address, allow_private=True, ports=(port,))
        except (ValueError, GuardError) as error:
            reason = error.reason if isinstance(error, GuardError) else str(error)
            raise InputError(
                address, reason, "Write it as http://127.0.0.1:5000."
            ) from error
        self._settings = FetchSettings(
            allow_private=True, ports=(port,), timeout_s=limit_s, read_s=limit_s
        )

    def ask(self, path: str, data: Mapping[str, Any] | None = None) -> Reply:
        """The answer to a question: with `data` (a POST of JSON) or without (a GET).

        Raises:
            NotRead: there is no whole answer in the time, or it is too long.
        """
        return asyncio.run(self._ask(URL(self.address + path), data))

    async def _ask(self, url: URL, data: Mapping[str, Any] | None) -> Reply:
        settings = self._settings
        lookup = GuardedLookup(SystemLookup(), allow_private=True, ports=settings.ports)
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        async with open_session(settings, Gate(settings), lookup, None) as session:
            try:
                reply = await session.request(
                    "GET" if data is None else "POST",
                    url,
                    headers=headers,
                    data=None if data is None else json.dumps(data).encode(),
                    allow_redirects=False,
                )
            except FAULTS as error:
                raise not_read(error, str(url)) from error
            async with reply:
                return await self._read(reply)

    async def _read(self, reply: aiohttp.ClientResponse) -> Reply:
        url, body = str(reply.url), b""
        try:
            while piece := await reply.content.read(_PIECE):
                body += piece
                if len(body) > MOST_BYTES:
                    # Not read on: the socket is not to be used again.
                    reply.close()
                    raise NotRead(Word.TOO_LARGE, url, status=reply.status)
        except FAULTS as error:
            raise broken_off(error, url, reply.status) from error
        after = reply.headers.get("Retry-After")
        return Reply(
            status=reply.status,
            body=body,
            after_s=None if after is None else retry_after_s(after, self._clock()),
        )
