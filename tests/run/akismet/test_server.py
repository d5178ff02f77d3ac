"""The Akismet server: answers by key, models of their own, counts, what comes late."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import pytest

from nouvelles.akismet import Answer, Call, Endpoint, Month, SiteKey, read_call
from nouvelles.config import Settings
from nouvelles.run.akismet.beside import tell_late
from nouvelles.run.akismet.server import WAITING, AkismetServer
from nouvelles.store import Store, open_store
from nouvelles.store.akismet import add_key, disable_key, lessons_of, months_of
from nouvelles.testing import Clock
from tests.akismet.webhook_site import WebhookSite
from tests.akismet.word_judge import WordJudge

ONE, TWO = "0123456789ab", "ba9876543210"
SITES = {ONE: "one.example", TWO: "two.example"}


def question(endpoint: Endpoint, key: str = ONE, **fields: str) -> Call:
    named = {"api_key": key, "blog": f"https://{SITES.get(key, 'x.example')}", **fields}
    return Call(endpoint=endpoint, key=key, fields=named)


def comment(text: str, key: str = ONE, **fields: str) -> Call:
    return question(Endpoint.COMMENT_CHECK, key, comment_content=text, **fields)


@contextmanager
def serving(
    store: Store, clock: Clock, judge: WordJudge | None = None, per_minute: int = 600
) -> Iterator[AkismetServer]:
    server = AkismetServer(store, judge or WordJudge(), clock, per_minute)
    yield server
    server.close()


@pytest.fixture
def server(store: Store, clock: Clock) -> Iterator[AkismetServer]:
    for created, (key, site) in enumerate(SITES.items()):
        add_key(store, SiteKey(key=key, site=site, created=created))
    with serving(store, clock) as made:
        yield made


def answer(server: AkismetServer, call: Call) -> Answer:
    asked = server.ask(call)
    assert asked is not None
    return asked.result(30)


def body(server: AkismetServer, call: Call) -> str:
    return answer(server, call).body.decode()


def help_of(found: Answer) -> str:
    return dict(found.headers).get("x-akismet-debug-help", "")


def test_verdicts(server: AkismetServer) -> None:
    assert body(server, comment("Casino tonight")) == "true"
    assert body(server, comment("Thank you")) == "false"
    assert (
        body(server, comment("Thank you", comment_author="viagra-test-123")) == "true"
    )
    assert body(server, comment("Casino", user_role="administrator")) == "false"
    trapped = comment("Thank you", trapped="1")
    assert body(server, trapped) == "true"
    assert body(server, question(Endpoint.VERIFY_KEY)) == "valid"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (comment("x", "ffffffffffff"), "not given out"),
        (Call(endpoint=Endpoint.COMMENT_CHECK, fields={}), "no key"),
        (Call(endpoint=Endpoint.KEY_SITES, fields={}), "no key"),
        (Call(endpoint=Endpoint.VERIFY_KEY, key=ONE, fields={}), "no blog"),
        (
            comment("x", blog="https://else.example"),
            "for one.example, not for https://e",
        ),
        (
            Call(endpoint=Endpoint.SUBMIT_HAM, fields={}, trouble="Not read."),
            "Not read.",
        ),
        (question(Endpoint.TOKEN), "no pages of statistics"),
        (question(Endpoint.VERIFY_WPCOM_KEY), "no accounts"),
    ],
)
def test_invalid_says_why(server: AkismetServer, call: Call, why: str) -> None:
    found = answer(server, call)
    assert found.body == b"invalid"
    assert why in help_of(found)
    assert "x-akismet-alert-code" not in dict(found.headers)


def test_a_key_that_was_taken_back(server: AkismetServer, store: Store) -> None:
    assert disable_key(store, ONE, 5)
    found = answer(server, comment("Thank you"))
    assert found.body == b"invalid"
    assert dict(found.headers)["x-akismet-alert-code"] == "10009"
    assert body(server, comment("Thank you", TWO)) == "false"


def test_what_a_site_submits_changes_its_own_model_alone(server: AkismetServer) -> None:
    thanks = "Thanks for making the web a better place."
    for text in ("Pills", "Thank you"):
        sent = question(Endpoint.SUBMIT_SPAM, ONE, comment_content=text)
        assert body(server, sent) == thanks
    assert body(server, comment("pills")) == "true"
    assert body(server, comment("pills", TWO)) == "false"
    assert body(server, comment("you", TWO)) == "false"
    sent = question(
        Endpoint.SUBMIT_HAM, ONE, comment_content="pills", user_role="administrator"
    )
    assert body(server, sent) == thanks
    assert body(server, comment("pills")) == "false"


def test_trials_are_not_learned_and_not_counted(
    server: AkismetServer, store: Store
) -> None:
    sent = question(Endpoint.SUBMIT_SPAM, comment_content="hello", is_test="1")
    assert body(server, sent) == "Thanks for making the web a better place."
    assert body(server, comment("hello", is_test="true")) == "false"
    assert body(server, comment("casino", is_test="1")) == "true"
    signed = {"comment_author": "viagra-test-123", "comment_content": "hello"}
    body(server, question(Endpoint.SUBMIT_SPAM, **signed))
    assert body(server, comment("hello")) == "false"
    server.keep()
    with store.read() as connection:
        assert lessons_of(connection, ONE) is None
        assert months_of(connection, ONE) == [Month(month="2026-03", ham=1, missed=1)]


def test_what_was_learned_outlives_the_server(
    server: AkismetServer, store: Store, clock: Clock
) -> None:
    body(server, question(Endpoint.SUBMIT_SPAM, comment_content="pills"))
    server.keep()
    with serving(store, clock) as again:
        assert body(again, comment("pills")) == "true"
        assert body(again, comment("pills", TWO)) == "false"
    with serving(store, clock, WordJudge(version="2")) as newer:
        assert body(newer, comment("pills")) == "false"


def test_two_servers_of_one_paper_learn_together(
    server: AkismetServer, store: Store, clock: Clock
) -> None:
    with serving(store, clock) as other:
        assert body(other, comment("pills watches")) == "false"
        body(server, question(Endpoint.SUBMIT_SPAM, comment_content="pills"))
        server.keep()
        body(other, question(Endpoint.SUBMIT_SPAM, comment_content="watches"))
        other.keep()
        assert body(other, comment("pills")) == "true"
    with store.read() as connection:
        kept = lessons_of(connection, ONE)
    assert kept is not None
    assert kept.lessons == 2
    with serving(store, clock) as third:
        assert body(third, comment("pills")) == "true"
        assert body(third, comment("watches")) == "true"


def test_what_was_learned_is_there_at_the_start(
    server: AkismetServer, store: Store, clock: Clock
) -> None:
    body(server, question(Endpoint.SUBMIT_SPAM, comment_content="pills"))
    server.keep()
    loaded: list[bytes] = []

    class Counting(WordJudge):
        def load(self, data: bytes) -> dict[str, int]:
            loaded.append(data)
            return super().load(data)

    with serving(store, clock, Counting()) as again:
        again.warm()
        assert len(loaded) == 1
        assert body(again, comment("pills")) == "true"
        assert len(loaded) == 1
        body(again, question(Endpoint.SUBMIT_SPAM, comment_content="watches"))
        assert disable_key(store, ONE, 5)  # with a lesson that is not kept yet
    with store.read() as connection:
        assert lessons_of(connection, ONE) is None


def test_usage(server: AkismetServer, clock: Clock) -> None:
    for text in ("casino", "one", "two"):
        body(server, comment(text))
    body(server, comment("casino", TWO))
    usage = Call(endpoint=Endpoint.USAGE_LIMIT, key=ONE, fields={})
    assert json.loads(body(server, usage))["usage"] == 3
    clock.now += 31 * 86_400
    assert json.loads(body(server, usage))["usage"] == 0
    sites = question(Endpoint.KEY_SITES, month="2026-03")
    row = json.loads(body(server, sites))["2026-03"][0]
    assert (row["site"], row["spam"], row["ham"]) == ("one.example", "1", "2")
    stats = json.loads(body(server, question(Endpoint.GET_STATS, **{"from": "all"})))
    assert (stats["spam"], stats["ham"]) == (1, 2)
    assert body(server, question(Endpoint.DEACTIVATE)) == "deactivated"
    assert json.loads(body(server, question(Endpoint.GET_SUBSCRIPTION)))["status"]
    assert body(server, Call(endpoint=Endpoint.TEST, fields={})) == "ok"


def test_only_what_comes_again_and_again_is_dropped(
    server: AkismetServer, clock: Clock
) -> None:
    def tip(call: Call) -> str:
        return dict(answer(server, call).headers).get("x-akismet-pro-tip", "")

    def again() -> list[str]:
        return [tip(comment(f"Casino  {n * ' '}now")) for n in range(3)]

    assert again() == ["", "", "discard"]
    assert tip(comment("casino now", is_test="1")) == ""
    assert tip(comment("casino now", TWO)) == ""
    clock.now += 86_401
    assert again() == ["", "", "discard"]


def test_pace(sqlite_store: Store, clock: Clock) -> None:
    with serving(sqlite_store, clock, per_minute=60) as server:
        assert [server.wait_s(ONE) for _ in range(60)] == [0.0] * 60
        assert server.wait_s(ONE) == pytest.approx(1.0)
        assert server.wait_s(TWO) == 0.0
        clock.now += 1.0
        assert server.wait_s(ONE) == 0.0
        assert server.wait_s(ONE) > 0.0


@pytest.fixture
def slow(
    sqlite_store: Store, clock: Clock
) -> Iterator[tuple[AkismetServer, WordJudge]]:
    """A server whose filter is held back once it has seen each key's first call."""
    add_key(sqlite_store, SiteKey(key=ONE, site="127.0.0.1", created=0))
    judge = WordJudge()
    with serving(sqlite_store, clock, judge) as server:
        yield server, judge
        judge.go.set()


