"""Articles are visited again on a falling schedule, and for some days only."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.pace.revisit import (
    MOST_VISITS,
    SHORTEST_S,
    Verdict,
    next_revisit,
    withdrawal,
)
from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

NOON = 1_767_614_400.0


def visits(
    *,
    published: float | None = NOON,
    captured: float = NOON + 5 * MINUTE,
    changes: frozenset[int] = frozenset(),
    days: int = 7,
    late_s: float = 0.0,
) -> list[float]:
    """All visits to an article, in seconds after noon; `changes` by their number."""
    found: list[float] = []
    now = captured
    while True:
        due = next_revisit(
            published=published,
            captured=captured,
            visits=len(found),
            changed_last=len(found) in changes,
            now=now,
            days=days,
        )
        if due is None:
            return found
        now = due + late_s
        found.append(due - NOON)


def test_the_schedule_falls() -> None:
    hours = [seconds / HOUR for seconds in visits()]
    assert hours == pytest.approx([25 / 60, 1, 4, 12, 24, 72, 168])


def test_an_article_captured_late_skips_what_is_past() -> None:
    hours = [seconds / HOUR for seconds in visits(captured=NOON + 6 * HOUR)]
    assert hours == [12, 24, 72, 168]


def test_the_days_are_those_of_the_setting() -> None:
    assert visits(days=1)[-1] == DAY
    assert visits(days=30)[-1] == 28 * DAY
    assert visits(days=0) == []


@pytest.mark.parametrize("published", [None, NOON + 9 * DAY], ids=["none", "future"])
def test_without_a_usable_date_the_capture_counts(published: float | None) -> None:
    assert visits(published=published, captured=NOON)[0] == 20 * MINUTE


def test_an_old_article_is_never_visited_again() -> None:
    assert visits(captured=NOON + 7 * DAY) == []
    assert visits(captured=NOON + 900 * DAY) == []


def test_a_change_brings_the_next_visits_forward() -> None:
    plain, changed = visits(), visits(changes=frozenset({3}))
    assert changed[:3] == plain[:3]
    assert changed[3] == 5 * HOUR
    assert changed[4] == 12 * HOUR


def test_a_page_that_always_changes_is_not_fetched_for_ever() -> None:
    always = visits(changes=frozenset(range(1000)), days=28)
    assert len(always) == MOST_VISITS
    assert all(after - before >= SHORTEST_S for before, after in pairwise(always))


def test_visits_that_come_late_do_not_pile_up() -> None:
    late = visits(late_s=5 * HOUR)
    assert all(after - before > 5 * HOUR for before, after in pairwise(late))


@given(
    st.one_of(st.none(), st.floats(0, 20 * DAY)),
    st.floats(0, 20 * DAY),
    st.integers(0, 40),
    st.booleans(),
    st.floats(0, 20 * DAY),
    st.integers(0, 30),
)
def test_a_visit_is_ahead_and_within_the_days(
    published: float | None,
    captured: float,
    count: int,
    changed: bool,
    later: float,
    days: int,
) -> None:
    now = captured + later
    due = next_revisit(
        published=published,
        captured=captured,
        visits=count,
        changed_last=changed,
        now=now,
        days=days,
    )
    if due is not None:
        assert due >= now + SHORTEST_S
        assert due <= captured + days * DAY
        assert count < MOST_VISITS


# ---- withdrawn ---------------------------------------------------------------------


def test_410_is_believed_at_once() -> None:
    assert withdrawal(misses=0, status=410, now=NOON) == Verdict(presence="withdrawn")


@pytest.mark.parametrize("status", [404, 451])
def test_a_missing_page_must_still_be_missing_an_hour_later(status: int) -> None:
    first = withdrawal(misses=0, status=status, now=NOON)
    assert first == Verdict(presence="ask-again", ask_at=NOON + HOUR)
    soon = withdrawal(misses=1, status=status, now=NOON + 60, since=NOON)
    assert soon == first
    late = withdrawal(misses=1, status=status, now=NOON + HOUR, since=NOON)
    assert late == Verdict(presence="withdrawn")
    assert withdrawal(misses=1, status=status, now=NOON).presence == "withdrawn"


@pytest.mark.parametrize("status", [200, 304, 301, 403, 429, 500, 503, 0])
def test_other_answers_say_nothing_of_withdrawal(status: int) -> None:
    assert withdrawal(misses=3, status=status, now=NOON) == Verdict(presence="there")
