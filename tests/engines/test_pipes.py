"""Processes that come when they are needed and go when they are not; threads in a line."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from nouvelles.engines.pipes import Pipes
from nouvelles.engines.turns import Turns
from nouvelles.errors import EngineError, EngineTrouble

_ECHO = """
import os
text = b""
while piece := os.read(0, 65536):
    text += piece
    while b"\\0" in text:
        one, _, text = text.partition(b"\\0")
        if one == b"die": os._exit(3)
        os.write(1, b"%d \\0" % os.getpid())
"""


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


Ask = Callable[..., str]


@pytest.fixture
def ask(clock: Clock) -> Iterator[Ask]:
    pipes = Pipes("x", clock, idle_s=300.0, most=2)

    def one(target: str, text: str = "a") -> str:
        pipe = pipes.of(("en", target), lambda: [sys.executable, "-S", "-c", _ECHO])
        return pipe.ask(text)

    yield one
    pipes.close()


def test_idle_processes_are_ended(ask: Ask, clock: Clock) -> None:
    first = ask("fr")
    clock.now += 299
    assert ask("fr") == first
    clock.now += 299
    second = ask("es")  # looks after the others, too
    clock.now += 2
    assert ask("es") == second
    assert ask("fr") != first


def test_a_few_live_at_once(ask: Ask, clock: Clock) -> None:
    said = {}
    for target in ("fr", "es", "de"):
        clock.now += 1
        said[target] = ask(target)
    assert ask("es") == said["es"]
    assert ask("fr") != said["fr"]


def test_one_that_died_twice_rests_and_comes_back(ask: Ask, clock: Clock) -> None:
    for _ in range(2):
        with pytest.raises(EngineError, match="its process ended"):
            ask("fr", "die")
    clock.now += 599
    with pytest.raises(EngineError, match="not started again"):
        ask("fr")
    clock.now += 2
    assert ask("fr")


def test_threads_come_in_turn() -> None:
    turns, order = Turns("x", most=3), []
    threads = []

    def come(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(2):
            threads.append(threading.Thread(target=come, args=(number,)))
            threads[-1].start()
            while turns.waiting < number + 2:
                threads[-1].join(0.001)
        with pytest.raises(EngineError, match="3 texts waiting") as full:
            come(2)
        assert full.value.trouble is EngineTrouble.BUSY
    for thread in threads:
        thread.join()
    assert order == [0, 1]
    assert turns.waiting == 0
