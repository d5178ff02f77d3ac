"""Politeness, measured by the servers that are asked, with a clock of our own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from nouvelles.ingest.network.client import Client
from nouvelles.ingest.network.hosts import (
    BACK_OFF_S,
    LONGEST_BACK_OFF_S,
    LONGEST_CLOSED_S,
    MOST_HOSTS,
    HostFacts,
    Hosts,
    HostsInMemory,
)
from nouvelles.ingest.network.robots import MAX_ROBOTS_BYTES, Rules
from nouvelles.ingest.troubles import NotRead, Word
from tests.ingest.loopback import MOST, Site, Time, moved, page

Work = Callable[[Client], Awaitable[Any]]
CLOSED = b"User-agent: *\nDisallow: /private\nUser-agent: nouvelles\nDisallow: /a\n"


def with_client(site: Site, work: Work, **options: Any) -> Any:
    """What some work with a client gives while the site is served."""

    async def both() -> Any:
        async with site.serving(), site.client(**options) as client:
            return await work(client)

    return asyncio.run(both())


def gaps(site: Site) -> list[float]:
    """Seconds between one request and the next, by the test's clock."""
    times = [asked.at for asked in site.asked]
    return [round(later - before, 3) for before, later in pairwise(times)]


def asks(site: Site, *paths: str) -> Work:
    async def work(client: Client) -> list[int]:
        got = [await client.get(site.url(path), max_bytes=MOST) for path in paths]
        return [each.status for each in got]

    return work


def fails(site: Site, path: str = "/a", **options: Any) -> NotRead:
    with pytest.raises(NotRead) as caught:
        with_client(site, asks(site, path), **options)
    return caught.value


# ---- turns -------------------------------------------------------------------------


def test_a_host_has_its_pause_after_every_answer() -> None:
    site = Site({"/a": page(), "/b": page()})

    async def slowly(request: web.Request) -> web.StreamResponse:
        site.time.now += 5.0  # the answer takes its time
        return page()

    site.pages = {"/a": slowly, "/b": page()}
    with_client(site, asks(site, "/a", "/b", "/a"), delay_s=1.0)
    # None between robots.txt and the first page; then from end to start.
    assert gaps(site) == [0.0, 6.0, 1.0]
    assert site.time.slept == [1.0, 1.0]


def test_what_has_not_changed_or_is_not_there_counts_too() -> None:
    site = Site({})

    async def work(client: Client) -> None:
        for path in ("/x", "/y"):
            with pytest.raises(NotRead):
                await client.get(site.url(path), max_bytes=MOST)

    with_client(site, work, delay_s=1.0)
    assert gaps(site) == [0.0, 1.0]


def test_redirects_count_too() -> None:
    site = Site({"/a": moved("/b"), "/b": moved("/c"), "/c": page()})
    with_client(site, asks(site, "/a"), delay_s=1.0)
    assert gaps(site) == [0.0, 1.0, 1.0]


def test_robots_that_move_count_too() -> None:
    site = Site({"/robots.txt": moved("/r"), "/r": page(b""), "/a": page()})
    with_client(site, asks(site, "/a"), delay_s=1.0)
    assert site.paths == ["/robots.txt", "/r", "/a"]
    assert gaps(site) == [1.0, 0.0]


def test_a_crawl_delay_is_kept_from_the_first_page_on() -> None:
    robots = page(b"User-agent: *\nCrawl-delay: 7\n")
    site = Site({"/robots.txt": robots, "/a": page(), "/b": page()})
    with_client(site, asks(site, "/a", "/b"), delay_s=1.0)
    assert gaps(site) == [7.0, 7.0]


def test_a_shorter_crawl_delay_does_not_make_us_hasty() -> None:
    robots = page(b"User-agent: *\nCrawl-delay: 0.1\n")
    site = Site({"/robots.txt": robots, "/a": page(), "/b": page()})
    with_client(site, asks(site, "/a", "/b"), delay_s=1.0)
    assert gaps(site) == [0.1, 1.0]


def test_a_long_crawl_delay_is_not_waited_for() -> None:
    memory = HostsInMemory()
    robots = page(b"User-agent: *\nCrawl-delay: 60\n")
    site = Site({"/robots.txt": robots, "/a": page()})
    error = fails(site, memory=memory)
    assert (error.word, error.status, error.after_s) == (Word.RATE_LIMITED, 0, 60.0)
    site.time.now += 60.0
    assert with_client(site, asks(site, "/a"), memory=memory) == [200]
    # After a restart the pause is still owed.
    assert fails(site, memory=memory).after_s == 60.0
    assert site.paths == ["/robots.txt", "/a"]
    assert site.time.slept == []


