"""How reading goes, in figures and words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.errors import InputError
from nouvelles.ingest.pace.delays import Delays
from nouvelles.ingest.troubles import TROUBLES, Word
from nouvelles.run.reading.health import (
    GRAPH_DAYS,
    RECENT_S,
    SourceHealth,
    check_sources,
)
from nouvelles.run.reading.subscribe import Wanted, pause, subscribe
from nouvelles.run.trace import trace
from nouvelles.store import Store, feeds, fetches, readtables
from nouvelles.store.faults import Fault, note_faults
from nouvelles.store.feeds import Day, FeedState
from nouvelles.store.fetches import FetchRow
from nouvelles.store.read import ReadTables
from tests.run.reading.conftest import Reading

DAY = 86_400
NOW = 1_773_313_200
TODAY = NOW // DAY


def add(store: Store, host: str = "outlet.example", **state: object) -> int:
    """A feed that is read, with what was learned of it; its source's number."""
    url = f"https://{host}/feed"
    subscribe(store, [Wanted(url=url)], who="test", now=NOW)
    with store.write() as connection:
        row = feeds.find_feed(connection, url)
        assert row is not None
        learned = replace(row.data, **state)  # type: ignore[arg-type]
        feeds.save_feeds(connection, [replace(row, data=learned)])
    return row.source_id


def check(store: Store, now: int = NOW) -> SourceHealth:
    (found,) = check_sources(store, now)
    return found


def fault(
    store: Store, source_id: int, word: Word, at: int = NOW, times: int = 1
) -> None:
    one = Fault(
        source_id=source_id, word=word, about="https://x.example/", detail="why"
    )
    with store.write() as connection:
        for _ in range(times):
            note_faults(connection, [one], at)


def test_a_new_source(sqlite_store: Store) -> None:
    add(sqlite_store)
    found = check(sqlite_store)
    assert found.is_well
    assert (found.looks, found.a_day, found.delay_s, found.unchanged) == (
        0,
        0,
        None,
        None,
    )
    assert found.entries == (0,) * GRAPH_DAYS
    assert found.feeds[0].good == 0


def test_figures(sqlite_store: Store) -> None:
    days = (
        Day(day=TODAY - 20, looks=10, unchanged=0, entries=100),
        Day(day=TODAY - 1, looks=10, unchanged=9, entries=4),
        Day(day=TODAY, looks=20, unchanged=19, entries=1),
    )
    add(sqlite_store, days=days)
    found = check(sqlite_store)
    assert found.entries[-2:] == (4, 1)
    assert sum(found.entries) == 5  # two weeks; the graph begins after that day
    assert found.a_day == pytest.approx(105 / 21)
    assert found.unchanged == pytest.approx(28 / 40)


def test_the_feeds_of_a_source_are_one(sqlite_store: Store) -> None:
    days = (Day(day=TODAY, looks=2, unchanged=1, entries=3),)
    add(sqlite_store, days=days)
    with sqlite_store.write() as connection:
        (row,) = feeds.all_feeds(connection)
        state = FeedState(days=days)
        feeds.add_feed(connection, row.source_id, row.kind, f"{row.url}/2", state, NOW)
    found = check(sqlite_store)
    assert (len(found.feeds), found.looks, found.entries[-1]) == (2, 4, 6)
    readtables.ensure(sqlite_store)
    reading = ReadTables(sqlite_store).source_reading("outlet.example")
    assert (reading.feeds, reading.sitemaps, reading.captured) == (2, 0, 0)


def test_the_delay_is_that_of_pages_and_else_that_of_entries(store: Store) -> None:
    source = add(store, first_good=NOW - DAY, delays=Delays(seconds=(500, 700, 900)))
    assert check(store).delay_s == 700
    wanted = [
        fetches.wanted(
            f"https://outlet.example/{n}", source, due=NOW, published=NOW - 1_000
        )
        for n in range(4)
    ]
    old = fetches.wanted(
        "https://outlet.example/old", source, due=NOW, published=NOW - 9 * DAY
    )
    with store.write() as connection:
        fetches.want(store, connection, [*wanted, old])
        had = [
            replace(row, visits=1, captured=NOW - 900 + 10 * n)
            for n, row in enumerate([*wanted, old])
        ]
        fetches.save_fetches(connection, had)
    # What was published before we came was not late.
    assert check(store).delay_s == 115


