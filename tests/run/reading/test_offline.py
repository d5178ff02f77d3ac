"""Our own line goes down and comes back: nobody else is blamed for it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from aiohttp import web
from sqlalchemy import func, select

from nouvelles.ingest.network import lookup
from nouvelles.run.reading import loop
from nouvelles.run.reading.health import FeedHealth, check_sources
from nouvelles.run.reading.network import MOST
from nouvelles.run.reading.subscribe import Wanted, subscribe
from nouvelles.run.reading.take import next_due
from nouvelles.store import Store
from nouvelles.store.schema import faults
from tests.run.reading.conftest import Reading, for_ever, port_of, until
from tests.run.reading.outlet import Answer

HOSTS = 60


class Line:
    """Names lead to the outlet while the line is up; nothing is known while it is not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.up = False
        self.asked: set[str] = set()
        self._real = lookup._look_up
        monkeypatch.setattr(lookup, "_look_up", self._look_up)

    def _look_up(self, host: str, *rest: object) -> object:
        self.asked.add(host)
        if self.up:
            return self._real("127.0.0.1", *rest)  # type: ignore[arg-type]
        return OSError("Temporary failure in name resolution")


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr(loop, "PATIENCE_S", 0.0)
    monkeypatch.setattr(loop, "LINE_S", 0.05)
    monkeypatch.setattr(loop, "LOOK_S", 0.02)
    return Line(monkeypatch)


def add_hosts(reading: Reading) -> None:
    port = port_of(reading.outlet)
    for number in range(HOSTS):
        path = f"/h{number}.xml"
        reading.outlet.special[path] = one_entry(number)
    wanted = [
        Wanted(url=f"http://h{number}.example:{port}/h{number}.xml")
        for number in range(HOSTS)
    ]
    now = int(reading.clock())
    subscribe(reading.store, wanted, who="test", now=now, mode="headlines")


def one_entry(number: int) -> Answer:
    text = (
        "<rss version='2.0'><channel><item><title>News</title>"
        f"<link>http://h{number}.example/a</link></item></channel></rss>"
    )
    return lambda _o, _r: web.Response(text=text)


def blamed(store: Store) -> int:
    """Sources against which a fault was counted."""
    with store.read() as connection:
        query = select(func.count(faults.c.source_id.distinct()))
        return int(connection.execute(query).scalar_one())


def test_a_run_that_finds_no_line_blames_a_handful_and_ends(
    small: Reading, line: Line
) -> None:
    add_hosts(small)
    settings = small.store.settings
    few = replace(settings.network, hosts_at_once=10)
    small.store = replace(small.store, settings=replace(settings, network=few))
    tally = small.read()
    assert tally.entries == 0
    assert blamed(small.store) < MOST
    assert len(line.asked) < 2 * MOST  # it gives up, instead of trying all
    due = next_due(small.store)
    assert due is not None
    assert due <= small.clock()  # what was not read is still due

    line.up = True
    small.clock.now += 3_600
    assert small.read().entries == HOSTS
    assert not any(health.word for health in small_feeds(small))


def small_feeds(reading: Reading) -> list[FeedHealth]:
    found = check_sources(reading.store, int(reading.clock()))
    return [feed for one in found for feed in one.feeds]


def test_reading_goes_on_when_the_line_is_back(small: Reading, line: Line) -> None:
    add_hosts(small)
    with for_ever(small) as tally:
        assert until(lambda: len(line.asked) >= MOST)
        for _ in range(30):  # half an hour in which it is tried each minute
            small.clock.now += 60
            time.sleep(0.02)
        assert blamed(small.store) < MOST
        assert tally.entries == 0
        line.up = True
        for _ in range(60):
            if until(lambda: tally.entries == HOSTS, 0.2):
                break
            small.clock.now += 60
        assert tally.entries == HOSTS
    assert blamed(small.store) < MOST


def test_one_dead_host_among_few_is_its_own_trouble(small: Reading, line: Line) -> None:
    small.outlet.publish("/a", "The bridge")
    small.add()
    port = port_of(small.outlet)
    dead = Wanted(url=f"http://dead.example:{port}/feed")
    subscribe(small.store, [dead], who="test", now=int(small.clock()))
    assert small.read().pages == 1
    assert blamed(small.store) == 1
