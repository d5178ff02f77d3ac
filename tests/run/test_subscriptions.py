"""Subscribing at a real hub, with our callbacks behind a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
import uvicorn

from nouvelles.config import NetworkSettings, PaperSettings
from nouvelles.ingest.network.client import Client, FetchSettings
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.websub import LEASE_S, callback_of
from nouvelles.run.reading.inbox import HubInbox
from nouvelles.run.reading.subscriptions import (
    MOST_FAREWELLS,
    QUIET_S,
    SLOWEST_S,
    STALE_S,
    HubClient,
    renew,
    slowed,
)
from nouvelles.store import Store, hubs
from nouvelles.store.hubs import Push, Standing, Subscription
from nouvelles.testing import Clock, MemoryReads
from nouvelles.web import create_app
from tests.run.hub import Hub, open_hub
from tests.store.test_hubs import add_feed, set_feed, topic

DAY = 86_400
ANYWHERE = FetchSettings(
    allow_private=True, ports=tuple(range(1024, 65_536)), delay_s=0.0
)
BODY = b"<rss><channel><item><title>News</title></item></channel></rss>"


@dataclass
class Paper:
    """A paper whose callbacks can be reached, and what was counted."""

    store: Store
    clock: Clock
    client: HubClient
    noted: list[tuple[int, Word, str]] = field(default_factory=list)

    def note(self, feed_id: int, word: Word, detail: str) -> None:
        self.noted.append((feed_id, word, detail))

    def want(self, hub: Hub | str, number: int = 1) -> int:
        feed = add_feed(self.store, number)
        url = hub if isinstance(hub, str) else hub.url
        with self.store.write() as connection:
            hubs.want(connection, feed, url, topic(number), int(self.clock()))
        return feed

    async def renew(self, **changes: Any) -> int:
        return await renew(
            self.store, self.client, self.clock, note=self.note,
            jitter=lambda: 0.5, **changes,
        )  # fmt: skip

    def held(self, feed: int) -> Subscription:
        with self.store.read() as connection:
            return hubs.subscriptions_of(connection, [feed])[feed]

    def pushes(self) -> list[Push]:
        with self.store.read() as connection:
            return hubs.take_pushes(connection, limit=100)

    @property
    def details(self) -> list[str]:
        assert all(word is Word.WEBSUB for _, word, _ in self.noted)
        return [detail for _, _, detail in self.noted]


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serve(store: Store, clock: Clock, client: HubClient) -> AsyncIterator[Paper]:
    """The paper's web on loopback, over a store that knows its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = replace(
            store.settings,
            paper=PaperSettings(address=address),
            network=NetworkSettings(allow_private=True),
        )
        paper = Paper(replace(store, settings=settings), clock, client)
        inbox = HubInbox(
            store=paper.store, clock=clock, note=paper.note, jitter=lambda: 0.5
        )
        now = datetime.fromtimestamp(clock(), UTC)
        app = create_app(settings, MemoryReads(), clock=lambda: now, inbox=inbox)
        server = _Server(
            uvicorn.Config(app, lifespan="off", log_level="error", access_log=False)
        )
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await server.ready.wait()
        try:
            yield paper
        finally:
            server.should_exit = True
            await serving


Play = Callable[[Paper, Hub], Awaitable[None]]


Act = Callable[..., None]


def acting(store: Store, clock: Clock) -> Act:
    """Plays a scene between a paper and a hub."""

    def acted(play: Play, **told: object) -> None:
        async def scene() -> None:
            async with (
                open_hub(**told) as hub,
                Client(ANYWHERE, clock) as client,
                serve(store, clock, client) as paper,
            ):
                await play(paper, hub)

        asyncio.run(scene())

    return acted


@pytest.fixture
def act(sqlite_store: Store, clock: Clock) -> Act:
    return acting(sqlite_store, clock)


@pytest.fixture
def act_on_each(store: Store, clock: Clock) -> Act:
    """On each database in turn."""
    return acting(store, clock)


