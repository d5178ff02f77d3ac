"""Requests that come again, at a paper that is really served: bytes in, bytes out."""

import asyncio
import gc
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app, repeats
from nouvelles.web.protocol import settle
from nouvelles.web.repeats import Repeats, is_whole
from nouvelles.web.tally import Tally
from tests.web import invented_press as press
from tests.web.browsing import served

ASKED = b"GET /fr/ HTTP/1.1\r\nHost: paper.example\r\n\r\n"
ABOUT = b"GET /fr/a-propos HTTP/1.1\r\nHost: paper.example\r\n\r\n"


@dataclass
class Served:
    port: int
    reads: MemoryReads
    tally: Tally
    repeats: Repeats

    def talk(self) -> "Talk":
        return Talk(socket.create_connection(("127.0.0.1", self.port), timeout=10))


class Talk:
    """One connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.came = b""

    def close(self) -> None:
        self.connection.close()

    def ask(self, request: bytes) -> bytes:
        """Send bytes; the one answer to them, whole."""
        self.connection.sendall(request)
        return self.answer()

    def answer(self) -> bytes:
        while b"\r\n\r\n" not in self.came:
            self._read()
        head, _, self.came = self.came.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        size = int(length[1]) if length else 0
        while len(self.came) < size:
            self._read()
        body, self.came = self.came[:size], self.came[size:]
        return head + b"\r\n\r\n" + body

    def _read(self) -> None:
        more = self.connection.recv(65536)
        assert more, "the connection was closed"
        self.came += more


@pytest.fixture
def paper() -> Iterator[Served]:
    reads, tally = press.reads(), Tally()
    made: list[Starlette] = []

    def make(address: str) -> Starlette:
        settings = Settings(paper=PaperSettings(address=address))
        app = create_app(settings, reads, clock=lambda: press.NOW, tally=tally)
        made.append(app)
        return app

    with served(make) as address:
        port = int(address.rpartition(":")[2])
        repeats = made[0].state.repeats
        yield Served(port=port, reads=reads, tally=tally, repeats=repeats)


@pytest.fixture
def talk(paper: Served) -> Iterator[Talk]:
    with closing(paper.talk()) as opened:
        yield opened


def is_remembered(repeats: Repeats, request: bytes) -> bool:
    async def look() -> bool:
        found = repeats.find(request, asyncio.get_running_loop())
        await asyncio.sleep(0)  # that round of the loop is over
        return found is not None

    return asyncio.run(look())


def undated(answer: bytes) -> bytes:
    return re.sub(rb"date: [^\r]*\r\n", b"", answer)


def test_the_same_bytes_have_the_same_answer(paper: Served, talk: Talk) -> None:
    first, second = talk.ask(ASKED), talk.ask(ASKED)  # made, then kept
    assert is_remembered(paper.repeats, ASKED)
    third = talk.ask(ASKED)
    assert b"date: " in third
    assert third.startswith(b"HTTP/1.1 200 OK\r\n")
    assert undated(first) == undated(second) == undated(third)


def test_each_view_is_counted(paper: Served, talk: Talk) -> None:
    asked = ASKED.replace(b"\r\n\r\n", b"\r\nUser-Agent: Mozilla/5.0\r\n\r\n")
    for _ in range(5):
        talk.ask(asked)
    assert paper.tally.take()[0].pages == {"/fr/": 5}


def test_a_changed_paper_is_made_anew(paper: Served, talk: Talk) -> None:
    for _ in range(3):
        before = talk.ask(ASKED)
    one = press.press()[0]
    paper.reads.add(
        press.with_listed(one, headline="Tout autre chose", published=press.NOW)
    )
    assert "Tout autre chose" not in before.decode()
    assert "Tout autre chose" in talk.ask(ASKED).decode()


def test_a_look_at_the_paper_holds_for_one_round_of_the_loop(
    paper: Served, talk: Talk
) -> None:
    for _ in range(2):
        talk.ask(ASKED)
    one = press.press()[0]

    async def ask() -> list[bool]:
        loop, found = asyncio.get_running_loop(), []
        for _ in range(3):
            found.append(paper.repeats.find(ASKED, loop) is not None)
            paper.reads.add(press.with_listed(one, headline="Tout autre chose"))
        await asyncio.sleep(0)
        found.append(paper.repeats.find(ASKED, loop) is not None)
        await asyncio.sleep(0)
        return found

    assert asyncio.run(ask()) == [True, True, True, False]


def test_another_way_of_asking_is_another_request(talk: Talk) -> None:
    zipped = ASKED.replace(b"\r\n\r\n", b"\r\nAccept-Encoding: gzip\r\n\r\n")
    for _ in range(3):
        plain, packed = talk.ask(ASKED), talk.ask(zipped)
        assert b"content-encoding" not in plain
        assert b"content-encoding: gzip" in packed


def test_known_pages_are_not_sent_again(talk: Talk) -> None:
    etag = re.search(rb'etag: (W/"[^"]+")', talk.ask(ASKED))
    assert etag
    known = ASKED.replace(b"\r\n\r\n", b"\r\nIf-None-Match: " + etag[1] + b"\r\n\r\n")
    for _ in range(3):
        assert talk.ask(known).startswith(b"HTTP/1.1 304 Not Modified\r\n")


def test_a_body_that_looks_like_a_request_is_none(paper: Served, talk: Talk) -> None:
    """A page that refuses a form may answer before the form's body has come."""
    for _ in range(3):
        talk.ask(ASKED)
    post = b"POST /fr/ HTTP/1.1\r\nHost: paper.example\r\nContent-Length: %d\r\n\r\n"
    assert b" 405 " in talk.ask(post % len(ASKED)).partition(b"\r\n")[0] + b" "
    talk.connection.sendall(ASKED)  # the form's body, and so no request
    with closing(paper.talk()) as other:
        assert undated(talk.ask(ABOUT)) == undated(other.ask(ABOUT))


