"""The process of translation: really another one, and its death costs one article."""

from __future__ import annotations

import os
from threading import Event

import pytest
from pebble import ProcessExpired

from nouvelles.run.clock import system_clock
from nouvelles.run.translating.beside import translating
from nouvelles.run.translating.process import Translating
from nouvelles.run.translating.queue import first_waiting
from nouvelles.store import Store, translation_queue
from nouvelles.testing import Clock
from tests.run.translating.paper import (
    ANSWERS,
    FIRST,
    Paper,
    answers_of,
    with_settings,
)


@pytest.fixture
def paper(sqlite_store: Store, clock: Clock) -> Paper:
    name = answers_of(sqlite_store.folder, ANSWERS)
    return Paper(with_settings(sqlite_store, engine="recorded", recorded=name), clock)


def test_a_dead_process_is_followed_by_another(paper: Paper) -> None:
    id = paper.print(FIRST)
    with Translating(paper.store, paper.clock, Event()) as process:
        assert process.plan() == 1
        with pytest.raises(ProcessExpired):
            process._ask(os._exit, 3)
        while one := first_waiting(paper.store, 2**40):
            assert process.translate(one)
            process.plan()
    made = paper.read(id)
    assert made is not None
    assert made.is_whole


def test_what_cannot_be_translated_is_put_off_and_counted(paper: Paper) -> None:
    paper.print(FIRST)
    with Translating(paper.store, paper.clock, Event()) as process:
        process.plan()
        one = first_waiting(paper.store, 2**40)
        assert one is not None
        (paper.store.folder / "answers.jsonl").write_text("no json")
        process.end()  # the next process opens the engines anew
        assert not process.translate(one)
    assert first_waiting(paper.store, int(paper.clock())) is None
    with paper.store.read() as connection:
        (outcome,) = translation_queue.outcomes_of_engines(connection)
    assert (outcome.engine, outcome.word) == ("process", "fault")
    assert "is no recorded answer" in outcome.detail


def test_it_goes_on_beside_until_the_block_ends(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = paper.print(FIRST)
    done = Event()
    real = Translating.translate

    def translate(self: Translating, one: translation_queue.Wanted) -> bool:
        made = real(self, one)
        if (found := paper.read(id)) is not None and found.is_whole:
            done.set()
        return made

    monkeypatch.setattr(Translating, "translate", translate)
    # The wall clock: what waits is planned anew after seconds.
    with translating(paper.store, system_clock):
        assert done.wait(60), "nothing was translated"


def test_who_stops_waits_for_nothing(paper: Paper) -> None:
    paper.print(FIRST)
    stop = Event()
    with Translating(paper.store, paper.clock, stop) as process:
        process.plan()
        one = first_waiting(paper.store, 2**40)
        assert one is not None
        stop.set()
        assert not process.translate(one)
    with paper.store.read() as connection:
        (waits,) = translation_queue.waiting(connection)
    assert (waits.count, waits.failed) == (1, 0)  # it is not put off
