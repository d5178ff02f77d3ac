"""Fetching the pictures that may be shown: politely, one at a time, through the guard.

Only pictures that the rights room allows are wanted (see `run.rows`), and none of an
invented press. What is fetched becomes a capture like any other; the `picture` stage
re-encodes it, and readers never ask the outlet for anything.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from threading import Event

from nouvelles.ingest.network.client import Client, Fetched, FetchSettings
from nouvelles.ingest.network.hosts import HostMemory, HostsInMemory
from nouvelles.ingest.troubles import TROUBLES, NotRead, Word
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import Capture
from nouvelles.run.clock import Clock, moment_of
from nouvelles.store import Store, people, rows
from nouvelles.store.captures import PICTURE, add_captures, kind_of
from nouvelles.store.ledger import Plan
from nouvelles.store.segments import open_segment

#: Pictures a round, and seconds between rounds.
ROUND = 20
PAUSE_S = 30.0

#: Seconds after which a picture that could not be had is asked for again: of a host in
#: trouble soon, else the next day.
SOON_S = 600.0
AGAIN_S = 86_400.0

#: Seconds that a round waits for the turn of one host; for more it goes on to others.
PATIENCE_S = 3.0

_IN_TROUBLE = (
    Word.DNS,
    Word.UNREACHABLE,
    Word.TIMEOUT,
    Word.RATE_LIMITED,
    Word.SERVER_ERROR,
    Word.ROBOTS_UNREACHABLE,
    Word.CUT,
)


@dataclass(kw_only=True)
class PictureFetcher:
    """Fetches what is wanted; remembers what failed, and until when.

    Asks through the client that it is given: beside a reader it is the reader's, so that
    a host's pictures wait for their turn as its pages do.
    """

    store: Store
    plan: Plan
    clock: Clock
    memory: HostMemory = field(default_factory=HostsInMemory)
    not_before: dict[str, float] = field(default_factory=dict)

    def run(self, stop: Event) -> None:
        """Fetch round after round until told to stop, with a client of its own."""
        while not stop.is_set():
            if not self.fetch_round(stop):
                stop.wait(PAUSE_S)

    def fetch_round(self, stop: Event) -> int:
        """Fetch some of what is wanted; how many pictures came."""

        async def fetch() -> int:
            settings = FetchSettings.of(self.store.settings)
            async with Client(settings, self.clock, memory=self.memory) as client:
                return await self.fetch_some(client, stop)

        return asyncio.run(fetch())

    async def fetch_some(self, client: Client, stop: Event) -> int:
        """The same round with a given client."""
        came = 0
        for url in await asyncio.to_thread(self._wanted):
            if stop.is_set():
                break
            came += await self._fetch_one(client, url)
        return came

    def _wanted(self) -> list[str]:
        with self.store.read() as connection:
            urls = rows.wanted_pictures(connection)
        due = [url for url in urls if self.not_before.get(url, 0.0) <= self.clock()]
        return due[:ROUND]

    async def _fetch_one(self, client: Client, url: str) -> bool:
        try:
            wait = client.wait_s(url)
            if wait > PATIENCE_S:
                self.not_before[url] = self.clock() + wait
                return False
            most = self.store.settings.limits.picture_bytes
            fetched = await client.get(url, max_bytes=most, accept="image/*")
        except NotRead as error:
            soon = SOON_S if error.word in _IN_TROUBLE else AGAIN_S
            why = TROUBLES[error.word].sentence
            reason = f"{why} ({error.detail})" if error.detail else why
            after_s = max(error.after_s or 0.0, soon)
            await asyncio.to_thread(self._put_off, url, reason, after_s)
            return False
        capture = self._capture(fetched)
        if kind_of(capture) != PICTURE:
            await asyncio.to_thread(self._put_off, url, "is no picture", AGAIN_S)
            return False
        await asyncio.to_thread(self._keep, capture)
        self.not_before[url] = self.clock() + AGAIN_S
        return True

    def _keep(self, capture: Capture) -> None:
        now = int(self.clock())
        with open_segment(self.store, now) as segment:
            add_captures(self.store, self.plan, segment, [capture], now=now)
        log.info(Logged.PICTURE_FETCHED, url=capture.url)

    def _capture(self, fetched: Fetched) -> Capture:
        """Known under the address that the article names, wherever it was found."""
        return Capture(
            url=fetched.url,
            at=moment_of(self.clock),
            status=fetched.status,
            headers=fetched.headers,
            body=fetched.body,
        )

    def _put_off(self, url: str, reason: str, after_s: float) -> None:
        self.not_before[url] = self.clock() + after_s
        advice = "The article is shown without it; it is asked for again later."
        people.note_incident(self.store, url, reason, advice, int(self.clock()))
        log.info(Logged.PICTURE_REFUSED, url=url, reason=reason)
