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
from sqlalchemy import select

from nouvelles.akismet import Comment, Opinion, what_is_sent
from nouvelles.comments import VERSION, Band, Reason, Remark, Verdict, shipped, taught
from nouvelles.comments.reasons import CODES
from nouvelles.config import PaperSettings, SecondOpinionSettings, Settings
from nouvelles.discussion import Draft
from nouvelles.errors import ConfigError, InputError
from nouvelles.records import Comment as KeptComment
from nouvelles.records import CommentState
from nouvelles.run.akismet.second_opinion import SecondOpinion
from nouvelles.run.akismet.telling import tell_since, telling
from nouvelles.run.discussion.judging import Judge, Judged
from nouvelles.run.discussion.paper import discussing
from nouvelles.run.discussion.taking import Sent
from nouvelles.store import Store
from nouvelles.store.codec import decode
from nouvelles.store.corrections import last_decision
from nouvelles.store.lessons import add_lesson
from nouvelles.store.schema_comments import comments
from nouvelles.testing import Clock
from nouvelles.web.notice import notice
from nouvelles.web.told_to import told_to
from nouvelles.web.verdicts import why
from nouvelles.web.words import load_words
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
        self.paths: list[str] = []
        self.address = ""

    @contextmanager
    def serving(self) -> Iterator[Asked]:
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["content-length"])
                told.asked.append(parse_qs(self.rfile.read(size).decode()))
                told.paths.append(self.path)
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
        asking.ask(COMMENT, address="203.0.113.9")
    assert asking.sent is not None
    assert asking.sent.what == ("text", "language", "name")
    (told,) = server.asked
    assert told["user_ip"] == ["192.0.2.1"]
    assert "ada@example.org" not in repr(told)
    assert "203.0.113.9" not in repr(told)


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


def test_a_flood_is_not_passed_on(clock: Clock) -> None:
    with Asked(200, b"true").serving() as server:
        asking = SecondOpinion(settings(server.address), clock, limit_s=30)
        told = [asking.ask(COMMENT) for _ in range(50)]
        assert told == [Opinion.SPAM] * 5 + [Opinion.NONE] * 45
        clock.now += 2
        assert asking.ask(COMMENT) is Opinion.SPAM
        assert len(server.asked) == 6


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
            "`age` is nothing that can be sent. Known: name, email, address",
        ),
    ],
)
def test_settings_that_cannot_be(own: SecondOpinionSettings, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        what_is_sent(own)


def test_where_nothing_is_ever_visited(clock: Clock) -> None:
    with pytest.raises(InputError):
        SecondOpinion(settings("https://169.254.169.254"), clock)


def doubting(remark: Remark, page: str, now: int) -> Judged:
    """A filter that doubts everything."""
    reason = Reason("link", "shop.example", 1.0)
    verdict = Verdict(score=0.6, band=Band.QUEUE, reasons=(reason,))
    return Judged(verdict=verdict, version="1")


def spared(remark: Remark, page: str, now: int) -> Judged:
    """A filter that doubts nothing."""
    return Judged(verdict=Verdict(score=0.1, band=Band.PUBLISH), version="1")


@pytest.mark.parametrize(
    ("judge", "server", "codes", "asked"),
    [
        (doubting, Asked(200, b"true"), ["second-opinion-spam", "link"], 1),
        (doubting, Asked(200, b"false"), ["second-opinion-ham", "link"], 1),
        (doubting, Asked(500, b"true"), ["link"], 1),
        (spared, Asked(200, b"true"), [], 0),
    ],
)
def test_a_comment_in_doubt_is_asked_about(
    sqlite_store: Store,
    clock: Clock,
    judge: Judge,
    server: Asked,
    codes: list[str],
    asked: int,
) -> None:
    with server.serving():
        second = SecondOpinion(settings(server.address), clock, limit_s=30)
        with discussing(sqlite_store, clock, judge, second) as discussion:
            draft = Draft(name="Ada", text="Un avis", email="ada@example.org")
            sent = Sent(page="article:1", draft=draft, nonce="n", address="203.0.113.9")
            made = discussion.send(sent).result(30)
    assert (made.state is CommentState.QUEUED) == bool(asked)
    with sqlite_store.read() as connection:
        (row,) = connection.execute(select(comments.c.verdict)).scalars()
    assert [one.code for one in decode(bytes(row), Verdict).reasons] == codes
    told = server.asked
    assert len(told) == asked
    for one in told:
        assert one["comment_content"] == ["Un avis"]
        assert one["user_ip"] == ["192.0.2.1"]
        assert "comment_author_email" not in one


def test_the_notice_says_who_is_told_and_what() -> None:
    own = SecondOpinionSettings(
        address="https://rest.akismet.com", key=KEY, send=("name", "email", "address")
    )
    words = load_words("fr")
    told = told_to(Settings(second_opinion=own), words)
    assert told == (
        "rest.akismet.com (le texte, sa langue, votre nom, votre adresse électronique, "
        "votre adresse réseau)",
    )
    said = notice(Settings(second_opinion=own), words, told)
    assert any(told[0] in line for line in said)
    assert told_to(Settings(), words) == ()


@pytest.mark.parametrize("code", ["second-opinion-spam", "second-opinion-ham"])
def test_opinions_have_words(code: str) -> None:
    assert code in CODES
    for language in ("fr", "en", "ar"):
        said = why(Reason(code, "a.example", 2.0), load_words(language))
        assert said.startswith("a.example ")


def decide(store: Store, number: int, *, spam: bool) -> None:
    with store.write() as connection:
        (row,) = connection.execute(
            select(comments.c.data).where(comments.c.id == number)
        ).scalars()
        said = decode(bytes(row), KeptComment)
        add_lesson(
            connection,
            taught(shipped(), Remark(text=said.text, author=said.name)),
            spam=spam,
            comment=number,
            act=number,
            version=VERSION,
            now=5,
        )


def test_moderators_correct_it_and_nothing_else_is_told(
    store: Store, clock: Clock
) -> None:
    with Asked(200, b"false").serving() as server:
        second = SecondOpinion(settings(server.address), clock, limit_s=30)
        numbers = []
        for judge, text in ((doubting, "doute"), (doubting, "bien"), (spared, "clair")):
            with discussing(store, clock, judge, second) as discussion:
                sent = Sent(
                    page="article:1", draft=Draft(name="Ada", text=text), nonce=text
                )
                numbers.append(discussion.send(sent).result(30).id)
        assert len(server.asked) == 2
        server.asked.clear()
        server.paths.clear()
        server.body = b"Thanks for making the web a better place."
        decide(store, numbers[0], spam=True)  # otherwise than it had said
        decide(store, numbers[1], spam=False)  # just so
        decide(store, numbers[2], spam=True)  # it was never asked about it
        last = tell_since(second, store, 0)
        assert tell_since(second, store, last) == last
        with store.read() as connection:
            assert last_decision(connection) == last
    assert [one["comment_content"] for one in server.asked] == [["doute"]]
    assert server.paths == ["/1.1/submit-spam"]


def test_it_is_told_while_the_paper_is_served(
    sqlite_store: Store, clock: Clock
) -> None:
    for own in (Settings(), settings("http://127.0.0.1:1")):
        with telling(SecondOpinion(own, clock), sqlite_store):
            names = [one.name for one in threading.enumerate()]
            assert ("second opinion" in names) == bool(own.second_opinion.address)
    assert "second opinion" not in [one.name for one in threading.enumerate()]
