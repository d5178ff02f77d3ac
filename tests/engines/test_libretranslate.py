"""LibreTranslate over HTTP: a server that speaks well, each way to speak badly, and the
program itself where it is installed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from nouvelles.engines import Budget, Engines, Options, Routed, article, routes
from nouvelles.engines.libretranslate import LibreTranslate
from nouvelles.errors import EngineError, EngineTrouble, InputError
from nouvelles.translate import Ladder, check_named
from tests.engines import tiny
from tests.engines.libretranslate_program import PYTHON, running
from tests.engines.libretranslate_server import Answer, Server

GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Brücke wieder aufgebaut wird. " * 4
)


@dataclass
class Time:
    """A clock that only our own waiting moves."""

    now: float = 1_773_313_200.0  # 12 March 2026, 11:00 UTC
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().serving() as serving:
        yield serving


def client(
    server: Server, clock: Time | None = None, limit_s: float = 30.0, **more: Any
) -> LibreTranslate:
    clock = clock or Time()
    options = Options(libretranslate=server.address, clock=clock, **more)
    return LibreTranslate(options, sleep=clock.sleep, limit_s=limit_s)


def test_pairs_and_texts(server: Server) -> None:
    engine = client(server, key="k")
    pairs = [(one.language, one.target_language) for one in engine.models()]
    assert pairs == [("en", "fr"), ("en", "pt"), ("zh", "en")]
    assert {one.digest for one in engine.models()} == {""}
    assert engine.translate(["a", " ", "b"], "en-GB", "pt") == ["A", "", "B"]
    asked = {"q": ["a", "b"], "source": "en", "target": "pt", "format": "text"}
    assert server.asked == [{**asked, "api_key": "k"}]
    engine.translate(["好"], "zh", "en")
    assert server.asked[-1]["source"] == "zh-Hans"
    with pytest.raises(EngineError, match="no model from fr to en"):
        engine.translate(["a"], "fr", "en")


def test_many_texts_go_in_several_questions(server: Server) -> None:
    texts = [f"{n} {'x' * 300}" for n in range(40)]
    assert client(server).translate(texts, "en", "fr") == [t.upper() for t in texts]
    assert [len(one["q"]) for one in server.asked] == [13, 13, 13, 1]


@pytest.mark.parametrize(
    ("answer", "said", "trouble"),
    [
        (Answer(body={"translatedText": ["x", "y"]}), "gave 2 translations for 1",
         EngineTrouble.WRONG_COUNT),
        (Answer(body={"translatedText": "x"}), "holds no translations",
         EngineTrouble.UNREADABLE),
        (Answer(body=[7]), "holds no translations", EngineTrouble.UNREADABLE),
        (Answer(body=b"<html>Welcome"), "is no JSON", EngineTrouble.UNREADABLE),
        (Answer(body=b"\xff\xfe{"), "is no JSON", EngineTrouble.UNREADABLE),
        (Answer(body={"translatedText": [" "]}), "gave empty texts",
         EngineTrouble.EMPTY),
        (Answer(body={"translatedText": ["x" * 99_999]}), "does not stop talking",
         EngineTrouble.ENDLESS),
        (Answer(body={"translatedText": [GERMAN]}), "answered in de instead of fr",
         EngineTrouble.OTHER_LANGUAGE),
        (Answer(body=b"{", ending="endless"), "larger than the limit",
         EngineTrouble.ENDLESS),
        (Answer(status=400, body={"error": "fr is not supported"}),
         "answers 400: fr is not supported", EngineTrouble.REFUSED),
        (Answer(status=403, body=b"no"), "answers 403$", EngineTrouble.REFUSED),
        (Answer(status=302, headers={"Location": "http://169.254.169.254/"}),
         "answers 302", EngineTrouble.REFUSED),
        (Answer(body=b"{", headers={"Content-Length": "99"}, ending="cut"), "broke off",
                 EngineTrouble.CRASHED),
    ],
)  # fmt: skip
def test_what_cannot_be_used(
    server: Server, answer: Answer, said: str, trouble: EngineTrouble
) -> None:
    server.answers = [answer]
    clock = Time()
    with pytest.raises(EngineError, match=said) as failed:
        client(server, clock).translate(["Good morning."], "en", "fr")
    assert failed.value.trouble is trouble
    assert (len(server.asked), clock.slept) == (1, [])


@pytest.mark.parametrize("ending", ["silent", "drops"])
def test_one_that_hangs_is_asked_once(server: Server, ending: str) -> None:
    server.answers = [Answer(body=b"{", ending=ending)]
    engine = client(server, limit_s=0.5)
    with pytest.raises(EngineError) as failed:
        engine.translate(["a"], "en", "fr")
    assert failed.value.trouble is EngineTrouble.HUNG
    with pytest.raises(EngineError, match="is left alone for another 120 s"):
        engine.translate(["a"], "en", "fr")
    assert len(server.asked) == 1


def test_later_is_waited_for_and_asked_again(server: Server) -> None:
    good = Answer(body={"translatedText": ["x"]})
    later = Answer(status=429, body={"error": "Slowdown"}, headers={"Retry-After": "7"})
    server.answers = [later, Answer(status=503), good]
    clock = Time()
    assert client(server, clock).translate(["a"], "en", "fr") == ["x"]
    assert clock.slept == [7.0, 2.0]


def test_much_later_is_left_alone_until_then(server: Server) -> None:
    server.answers = [
        Answer(status=429, body={"error": "Slowdown"}, headers={"Retry-After": "900"})
    ]
    clock = Time()
    engine = client(server, clock)
    with pytest.raises(EngineError, match="answers 429: Slowdown"):
        engine.translate(["a"], "en", "fr")
    with pytest.raises(EngineError, match="is left alone for another 900 s") as failed:
        engine.translate(["a"], "en", "fr")
    assert failed.value.trouble is EngineTrouble.BUSY
    assert (len(server.asked), clock.slept) == (1, [])
    clock.now += 901
    server.answers = []
    assert engine.translate(["a"], "en", "fr") == ["A"]


def test_tries_are_bounded(server: Server) -> None:
    server.answers = [Answer(status=500, body={"error": "Cannot translate text"})]
    clock = Time()
    with pytest.raises(EngineError, match="answers 500: Cannot translate"):
        client(server, clock).translate(["a"], "en", "fr")
    assert (len(server.asked), clock.slept) == (3, [1.0, 2.0])


def test_no_server(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server.port = taken.getsockname()[1]  # nobody listens there
        clock = Time()
        engine = client(server, clock)
        assert engine.models() == ()
        assert clock.slept == [1.0, 2.0]
        assert "is left out" in engine.notes()[0]
        with pytest.raises(EngineError, match="is left out") as failed:
            engine.translate(["a"], "en", "fr")
        assert failed.value.trouble is EngineTrouble.MISSING


@pytest.mark.parametrize("body", [[{"code": "en"}], {"error": "x"}, [7], None])
def test_no_languages(server: Server, body: object) -> None:
    server.languages = Answer(body=body)
    engine = client(server)
    assert engine.models() == ()
    assert "its answer lists no languages" in engine.notes()[0]


def test_budgets(server: Server) -> None:
    clock = Time()
    engine = client(server, clock, budget=Budget(day=30, article=12))

    def spend(text: str) -> None:
        engine.translate([text], "en", "fr")

    with article():
        spend("x" * 12)
        with pytest.raises(EngineError, match=r"article's budget of 12 .*\(12 sent\)"):
            spend("x")
    with article():
        spend("x" * 12)
    spend("x" * 6)
    with pytest.raises(EngineError, match="day's budget of 30 characters") as failed:
        spend("x")
    assert failed.value.trouble is EngineTrouble.BUDGET
    assert len(server.asked) == 3
    clock.now += 86_400
    spend("x")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://x.example", "only http and https"),
        ("http://user:word@x.example", "user name or password"),
        ("http://169.254.169.254/", "special address"),
        ("127.0.0.1:5000", "Write it as http"),
        ("http://x:99999", "Write it as http"),
        ("", ""),
    ],
)
def test_addresses(address: str, said: str) -> None:
    if not address:
        assert LibreTranslate(Options()).models() == ()
        return
    with pytest.raises(InputError, match=said):
        LibreTranslate(Options(libretranslate=address))


def test_failures_are_counted(server: Server) -> None:
    calls = []
    options = Options(libretranslate=server.address, told=calls.append, clock=Time())
    with Engines(options) as engines:
        (route,) = routes(engines.models("libretranslate"), "en", "fr")
        ladder = Ladder(engines=[Routed(route, engines.by_name)])
        server.answers = [
            Answer(body=b"?"),
            Answer(body={"translatedText": [" ", "x"]}),
        ]
        outcome = ladder.climb("The bridge fell.", "en", "fr")
        assert (outcome.step, outcome.failures) == (
            "original",
            ("libretranslate: its answer is no JSON",),
        )
        engines.named("libretranslate").translate(["a", "b"], "en", "fr")
        assert [call.trouble for call in calls] == ["unreadable", "empty"]
        assert engines.tally.lines() == [
            "libretranslate failed 2 of 2 times (unreadable 1, empty 1)"
        ]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not PYTHON.exists():
        pytest.skip("LibreTranslate is not installed (make libretranslate)")
    with running(tmp_path_factory.mktemp("libretranslate")) as address:
        yield address


def test_libretranslate_itself(program: str) -> None:
    clock = Time()
    engine = LibreTranslate(
        Options(libretranslate=program, clock=clock), sleep=clock.sleep
    )
    pairs = [(one.language, one.target_language) for one in engine.models()]
    assert pairs == [("en", "fr"), ("fr", "en")]
    made = engine.translate([tiny.TEXT, "", "The bridge."], "en", "fr")
    assert made[0]
    assert made[1] == ""
    (route,) = routes(engine.models(), "en", "fr")
    ladder = Ladder(engines=[Routed(route, {engine.name: engine})], look=check_named)
    assert ladder.climb(tiny.TEXT, "en", "fr").step == "original"
    with pytest.raises(EngineError, match="exceeds text limit"):
        engine.translate(["x y " * 200], "en", "fr")

    def many() -> None:
        for _ in range(40):
            engine.translate(["The bridge."], "en", "fr")

    # More questions than it lets one have in a minute.
    with pytest.raises(EngineError, match="429") as failed:
        many()
    assert failed.value.trouble is EngineTrouble.BUSY
    assert clock.slept