def test_a_request_in_two_parts_is_one(talk: Talk) -> None:
    for _ in range(3):
        whole = talk.ask(ASKED)
    talk.connection.sendall(ASKED[:30])
    assert undated(talk.ask(ASKED[30:])) == undated(whole)


def test_two_requests_at_once_have_two_answers(talk: Talk) -> None:
    for _ in range(3):
        one = talk.ask(ASKED)
    first, second = talk.ask(ASKED + ASKED), talk.answer()
    assert undated(first) == undated(second) == undated(one)


def test_who_wants_no_more_is_let_go(paper: Served) -> None:
    last = ASKED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    for _ in range(3):
        with closing(paper.talk()) as talk:
            talk.ask(last)
            assert talk.connection.recv(1) == b""
    assert not is_remembered(paper.repeats, last)


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        b"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\n\nGET /b HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_whole_request(data: bytes) -> None:
    assert not is_whole(data)


def test_a_whole_request() -> None:
    assert is_whole(ASKED)


def test_what_is_loaded_when_serving_begins_is_looked_at_no_more() -> None:
    try:
        settle()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 10_000
    finally:
        gc.unfreeze()


def test_what_is_remembered_is_bounded_in_bytes(
    paper: Served, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "MOST_BYTES", 20_000)
    head = b"GET /fr/ HTTP/1.1\r\nHost: paper.example\r\nX-Reader: %d\r\n\r\n"
    first = talk.ask(head % 0)
    assert talk.ask(head % 0) == first
    for number in range(12):
        asked = head % (number % 6)
        assert talk.ask(asked)[-500:] == first[-500:]
        held = sum(len(one.body) for one in paper.repeats.kept.sent.values())
        assert 0 < held <= 20_000
        assert held == paper.repeats.kept.bytes
    paper.reads.hide("a4fr")
    talk.ask(head % 0)
    talk.ask(head % 0)
    assert paper.repeats.kept.bytes == sum(
        len(one.body) for one in paper.repeats.kept.sent.values()
    )
