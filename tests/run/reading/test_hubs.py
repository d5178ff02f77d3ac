"""A feed whose hub announces news, through the loop: asked, told, looked at more rarely."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp import web

from nouvelles.ingest.network.client import Client
from nouvelles.ingest.network.session import FetchSettings
from nouvelles.ingest.pace.rhythm import Bounds, next_look
from nouvelles.run.reading import loop
from nouvelles.run.reading.subscriptions import SLOWER, SLOWEST_S
from nouvelles.store import feeds, hubs
from nouvelles.store.feeds import FeedRow
from tests.run.hub import Hub, open_hub
from tests.run.reading.conftest import Reading, for_ever, on_loopback, port_of
from tests.run.test_subscriptions import serve

HOUR = 3_600


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def row_of(reading: Reading) -> FeedRow:
    with reading.store.read() as connection:
        (row,) = feeds.all_feeds(connection)
        return row


def with_hub(reading: Reading, hub: Hub) -> None:
    """The feed names the hub in its headers."""
    base = reading.outlet.base
    links = f"<{hub.url}>; rel=hub, <{base}/feed>; rel=self"
    reading.outlet.special["/feed"] = lambda o, _r: web.Response(
        body=o.feed(), content_type="application/rss+xml", headers={"Link": links}
    )


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "HUBS_S", 0.05)
    monkeypatch.setattr(loop, "LOOK_S", 0.02)


def test_news_come_from_the_hub_and_the_feed_is_looked_at_more_rarely(
    reading: Reading,
) -> None:
    outlet = reading.outlet
    outlet.publish("/a", "The bridge")

    async def scene() -> None:
        async with (
            open_hub() as hub,
            Client(FetchSettings(), reading.clock) as client,
            serve(reading.store, reading.clock, client) as paper,
        ):
            store = on_loopback(paper.store, port_of(outlet), hub.port)
            reading.store = store
            with_hub(reading, hub)
            reading.add()
            with for_ever(reading) as tally:
                await until(lambda: bool(hub.subscribers))
                [form] = hub.asked
                assert form["hub.topic"] == f"{outlet.base}/feed"

                outlet.publish("/b", "The tunnel")
                assert await hub.distribute(
                    outlet.feed(), content_type="application/rss+xml; charset=utf-8"
                ) == [202]
                await until(lambda: tally.entries == 2)
                await until(lambda: outlet.hits["/b"] == 1)
                assert outlet.hits["/feed"] == 1  # nobody asked for it

                reading.clock.now = row_of(reading).due + 1
                await until(lambda: outlet.hits["/feed"] == 2)
                await until(lambda: row_of(reading).due > reading.clock())
            await hub.settled()

    asyncio.run(scene())
    row = row_of(reading)
    now = reading.clock()
    usual = (
        next_look(row.data.rhythm, now=now, bounds=_bounds(reading), jitter=0.5) - now
    )
    assert row.due - now == pytest.approx(min(usual * SLOWER, SLOWEST_S), abs=2)
    assert reading.words() == {}


def _bounds(reading: Reading) -> Bounds:
    settings = reading.store.settings.reading
    return Bounds(
        shortest_s=settings.shortest_min * 60.0, longest_s=settings.longest_h * HOUR
    )


def test_a_hub_that_refuses_is_counted_and_the_feed_is_read_as_any(
    small: Reading,
) -> None:
    outlet = small.outlet
    outlet.publish("/a", "The bridge")

    async def scene() -> None:
        async with (
            open_hub(status=403) as hub,
            Client(FetchSettings(), small.clock) as client,
            serve(small.store, small.clock, client) as paper,
        ):
            small.store = on_loopback(paper.store, port_of(outlet), hub.port)
            with_hub(small, hub)
            small.add()
            with for_ever(small):
                await until(lambda: bool(small.words()))
                await until(lambda: outlet.hits["/a"] == 1)
                small.clock.now = row_of(small).due + 1
                await until(lambda: outlet.hits["/feed"] == 2)

    asyncio.run(scene())
    assert set(small.words()) == {"websub"}
    assert small.check().is_well


def test_without_an_address_for_hubs_none_is_asked(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")

    async def scene() -> None:
        async with open_hub() as hub:
            settings = small.store.settings
            nowhere = replace(settings.paper, address="")
            settings = replace(settings, paper=nowhere)
            store = replace(small.store, settings=settings)
            small.store = on_loopback(store, port_of(small.outlet), hub.port)
            with_hub(small, hub)
            small.add()
            with for_ever(small) as tally:
                await until(lambda: tally.pages == 1)
                await asyncio.sleep(0.2)
            assert hub.asked == []

    asyncio.run(scene())
    with small.store.read() as connection:
        row = row_of(small)
        assert hubs.subscriptions_of(connection, [row.id]) == {}
