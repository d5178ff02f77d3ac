"""Fetching the pictures that may be shown: politely, one at a time, through the guard.

Only pictures that the rights room allows are wanted (see `run.rows`), and none of an
invented press. What is fetched becomes a capture like any other; the `picture` stage
re-encodes it, and readers never ask the outlet for anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from threading import Event

from nouvelles.errors import GuardError, InputError, Retry
from nouvelles.ingest import normalise
from nouvelles.ingest.fetch import fetch
from nouvelles.ingest.robots import RobotsCache
from nouvelles.ingest.visit import FetchSettings
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.clock import Clock, moment_of
from nouvelles.store import Store, people, rows
from nouvelles.store.captures import PICTURE, add_captures, kind_of
from nouvelles.store.ledger import Plan
from nouvelles.store.segments import open_segment

#: Pictures a round, seconds between rounds, and seconds after which a picture that
#: could not be had is asked for again.
ROUND = 20
PAUSE_S = 30.0
AGAIN_S = 86_400.0


@dataclass(kw_only=True)
class PictureFetcher:
    """Fetches what is wanted; remembers what failed, and until when."""

    store: Store
    plan: Plan
    clock: Clock
    robots: RobotsCache = field(default_factory=RobotsCache)
    not_before: dict[str, float] = field(default_factory=dict)

    def run(self, stop: Event) -> None:
        """Fetch round after round until told to stop."""
        while not stop.is_set():
            if not self.fetch_round(stop):
                stop.wait(PAUSE_S)

    def fetch_round(self, stop: Event) -> int:
        """Fetch some of what is wanted; how many pictures came."""
        came = 0
        for url in self._wanted():
            if stop.is_set():
                break
            came += self._fetch_one(url)
        return came

    def _wanted(self) -> Iterator[str]:
        with self.store.read() as connection:
            urls = rows.wanted_pictures(connection)
        due = [url for url in urls if self.not_before.get(url, 0.0) <= self.clock()]
        yield from due[:ROUND]

    def _fetch_one(self, url: str) -> bool:
        try:
            capture = asyncio.run(
                fetch(
                    url,
                    at=moment_of(self.clock),
                    settings=self._settings(),
                    robots=self.robots,
                )
            )
            # Known under the address that the article names, wherever it was found.
            capture = replace(capture, url=normalise(url, keep_tracking=True))
            if capture.truncated or kind_of(capture) != PICTURE:
                raise InputError(url, "is no picture, or too large", "Nothing to do.")
        except Retry as retry:
            self._put_off(url, str(retry), retry.after_s)
            return False
        except (GuardError, InputError) as error:
            self._put_off(url, error.reason, AGAIN_S)
            return False
        now = int(self.clock())
        with open_segment(self.store, now) as segment:
            add_captures(self.store, self.plan, segment, [capture], now=now)
        log.info(Logged.PICTURE_FETCHED, url=url)
        self.not_before[url] = self.clock() + AGAIN_S
        return True

    def _put_off(self, url: str, reason: str, after_s: float) -> None:
        self.not_before[url] = self.clock() + after_s
        advice = "The article is shown without it; it is asked for again later."
        people.note_incident(self.store, url, reason, advice, int(self.clock()))
        log.info(Logged.PICTURE_REFUSED, url=url, reason=reason)

    def _settings(self) -> FetchSettings:
        settings = self.store.settings
        return FetchSettings(
            allow_private=settings.network.allow_private,
            ports=settings.network.ports,
            contact=settings.network.contact,
            max_bytes=settings.limits.picture_bytes,
        )