BLOG = {"blog": "http://127.0.0.1"}


def test_no_more_wait_than_there_is_room_for(
    slow: tuple[AkismetServer, WordJudge],
) -> None:
    server, judge = slow
    judge.go.clear()
    asked = [server.ask(comment(str(n), **BLOG)) for n in range(WAITING)]
    assert None not in asked
    assert server.ask(comment("one more", **BLOG)) is None
    judge.go.set()
    bodies = [one.result(30).body for one in asked if one is not None]
    assert bodies == [b"false"] * WAITING


def test_what_is_put_off(slow: tuple[AkismetServer, WordJudge], clock: Clock) -> None:
    server, _ = slow
    waiting: Future[Answer] = Future()
    put_off = server.put_off(comment("x", "ffffffffffff"), None, "g")
    assert (put_off.body, put_off.status) == (b"false", 200)
    assert dict(put_off.headers) == {"x-akismet-recheck-after": "120"}
    submitted = question(Endpoint.SUBMIT_SPAM)
    assert server.put_off(submitted, waiting, "g").body.startswith(b"Thanks")
    for call in (submitted, question(Endpoint.VERIFY_KEY)):
        assert server.put_off(call, None, "g").status == 503
    answer(server, comment("x", **BLOG))
    server.put_off(comment("x"), None, "g")
    usage = Call(endpoint=Endpoint.USAGE_LIMIT, key=ONE, fields={})
    assert json.loads(body(server, usage))["usage"] == 2
    # Nobody's calls are not counted, whatever keys they invent.
    invented = Call(endpoint=Endpoint.USAGE_LIMIT, key="ffffffffffff", fields={})
    assert body(server, invented) == "invalid"


