"""Every way in which an engine fails is an outcome with a reason: the original is shown."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest

from nouvelles.engines import Model, Watched
from nouvelles.engines.pipe import Pipe
from nouvelles.engines.watched import Tally
from nouvelles.errors import EngineTrouble
from nouvelles.translate import Ladder, check_named

TEXT = "The mayor of the town said on Monday that the bridge will be rebuilt."

#: What a program does with each text, in Python.
PROGRAMS = {
    "dies": "sys.exit('no memory')",
    "hangs": "time.sleep(600)",
    "does not stop": "[os.write(1, b'et cetera ' * 1000) for _ in range(10_000)]",
    "says nothing": "os.write(1, b'\\0')",
    "answers twice": "os.write(1, b'un\\0deux\\0')",
    "another language": "os.write(1, 'Der Bürgermeister der Stadt sagte am Montag, dass "
    "die Brücke wieder aufgebaut wird.\\0'.encode())",
    "copies": "os.write(1, text + b'\\0')",
    "a half": "os.write(1, 'Le maire de la ville.\\0'.encode())",
}
_LOOP = """
import os, sys, time
text = b""
while piece := os.read(0, 65536):
    text += piece
    while b"\\0" in text:
        text = text[:-1]
        {does}
        text = b""
"""


class Program:
    """An engine behind a pipe, as those of the house are."""

    name = "program"
    more = ""

    def __init__(self, does: str) -> None:
        code = _LOOP.format(does=does)
        self.pipe = Pipe(self.name, [sys.executable, "-S", "-c", code], limit_s=1.5)

    def models(self) -> Sequence[Model]:
        return ()

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        return [self.pipe.ask(text) for text in texts]

    def notes(self) -> Sequence[str]:
        return ()

    def rest(self) -> None: ...

    def close(self) -> None:
        self.pipe.close()


Open = Callable[[str], tuple[Watched, Tally]]


@pytest.fixture
def open_engine() -> Iterator[Open]:
    opened: list[Watched] = []

    def made(does: str) -> tuple[Watched, Tally]:
        tally = Tally()
        opened.append(Watched(Program(does), tally.add))
        return opened[-1], tally

    yield made
    for one in opened:
        one.close()


@pytest.mark.parametrize(
    ("does", "said", "trouble"),
    [
        ("dies", r"its process ended \(1\): no memory", EngineTrouble.CRASHED),
        ("hangs", "gave no answer in 1.5 s", EngineTrouble.HUNG),
        ("does not stop", "does not stop talking", EngineTrouble.ENDLESS),
        ("answers twice", "gave two answers", EngineTrouble.WRONG_COUNT),
        ("says nothing", "length", EngineTrouble.EMPTY),
        ("another language", "language", None),
        ("copies", "copied", None),
        ("a half", "length", None),
    ],
)
def test_the_original_is_shown_and_why(
    open_engine: Open, does: str, said: str, trouble: EngineTrouble | None
) -> None:
    engine, tally = open_engine(PROGRAMS[does])
    ladder = Ladder(engines=[engine], look=check_named)
    outcome = ladder.climb(TEXT, "en", "fr")
    assert (outcome.step, outcome.text) == ("original", TEXT)
    reasons = [*outcome.failures, *(flag.check for flag in outcome.flags)]
    assert any(re.search(said, one) for one in reasons)
    found = tally.troubles.get("program", {})
    assert list(found) == ([trouble] if trouble else [])
