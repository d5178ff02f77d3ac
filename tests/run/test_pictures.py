"""Pictures: fetched through the guard where their own licence allows, re-encoded by us."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from nouvelles.config import NetworkSettings, Settings, WorkerSettings
from nouvelles.pipeline import STAGES
from nouvelles.records import Capture
from nouvelles.run.local import work
from nouvelles.run.pictures import PictureFetcher
from nouvelles.run.prepare import prepare
from nouvelles.store import Store, open_store, people
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.pages import page, take

URL = "https://journal.example/crue"
BY = "https://creativecommons.org/licenses/by/4.0/"


class Press(BaseHTTPRequestHandler):
    """Serves one picture, and closes /closed/ to robots."""

    asked: list[str] = []  # noqa: RUF012 - emptied by the fixture

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/robots.txt":
            return self._send("text/plain", b"User-agent: *\nDisallow: /closed/\n")
        if self.path == "/words.png":
            return self._send("text/html", b"<p>no picture</p>")
        out = io.BytesIO()
        Image.new("RGB", (320, 200), (20, 90, 160)).save(out, "PNG")
        return self._send("image/png", out.getvalue())

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def press() -> Iterator[str]:
    Press.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Press) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_paper(tmp_path: Path, press: str) -> Iterator[Store]:
    """A paper that may visit the loopback press."""
    port = int(press.rsplit(":", 1)[1])
    network = NetworkSettings(allow_private=True, ports=(port,))
    settings = replace(Settings(), network=network, worker=WorkerSettings(processes=1))
    store = open_store(tmp_path, settings, create=True)
    yield store
    store.close()


def with_picture(address: str, licence: str = BY) -> Capture:
    """A page whose picture states a licence of its own."""
    image = {"@type": "ImageObject", "url": address, "license": licence}
    data = {"@type": "NewsArticle", "headline": "La crue", "image": image}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    capture = page(URL, "La crue")
    return replace(capture, body=capture.body.replace(b"</head>", script.encode()))


def fetch(store: Store, clock: Clock) -> int:
    """One round of fetching, and the stage that re-encodes what came."""
    plan = prepare(store, STAGES, clock)
    fetcher = PictureFetcher(store=store, plan=plan, clock=clock)
    came = fetcher.fetch_round(Event())
    assert fetcher.fetch_round(Event()) == 0  # what came, or failed, is not asked again
    work(store, plan, clock, Event())
    return came


def test_a_licensed_picture_is_fetched_and_served_by_us(
    open_paper: Store, clock: Clock, press: str
) -> None:
    take(open_paper, clock, "a", with_picture(f"{press}/river.png"))
    assert fetch(open_paper, clock) == 1
    assert Press.asked == ["/robots.txt", "/river.png"]
    reads = ReadTables(open_paper)
    (listed,) = reads.articles(1, 10).items
    held = reads.picture(listed.picture)
    assert held is not None
    assert held.picture.media_type == "image/webp"
    assert (held.picture.width, held.picture.height) == (320, 200)


@pytest.mark.parametrize("licence", ["", "https://outlet.example/all-rights-reserved"])
def test_a_picture_without_a_licence_is_not_asked_for(
    open_paper: Store, clock: Clock, press: str, licence: str
) -> None:
    take(open_paper, clock, "a", with_picture(f"{press}/river.png", licence))
    assert fetch(open_paper, clock) == 0
    assert Press.asked == []


@pytest.mark.parametrize(
    ("path", "reason"), [("/closed/river.png", "robots"), ("/words.png", "no picture")]
)
def test_what_cannot_be_had_is_counted_with_its_reason(
    open_paper: Store, clock: Clock, press: str, path: str, reason: str
) -> None:
    take(open_paper, clock, "a", with_picture(press + path))
    assert fetch(open_paper, clock) == 0
    with open_paper.read() as connection:
        (incident,) = people.all_incidents(connection)
    assert incident.about == press + path
    assert reason in incident.reason


def test_a_private_address_is_not_visited_by_default(
    sqlite_store: Store, clock: Clock, press: str
) -> None:
    take(sqlite_store, clock, "a", with_picture(f"{press}/river.png"))
    assert fetch(sqlite_store, clock) == 0
    assert Press.asked == []
    with sqlite_store.read() as connection:
        assert people.all_incidents(connection)