@pytest.mark.parametrize("per_host", [1, 3])
def test_so_many_at_once_and_no_more(per_host: int) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.02)
        return page()

    site = Site({"/a": slow})

    async def crowd(client: Client) -> None:
        one = [client.get(site.url(f"/a?{n}"), max_bytes=MOST) for n in range(9)]
        await asyncio.gather(*one)

    with_client(site, crowd, per_host=per_host)
    assert site.paths.count("/robots.txt") == 1
    assert len(site.asked) == 10
    assert site.most_busy == per_host


def test_so_many_hosts_at_once_and_no_more() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.02)
        return page()

    site = Site({"/a": slow, "/robots.txt": slow})

    async def crowd(client: Client) -> None:
        names = [site.url(host=name) for name in ("127.0.0.1", "localhost")]
        await asyncio.gather(*(client.get(url, max_bytes=MOST) for url in names))

    with_client(site, crowd)
    assert site.most_busy == 2
    site.most_busy = 0
    with_client(site, crowd, hosts_at_once=1)
    assert site.most_busy == 1


def test_others_do_not_wait_for_a_host_that_does_not_answer() -> None:
    async def never(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        return page()

    site = Site({"/never": never, "/a": page()})

    async def crowd(client: Client) -> list[Any]:
        stuck = [client.get(site.url("/never"), max_bytes=MOST) for _ in range(5)]
        stuck_too = asyncio.gather(*stuck, return_exceptions=True)
        got = await client.get(site.url(host="localhost"), max_bytes=MOST)
        stuck_too.cancel()
        return [got.status]

    assert with_client(site, crowd) == [200]


def test_who_is_cancelled_gives_its_turn_back() -> None:
    entered = asyncio.Event()

    async def never(request: web.Request) -> web.StreamResponse:
        entered.set()
        await asyncio.Event().wait()
        return page()

    site = Site({"/never": never, "/a": page()})

    async def work(client: Client) -> int:
        stuck = asyncio.create_task(client.get(site.url("/never"), max_bytes=MOST))
        await entered.wait()
        waiting = asyncio.create_task(client.get(site.url("/a"), max_bytes=MOST))
        await asyncio.sleep(0.01)
        waiting.cancel()
        stuck.cancel()
        return (await client.get(site.url("/a"), max_bytes=MOST)).status

    assert with_client(site, work) == 200


def test_how_long_a_host_is_to_be_left_alone() -> None:
    site = Site({"/a": page(), "/busy": page(b"", 503, Retry_After="600")})

    async def work(client: Client) -> list[float]:
        waits = [client.wait_s(site.url())]
        await client.get(site.url(), max_bytes=MOST)
        waits.append(client.wait_s(site.url("/other")))
        site.time.now += 1.0
        waits.append(client.wait_s(site.url()))
        with pytest.raises(NotRead):
            await client.get(site.url("/busy"), max_bytes=MOST)
        waits += [client.wait_s(site.url()), client.wait_s(site.url(host="localhost"))]
        return waits

    assert with_client(site, work, delay_s=1.0) == [0.0, 1.0, 0.0, 600.0, 0.0]


def test_while_it_is_asked_a_host_is_not_free() -> None:
    site = Site({})
    waits: list[float] = []

    async def work(client: Client) -> None:
        async def look(request: web.Request) -> web.StreamResponse:
            waits.append(client.wait_s(site.url()))
            return page()

        site.pages = {"/a": look}
        await client.get(site.url(), max_bytes=MOST)

    with_client(site, work, delay_s=1.0)
    assert waits == [1.0]


def test_a_clock_that_is_set_back_stops_nobody() -> None:
    site = Site({"/a": page()})

    async def work(client: Client) -> None:
        await client.get(site.url(), max_bytes=MOST)
        site.time.now -= 86_400.0
        await client.get(site.url(), max_bytes=MOST)

    with_client(site, work, delay_s=1.0)
    assert max(site.time.slept) == 1.0


# ---- asked to wait -----------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["600", "Thu, 12 Mar 2026 11:10:00 GMT"])
def test_retry_after_closes_the_host_for_everybody(status: int, after: str) -> None:
    site = Site({"/a": page(), "/busy": page(b"", status, Retry_After=after)})

    async def work(client: Client) -> list[NotRead]:
        errors = []
        for path in ("/busy", "/a", "/a"):
            with pytest.raises(NotRead) as caught:
                await client.get(site.url(path), max_bytes=MOST)
            errors.append(caught.value)
        site.time.now += 601.0
        await client.get(site.url("/a"), max_bytes=MOST)
        return errors

    first, *closed = with_client(site, work)
    word = Word.RATE_LIMITED if status == 429 else Word.SERVER_ERROR
    assert (first.word, first.status, first.after_s) == (word, status, 600.0)
    for error in closed:
        assert (error.word, error.status, error.after_s) == (word, 0, 600.0)
    assert site.paths == ["/robots.txt", "/busy", "/a"]
    assert site.time.slept == []


def test_a_short_retry_after_is_waited_for_in_line() -> None:
    site = Site({"/a": page(), "/busy": page(b"", 429, Retry_After="2")})

    async def work(client: Client) -> None:
        with pytest.raises(NotRead):
            await client.get(site.url("/busy"), max_bytes=MOST)
        await client.get(site.url("/a"), max_bytes=MOST)

    with_client(site, work)
    assert gaps(site) == [0.0, 2.0]


def test_who_waits_in_line_hears_when_the_host_closes() -> None:
    async def busy(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.02)
        return page(b"", 429, Retry_After="3600")

    site = Site({"/a": busy})

    async def crowd(client: Client) -> list[Any]:
        one = [client.get(site.url(f"/a?{n}"), max_bytes=MOST) for n in range(20)]
        return list(await asyncio.gather(*one, return_exceptions=True))

    errors = with_client(site, crowd)
    assert {error.word for error in errors} == {Word.RATE_LIMITED}
    assert site.paths == ["/robots.txt", "/a?0"]


def test_retry_after_holds_across_a_restart() -> None:
    memory = HostsInMemory()
    site = Site({"/a": page(b"", 503, Retry_After="99999999")})
    assert fails(site, memory=memory).after_s == LONGEST_CLOSED_S
    site.time.now += 3600.0
    error = fails(site, memory=memory)
    assert (error.status, error.after_s) == (0, LONGEST_CLOSED_S - 3600.0)
    assert site.paths == ["/robots.txt", "/a"]


def test_a_host_that_fails_is_tried_ever_less() -> None:
    memory = HostsInMemory()
    site = Site({"/a": page()}, port=_nobody())
    origin = f"http://127.0.0.1:{site.port}"
    pauses = []

    async def ask() -> None:
        async with site.client(memory=memory) as client:
            await client.get(site.url(), max_bytes=MOST)

    for _ in range(12):
        with pytest.raises(NotRead) as caught:
            asyncio.run(ask())
        assert caught.value.word is Word.UNREACHABLE
        facts = memory.load(origin)
        assert facts is not None
        pauses.append(facts.not_before - site.time.now)
        site.time.now = facts.not_before
    assert pauses[:4] == [BACK_OFF_S, 2 * BACK_OFF_S, 4 * BACK_OFF_S, 8 * BACK_OFF_S]
    assert pauses[-1] == LONGEST_BACK_OFF_S
    # An answer, and all is forgotten.
    with_client(site, asks(site, "/a"), memory=memory)
    facts = memory.load(origin)
    assert facts is not None
    assert facts.failures == 0


def _nobody() -> int:
    """A port where nobody listens."""
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


# ---- robots.txt --------------------------------------------------------------------


def test_robots_are_honoured() -> None:
    site = Site({"/robots.txt": page(CLOSED), "/a": page()})
    assert fails(site, "/a?b=1").word is Word.ROBOTS
    assert site.paths == ["/robots.txt"]


def test_robots_of_a_redirect_are_honoured() -> None:
    site = Site({"/robots.txt": page(CLOSED), "/b": moved("/a")})
    assert fails(site, "/b").word is Word.ROBOTS
    assert site.paths == ["/robots.txt", "/b"]


def test_robots_of_another_host_are_asked_for() -> None:
    site = Site({"/robots.txt": page(b"User-agent: *\nDisallow: /b")})

    async def away(request: web.Request) -> web.StreamResponse:
        return moved(site.url("/b", "localhost"))

    site.pages = {**site.pages, "/a": away}
    assert fails(site).word is Word.ROBOTS
    assert site.paths == ["/robots.txt", "/a", "/robots.txt"]


def test_robots_may_move_and_be_packed() -> None:
    import gzip

    packed = page(gzip.compress(CLOSED), 200, Content_Encoding="gzip")
    site = Site({"/robots.txt": moved("/r", 301), "/r": packed})
    assert fails(site).word is Word.ROBOTS


def test_long_robots_count_as_far_as_they_are_read() -> None:
    site = Site({"/robots.txt": page(CLOSED + b"#" * (2 * MAX_ROBOTS_BYTES))})
    assert fails(site).word is Word.ROBOTS


def test_robots_that_move_too_often_count_as_absent() -> None:
    site = Site({"/robots.txt": moved("/robots.txt"), "/a": page()})
    assert with_client(site, asks(site, "/a")) == [200]
    assert site.paths == ["/robots.txt"] * 6 + ["/a"]


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 451])
def test_absent_robots_allow_all(status: int) -> None:
    site = Site({"/robots.txt": page(b"", status), "/a": page()})
    assert with_client(site, asks(site, "/a")) == [200]


