"""Subscriptions to hubs that announce news (WebSub), and what hubs sent.

A subscription has one row, whatever came of it: when it is due it is asked for (again).
A push is kept compressed until it is read, and no longer: it holds the outlet's text.
The rows are written by the one process that reads, and by the web when a hub calls.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

import zstandard
from sqlalchemy import Connection, case, delete, func, select, update

from nouvelles.store.asking import ask, tell
from nouvelles.store.schema import feeds, hubs, pushes

#: Pushes that may wait to be read: of one feed, of all, and bytes of all (compressed).
#: A reader that is at work takes them within seconds.
WAITING_OF_FEED = 10
WAITING = 500
WAITING_BYTES = 64_000_000


class Standing(IntEnum):
    """How a subscription stands."""

    ASKED = 0  # or about to be
    VERIFIED = 1  # until the end of its lease
    REFUSED = 2  # by the hub
    LEAVING = 3  # we do not want it any more, and tell the hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed's subscription; times in seconds since 1970.

    `token` names our callback and must not be guessed; with `secret` the hub signs.
    `due` is when to ask (again), `until` the end of the lease, 0 without one.
    """

    feed_id: int
    token: str = field(repr=False)
    hub: str
    topic: str
    secret: str = field(repr=False)
    state: Standing
    due: int
    until: int
    failures: int  # asked in vain, in a row

    def holds(self, now: int) -> bool:
        """Whether the hub has promised to announce news, at this time."""
        return self.state == Standing.VERIFIED and now < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What a hub sent for a feed: the feed, or what is new in it."""

    id: int
    feed_id: int
    at: int
    charset: str  # of the Content-Type header, "" without
    body: bytes


def want(connection: Connection, feed_id: int, hub: str, topic: str, now: int) -> bool:
    """Subscribe to what a feed says of itself; whether something is to be asked for.

    Called at each look at a feed. Another hub or topic than before begins anew, with
    another callback: what the old hub sends meets nobody, and its lease ends.
    """
    found = _one(connection, hubs.c.feed_id == feed_id)
    if found is not None and (found.hub, found.topic) == (hub, topic):
        if found.state != Standing.LEAVING:
            return False
        _change(connection, found.token, state=Standing.ASKED, due=now, failures=0)
        return True
    drop(connection, [feed_id])
    connection.execute(
        hubs.insert().values(
            feed_id=feed_id,
            token=secrets.token_urlsafe(24),
            hub=hub,
            topic=topic,
            secret=secrets.token_urlsafe(32),
            state=int(Standing.ASKED),
            due=now,
            until=0,
            failures=0,
        )
    )
    return True


def leave(connection: Connection, feed_ids: Collection[int], now: int) -> None:
    """Tell the hubs of some feeds that nothing more is wanted (a feed is paused)."""
    connection.execute(
        update(hubs)
        .where(hubs.c.feed_id.in_(feed_ids), hubs.c.state != Standing.LEAVING)
        .values(state=int(Standing.LEAVING), due=now, failures=0)
    )


def drop(connection: Connection, feed_ids: Collection[int]) -> None:
    """Forget feeds' subscriptions: hubs that still send are told they are gone."""
    tell(connection, "DELETE FROM hubs WHERE feed_id IN {}", list(feed_ids))


def due_subscriptions(
    connection: Connection, now: int, limit: int
) -> list[Subscription]:
    """What is to be asked for or left now, of feeds that are looked at, oldest first."""
    query = (
        select(hubs)
        .join(feeds, feeds.c.id == hubs.c.feed_id)
        .where(hubs.c.due <= now, (feeds.c.state == 0) | (hubs.c.state == 3))
        .order_by(hubs.c.due)
        .limit(limit)
    )
    return [_subscription(row) for row in connection.execute(query)]


def find_subscription(connection: Connection, token: str) -> Subscription | None:
    """The subscription of a callback; None too when its feed is not looked at.

    One that is being left is found all the same, for the hub asks whether it is so.
    """
    found = _one(connection, hubs.c.token == token)
    if found is None or found.state == Standing.LEAVING:
        return found
    query = select(feeds.c.state).where(feeds.c.id == found.feed_id)
    return found if connection.execute(query).scalar_one() == 0 else None


def subscriptions_of(
    connection: Connection, feed_ids: Collection[int]
) -> dict[int, Subscription]:
    """Subscriptions by their feeds."""
    rows = ask(connection, "SELECT * FROM hubs WHERE feed_id IN {}", list(feed_ids))
    return {row.feed_id: _subscription(row) for row in rows}


