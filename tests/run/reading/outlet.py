"""A small real outlet on loopback, whose feed and pages a test writes and changes."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from aiohttp import web

Said = web.StreamResponse
Answer = Callable[["Outlet", web.Request], Said | Awaitable[Said]]


@dataclass
class Outlet:
    """What the outlet has now; tests change it between two readings."""

    base: str = ""
    title: str = "The Outlet"
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)  # path: title, text
    dates: dict[str, str] = field(default_factory=dict)
    guids: dict[str, str] = field(default_factory=dict)
    special: dict[str, Answer] = field(default_factory=dict)
    robots: str = ""
    hits: Counter[str] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)  # paths, in their order
    unchanged: int = 0

    def publish(self, path: str, title: str, text: str = "", date: str = "") -> None:
        """Put an article into the feed and on the site."""
        self.pages[path] = (title, text or TEXT.format(title=title))
        if date:
            self.dates[path] = date

    def feed(self) -> bytes:
        """The feed, newest last published first."""
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.base}{path}</link>"
            f"<guid isPermaLink='false'>{self.guids.get(path, self.base + path)}</guid>"
            + (f"<pubDate>{self.dates[path]}</pubDate>" if path in self.dates else "")
            + "</item>"
            for path, (title, _) in reversed(self.pages.items())
        )
        return (
            f"<rss version='2.0'><channel><title>{self.title}</title>"
            f"<link>{self.base}/</link>{items}</channel></rss>"
        ).encode()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The answer to any request."""
        path = request.path
        self.hits[path] += 1
        self.asked.append(path)
        if path in self.special:
            answer = self.special[path](self, request)
            return answer if isinstance(answer, web.StreamResponse) else await answer
        if path == "/robots.txt":
            return web.Response(text=self.robots)
        if path == "/feed":
            return self._conditional(request, self.feed(), "application/rss+xml")
        if path in self.pages:
            title, text = self.pages[path]
            page = PAGE.format(title=escape(title), text=text).encode()
            return self._conditional(request, page, "text/html")
        return web.Response(status=404, text="not here")

    def _conditional(
        self, request: web.Request, body: bytes, media_type: str
    ) -> web.Response:
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            self.unchanged += 1
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(
            body=body, content_type=media_type, charset="utf-8", headers={"ETag": tag}
        )


TEXT = (
    "<p>{title}: the council met on Thursday evening and voted, after three hours, for "
    "the plan that it had put off twice. The money comes from the reserve.</p>"
    "<p>Work begins in spring, the mayor said, and lasts two years. The bridge stays "
    "open for walkers and for the tram; cars go round by the harbour until then.</p>"
    "<p>The opposition asked for a second opinion on the foundations, which were last "
    "looked at nine years ago, and will bring the matter up again in March.</p>"
)
PAGE = (
    "<!doctype html><html lang='en'><head><title>{title}</title></head><body><article>"
    "<h1>{title}</h1>{text}</article></body></html>"
)


@contextmanager
def serving(outlet: Outlet, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The outlet at work on a port of loopback, in a thread of its own."""
    loop = asyncio.new_event_loop()
    started = threading.Event()
    port = 0

    async def start() -> web.AppRunner:
        nonlocal port
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", outlet.answer)
        # Answers that never end are broken off at the end.
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        port = runner.addresses[0][1]
        outlet.base = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        started.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    started.wait()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
