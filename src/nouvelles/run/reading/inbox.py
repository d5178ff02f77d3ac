"""What hubs say to us: that a subscription stands or not, and news.

The web calls it (see `web.websub`); the loop reads what is kept here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from nouvelles.ingest.troubles import Word
from nouvelles.ingest.websub import (
    SHORTEST_RENEWAL_S,
    denied,
    lease_of,
    renewal_s,
    signature_ok,
    verify,
    wait_s,
)
from nouvelles.run.clock import Clock
from nouvelles.run.reading.subscriptions import Note
from nouvelles.store import Store, hubs
from nouvelles.store.hubs import Standing, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class HubInbox:
    """The paper's side of a hub's calls, over the store; safe between threads."""

    store: Store
    clock: Clock
    note: Note
    jitter: Callable[[], float] = random.random

    def knows(self, token: str) -> bool:
        """Whether this callback waits for news."""
        found = self._find(token)
        return found is not None and found.state != Standing.LEAVING

    def answer(self, token: str, query: Mapping[str, str]) -> str | None:
        """What to answer a hub that verifies or denies; None: we do not want that.

        Every wish of ours may be verified at any time: hubs take their time, and some
        verify again unasked.
        """
        found = self._find(token)
        if found is None:
            return None
        reason = denied(query, topic=found.topic)
        if reason is not None:
            self._deny(found, reason)
            return ""
        leaving = found.state == Standing.LEAVING
        mode = "unsubscribe" if leaving else "subscribe"
        challenge = verify(query, topic=found.topic, mode=mode)
        if challenge is None:
            return None
        if leaving:
            with self.store.write() as connection:
                hubs.drop(connection, [found.feed_id])
            return challenge
        self._verify(found, lease_of(query))
        return challenge

    def receive(
        self, token: str, body: bytes, signature: str, charset: str
    ) -> Literal["kept", "forged", "full", "unknown"]:
        """Keep what a hub sent until it is read, when its signature holds.

        "full": too much waits to be read already.
        """
        found = self._find(token)
        if found is None or found.state == Standing.LEAVING:
            return "unknown"
        if not signature_ok(body, signature, found.secret):
            what = "a wrong signature" if signature else "no signature"
            self.fault(token, f"what came in its name bore {what}")
            return "forged"
        packed = hubs.pack(body)
        with self.store.write() as connection:
            kept = hubs.push(connection, token, packed, charset, int(self.clock()))
        if not kept:
            self.fault(token, "it sent more than could wait to be read")
            return "full"
        return "kept"

    def fault(self, token: str, detail: str) -> None:
        """Count what went wrong with a callback's hub."""
        found = self._find(token)
        if found is not None:
            self.note(found.feed_id, Word.WEBSUB, f"{found.hub}: {detail}")

    def _find(self, token: str) -> Subscription | None:
        with self.store.read() as connection:
            return hubs.find_subscription(connection, token)

    def _verify(self, found: Subscription, lease_s: int) -> None:
        now = int(self.clock())
        due = now + renewal_s(lease_s, self.jitter())
        with self.store.write() as connection:
            hubs.verified(connection, found.token, now + lease_s, due)
        if lease_s < SHORTEST_RENEWAL_S:
            detail = f"its lease of {lease_s} s is over before it can be renewed"
            self.note(found.feed_id, Word.WEBSUB, f"{found.hub}: {detail}")

    def _deny(self, found: Subscription, reason: str) -> None:
        now = int(self.clock())
        with self.store.write() as connection:
            if found.state == Standing.LEAVING:
                hubs.drop(connection, [found.feed_id])
                return
            due = now + wait_s(found.failures + 1, self.jitter())
            hubs.denied(connection, found.token, due)
        detail = f"it denies the subscription{f' ({reason})' if reason else ''}"
        self.note(found.feed_id, Word.WEBSUB, f"{found.hub}: {detail}")