def asking(
    connection: Connection, subscription: Subscription, now: int, due: int
) -> Subscription:
    """A hub is about to be asked; unless it verifies, it is asked again at `due`.

    Counted as in vain until the verification comes. A lease that runs goes on.
    """
    state = subscription.state
    if state != Standing.LEAVING and not subscription.holds(now):
        state = Standing.ASKED
    failures = subscription.failures + 1
    _change(connection, subscription.token, state=state, due=due, failures=failures)
    return replace(subscription, state=state, due=due, failures=failures)


def verified(connection: Connection, token: str, until: int, due: int) -> None:
    """The hub has promised to announce news until the end of a lease."""
    state = Standing.VERIFIED
    _change(connection, token, state=state, until=until, due=due, failures=0)


def refused(connection: Connection, asked: Subscription, now: int, due: int) -> None:
    """The hub refused what it was asked for (`asked` as `asking` gave it).

    A lease that runs goes on, and a verification that came meanwhile stands.
    """
    state = asked.state
    if state != Standing.LEAVING and not asked.holds(now):
        state = Standing.REFUSED
    connection.execute(
        update(hubs)
        .where(hubs.c.token == asked.token, hubs.c.due == asked.due)
        .values(state=int(state), due=due)
    )


def denied(connection: Connection, token: str, due: int) -> None:
    """The hub itself ended the subscription, or did not let it begin."""
    connection.execute(
        update(hubs)
        .where(hubs.c.token == token)
        .values(
            state=int(Standing.REFUSED),
            until=0,
            due=due,
            failures=hubs.c.failures + 1,
        )
    )


def pack(body: bytes) -> bytes:
    """A body as it is kept; to be done before the transaction, for it takes time."""
    return zstandard.compress(body, 3)


def push(
    connection: Connection, token: str, packed: bytes, charset: str, at: int
) -> bool:
    """Keep what a hub sent (as `pack` gave it) until it is read.

    False, and nothing kept, when too much waits already or the token is not known.
    """
    found = _one(connection, hubs.c.token == token)
    if found is None:
        return False
    number, of_feed, size = connection.execute(
        select(
            func.count(pushes.c.id),
            func.count(case((pushes.c.feed_id == found.feed_id, 1))),
            func.coalesce(func.sum(func.length(pushes.c.body)), 0),
        )
    ).one()
    if (
        number >= WAITING
        or of_feed >= WAITING_OF_FEED
        or size + len(packed) > WAITING_BYTES
    ):
        return False
    connection.execute(
        pushes.insert().values(
            feed_id=found.feed_id, at=at, charset=charset, body=packed
        )
    )
    return True


def take_pushes(
    connection: Connection, *, busy: Collection[int] = (), limit: int = 10
) -> list[Push]:
    """What waits to be read, oldest first; but for feeds that are in hand already.

    It stays until `forget_pushes`, to be called in the transaction that keeps its
    entries: a crash between the two loses nothing.
    """
    query = (
        select(pushes)
        .join(feeds, feeds.c.id == pushes.c.feed_id)
        .where(feeds.c.state == 0, pushes.c.feed_id.not_in(busy))
        .order_by(pushes.c.id)
        .limit(limit)
    )
    return [
        Push(
            id=row.id,
            feed_id=row.feed_id,
            at=row.at,
            charset=row.charset,
            body=zstandard.decompress(bytes(row.body)),
        )
        for row in connection.execute(query)
    ]


def forget_pushes(connection: Connection, ids: Collection[int]) -> None:
    """Erase pushes that were read."""
    connection.execute(delete(pushes).where(pushes.c.id.in_(ids)))


def forget_old_pushes(connection: Connection, before: int) -> int:
    """Erase pushes that nobody read (of a feed that was paused, say); how many."""
    return connection.execute(delete(pushes).where(pushes.c.at < before)).rowcount


def _one(connection: Connection, where: Any) -> Subscription | None:
    row = connection.execute(select(hubs).where(where)).one_or_none()
    return _subscription(row) if row else None


def _change(connection: Connection, token: str, **values: int) -> None:
    plain = {name: int(value) for name, value in values.items()}
    connection.execute(update(hubs).where(hubs.c.token == token).values(**plain))


def _subscription(row: Any) -> Subscription:
    return Subscription(
        feed_id=row.feed_id,
        token=row.token,
        hub=row.hub,
        topic=row.topic,
        secret=row.secret,
        state=Standing(row.state),
        due=row.due,
        until=row.until,
        failures=row.failures,
    )
