"""Asking hubs to announce news, again before each lease ends, and what that is worth.

A feed without a hub that keeps its word is looked at as any other: nothing here is
needed for reading, it only makes reading quicker and rarer.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol
from urllib.parse import urlsplit

from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.websub import (
    callback_of,
    subscribe_form,
    unsubscribe_form,
    usable,
    wait_s,
)
from nouvelles.run.clock import Clock
from nouvelles.store import Store, hubs
from nouvelles.store.hubs import Standing, Subscription

#: Counts a fault of a feed: its number, the word, what happened.
Note = Callable[[int, Word, str], None]

#: Subscriptions that one round asks for. Of one hub they are asked one after another.
MOST = 50

#: Farewells that a hub may leave without an answer; then it is left without one.
MOST_FAREWELLS = 3

#: Age at which a push that nobody read is erased: its feed was looked at meanwhile.
STALE_S = 86_400

#: While pushes come, a feed is looked at this many times more rarely, but at least so
#: often: hubs forget. Without one for so long, as often as before.
SLOWER = 6.0
SLOWEST_S = 12 * 3_600.0
QUIET_S = 48 * 3_600.0


class HubClient(Protocol):
    """What is needed of the network client."""

    async def post(self, url: str, form: dict[str, str], /) -> int:
        """Send a form; the status of the answer.

        Raises:
            NotRead: there was no answer, or none of use.
        """
        ...


def slowed(
    usual_s: float, verified: bool, last_push: float | None, now: float
) -> float:
    """Seconds between two looks at a feed that would be looked at every `usual_s`.

    `verified` says that its hub promised to announce news, `last_push` when one was last
    of use. A look that finds what no push brought is a reason to pass None: this hub
    does not keep its promise.
    """
    if not verified or last_push is None or now - last_push > QUIET_S:
        return usual_s
    return max(usual_s, min(usual_s * SLOWER, SLOWEST_S))


async def renew(
    store: Store,
    client: HubClient,
    clock: Clock,
    *,
    note: Note,
    jitter: Callable[[], float] = random.random,
    most: int = MOST,
) -> int:
    """Ask hubs for what is due: new subscriptions, renewals, farewells; how many.

    To be called every minute or so; hubs are asked side by side. Whatever they answer,
    each is asked again later, and more rarely each time it is in vain. Old pushes that
    nobody read are erased on the way. `note` is called from other threads.

    Raises:
        StoreError: the database cannot be used.
    """
    round_ = _Round(store=store, client=client, clock=clock, note=note, jitter=jitter)
    due = await asyncio.to_thread(round_.begin, most)
    due.sort(key=_host)
    groups = [list(group) for _, group in groupby(due, _host)]
    counts = await asyncio.gather(
        *(round_.ask_hub(group) for group in groups), return_exceptions=True
    )
    for count in counts:
        if isinstance(count, BaseException):
            raise count
    return sum(count for count in counts if isinstance(count, int))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One round of asking."""

    store: Store
    client: HubClient
    clock: Clock
    note: Note
    jitter: Callable[[], float]

    def begin(self, most: int) -> list[Subscription]:
        now = int(self.clock())
        with self.store.write() as connection:
            hubs.forget_old_pushes(connection, now - STALE_S)
        if not usable(self.store.settings):
            return []
        with self.store.read() as connection:
            return hubs.due_subscriptions(connection, now, most)

    async def ask_hub(self, group: Sequence[Subscription]) -> int:
        """Ask one hub for all that is due there; how many were asked for."""
        for place, due in enumerate(group):
            subscription = await asyncio.to_thread(self._begin_asking, due)
            if subscription is None:
                continue
            failed, after_s, everywhere = await self._ask(subscription)
            if not failed:
                continue
            refused = [subscription]
            if everywhere:
                # The others would only wait for the same failure, one after another.
                for other in group[place + 1 :]:
                    begun = await asyncio.to_thread(self._begin_asking, other)
                    refused += [begun] if begun else []
            await asyncio.to_thread(self._refuse, refused, failed, after_s)
            if everywhere:
                return place + 1
        return len(group)

    def _begin_asking(self, due: Subscription) -> Subscription | None:
        """The subscription about to be asked for; None when there is no more to ask."""
        now = int(self.clock())
        with self.store.write() as connection:
            # It may have been verified, or its feed removed, while others were asked.
            found = hubs.find_subscription(connection, due.token)
            if found is None or found.due > now:
                return None
            if found.state == Standing.LEAVING and found.failures >= MOST_FAREWELLS:
                hubs.drop(connection, [found.feed_id])
                return None
            wait = wait_s(found.failures + 1, self.jitter())
            begun = hubs.asking(connection, found, now, now + wait)
        if found.failures and found.state in (Standing.ASKED, Standing.VERIFIED):
            detail = f"{found.hub}: no verification came of what it was asked for"
            self.note(found.feed_id, Word.WEBSUB, detail)
        return begun

    async def _ask(self, subscription: Subscription) -> tuple[str, float, bool]:
        """What went wrong ("" for nothing), the wait asked for, whether for all feeds."""
        try:
            status = await self.client.post(subscription.hub, self._form(subscription))
        except NotRead as error:
            everywhere = not error.status or _is_everywhere(error.status)
            return error.detail or str(error), error.after_s or 0.0, everywhere
        if 200 <= status < 300:
            return "", 0.0, False
        return f"it answers {status}", 0.0, _is_everywhere(status)

    def _form(self, subscription: Subscription) -> dict[str, str]:
        callback = callback_of(self.store.settings.paper.address, subscription.token)
        if subscription.state == Standing.LEAVING:
            return unsubscribe_form(callback=callback, topic=subscription.topic)
        return subscribe_form(
            callback=callback, topic=subscription.topic, secret=subscription.secret
        )

    def _refuse(
        self, refused: Sequence[Subscription], reason: str, after_s: float
    ) -> None:
        now = int(self.clock())
        with self.store.write() as connection:
            for one in refused:
                due = max(one.due, now + int(after_s))
                hubs.refused(connection, one, now, due)
        for one in refused:
            self.note(one.feed_id, Word.WEBSUB, f"{one.hub}: {reason}")


def _host(subscription: Subscription) -> str:
    return urlsplit(subscription.hub).netloc.lower()


def _is_everywhere(status: int) -> bool:
    """Whether a hub that answers so would answer the same for other feeds."""
    return status == 429 or status >= 500
