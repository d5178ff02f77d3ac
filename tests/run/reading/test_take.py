"""What is due is taken by host, politely: on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.ingest.network.hosts import HostFacts
from nouvelles.run.reading.subscribe import Wanted, pause, subscribe
from nouvelles.run.reading.take import (
    A_MINUTE,
    LATE_S,
    bring_forward,
    next_due,
    origin_of,
    spread_late,
    take,
)
from nouvelles.store import Store, feeds, fetches
from nouvelles.store.feeds import FeedState
from nouvelles.store.fetches import A_HOST
from nouvelles.store.hosts import load_hosts, save_hosts
from nouvelles.store.kinds import Kind
from nouvelles.store.sources import source_for

NOW = 1_773_313_200


def add(store: Store, *hosts: str, due: int = NOW) -> None:
    """A feed of each host."""
    wanted = [Wanted(url=f"https://{host}/feed") for host in hosts]
    subscribe(store, wanted, who="test", now=due)


def want(store: Store, host: str, number: int, *, due: int = NOW) -> None:
    """Pages of a host, wanted from now on."""
    with store.write() as connection:
        row = feeds.find_feed(connection, f"https://{host}/feed")
        assert row is not None
        pages = [
            fetches.wanted(f"https://{host}/{n}", row.source_id, due=due)
            for n in range(number)
        ]
        fetches.want(store, connection, pages)


def test_by_host_and_feeds_first(store: Store) -> None:
    add(store, "a.example", "b.example")
    want(store, "a.example", 3)
    taken = take(store, NOW, busy=(), most=10)
    kinds = [type(job).__name__ for job in taken.jobs["a.example"]]
    assert kinds == ["FeedRow", "FetchRow", "FetchRow", "FetchRow"]
    assert len(taken.jobs["b.example"]) == 1
    assert {source.host for source in taken.sources.values()} == {
        "a.example",
        "b.example",
    }


def test_no_busy_host_and_none_too_many(sqlite_store: Store) -> None:
    add(sqlite_store, *(f"h{n}.example" for n in range(5)))
    want(sqlite_store, "h0.example", 2)
    assert set(take(sqlite_store, NOW, busy={"h0.example"}, most=2).jobs) <= {
        f"h{n}.example" for n in range(1, 5)
    }
    assert len(take(sqlite_store, NOW, busy=(), most=2).jobs) == 2
    assert take(sqlite_store, NOW, busy=(), most=0).jobs == {}


def test_a_few_of_each_host_the_longest_waiting_first(store: Store) -> None:
    add(store, "late.example", due=NOW - 10)
    add(store, "now.example")
    want(store, "now.example", A_HOST + 30)
    taken = take(store, NOW, busy=(), most=10)
    assert list(taken.jobs) == ["late.example", "now.example"]
    assert len(taken.jobs["now.example"]) == 1 + A_HOST


def test_nothing_before_its_time(sqlite_store: Store) -> None:
    add(sqlite_store, "a.example", due=NOW + 60)
    assert take(sqlite_store, NOW, busy=(), most=10).jobs == {}
    assert next_due(sqlite_store) == NOW + 60
    bring_forward(sqlite_store, NOW)
    assert len(take(sqlite_store, NOW, busy=(), most=10).jobs) == 1


def test_nothing_of_a_paused_source_is_due(store: Store) -> None:
    assert next_due(store) is None
    add(store, "a.example")
    want(store, "a.example", 2)
    pause(store, ["a.example"], who="test", now=NOW)
    bring_forward(store, NOW)
    assert take(store, NOW, busy=(), most=10).jobs == {}
    assert next_due(store) is None


def test_what_hosts_asked_is_taken_along(store: Store) -> None:
    add(store, "a.example")
    facts = HostFacts(
        origin="https://a.example",
        robots=b"User-agent: *\nDisallow: /x\n",
        robots_at=NOW - 5.0,
        not_before=NOW + 90.0,
        failures=2,
    )
    with store.write() as connection:
        save_hosts(store, connection, [replace(facts, failures=1), facts])
    assert take(store, NOW, busy=(), most=1).facts == {"https://a.example": facts}
    with store.write() as connection:  # what is learned later takes its place
        save_hosts(store, connection, [replace(facts, failures=0)])
        assert load_hosts(connection, ["https://a.example"])[facts.origin].failures == 0


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.example/x?y", "https://a.example"),
        ("http://127.0.0.1:81/", "http://127.0.0.1:81"),
    ],
)
def test_origins(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_after_a_long_stop_looks_are_spread(sqlite_store: Store) -> None:
    number = int(A_MINUTE) + 50
    state = FeedState(tried=NOW - 10 * LATE_S)
    with sqlite_store.write() as connection:
        source = source_for(connection, "https://a.example/")
        for n in range(number):
            url = f"https://a.example/{n}"
            late = NOW - 5 * LATE_S
            feeds.add_feed(connection, source, Kind.FEED, url, state, late)
    assert spread_late(sqlite_store, NOW) == number
    with sqlite_store.read() as connection:
        dues = sorted(row.due - NOW for row in feeds.all_feeds(connection))
    assert dues[0] == 0
    assert sum(due < 60 for due in dues) == A_MINUTE
    assert 60 <= dues[-1] < 120


def test_new_feeds_and_those_hardly_late_are_not_spread(sqlite_store: Store) -> None:
    add(sqlite_store, "new.example", due=NOW - 10 * LATE_S)
    assert spread_late(sqlite_store, NOW) == 0
