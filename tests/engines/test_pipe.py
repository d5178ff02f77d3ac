"""Programs behind a pipe: good ones, and every way to be a bad one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest

from nouvelles.engines.pipe import LONGEST, Pipe
from nouvelles.errors import EngineError

_LOOP = """
import os, sys, time
def texts():
    text = b""
    while piece := os.read(0, 65536):
        text += piece
        while b"\\0" in text:
            one, _, text = text.partition(b"\\0")
            yield one.decode()
for text in texts():
    if text == "die":
        print("no such model", file=sys.stderr); sys.exit(3)
    if text == "raise":
        raise ValueError("a bad model")
    if text == "twice":
        os.write(1, b"one\\0two\\0"); continue
    if text == "hang":
        time.sleep(600)
    if text == "talk":
        while True:
            os.write(1, b"and so on " * 1000)
    os.write(1, f"{os.getpid()} {text.upper()}\\0".encode())
"""

Open = Callable[..., Pipe]


@pytest.fixture
def open_pipe() -> Iterator[Open]:
    opened: list[Pipe] = []

    def made(program: str = _LOOP, limit_s: float = 30.0) -> Pipe:
        opened.append(Pipe("x", [sys.executable, "-S", "-c", program], limit_s))
        return opened[-1]

    yield made
    for pipe in opened:
        pipe.close()


def test_one_process_answers_all(open_pipe: Open) -> None:
    pipe = open_pipe()
    first, second = pipe.ask("été"), pipe.ask("a\0b 東京 " + "w" * (LONGEST - 10))
    assert first.split()[1] == "ÉTÉ"
    assert second.split()[1:3] == ["AB", "東京"]
    assert first.split()[0] == second.split()[0]
    pipe.close()
    assert pipe.ask("x").split()[0] != first.split()[0]


def test_one_that_ends_is_told_of_and_started_again(open_pipe: Open) -> None:
    pipe = open_pipe()
    with pytest.raises(EngineError, match=r"its process ended \(.*no such model"):
        pipe.ask("die")
    assert pipe.ask("x").endswith(" X")
    for _ in range(2):
        with pytest.raises(EngineError, match="its process ended"):
            pipe.ask("die")
    with pytest.raises(EngineError, match="not started again"):
        pipe.ask("x")


def test_the_reason_of_a_traceback_is_its_end(open_pipe: Open) -> None:
    with pytest.raises(EngineError, match=r"ended \(1\): ValueError: a bad model$"):
        open_pipe().ask("raise")


def test_one_that_hangs_is_killed(open_pipe: Open) -> None:
    pipe = open_pipe(limit_s=1.0)
    began = time.monotonic()
    with pytest.raises(EngineError, match="gave no answer in 1 s"):
        pipe.ask("hang")
    assert time.monotonic() - began < 20


def test_one_that_does_not_stop_is_stopped(open_pipe: Open) -> None:
    with pytest.raises(EngineError, match="does not stop"):
        open_pipe().ask("talk")


def test_two_answers_are_none(open_pipe: Open) -> None:
    with pytest.raises(EngineError, match="two answers"):
        open_pipe().ask("twice")


def test_a_text_too_long_is_not_sent(open_pipe: Open) -> None:
    with pytest.raises(EngineError, match="10001 characters"):
        open_pipe().ask("x" * (LONGEST + 1))


def test_no_such_program() -> None:
    with pytest.raises(EngineError, match="cannot be started: No such file"):
        Pipe("x", ["/no/such/program"]).ask("x")
