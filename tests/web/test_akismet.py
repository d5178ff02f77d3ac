"""The routes of the Akismet server: a guid on every answer, in time, to the byte."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from nouvelles.akismet import Answer, Call
from nouvelles.config import Settings
from nouvelles.errors import StoreError
from nouvelles.store import open_store
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.akismet import MOST_BYTES, akismet_routes
from tests.web import invented_press as press
from tests.web.akismet_paper import BLOG, KEY, AkismetPaper, akismet_paper

CHECK = "/1.1/comment-check"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AkismetPaper]:
    folder = tmp_path_factory.mktemp("paper")
    store = open_store(folder, Settings(), create=True)
    with akismet_paper(store) as made:
        yield made
    store.close()


def post(paper: AkismetPaper, path: str, **fields: str) -> httpx.Response:
    named = {"api_key": KEY, "blog": BLOG, **fields}
    return httpx.post(paper.address + path, data=named, timeout=30)


def test_to_the_byte(paper: AkismetPaper) -> None:
    found = post(paper, CHECK, comment_content="casino")
    assert found.content == b"true"
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert found.headers["content-length"] == "4"
    assert found.headers["cache-control"] == "no-store"
    again = post(paper, CHECK, comment_content="hello")
    assert again.content == b"false"
    assert again.headers["x-akismet-guid"] != found.headers["x-akismet-guid"]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "body"),
    [
        ("POST", CHECK, {}, 200, b"invalid"),
        ("POST", CHECK, {"json": {"api_key": KEY}}, 200, b"invalid"),
        ("POST", CHECK, {"content": b"a=" + b"x" * MOST_BYTES}, 413, b"too large"),
        ("GET", CHECK, {}, 405, b"POST it"),
        ("PUT", "/1.1/verify-key", {}, 405, b"POST it"),
        ("POST", "/1.1/nonsense", {}, 404, b"no such call"),
        ("POST", "/1.2/comment-check", {}, 404, b"no such call"),
        ("GET", "/1.1/", {}, 404, b"no such call"),
        ("GET", "/1.1/test", {}, 200, b"ok"),
        ("GET", "/1.2/key-sites", {}, 200, b"invalid"),
        ("POST", CHECK, {"data": {"comment_content": "bug", "blog": BLOG,
                                  "api_key": KEY}}, 503, b"out of order"),
    ],
)  # fmt: skip
def test_a_guid_on_every_answer(
    paper: AkismetPaper,
    method: str,
    path: str,
    sent: dict[str, Any],
    status: int,
    body: bytes,
) -> None:
    found = httpx.request(method, paper.address + path, timeout=30, **sent)
    assert (found.status_code, found.content) == (status, body)
    assert len(found.headers["x-akismet-guid"]) == 32
    helped = "x-akismet-debug-help" in found.headers
    assert helped == (body == b"invalid")


@pytest.mark.parametrize(
    "path",
    ["/1.1/get-subscription", "/1.1/get-stats", "/1.2/usage-limit", "/1.2/key-sites"],
)
def test_json(paper: AkismetPaper, path: str) -> None:
    found = post(paper, path)
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-akismet-guid"]
    assert isinstance(found.json(), dict)


def test_http_1_0(paper: AkismetPaper) -> None:
    body = f"api_key={KEY}&blog={BLOG}&comment_content=casino".encode()
    head = (
        "POST /1.1/comment-check HTTP/1.0\r\nHost: rest.akismet.com\r\n"
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\nUser-Agent: WordPress/7.1 | Akismet/5.7.2\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", paper.port), timeout=30) as sock:
        sock.sendall(head.encode() + body)
        got = b"".join(iter(lambda: sock.recv(4096), b""))
    headers, _, said = got.partition(b"\r\n\r\n")
    assert b" 200 OK" in headers.splitlines()[0]
    assert b"transfer-encoding" not in headers.lower()
    assert said == b"true"


def test_nobody_answers_unless_told_to() -> None:
    now = press.NOW
    app = create_app(Settings(), MemoryReads(), clock=lambda: now)
    found = ask(app, CHECK, {})
    assert found.status_code == 404
    assert "x-akismet-guid" not in found.headers


@dataclass
class Held:
    """A door whose answers a test gives, or never."""

    answers: list[Future[Answer]] = field(default_factory=list)
    asked: list[Call] = field(default_factory=list)
    late: list[tuple[Future[Answer] | None, str]] = field(default_factory=list)
    wait: float = 0.0

    def wait_s(self, key: str) -> float:
        return self.wait

    def ask(self, call: Call) -> Future[Answer] | None:
        self.asked.append(call)
        return self.answers.pop() if self.answers else None

    def put_off(self, call: Call, asked: Future[Answer] | None, guid: str) -> Answer:
        self.late.append((asked, guid))
        return Answer(body=b"false", headers=(("x-akismet-recheck-after", "120"),))


def ask(app: Starlette, path: str, data: dict[str, str]) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=BLOG) as client:
            return await client.post(path, data=data)

    return asyncio.run(asked())


def routed(door: Held, **more: Any) -> Starlette:
    return Starlette(routes=akismet_routes(door, **more))


def test_what_does_not_come_in_time_is_put_off() -> None:
    never: Future[Answer] = Future()
    door = Held(answers=[never])
    found = ask(routed(door, box_s=0.01), CHECK, {"api_key": KEY})
    assert found.content == b"false"
    assert found.headers["x-akismet-recheck-after"] == "120"
    # The verdict is told later under the same guid, so it must not be called off.
    assert door.late == [(never, found.headers["x-akismet-guid"])]
    assert not never.cancelled()


def test_where_there_is_no_room_nobody_waits() -> None:
    door = Held()
    found = ask(routed(door, box_s=60), CHECK, {"api_key": KEY})
    assert found.headers["x-akismet-recheck-after"] == "120"
    assert door.late == [(None, found.headers["x-akismet-guid"])]


def test_who_asks_too_fast_is_told_when() -> None:
    door = Held(wait=2.5)
    found = ask(routed(door), CHECK, {"api_key": KEY})
    assert (found.status_code, found.headers["retry-after"]) == (429, "3")
    assert found.headers["x-akismet-guid"]
    assert door.asked == []


def test_a_database_that_fails_publishes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failed: Future[Answer] = Future()
    failed.set_exception(StoreError("nouvelles.db", "disk I/O error"))
    found = ask(routed(Held(answers=[failed])), CHECK, {"api_key": KEY})
    assert found.status_code == 503
    assert found.text not in ("true", "false", "invalid")
    assert found.headers["x-akismet-guid"]
    assert "disk I/O error" in capsys.readouterr().err


def test_slow_senders_do_not_hold_the_server() -> None:
    async def trickle() -> Any:
        yield b"api_key="
        await asyncio.Event().wait()

    async def asked() -> httpx.Response:
        app = routed(Held(), patience_s=0.01)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=BLOG) as client:
            return await client.post(CHECK, content=trickle())

    found = asyncio.run(asked())
    assert found.status_code == 408
    assert found.headers["x-akismet-guid"]


def test_slow_senders_do_not_keep_others_waiting() -> None:
    begun, end = asyncio.Event(), asyncio.Event()

    async def trickle() -> Any:
        yield b"api_key="
        begun.set()
        await end.wait()

    async def asked() -> httpx.Response:
        app = routed(Held(), patience_s=30, at_once=1)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=BLOG) as client:
            slow = asyncio.create_task(client.post(CHECK, content=trickle()))
            await begun.wait()
            found = await client.post(CHECK, data={"api_key": KEY})
            end.set()
            await slow
            return found

    found = asyncio.run(asked())
    assert (found.status_code, found.text) == (503, "busy")
    assert found.headers["x-akismet-guid"]
