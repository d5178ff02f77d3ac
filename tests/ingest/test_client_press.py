"""The client against the shared live press with all its faults."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from nouvelles.ingest.network.client import Client, Fetched, FetchSettings
from nouvelles.ingest.troubles import NotRead, Word

pytestmark = pytest.mark.shared

#: Outlets that are visited, those with most pages: every fault is among them.
OUTLETS = 80
MOST = 5_000_000

#: What a visit to the feed, and to an article, of an outlet with a fault comes to; None
#: where it succeeds.
FEED = {
    "gone": Word.GONE,
    "loop": Word.REDIRECT_LOOP,
    "flaky500": Word.SERVER_ERROR,
    "ratelimit": Word.RATE_LIMITED,
}
ARTICLE = {"truncated": Word.CUT, "bomb": Word.BOMB, "endless": Word.TOO_LARGE}


@pytest.fixture(scope="module")
def press(shared: Path) -> Iterator[str]:
    """The address of the press's directory."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    program = shared / "press" / "press.py"
    words = ["serve", "--port", str(port), "--faults", "--hosts", str(OUTLETS)]
    with subprocess.Popen(
        [sys.executable, str(program), *words], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            assert "outlets" in server.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


async def attempt(client: Client, url: str) -> Fetched | Word:
    try:
        return await client.get(url, max_bytes=MOST)
    except NotRead as error:
        return error.word


async def visit(client: Client, feed: str) -> tuple[Fetched | Word, Fetched | Word]:
    """What came of the feed, and of the first article of the home page."""
    came = await attempt(client, feed)
    home = await client.get(feed.removesuffix("feed"), max_bytes=MOST)
    link = re.search(rb'<li><a href="([^"]+)"', home.body)
    assert link is not None
    return came, await attempt(client, link[1].decode())


def test_every_fault_of_the_press_has_its_word(press: str) -> None:
    async def visit_all() -> dict[str, list[tuple[Fetched | Word, Fetched | Word]]]:
        port = int(press.rsplit(":", 1)[1])
        settings = FetchSettings(
            allow_private=True, ports=(port,), delay_s=0.05, contact="tests"
        )
        found = defaultdict(list)
        async with Client(settings, time.time) as client:
            listed = (await client.get(press, max_bytes=MOST)).body.decode()
            rows = [line.split() for line in listed.splitlines()]
            came = await asyncio.gather(*(visit(client, row[0]) for row in rows))
            for row, pair in zip(rows, came, strict=True):
                found[row[-1]].append(pair)
            stats = await client.get(f"{press}/stats", max_bytes=MOST)
        for outlet in json.loads(stats.body):
            assert outlet["closed_path_requests"] == 0
            assert outlet["most_at_once"] <= 1
            gap = outlet["smallest_gap_s"]
            # Less than a whole delay once: from robots.txt to the first page.
            assert not outlet["crawl_delay_s"] or gap is None or gap >= 0.95
        return found

    found = asyncio.run(visit_all())
    assert set(FEED) | set(ARTICLE) | {"moved", "slow", "none"} <= set(found)
    for fault, pairs in found.items():
        for feed, article in pairs:
            assert _word(feed) == FEED.get(fault)
            closed = article is Word.ROBOTS
            assert closed or _word(article) == ARTICLE.get(fault)
            if fault == "moved":
                assert isinstance(feed, Fetched)
                assert feed.moved.endswith("/feed-moved")


def _word(came: Fetched | Word) -> Word | None:
    return None if isinstance(came, Fetched) else came