def test_a_subscription_from_the_wish_to_the_news(act_on_each: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        assert await paper.renew() == 1
        await hub.settled()
        held = paper.held(feed)
        [form] = hub.asked
        address = paper.store.settings.paper.address
        assert form == {
            "hub.callback": callback_of(address, held.token),
            "hub.mode": "subscribe",
            "hub.topic": topic(1),
            "hub.lease_seconds": str(LEASE_S),
            "hub.secret": held.secret,
        }
        assert hub.answers == [(200, "challenge-1")]
        now = int(paper.clock())
        assert (held.state, held.until) == (Standing.VERIFIED, now + LEASE_S)
        assert held.due == now + int(0.8 * LEASE_S)
        for method in ("sha1", "sha256", "sha384", "sha512"):
            assert await hub.distribute(BODY, method=method) == [202]
        found = paper.pushes()
        assert [push.body for push in found] == [BODY] * 4
        assert {push.feed_id for push in found} == {feed}
        assert {(push.at, push.charset) for push in found} == {(now, "iso-8859-2")}
        assert await paper.renew() == 0
        assert paper.noted == []

    act_on_each(play)


def test_renewals_come_in_time_and_without_a_gap(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        first = paper.held(feed)
        paper.clock.now = first.due
        assert first.holds(int(paper.clock.now))
        assert await paper.renew() == 1
        assert paper.held(feed).holds(first.until - 1)  # also while it is asked for
        await hub.settled()
        second = paper.held(feed)
        assert second.until == first.due + LEASE_S
        assert (second.token, second.secret) == (first.token, first.secret)
        assert len(hub.subscribers) == 1
        assert paper.noted == []

    act(play)


@pytest.mark.parametrize(
    ("lease", "held_s", "next_s", "counted"),
    [
        ("1", 1, 3600, True),
        ("0", DAY, int(0.8 * DAY), False),
        ("", DAY, int(0.8 * DAY), False),
        ("for ever", DAY, int(0.8 * DAY), False),
        ("99999999999", 30 * DAY, 24 * DAY, False),
    ],
)
def test_lies_about_leases(
    act: Act, lease: str, held_s: int, next_s: int, counted: bool
) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        held, now = paper.held(feed), int(paper.clock())
        assert (held.until - now, held.due - now) == (held_s, next_s)
        said = f"{hub.url}: its lease of 1 s is over before it can be renewed"
        assert paper.details == ([said] if counted else [])

    act(play, lease=lease)


def test_a_hub_that_never_verifies_is_asked_ever_less(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        waits = []
        for _ in range(5):
            assert await paper.renew() == 1
            assert await paper.renew() == 0  # not yet again
            held = paper.held(feed)
            waits.append(held.due - int(paper.clock()))
            assert not held.holds(int(paper.clock()))
            paper.clock.now = held.due
        assert waits == [3600, 7200, 14_400, 28_800, 57_600]
        said = f"{hub.url}: no verification came of what it was asked for"
        assert paper.details == [said] * 4
        hub.silent = False
        await paper.renew()
        await hub.settled()
        assert paper.held(feed).failures == 0

    act(play, silent=True)


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503, 307])
def test_a_hub_that_refuses(act: Act, status: int) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        assert await paper.renew() == 1
        held = paper.held(feed)
        assert (held.state, held.failures) == (Standing.REFUSED, 1)
        assert held.due == int(paper.clock()) + 3600
        assert paper.noted == [(feed, Word.WEBSUB, f"{hub.url}: it answers {status}")]

    act(play, status=status)


def test_a_hub_that_denies_with_its_reason(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        assert hub.answers == [(200, "")]
        assert paper.held(feed).state == Standing.REFUSED
        assert paper.details == [
            f"{hub.url}: it denies the subscription (not from here)"
        ]

    act(play, reason="not from here")


def test_a_hub_may_deny_later(act_on_each: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        [callback] = hub.subscribers
        await hub.deny(callback, "https://other.example/", "x")
        assert hub.answers[-1][0] == 404
        assert paper.held(feed).holds(int(paper.clock()))
        await hub.deny(callback, topic(1), "")
        assert not paper.held(feed).holds(int(paper.clock()))
        assert paper.details == [f"{hub.url}: it denies the subscription"]

    act_on_each(play)


def test_a_hub_that_verifies_something_else(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        assert hub.answers == [(404, "")]
        assert paper.held(feed).state == Standing.ASKED

    act(play, topic="https://somebody.else.example/")


def test_forged_news_is_acknowledged_and_dropped(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        paper.want(hub)
        await paper.renew()
        await hub.settled()
        assert await hub.distribute(BODY, secret="guessed") == [202]
        assert await hub.distribute(BODY, method="md5") == [202]
        assert await hub.distribute(BODY, method="") == [202]
        assert paper.pushes() == []
        wrong = f"{hub.url}: what came in its name bore a wrong signature"
        none = f"{hub.url}: what came in its name bore no signature"
        assert paper.details == [wrong, wrong, none]

    act(play)


def test_more_than_can_wait(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "WAITING_OF_FEED", 2)

    async def play(paper: Paper, hub: Hub) -> None:
        paper.want(hub)
        await paper.renew()
        await hub.settled()
        sent = [await hub.distribute(BODY) for _ in range(3)]
        assert sent == [
            [202],
            [202],
            [503],
        ]  # a hub tries again what it could not bring
        assert len(paper.pushes()) == 2
        assert paper.details == [f"{hub.url}: it sent more than could wait to be read"]

    act(play)


def test_a_paused_feed_is_left(act_on_each: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        set_feed(paper.store, feed, 1)
        assert await hub.distribute(BODY) == [410]
        with paper.store.write() as connection:
            hubs.leave(connection, [feed], int(paper.clock()))
        assert await hub.distribute(BODY) == [410]
        assert await paper.renew() == 1
        await hub.settled()
        assert hub.asked[-1]["hub.mode"] == "unsubscribe"
        assert "hub.secret" not in hub.asked[-1]
        assert hub.subscribers == {}
        with paper.store.read() as connection:
            assert hubs.subscriptions_of(connection, [feed]) == {}
        assert paper.noted == []

    act_on_each(play)


def test_a_hub_that_does_not_let_go_is_left_without_a_word(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        with paper.store.write() as connection:
            hubs.leave(connection, [feed], int(paper.clock()))
        hub.silent = True
        for _ in range(MOST_FAREWELLS):
            await paper.renew()
            paper.clock.now = paper.held(feed).due
        await paper.renew()
        assert len(hub.asked) == 1 + MOST_FAREWELLS
        assert await hub.distribute(BODY) == [410]

    act(play)


def test_a_removed_feed_is_gone_for_its_hub(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        with paper.store.write() as connection:
            hubs.drop(connection, [feed])
        assert await hub.distribute(BODY) == [410]

    act(play)


def test_a_hub_that_is_down_is_asked_once_for_all_its_feeds(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        sick = [paper.want(hub, number) for number in (1, 2, 3)]
        with socket.create_server(("127.0.0.1", 0)) as unused:
            nobody = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        lost = [paper.want(nobody, number) for number in (4, 5)]
        assert await paper.renew() == 2
        assert len(hub.asked) == 1
        counted = {feed: detail for feed, _, detail in paper.noted}
        assert {counted[feed] for feed in sick} == {f"{hub.url}: it answers 503"}
        assert all(counted[feed].startswith(f"{nobody}: ") for feed in lost)
        assert await paper.renew() == 0

    act(play, status=503)


def test_one_refusal_says_nothing_of_the_hubs_other_feeds(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        for number in (1, 2, 3):
            paper.want(hub, number)
        assert await paper.renew(most=2) == 2
        assert len(hub.asked) == 2
        assert await paper.renew() == 1

    act(play, status=403)


@dataclass
class Said:
    """A client with one fault for everything."""

    error: NotRead

    async def post(self, url: str, form: dict[str, str], /) -> int:
        raise self.error


def test_retry_after_is_kept(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feeds = [paper.want(hub, number) for number in (1, 2)]
        paper.client = Said(
            NotRead(Word.RATE_LIMITED, hub.url, "", after_s=50_000, status=429)
        )
        assert await paper.renew() == 1
        for feed in feeds:
            assert paper.held(feed).due == int(paper.clock()) + 50_000
        assert "asks us to come less often" in paper.details[0]

    act(play)


def test_a_fault_of_one_request_is_that_feeds_alone(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        for number in (1, 2):
            paper.want(hub, number)
        paper.client = Said(NotRead(Word.FORBIDDEN, hub.url, "no", status=403))
        assert await paper.renew() == 2

    act(play)


def test_nothing_is_asked_where_no_hub_can_reach_us(
    sqlite_store: Store, clock: Clock
) -> None:
    client = Said(NotRead(Word.UNREACHABLE, "x"))
    paper = Paper(sqlite_store, clock, client)
    feed = paper.want("https://hub.example/")
    assert asyncio.run(paper.renew()) == 0
    assert paper.held(feed).failures == 0


def test_pushes_that_nobody_reads_do_not_linger(act_on_each: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        paper.want(hub)
        await paper.renew()
        await hub.settled()
        await hub.distribute(BODY)
        paper.clock.now += STALE_S
        await paper.renew()
        assert len(paper.pushes()) == 1
        paper.clock.now += 1
        await paper.renew()
        assert paper.pushes() == []

    act_on_each(play)


def test_what_goes_wrong_in_a_round_comes_out(
    sqlite_store: Store, clock: Clock
) -> None:
    class Broken(Exception):
        pass

    def note(_feed: int, _word: Word, _detail: str) -> None:
        raise Broken

    paper = Paper(
        replace(
            sqlite_store,
            settings=replace(
                sqlite_store.settings, network=NetworkSettings(allow_private=True)
            ),
        ),
        clock,
        Said(NotRead(Word.UNREACHABLE, "x")),
    )
    paper.want("https://hub.example/")
    with pytest.raises(Broken):
        asyncio.run(renew(paper.store, paper.client, clock, note=note))


def test_a_farewell_that_is_denied_is_a_farewell(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        with paper.store.write() as connection:
            hubs.leave(connection, [feed], int(paper.clock()))
        await paper.renew()
        await hub.settled()
        assert hub.answers == [(200, "")]
        with paper.store.read() as connection:
            assert hubs.subscriptions_of(connection, [feed]) == {}
        assert paper.noted == []

    act(play, reason="unknown")


def test_a_hub_cannot_end_what_we_want(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feed = paper.want(hub)
        await paper.renew()
        await hub.settled()
        [callback] = hub.subscribers
        query = {
            "hub.mode": "unsubscribe",
            "hub.topic": topic(1),
            "hub.challenge": "x",
        }
        async with hub.session.get(callback, params=query) as answer:
            assert answer.status == 404
        assert paper.held(feed).holds(int(paper.clock()))

    act(play)


def test_a_feed_that_goes_while_its_hub_is_asked_is_not_asked_for(act: Act) -> None:
    async def play(paper: Paper, hub: Hub) -> None:
        feeds = [paper.want(hub, number) for number in (1, 2, 3)]

        class Removing:
            """Removes the second feed while it asks for the first."""

            async def post(self, url: str, form: dict[str, str], /) -> int:
                with paper.store.write() as connection:
                    hubs.drop(connection, [feeds[1]])
                return await client.post(url, form)

        client, paper.client = paper.client, Removing()
        await paper.renew()
        await hub.settled()
        asked = [form["hub.topic"] for form in hub.asked]
        assert asked == [topic(1), topic(3)]

    act(play)


def test_strangers_reach_nothing(sqlite_store: Store, clock: Clock) -> None:
    paper = Paper(sqlite_store, clock, Said(NotRead(Word.UNREACHABLE, "x")))
    inbox = HubInbox(store=sqlite_store, clock=clock, note=paper.note)
    assert not inbox.knows("guessed")
    assert inbox.answer("guessed", {"hub.mode": "denied"}) is None
    assert inbox.receive("guessed", BODY, "", "") == "unknown"
    inbox.fault("guessed", "x")
    assert paper.noted == []


NOW = 1_773_313_200.0


@pytest.mark.parametrize(
    ("usual_s", "verified", "last_push", "expected"),
    [
        (600.0, True, NOW - 60, 3600.0),
        (3600.0, True, NOW, 21_600.0),
        (4 * 3600.0, True, NOW, SLOWEST_S),
        (24 * 3600.0, True, NOW, 24 * 3600.0),  # never more often than without
        (600.0, True, NOW - QUIET_S, 3600.0),
        (600.0, True, NOW - QUIET_S - 1, 600.0),
        (600.0, True, None, 600.0),
        (600.0, False, NOW, 600.0),
    ],
)
def test_news_that_comes_by_itself_is_asked_for_less(
    usual_s: float, verified: bool, last_push: float | None, expected: float
) -> None:
    assert slowed(usual_s, verified, last_push, NOW) == expected
