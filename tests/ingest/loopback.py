"""Real servers on loopback for the client: what they serve, and what they were asked."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from nouvelles.ingest.network.client import Client, Fetched, FetchSettings
from nouvelles.ingest.network.hosts import HostMemory

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Pages = Mapping[str, web.Response | Handler]

MOST = 1_000_000


@dataclass
class Time:
    """A clock that only our own waiting moves: seconds since 1970, and each wait."""

    now: float = 1_773_313_200.0  # 12 March 2026, 11:00 UTC
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Asked:
    """One request as a server saw it, and when by the test's clock."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass
class Site:
    """A server of some paths; others are absent, and so is robots.txt unless given."""

    pages: Pages
    time: Time = field(default_factory=Time)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    busy: int = 0
    most_busy: int = 0

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def url(self, path: str = "/a", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @asynccontextmanager
    async def serving(self, tls: ssl.SSLContext | None = None) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, handler_cancellation=True)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self.port, ssl_context=tls)
            await site.start()
            self.port = runner.addresses[0][1]
            yield
        finally:
            await runner.cleanup()

    def client(
        self,
        *,
        memory: HostMemory | None = None,
        resolver: AbstractResolver | None = None,
        trusted: ssl.SSLContext | None = None,
        **changes: Any,
    ) -> Client:
        """A client that may visit this server, without a delay, with its clock."""
        settings = FetchSettings(allow_private=True, ports=(self.port,), delay_s=0.0)
        return Client(
            replace(settings, **changes),
            self.time,
            memory=memory,
            resolver=resolver,
            trusted=trusted,
            sleep=self.time.sleep,
        )

    def get(
        self, path: str = "/a", *, max_bytes: int = MOST, **options: Any
    ) -> Fetched:
        """Serves, asks for one path, and stops serving."""
        named = {k: options.pop(k) for k in ("validators", "accept") if k in options}
        host = options.pop("host", "127.0.0.1")

        async def both() -> Fetched:
            async with self.serving(), self.client(**options) as client:
                return await client.get(
                    self.url(path, host), max_bytes=max_bytes, **named
                )

        return asyncio.run(both())

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        seen = Asked(request.raw_path, dict(request.headers), self.time.now)
        self.asked.append(seen)
        self.busy += 1
        self.most_busy = max(self.busy, self.most_busy)
        try:
            page = self.pages.get(request.path)
            if page is None:
                return web.Response(status=404)
            if isinstance(page, web.Response):
                return again(page)  # a response can be sent once only
            return await page(request)
        finally:
            self.busy -= 1


def again(response: web.Response) -> web.Response:
    return web.Response(
        body=response.body, status=response.status, headers=response.headers.copy()
    )


def page(body: bytes = b"words", status: int = 200, **headers: str) -> web.Response:
    """A response; header names are given with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=body, status=status, headers=named)


def moved(to: str, status: int = 302) -> web.Response:
    return page(b"", status, Location=to)


@asynccontextmanager
async def raw_server(*answers: bytes, hold: bool = False) -> AsyncIterator[int]:
    """A server that writes the same bytes to everybody, robots.txt excepted (404), and
    closes; with `hold`, it stays silent after them. Gives its port."""
    holding: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        holding.add(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            while head.startswith(b"GET /robots.txt"):
                writer.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
                head = await reader.readuntil(b"\r\n\r\n")
            for answer in answers:
                writer.write(answer)
                await writer.drain()
            if hold:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            holding.discard(writer)
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in list(holding):
            writer.close()
        await server.wait_closed()


def get_raw(*answers: bytes, hold: bool = False, **changes: Any) -> Fetched:
    """What the client makes of an answer of these bytes."""
    most = changes.pop("max_bytes", MOST)

    async def both() -> Fetched:
        async with raw_server(*answers, hold=hold) as port:
            client = Site({}, port=port).client(**changes)
            async with client:
                return await client.get(f"http://127.0.0.1:{port}/a", max_bytes=most)

    return asyncio.run(both())


class Liar(AbstractResolver):
    """Says of every name that it lives at these addresses, in turn one look-up each."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        ips = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in ips
        ]

    async def close(self) -> None:
        """Nothing is held."""
