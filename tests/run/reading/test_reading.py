"""Reading a real outlet on loopback: once, again, changed, withdrawn, in trouble."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web
from sqlalchemy import select

from nouvelles.records import Shown
from nouvelles.run.reading.subscribe import (
    Wanted,
    pause,
    resume,
    subscribe,
    unsubscribe,
)
from nouvelles.store.fetches import next_fetch_due
from nouvelles.store.schema import captures, entries, feeds, fetches
from tests.run.reading.conftest import Reading
from tests.run.reading.outlet import TEXT, Outlet

HOUR = 3_600
DAY = 24 * HOUR


def ago(reading: Reading, seconds: float) -> str:
    at = datetime.fromtimestamp(reading.clock(), UTC) - timedelta(seconds=seconds)
    return format_datetime(at)


def test_every_article_is_read_once(reading: Reading) -> None:
    for number in range(5):
        reading.outlet.publish(f"/a/{number}", f"The bridge, part {number}")
    reading.add()
    first = reading.read()
    assert (first.looks, first.entries, first.pages, first.faults) == (1, 5, 5, 0)
    second = reading.read()
    assert (second.looks, second.unchanged, second.entries, second.pages) == (
        1,
        1,
        0,
        0,
    )
    assert reading.outlet.hits["/robots.txt"] == 1
    assert all(reading.outlet.hits[f"/a/{number}"] == 1 for number in range(5))
    paper = reading.make()
    headlines = {listed.headline for listed in paper.articles(1, 30).items}
    assert headlines == {f"The bridge, part {number}" for number in range(5)}


def test_what_is_not_due_is_not_asked_for(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.add()
    small.read()
    tally = small.read(every_feed=False)
    assert tally.looks == 0
    small.clock.now += 25 * HOUR
    assert small.read(every_feed=False).looks == 1


def test_headlines_only_fetches_no_page(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.add()
    wanted = Wanted(url=f"{small.outlet.base}/feed")
    subscribe(
        small.store, [wanted], who="test", now=int(small.clock()), mode="headlines"
    )
    small.read()
    assert small.outlet.hits["/a"] == 0
    (listed,) = small.make().articles(1, 30).items
    assert listed.headline == "The bridge"


def test_a_change_is_a_revision_with_its_difference(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge", date=ago(reading, HOUR))
    reading.add()
    reading.read()
    reading.clock.now += 12 * HOUR
    title = "The bridge, once more"
    reading.outlet.pages["/a"] = (title, TEXT.format(title="The bridge"))
    reading.read()
    shown = _only(reading)
    assert [one.headline for one in shown.revisions] == ["The bridge", title]
    (change,) = shown.revisions[-1].changes
    assert (change.field, change.before, change.after) == (
        "headline",
        "The bridge",
        title,
    )


def test_looks_for_changes_come_ever_less_often(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge", date=ago(small, 60))
    small.add()
    small.read()
    began = small.clock()
    days = []
    while (due := next_fetch(small)) is not None:
        small.clock.now = due
        small.read(every_feed=False)
        days.append((due - began) / DAY)
    assert 4 <= len(days) <= 15
    assert small.outlet.hits["/a"] == len(days) + 1
    assert sum(day <= 1 for day in days) >= len(days) // 2  # most on the first day
    assert days[-1] <= small.store.settings.reading.revisit_days


def test_withdrawn_articles_are_marked(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge", date=ago(reading, 60))
    reading.add()
    reading.read()
    del reading.outlet.pages["/a"]
    reading.clock.now += HOUR
    reading.read()
    assert _only(reading).listed.withdrawn is None  # once may be a mistake
    reading.clock.now += HOUR
    reading.read()
    shown = _only(reading)
    assert shown.listed.withdrawn is not None
    assert shown.listed.rights.withdrawn


def test_an_article_that_comes_back_loses_its_mark(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge", date=ago(reading, 60))
    reading.add()
    reading.read()
    kept = reading.outlet.pages["/a"]
    reading.outlet.special["/a"] = lambda _outlet, _request: web.Response(status=410)
    reading.clock.now += 2 * HOUR
    reading.read()
    assert _only(reading).listed.withdrawn is not None
    del reading.outlet.special["/a"]
    title, text = kept
    reading.outlet.pages["/a"] = (f"{title} again", text)
    reading.read()  # the feed's entry has changed, so the page is looked at
    assert _only(reading).listed.withdrawn is None


def test_a_page_that_leads_home_is_gone(small: Reading) -> None:
    def home(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": f"{outlet.base}/"})

    small.outlet.publish("/a", "The bridge", date=ago(small, 60))
    small.add()
    small.read()
    small.outlet.special["/a"] = home
    small.outlet.special["/"] = lambda _o, _r: web.Response(
        text="<h1>Home</h1>", content_type="text/html"
    )
    for _ in range(2):
        small.clock.now += HOUR
        small.read()
    assert _only(small).listed.withdrawn is not None


def test_a_moved_feed_is_read_at_its_new_place(small: Reading) -> None:
    def moved(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=301, headers={"Location": f"{outlet.base}/feed"})

    small.outlet.special["/old"] = moved
    small.outlet.publish("/a", "The bridge")
    small.add("/old")
    small.read()
    small.read()
    assert small.outlet.hits["/old"] == 1
    assert small.words() == {"moved": 1}
    assert small.check().feeds[0].url == f"{small.outlet.base}/feed"


def test_two_feeds_that_turn_out_to_be_one(reading: Reading) -> None:
    reading.outlet.special["/old"] = lambda outlet, _r: web.Response(
        status=308, headers={"Location": f"{outlet.base}/feed"}
    )
    reading.outlet.publish("/a", "The bridge")
    reading.add("/feed")
    reading.add("/old")
    reading.read()
    reading.read()
    states = {feed.url.rpartition("/")[2]: feed.state for feed in reading.check().feeds}
    assert states == {"feed": "read", "old": "ended"}


def test_two_feeds_that_move_at_once_to_one_place(reading: Reading) -> None:
    for path in ("/old", "/older"):
        reading.outlet.special[path] = lambda outlet, _r: web.Response(
            status=301, headers={"Location": f"{outlet.base}/feed"}
        )
        reading.add(path)
    reading.outlet.publish("/a", "The bridge")
    reading.read()
    states = [feed.state for feed in reading.check().feeds]
    assert sorted(states) == ["ended", "read"]


def test_gone_for_good_ends_it(small: Reading) -> None:
    small.outlet.special["/feed"] = lambda _o, _r: web.Response(status=410)
    small.add()
    small.read()
    small.clock.now += 365 * 24 * HOUR
    small.read()
    assert small.outlet.hits["/feed"] == 1
    assert small.check().feeds[0].state == "ended"
    assert small.words() == {"gone": 1}


def test_failing_feeds_are_tried_ever_less_and_never_forgotten(
    small: Reading,
) -> None:
    small.outlet.special["/feed"] = lambda _o, _r: web.Response(status=404)
    small.add()
    small.read()
    pauses = small.read_on(12)
    assert small.outlet.hits["/feed"] == 13
    assert pauses == sorted(pauses)
    assert pauses[0] >= 600  # no quick try at what will stay
    assert pauses[-1] > 6 * DAY
    assert max(pauses) <= 7 * DAY


def test_pages_under_a_closed_path_are_not_asked_for(small: Reading) -> None:
    small.outlet.robots = "User-agent: *\nDisallow: /closed/\n"
    small.outlet.publish("/closed/a", "Behind the door")
    small.outlet.publish("/open/a", "Before the door")
    small.add()
    small.read()
    small.read()
    assert small.outlet.hits["/closed/a"] == 0
    assert small.words() == {"robots": 1}
    headlines = {listed.headline for listed in small.make().articles(1, 9).items}
    assert headlines == {"Behind the door", "Before the door"}


def test_ids_that_change_at_every_look(reading: Reading) -> None:
    for number in range(50):
        reading.outlet.publish(f"/a/{number}", f"The bridge, part {number}")
    reading.add()
    for round_ in range(4):
        for path in reading.outlet.pages:
            reading.outlet.guids[path] = f"{path}-{round_}"
        reading.read()
    with reading.store.read() as connection:
        assert len(connection.execute(select(entries.c.id)).all()) == 50
    assert reading.words() == {"changing-ids": 3}
    assert max(reading.outlet.hits[path] for path in reading.outlet.pages) == 1


def test_addresses_that_change_at_every_look(reading: Reading) -> None:
    for round_ in range(4):
        reading.outlet.pages.clear()
        for number in range(50):
            path = f"/a/{number}/{round_}"
            reading.outlet.publish(path, f"The bridge, part {number}")
        reading.read() if round_ else (reading.add(), reading.read())
    with reading.store.read() as connection:
        assert len(connection.execute(select(entries.c.id)).all()) == 50
        assert len(connection.execute(select(fetches.c.key)).all()) == 50
    assert reading.words() == {"changing-ids": 3}


def test_dates_that_cannot_be_true(small: Reading) -> None:
    small.outlet.publish("/a", "Then", date="Thu, 01 Jan 1970 00:00:00 +0000")
    small.outlet.publish("/b", "Some day", date="Thu, 01 Jan 2099 00:00:00 +0000")
    small.outlet.publish("/c", "Today", date=ago(small, HOUR))
    small.add()
    small.read()
    assert small.words() == {"odd-dates": 1}
    for listed in small.make().articles(1, 9).items:
        assert listed.published is None or listed.published.year == 2026


def test_feeds_beyond_all_measure(small: Reading) -> None:
    for number in range(5_000):
        small.outlet.publish(f"/a/{number}", f"The bridge, part {number}")
    small.add()
    wanted = Wanted(url=f"{small.outlet.base}/feed")
    now = int(small.clock())
    subscribe(small.store, [wanted], who="test", now=now, mode="headlines")
    tally = small.read()
    assert tally.entries == small.store.settings.reading.feed_entries
    assert small.words() == {"too-many-entries": 1}


def test_one_outlets_trouble_is_not_anothers(small: Reading) -> None:
    """A feed that is a page, beside one that is read."""
    small.outlet.special["/page"] = lambda _o, _r: web.Response(
        text="<!doctype html><title>Not a feed</title>",
        content_type="application/rss+xml",
    )
    small.outlet.publish("/a", "The bridge")
    small.add("/page")
    small.add("/feed")
    tally = small.read()
    assert tally.pages == 1
    assert small.words() == {"html-not-feed": 1}
    health = small.check()
    assert not health.is_well
    assert {feed.word for feed in health.feeds} == {"html-not-feed", ""}


def test_rows_are_removed_with_a_source(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge")
    reading.add()
    reading.read()
    unsubscribe(reading.store, ["127.0.0.1"], who="test", now=int(reading.clock()))
    with reading.store.read() as connection:
        assert connection.execute(select(feeds.c.id)).all() == []
        assert len(connection.execute(select(captures.c.id)).all()) == 1
    assert reading.read().looks == 0


def test_a_paused_source_is_left_alone(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge", date=ago(reading, 60))
    reading.add()
    reading.read()
    asked = sum(reading.outlet.hits.values())
    pause(reading.store, ["127.0.0.1"], who="test", now=int(reading.clock()))
    reading.clock.now += 20 * HOUR
    reading.read()
    assert sum(reading.outlet.hits.values()) == asked
    resume(reading.store, ["127.0.0.1"], who="test", now=int(reading.clock()))
    reading.read()
    assert sum(reading.outlet.hits.values()) > asked


def next_fetch(reading: Reading) -> int | None:
    with reading.store.read() as connection:
        return next_fetch_due(connection)


def _only(reading: Reading) -> Shown:
    paper = reading.make()
    (listed,) = paper.articles(1, 30).items
    shown = paper.article(listed.id)
    assert isinstance(shown, Shown)
    return shown


def test_a_page_that_comes_to_reserve_its_rights(reading: Reading) -> None:
    reading.outlet.publish("/a", "The bridge", date=ago(reading, 60))
    reading.add()
    reading.read()
    assert _only(reading).article is not None
    title, text = reading.outlet.pages["/a"]
    reserved = f"<meta name='tdm-reservation' content='1'>{text}"
    reading.outlet.pages["/a"] = (title, reserved)
    reading.clock.now += 12 * HOUR
    reading.read()
    shown = _only(reading)
    assert shown.article is None
    assert shown.listed.rights.opted_out
    assert (shown.listed.headline, shown.listed.lede) == ("The bridge", "")