@pytest.mark.parametrize("status", [500, 503, 599])
def test_robots_in_trouble_close_the_host(status: int) -> None:
    memory = HostsInMemory()
    site = Site({"/robots.txt": page(b"", status), "/a": page()})
    error = fails(site, memory=memory)
    assert (error.word, error.status) == (Word.ROBOTS_UNREACHABLE, status)
    assert site.paths == ["/robots.txt"]
    facts = memory.load(f"http://127.0.0.1:{site.port}")
    assert facts is not None
    assert (facts.failures, facts.robots_at) == (1, 0.0)
    # Tried again when the pause is over.
    site.pages = {"/a": page()}
    assert with_client(site, asks(site, "/a"), memory=memory) == [200]
    assert site.time.slept == [BACK_OFF_S]


def test_robots_that_ask_for_time_get_it() -> None:
    site = Site({"/robots.txt": page(b"", 429, Retry_After="600"), "/a": page()})

    async def work(client: Client) -> list[NotRead]:
        errors = []
        for _ in range(2):
            with pytest.raises(NotRead) as caught:
                await client.get(site.url(), max_bytes=MOST)
            errors.append(caught.value)
        return errors

    first, second = with_client(site, work)
    assert (first.word, first.after_s) == (Word.RATE_LIMITED, 600.0)
    assert (second.word, second.after_s) == (Word.RATE_LIMITED, 600.0)
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize("to", ["http://169.254.169.254/", "mailto:a@b.example", ""])
def test_robots_that_lead_nowhere_close_the_host(to: str) -> None:
    site = Site({"/robots.txt": moved(to), "/a": page()})
    assert fails(site).word is Word.ROBOTS_UNREACHABLE
    assert site.paths == ["/robots.txt"]


