"""A real hub on loopback, as WebSub (W3C, 2018) has it, honest or not as told."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web


@dataclass
class Hub:
    """Takes subscriptions, verifies them, distributes signed content.

    `status` is answered to requests; `lease` is what it gives ("" for none, None for
    what was asked); `silent` never verifies; `reason` denies.
    """

    session: aiohttp.ClientSession
    status: int = 202
    lease: str | None = None
    silent: bool = False
    reason: str | None = None
    topic: str | None = None  # what it verifies in place of what was asked for
    headers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    subscribers: dict[str, str] = field(default_factory=dict)  # callback → secret
    answers: list[tuple[int, str]] = field(default_factory=list)
    _work: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    async def take(self, request: web.Request) -> web.Response:
        """A subscription request: answered first, verified then (section 5.2)."""
        assert request.content_type == "application/x-www-form-urlencoded"
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if self.status < 300:
            self._work.append(asyncio.create_task(self._verify(form)))
        return web.Response(status=self.status, headers=self.headers)

    async def settled(self) -> None:
        """Wait until nothing is left to verify."""
        work, self._work = self._work, []
        await asyncio.gather(*work)

    async def deny(self, callback: str, topic: str, reason: str) -> None:
        """End a subscription (section 5.2)."""
        query = {"hub.mode": "denied", "hub.topic": topic, "hub.reason": reason}
        async with self.session.get(callback, params=query) as answer:
            self.answers.append((answer.status, await answer.text()))

    async def distribute(
        self,
        body: bytes,
        *,
        method: str = "sha256",
        secret: str | None = None,
        content_type: str = "application/rss+xml; charset=ISO-8859-2",
    ) -> list[int]:
        """Send content to every subscriber (section 7); the statuses of their answers."""
        statuses = []
        for callback, kept in self.subscribers.items():
            key = (kept if secret is None else secret).encode()
            headers = {"Content-Type": content_type, "Link": f"<{self.url}>; rel=hub"}
            if method:
                signature = hmac.new(key, body, method).hexdigest()
                headers["X-Hub-Signature"] = f"{method}={signature}"
            async with self.session.post(
                callback, data=body, headers=headers
            ) as answer:
                statuses.append(answer.status)
        return statuses

    async def _verify(self, form: dict[str, str]) -> None:
        callback, topic = form["hub.callback"], self.topic or form["hub.topic"]
        if self.silent:
            return
        if self.reason is not None:
            await self.deny(callback, topic, self.reason)
            return
        challenge = f"challenge-{len(self.asked)}"
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": topic,
            "hub.challenge": challenge,
        }
        lease = form.get("hub.lease_seconds") if self.lease is None else self.lease
        if lease:
            query["hub.lease_seconds"] = lease
        async with self.session.get(callback, params=query) as answer:
            text = await answer.text()
            self.answers.append((answer.status, text))
            if answer.status != 200 or text != challenge:
                return
        if form["hub.mode"] == "subscribe":
            self.subscribers[callback] = form["hub.secret"]
        else:
            self.subscribers.pop(callback, None)


@asynccontextmanager
async def open_hub(**told: object) -> AsyncIterator[Hub]:
    """A hub that listens until the block ends."""
    async with aiohttp.ClientSession() as session:
        hub = Hub(session, **told)  # type: ignore[arg-type]
        app = web.Application()
        app.router.add_post("/hub", hub.take)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            hub.port = runner.addresses[0][1]
            yield hub
            await hub.settled()
        finally:
            await runner.cleanup()
