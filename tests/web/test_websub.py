"""The callbacks: what hubs, strangers and slow senders are answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from nouvelles.config import NetworkSettings, PaperSettings, ReadingSettings, Settings
from nouvelles.errors import StoreError
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.websub import Inbox, websub_routes
from tests.web import invented_press as press

ADDRESS = "https://paper.news"
SETTINGS = Settings(
    paper=PaperSettings(address=ADDRESS), reading=ReadingSettings(feed_bytes=1000)
)
PATH = "/websub/token"

Received = Literal["kept", "forged", "full", "unknown"]


@dataclass
class Box:
    """An inbox that knows one token, and keeps what it was handed."""

    said: str | None = "challenge"
    done: Received = "kept"
    queries: list[dict[str, str]] = field(default_factory=list)
    taken: list[tuple[bytes, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def knows(self, token: str) -> bool:
        return token == "token"

    def answer(self, token: str, query: Mapping[str, str]) -> str | None:
        self.queries.append(dict(query))
        return self.said if self.knows(token) else None

    def receive(
        self, token: str, body: bytes, signature: str, charset: str
    ) -> Received:
        self.taken.append((body, signature, charset))
        return self.done

    def fault(self, token: str, detail: str) -> None:
        assert self.knows(token)
        self.faults.append(detail)


def paper(inbox: Inbox | None, settings: Settings = SETTINGS) -> Starlette:
    return create_app(settings, MemoryReads(), clock=lambda: press.NOW, inbox=inbox)


def ask(
    app: Starlette, method: str, path: str = PATH, **sent: object
) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
            return await client.request(method, path, **sent)  # type: ignore[arg-type]

    return asyncio.run(asked())


def test_a_challenge_is_echoed_as_plain_text() -> None:
    box = Box(said="<script>é")
    query = {"hub.mode": "subscribe", "hub.topic": "https://a.example/?a=b&c=é"}
    answer = ask(paper(box), "GET", params=query)
    assert (answer.status_code, answer.text) == (200, "<script>é")
    assert box.queries == [query]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_what_we_do_not_want_is_not_found() -> None:
    assert ask(paper(Box(said=None)), "GET").status_code == 404
    assert ask(paper(Box()), "GET", "/websub/other").status_code == 404
    assert ask(paper(Box()), "GET", "/websub/").status_code == 404
    assert ask(paper(Box()), "GET", "/websub/token/more").status_code == 404


def test_only_two_methods_are_known() -> None:
    box = Box()
    for method in ("HEAD", "PUT", "DELETE"):
        assert ask(paper(box), method).status_code == 405
    assert box.queries == []


def test_news_is_handed_over() -> None:
    box = Box()
    headers = {
        "x-hub-signature": "sha1=00",
        "content-type": 'text/xml; a=b; Charset="Windows-1251"',
    }
    answer = ask(paper(box), "POST", content=b"<rss/>", headers=headers)
    assert (answer.status_code, answer.content) == (202, b"")
    assert box.taken == [(b"<rss/>", "sha1=00", "windows-1251")]
    assert box.faults == []


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("", ""),
        ("text/xml", ""),
        ("charset=utf-8", "utf-8"),
        ("; ;=", ""),
        ("text/xml; charset=", ""),
        ("text/xml; charset=" + "x" * 99, "x" * 40),
        ("text/xml;charset*=us-ascii'en'koi8-r", "koi8-r"),
    ],
)
def test_charsets(content_type: str, charset: str) -> None:
    box = Box()
    ask(paper(box), "POST", content=b"x", headers={"content-type": content_type})
    assert box.taken == [(b"x", "", charset)]


def test_a_forged_message_is_answered_as_a_good_one() -> None:
    good = ask(paper(Box(done="kept")), "POST", content=b"x")
    forged = ask(paper(Box(done="forged")), "POST", content=b"x")
    assert good.status_code == forged.status_code == 202
    assert good.headers == forged.headers


def test_unknown_callbacks_are_gone_and_nothing_is_read() -> None:
    box = Box()

    async def body() -> AsyncIterator[bytes]:
        raise AssertionError("it was read")
        yield b""

    answer = ask(paper(box), "POST", "/websub/other", content=body())
    assert answer.status_code == 410
    assert box.taken == []
    # Gone between the two looks at it.
    assert ask(paper(Box(done="unknown")), "POST", content=b"x").status_code == 410


def test_a_full_box_asks_to_come_again() -> None:
    answer = ask(paper(Box(done="full")), "POST", content=b"x")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "120")


def test_a_body_has_an_end() -> None:
    box = Box()
    assert ask(paper(box), "POST", content=b"x" * 1000).status_code == 202
    assert ask(paper(box), "POST", content=b"x" * 1001).status_code == 413

    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 100

    assert ask(paper(box), "POST", content=drops()).status_code == 413
    assert len(box.taken) == 1
    assert box.faults == ["it sent more than 1000 bytes"] * 2


@pytest.mark.parametrize("length", ["1001", "-1", "x", "9" * 30, "²"])
def test_a_stated_length_is_believed_only_when_it_is_too_large(length: str) -> None:
    box = Box()
    headers = {"content-length": length.encode()}
    answer = ask(paper(box), "POST", content=b"xy", headers=headers)
    assert answer.status_code == (413 if length == "1001" else 202)


def test_a_sender_that_stops_is_not_waited_for() -> None:
    box = Box()
    app = Starlette(routes=websub_routes(SETTINGS, box, patience_s=0.01))

    async def stuck() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    assert ask(app, "POST", content=stuck()).status_code == 408
    assert box.faults == ["what it sent did not come in within 0.01 s"]
    assert box.taken == []


def test_a_sender_that_goes_away_is_no_bug() -> None:
    box = Box()
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
        "scheme": "https",
        "server": ("paper.news", 443),
        "client": None,
        "root_path": "",
    }
    asyncio.run(paper(box)(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 400
    assert box.taken == []


@dataclass
class Broken(Box):
    """An inbox whose store fails."""

    def knows(self, token: str) -> bool:
        raise StoreError("database", "the disk is full")


def test_an_unusable_store_is_said() -> None:
    for method in ("GET", "POST"):
        answer = ask(paper(Broken()), method)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "60"


@pytest.mark.parametrize(
    ("settings", "listens"),
    [
        (SETTINGS, True),
        (
            replace(SETTINGS, paper=PaperSettings(address="http://127.0.0.1:8000")),
            False,
        ),
        (
            replace(
                SETTINGS,
                paper=PaperSettings(address="http://127.0.0.1:8000"),
                network=NetworkSettings(allow_private=True),
            ),
            True,
        ),
        (replace(SETTINGS, reading=ReadingSettings(websub=False)), False),
    ],
)
def test_it_listens_where_hubs_can_call(settings: Settings, listens: bool) -> None:
    box = Box()
    status = ask(paper(box, settings), "POST", content=b"x").status_code
    assert status == (202 if listens else 404)
    assert bool(box.taken) == listens


def test_without_an_inbox_nobody_listens() -> None:
    assert ask(paper(None), "GET").status_code == 404
    assert ask(paper(None), "POST", content=b"x").status_code == 404


@given(st.text(max_size=60), st.binary(max_size=200), st.text(max_size=60))
def test_nothing_that_a_stranger_sends_is_our_mistake(
    name: str, body: bytes, said: str
) -> None:
    path = "/websub/" + "".join(
        f"%{byte:02x}" for byte in name.encode(errors="replace")
    )
    headers = {"x-hub-signature": said.encode(errors="replace").strip().hex()}
    app = paper(Box())
    got = ask(app, "GET", path, params={"hub.mode": said, said: "x"})
    posted = ask(app, "POST", path, content=body, headers=headers)
    assert got.status_code in (200, 404)
    assert posted.status_code in (202, 404, 410)