def test_robots_that_break_off_close_the_host() -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"User-agent: *")
        assert request.transport is not None
        request.transport.close()
        return response

    assert fails(Site({"/robots.txt": cut})).word is Word.ROBOTS_UNREACHABLE


def test_robots_are_remembered_for_a_day_also_across_restarts() -> None:
    memory = HostsInMemory()
    site = Site({"/robots.txt": page(CLOSED), "/c": page()})
    with_client(site, asks(site, "/c"), memory=memory)
    site.time.now += 23 * 3600.0
    with_client(site, asks(site, "/c"), memory=memory)
    assert fails(site, memory=memory).word is Word.ROBOTS
    assert site.paths.count("/robots.txt") == 1
    facts = memory.load(f"http://127.0.0.1:{site.port}")
    assert facts is not None
    assert facts.robots == CLOSED
    site.time.now += 2 * 3600.0
    with_client(site, asks(site, "/c"), memory=memory)
    assert site.paths.count("/robots.txt") == 2


# ---- memory ------------------------------------------------------------------------


def test_the_memory_of_hosts_is_bounded() -> None:
    memory = HostsInMemory()
    hosts = Hosts(memory, lambda _body: Rules(), per_host=1, delay_s=0.0)
    busy = hosts.find("https://busy.example", 0.0)
    busy.failed(Word.TIMEOUT, 0.0)
    for number in range(MOST_HOSTS + 100):
        hosts.find(f"https://host{number}.example", 0.0)
        memory.save(HostFacts(origin=f"https://host{number}.example"))
    assert hosts.find("https://busy.example", 0.0) is busy
    assert memory.load("https://host0.example") is None
    assert memory.load(f"https://host{MOST_HOSTS}.example") is not None


def test_time_passes_only_by_waiting() -> None:
    time = Time()
    before = time()
    asyncio.run(time.sleep(2.0))
    assert time() - before == 2.0
