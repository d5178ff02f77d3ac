"""What people do while a look or a visit is on its way, and what no database can hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from aiohttp import web
from sqlalchemy import select

from nouvelles.run.reading import announce, keep
from nouvelles.run.reading.health import check_sources
from nouvelles.run.reading.subscribe import Wanted, pause, subscribe, unsubscribe
from nouvelles.store import Store
from nouvelles.store.announced import Announced
from nouvelles.store.kinds import Kind
from nouvelles.store.ledger import Plan
from nouvelles.store.schema import entries, feeds
from tests.run.reading.conftest import Reading
from tests.run.reading.outlet import Answer, Outlet


def while_asked(reading: Reading, what: Callable[[], object]) -> Answer:
    """The feed, and something that happens before it is answered."""

    def answer(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        what()
        return web.Response(
            body=outlet.feed(),
            headers={
                "Link": f"<{outlet.base}/hub>; rel=hub, <{outlet.base}/>; rel=self"
            },
        )

    return answer


def reachable(reading: Reading) -> None:
    """The same paper with an address at which hubs reach it."""
    settings = reading.store.settings
    paper = replace(settings.paper, address="http://127.0.0.1:80")
    reading.store = replace(reading.store, settings=replace(settings, paper=paper))


def test_a_feed_that_is_removed_while_it_is_looked_at(reading: Reading) -> None:
    reachable(reading)
    reading.outlet.publish("/a", "The bridge")
    reading.outlet.publish("/b", "The tunnel")
    now = int(reading.clock())
    reading.outlet.special["/gone"] = while_asked(
        reading,
        lambda: unsubscribe(
            reading.store, [f"{reading.outlet.base}/gone"], who="test", now=now
        ),
    )
    reading.add("/gone")
    reading.add("/feed")
    reading.read()
    with reading.store.read() as connection:
        urls = [row.url for row in connection.execute(select(feeds.c.url))]
    assert urls == [f"{reading.outlet.base}/feed"]
    assert all(reading.outlet.hits[path] == 1 for path in ("/a", "/b"))


def test_a_source_that_is_paused_while_it_is_looked_at(small: Reading) -> None:
    now = int(small.clock())
    small.outlet.special["/feed"] = while_asked(
        small, lambda: pause(small.store, ["127.0.0.1"], who="test", now=now)
    )
    small.outlet.publish("/a", "The bridge")
    small.add()
    small.read()
    assert small.check().feeds[0].state == "paused"
    assert small.outlet.hits["/a"] == 0


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\U0010ffff"])
def test_what_no_database_can_hold(reading: Reading, odd: str) -> None:
    """A JSON feed can spell anything; the others are read all the same."""
    base = reading.outlet.base
    item = {
        "id": f"one{odd}",
        "url": f"{base}/a{odd}",
        "title": f"The bridge {odd}",
        "content_text": f"Text {odd}",
        "authors": [{"name": f"Ada {odd}"}],
        "date_published": f"2026{odd}",
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"Odd {odd}",
        "items": [item, {**item, "id": "two", "url": f"{base}/a"}],
    }
    reading.outlet.special["/odd"] = lambda _o, _r: web.Response(
        body=json.dumps(feed).encode(), content_type="application/feed+json"
    )
    reading.outlet.publish("/b", "The tunnel")
    reading.add("/odd")
    reading.add("/feed")
    reading.read()
    assert reading.outlet.hits["/b"] == 1
    assert "internal" not in reading.words()
    headlines = {one.headline for one in reading.make().articles(1, 9).items}
    assert "The tunnel" in headlines
    assert check_sources(reading.store, int(reading.clock()))


def test_a_bug_at_one_feed_does_not_end_the_reading(
    small: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = announce.announce_all

    def buggy(
        store: Store, plan: Plan, told: Sequence[announce.Telling], now: int
    ) -> list[Announced]:
        if any(row.url.endswith("/odd") for row, _, _ in told):
            raise KeyError("a bug")
        return real(store, plan, told, now)

    monkeypatch.setattr(announce, "announce_all", buggy)
    monkeypatch.setattr(keep, "announce_all", buggy)
    small.outlet.special["/odd"] = lambda o, _r: web.Response(body=o.feed())
    small.outlet.publish("/b", "The tunnel")
    small.add("/odd")
    small.add("/feed")
    small.read()
    assert small.outlet.hits["/b"] == 1
    assert small.words() == {"internal": 1}
    assert "a bug" in small.check().faults[0].detail


def test_odd_addresses_in_a_section_page(small: Reading) -> None:
    links = "".join(
        f"<h2><a href='{href}'>Something happened there on Thursday</a></h2>"
        for href in (
            "/b",
            "http://[::1",
            "http://a b/",
            "/c%00",
            "//",
            "/" + "x" * 5_000,
        )
    )
    small.outlet.special["/world"] = lambda _o, _r: web.Response(
        text=f"<html><body>{links}</body></html>", content_type="text/html"
    )
    small.outlet.publish("/b", "The tunnel")
    small.add("/world", Kind.SECTION, rule="h2 a")
    small.read()
    assert small.outlet.hits["/b"] == 1
    assert "internal" not in small.words()


def test_weekly_titles_after_a_long_stop_are_news(small: Reading) -> None:
    """A few titles that came before do not make changing ids."""
    for number in range(12):
        small.outlet.publish(f"/1/{number}", f"Part {number}")
    small.outlet.publish("/1/weather", "Weather")
    small.add()
    small.read()
    small.outlet.pages.clear()
    for number in range(12):
        small.outlet.publish(f"/2/{number}", f"Piece {number}")
    small.outlet.publish("/2/weather", "Weather")
    small.read()
    assert small.outlet.hits["/2/weather"] == 1
    assert "changing-ids" not in small.words()
    with small.store.read() as connection:
        assert len(connection.execute(select(entries.c.id)).all()) == 26


def test_a_feed_that_is_added_while_the_press_is_read(small: Reading) -> None:
    other = Wanted(url=f"{small.outlet.base}/other")
    now = int(small.clock())
    small.outlet.special["/feed"] = while_asked(
        small, lambda: subscribe(small.store, [other], who="test", now=now)
    )
    small.outlet.special["/other"] = lambda o, _r: web.Response(body=o.feed())
    small.outlet.publish("/a", "The bridge")
    small.add()
    tally = small.read()
    assert tally.looks == 2
    assert small.outlet.hits["/a"] == 1