@pytest.mark.parametrize(("text", "result"), [("casino", "true"), ("hello", "false")])
def test_late_verdicts_are_told(
    slow: tuple[AkismetServer, WordJudge], clock: Clock, text: str, result: str
) -> None:
    server, judge = slow
    with WebhookSite().serving() as site:
        callback = f"{site.address}/wp-json/akismet/v1/webhook?x=1"
        judge.go.clear()
        call = comment(text, **BLOG, callback=callback)
        asked = server.ask(call)
        server.put_off(call, asked, "the-guid")
        judge.go.set()
        assert tell_late(server, clock, allow_private=True, wait_s=30)
    assert site.asked == [
        (
            "/wp-json/akismet/v1/webhook?x=1",
            {
                "key": ONE,
                "endpoint": "comment-check",
                "comments": [{"guid": "the-guid", "result": result}],
            },
        )
    ]


@pytest.mark.parametrize(
    ("callback", "allow_private"),
    [
        ("{address}/hook", False),  # the guard's word, not the site's
        ("http://localhost:{port}/hook", True),  # another site
        ("http://169.254.169.254/latest", True),
        ("ftp://127.0.0.1/hook", True),
        ("nonsense", True),
    ],
)
def test_nobody_is_told_who_may_not_be(
    slow: tuple[AkismetServer, WordJudge],
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    callback: str,
    allow_private: bool,
) -> None:
    server, _ = slow
    with WebhookSite().serving() as site:
        port = site.address.rsplit(":", 1)[1]
        named = callback.format(address=site.address, port=port)
        call = comment("casino", **BLOG, callback=named)
        server.put_off(call, server.ask(call), "g")
        assert tell_late(server, clock, allow_private=allow_private, wait_s=30)
    assert site.asked == []
    assert "could not be told" in capsys.readouterr().err


def test_no_word_of_a_comment_is_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("kept")
    store = open_store(folder, Settings(), create=True)
    add_key(store, SiteKey(key=ONE, site="one.example", created=0))

    class Silent(WordJudge):
        def save(self, model: dict[str, int]) -> bytes:
            return b"{}"  # what is learned is the filter's own affair

    with serving(store, Clock(), Silent()) as server:
        sent = (
            b"api_key=0123456789ab&blog=https%3A%2F%2Fone.example&user_ip=203.0.113.77"
            b"&comment_content=zebrafish&comment_author=Quagga"
            b"&comment_author_email=okapi%40example.org"
        )
        form = "application/x-www-form-urlencoded"
        for endpoint in (Endpoint.COMMENT_CHECK, Endpoint.SUBMIT_SPAM):
            answer(server, read_call(endpoint, b"", sent, form, ""))
    store.close()
    written = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"one.example" in written
    for word in (b"zebrafish", b"Quagga", b"okapi", b"203.0.113.77"):
        assert word not in written