def test_faults_have_a_sentence_and_advice(store: Store) -> None:
    source = add(store, word="timeout", failures=3, since=NOW - DAY)
    fault(store, source, Word.TIMEOUT, times=3)
    found = check(store)
    (one,) = found.faults
    trouble = TROUBLES[Word.TIMEOUT]
    assert (one.sentence, one.advice) == (trouble.sentence, trouble.advice)
    assert (one.count, one.about, one.detail) == (3, "https://x.example/", "why")
    assert not found.is_well


def test_old_faults_are_shown_only_while_they_last(sqlite_store: Store) -> None:
    source = add(sqlite_store, word="dns")
    long_ago = NOW - RECENT_S - 1
    for word in (Word.DNS, Word.TLS, Word.MOVED):
        fault(sqlite_store, source, word, long_ago)
    fault(sqlite_store, source, Word.MALFORMED, NOW - RECENT_S)
    words = {one.word for one in check(sqlite_store).faults}
    assert words == {"dns", "malformed"}


def test_what_was_got_over_is_no_trouble(sqlite_store: Store) -> None:
    source = add(sqlite_store)
    fault(sqlite_store, source, Word.WRONG_CHARSET)
    found = check(sqlite_store)
    assert found.is_well
    assert [one.mended for one in found.faults] == [True]


def test_pages_in_every_state(store: Store) -> None:
    source = add(store)
    page = fetches.wanted("https://outlet.example/0", source, due=NOW)
    states = (
        replace(page, visits=1),
        page,
        replace(page, tries=1, word="timeout"),
        replace(page, tries=6, word="timeout", due=None),
        replace(page, word="robots", due=None),
        replace(page, visits=2, due=None, withdrawn=NOW, word="gone"),
        replace(page, due=None),  # of a sitemap's past: known, and never asked for
    )
    rows: list[FetchRow] = []
    for number, state in enumerate(states):
        url = f"https://outlet.example/{number}"
        rows.append(replace(state, url=url, key=fetches.key_of(url)))
    with store.write() as connection:
        fetches.want(store, connection, rows)
    pages = check(store).pages
    assert (pages.had, pages.waiting, pages.given_up) == (2, 2, 1)
    assert pages.withdrawn == 1


def test_those_in_trouble_come_first(sqlite_store: Store) -> None:
    for host in ("a.example", "b.example"):
        add(sqlite_store, host)
    add(sqlite_store, "z.example", word="dns")
    hosts = [one.host for one in check_sources(sqlite_store, NOW)]
    assert hosts == ["z.example", "a.example", "b.example"]
    assert [
        one.host for one in check_sources(sqlite_store, NOW, names=["b.example"])
    ] == ["b.example"]


def test_a_host_that_is_not_read_is_said(sqlite_store: Store) -> None:
    assert check_sources(sqlite_store, NOW) == ()
    add(sqlite_store)
    with pytest.raises(InputError, match=r"nobody\.example"):
        check_sources(sqlite_store, NOW, names=["nobody.example", "outlet.example"])


def test_paused_is_shown(sqlite_store: Store) -> None:
    add(sqlite_store)
    pause(sqlite_store, ["outlet.example"], who="test", now=NOW)
    assert check(sqlite_store).feeds[0].state == "paused"


def test_a_page_that_was_not_had_can_be_traced(small: Reading) -> None:
    small.outlet.robots = "User-agent: *\nDisallow: /closed/\n"
    small.outlet.publish("/closed/a", "Behind the door")
    small.add()
    small.read()
    small.make()
    (fetch,) = trace(small.store, f"{small.outlet.base}/closed/a").fetches
    assert (fetch.word, fetch.visits, fetch.due) == ("robots", 0, None)
    assert fetch.advice
