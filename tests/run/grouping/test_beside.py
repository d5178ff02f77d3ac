"""Articles come into stories in a thread beside everything else."""

from __future__ import annotations

from threading import Event

import pytest

from nouvelles.run.grouping import beside
from nouvelles.run.grouping.beside import group_on, grouping
from nouvelles.run.lock import only_grouper
from nouvelles.store import Store
from nouvelles.testing import Clock
from tests.run.grouping.papers import TEXTS, add, pages, quiet, stories_of
from tests.run.reading.conftest import until
from tests.run.small_paper import filled, page


@pytest.fixture
def paper(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(beside, "LOOK_S", 0.02)
    monkeypatch.setattr(beside, "AGAIN_S", 0.02)
    return quiet(store)


def test_what_comes_is_grouped(paper: Store, clock: Clock) -> None:
    plan = filled(paper, clock, *pages())
    with grouping(paper, clock):
        assert until(lambda: set(stories_of(paper)) == set(TEXTS))
        add(paper, plan, clock, page("late", text="A late word about nothing at all."))
        assert until(lambda: "late" in stories_of(paper))


def test_who_is_not_alone_takes_over_later(paper: Store, clock: Clock) -> None:
    with only_grouper(paper) as alone, grouping(paper, clock):
        assert alone
        filled(paper, clock, *pages())
    assert stories_of(paper) == {}
    with grouping(paper, clock):
        assert until(lambda: set(stories_of(paper)) == set(TEXTS))


def test_a_fault_is_got_over(
    paper: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[Event] = []

    def fail_first(store: Store, clock: Clock, stop: Event) -> None:
        if not failures:
            failures.append(stop)
            raise OSError("a full disk")
        group_on(store, clock, stop)

    monkeypatch.setattr(beside, "group_on", fail_first)
    filled(paper, clock, *pages())
    with grouping(paper, clock):
        assert until(lambda: set(stories_of(paper)) == set(TEXTS))
    assert failures
