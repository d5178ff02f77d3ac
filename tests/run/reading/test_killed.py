"""SIGKILL at any request: nothing is lost, and what was kept is not asked for twice.

A real process reads an outlet of sixty articles and is killed when the outlet is asked
for the n-th time, again and again, then left to finish.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from nouvelles.config import FILE_NAME, load_settings
from nouvelles.run.reading.subscribe import Wanted, subscribe
from nouvelles.store import open_store
from nouvelles.store.schema import captures, entries, fetches
from tests.run.reading.conftest import port_of
from tests.run.reading.outlet import Outlet, serving

NUMBER = 60
READER = Path(__file__).parent / "reader_process.py"
NOUVELLES = Path(sys.executable).parent / "nouvelles"

#: After how many requests of its life the process is killed, one life after the other:
#: at robots.txt, at the feed, at the first page (entries are kept by then, pages are
#: not), and with some pages kept.
MOMENTS = (1, 2, 3, 22)


@dataclass
class Hunted(Outlet):
    """Kills whoever has asked so often, before it answers."""

    victim: subprocess.Popen[bytes] | None = None
    left: int = 0
    lives: list[int] = field(default_factory=list)  # requests up to each kill

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.left -= 1
        if self.left == 0 and self.victim is not None:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.lives.append(len(self.asked))
        return await super().answer(request)


@pytest.fixture
def hunted() -> Iterator[Hunted]:
    outlet = Hunted()
    with serving(outlet):
        for number in range(NUMBER):
            outlet.publish(f"/a/{number}", f"The bridge, part {number}")
        yield outlet


@pytest.fixture
def paper(hunted: Hunted, tmp_path: Path) -> Path:
    (tmp_path / FILE_NAME).write_text(
        "[network]\nallow_private = true\ndelay_s = 0\npictures = false\n"
        f"ports = [{port_of(hunted)}]\n[worker]\nprocesses = 1\n"
    )
    store = open_store(tmp_path, load_settings(tmp_path), create=True)
    wanted = Wanted(url=f"{hunted.base}/feed")
    subscribe(store, [wanted], who="test", now=0)
    store.close()
    return tmp_path


def kept(paper: Path) -> tuple[Counter[str], int, int]:
    """Addresses of pages that are kept, how many entries, how many pages wanted."""
    store = open_store(paper, load_settings(paper))
    with store.read() as connection:
        urls = Counter(row.url for row in connection.execute(select(captures.c.url)))
        told = len(connection.execute(select(entries.c.id)).all())
        wanted = len(connection.execute(select(fetches.c.key)).all())
    store.close()
    return urls, told, wanted


def test_killed_at_requests_and_started_again(hunted: Hunted, paper: Path) -> None:
    before: list[tuple[int, set[str]]] = []  # requests so far, pages kept by then
    for moment in MOMENTS:
        hunted.left = moment
        with subprocess.Popen([sys.executable, str(READER), str(paper)]) as process:
            hunted.victim = process
        assert process.returncode == -signal.SIGKILL
        urls, told, wanted = kept(paper)
        assert set(urls.values()) <= {1}
        assert told == wanted  # an entry and the wish for its page come together
        before.append((len(hunted.asked), set(urls)))
    assert [len(urls) > 0 for _, urls in before][:3] == [False, False, False]
    assert len(before[-1][1]) >= 10  # the later kills came between pages

    hunted.victim = None
    done = subprocess.run(
        [NOUVELLES, "--paper", str(paper), "read", "--json"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    urls, told, _ = kept(paper)
    assert urls == Counter(f"{hunted.base}{path}" for path in hunted.pages)
    assert told == NUMBER
    assert json.loads(done.stdout)["pages"] == NUMBER - len(before[-1][1])
    for requests, had in before:
        later = {hunted.base + path for path in hunted.asked[requests:]}
        assert not later & had, "a page that was kept was asked for again"

    count = [NOUVELLES, "--paper", str(paper), "stages", "--json"]
    report = json.loads(subprocess.run(count, capture_output=True, check=True).stdout)
    assert (report["articles"], report["open"]) == (NUMBER, 0)
