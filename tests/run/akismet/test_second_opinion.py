"""Second opinions: from our own server over HTTP, and from servers that behave badly."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from nouvelles.akismet import Comment, Opinion, what_is_sent
from nouvelles.config import PaperSettings, SecondOpinionSettings, Settings
from nouvelles.errors import ConfigError, InputError
from nouvelles.run.akismet.second_opinion import SecondOpinion
from nouvelles.store import Store
from nouvelles.testing import Clock
from tests.web.akismet_paper import BLOG, KEY, akismet_paper

COMMENT = Comment(
    text="Casino",
    author="Ada",
    email="ada@example.org",
    url="https://ada.example",
    permalink="https://site.example/fr/article/1",
)


def settings(address: str, **more: object) -> Settings:
    own = SecondOpinionSettings(address=address, key=KEY)
    return Settings(
        paper=PaperSettings(address=BLOG),
        second_opinion=replace(own, **more),  # type: ignore[arg-type]
    )


class Asked:
    """A server that says one thing, and keeps what it was asked."""

    def __init__(self, status: int, body: bytes, **headers: str) -> None:
        self.status, self.body, self.headers = status, body, headers
        self.asked: list[dict[str, list[str]]] = []
        self.address = ""

    @contextmanager
    def serving(self) -> Iterator[Asked]:
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["content-length"])
                told.asked.append(parse_qs(self.rfile.read(size).decode()))
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("content-length", str(len(told.body)))
                self.end_headers()
                self.wfile.write(told.body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            self.address = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield self
            server.shutdown()
            thread.join()


def test_our_client_at_our_server(sqlite_store: Store, clock: Clock) -> None:
    with akismet_paper(sqlite_store) as paper:
        asking = SecondOpinion(settings(paper.address), clock, limit_s=30)
        kind = replace(COMMENT, text="Merci à tous")
        assert asking.ask(COMMENT) is Opinion.SPAM
        assert asking.ask(kind) is Opinion.HAM
        assert asking.report(kind, spam=True)
        assert asking.ask(kind) is Opinion.SPAM
        assert asking.report(kind, spam=False)
        assert asking.ask(kind) is Opinion.HAM
        assert {one.email for one in paper.judge.asked} == {""}
        assert {one.author for one in paper.judge.asked} == {"Ada"}


def test_nobody_is_asked_by_default(clock: Clock) -> None:
    asking = SecondOpinion(Settings(), clock)
    assert asking.sent is None
    assert asking.ask(COMMENT) is Opinion.NONE
    assert not asking.report(COMMENT, spam=True)


def test_what_is_sent_is_what_the_notice_says(clock: Clock) -> None:
    with Asked(200, b"false").serving() as server:
        asking = SecondOpinion(settings(server.address), clock, limit_s=30)
        asking.ask(COMMENT, address="203.0.113.9", browser="Browser")
    assert asking.sent is not None
    assert asking.sent.what == ("text", "language", "name", "link", "page")
    (told,) = server.asked
    assert told["user_ip"] == ["192.0.2.1"]
    assert "ada@example.org" not in repr(told)
    assert "203.0.113.9" not in repr(told)
    assert "Browser" not in repr(told)


def test_what_an_editor_allows_is_sent(clock: Clock) -> None:
    with Asked(200, b"false").serving() as server:
        own = settings(server.address, send=("address", "email"))
        asking = SecondOpinion(own, clock, limit_s=30)
        asking.ask(COMMENT, address="203.0.113.9")
    (told,) = server.asked
    assert asking.sent is not None
    assert asking.sent.what == ("text", "language", "email", "address")
    assert told["user_ip"] == ["203.0.113.9"]
    assert told["comment_author_email"] == ["ada@example.org"]
    assert "comment_author" not in told


@pytest.mark.parametrize(
    "server",
    [
        Asked(200, b"invalid", X_akismet_debug_help="no"),
        Asked(500, b"true"),
        Asked(200, b"true\n"),
        Asked(302, b"", Location="http://127.0.0.1:1/"),
        Asked(200, b"x" * 3_000_000),
    ],
    ids=lambda one: f"{one.status} {one.body[:8]!r}",
)
def test_who_says_no_is_left_alone_after_three_times(
    server: Asked, clock: Clock
) -> None:
    with server.serving():
        asking = SecondOpinion(settings(server.address), clock, limit_s=30)
        assert [asking.ask(COMMENT) for _ in range(5)] == [Opinion.NONE] * 5
        assert len(server.asked) == 3
        clock.now += 60
        asking.ask(COMMENT)
        asking.ask(COMMENT)
        assert len(server.asked) == 4
        clock.now += 119
        asking.ask(COMMENT)
        assert len(server.asked) == 4
        server.status, server.body, server.headers = 200, b"true", {}
        clock.now += 1
        assert [asking.ask(COMMENT) for _ in range(3)] == [Opinion.SPAM] * 3


def test_who_asks_for_time_gets_it(clock: Clock) -> None:
    with Asked(429, b"", Retry_After="30").serving() as server:
        asking = SecondOpinion(settings(server.address), clock, limit_s=30)
        asking.ask(COMMENT)
        asking.ask(COMMENT)
        clock.now += 29
        asking.ask(COMMENT)
        assert len(server.asked) == 1
        clock.now += 1
        asking.ask(COMMENT)
        assert len(server.asked) == 2


def test_no_verdict_yet_is_no_failure(clock: Clock) -> None:
    answer = Asked(200, b"false", X_akismet_recheck_after="120")
    with answer.serving() as server:
        asking = SecondOpinion(settings(server.address), clock, limit_s=30)
        assert [asking.ask(COMMENT) for _ in range(5)] == [Opinion.NONE] * 5
        assert len(server.asked) == 5


def test_who_hangs_is_waited_for_no_longer_than_the_limit(clock: Clock) -> None:
    # It takes connections and says nothing.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        asking = SecondOpinion(settings(address), clock, limit_s=0.05)
        assert asking.ask(COMMENT) is Opinion.NONE
        assert not asking.report(COMMENT, spam=True)
    assert asking.ask(COMMENT) is Opinion.NONE  # nobody listens any more


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (SecondOpinionSettings(address="akismet.com", key=KEY), "not the address of a"),
        (SecondOpinionSettings(address="ftp://a.example", key=KEY), "not the address"),
        (
            SecondOpinionSettings(address="https://a:b@c.example", key=KEY),
            "not the addr",
        ),
        (SecondOpinionSettings(address="http://a.example", key=KEY), "anybody to read"),
        (SecondOpinionSettings(address="https://a.example"), "key: is missing"),
        (
            SecondOpinionSettings(address="https://a.example", key=KEY, send=("age",)),
            "`age` is nothing that can be sent. Known: name, email, link, page, address",
        ),
    ],
)
def test_settings_that_cannot_be(own: SecondOpinionSettings, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        what_is_sent(own)


def test_where_nothing_is_ever_visited(clock: Clock) -> None:
    with pytest.raises(InputError):
        SecondOpinion(settings("https://169.254.169.254"), clock)
