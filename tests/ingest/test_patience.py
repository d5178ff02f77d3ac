"""What fails is tried ever less and never forgotten; what is late is spread out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.pace.patience import after_failure, spread
from nouvelles.ingest.pace.rhythm import Bounds
from nouvelles.ingest.pace.zones import DAY, MINUTE

#: Monday, 5 January 2026, 0 h UTC.
MONDAY = 1_767_571_200.0
BOUNDS = Bounds()

jitters = st.floats(0, 1, exclude_max=True)


@given(
    st.floats(0, 40 * DAY),
    jitters,
    st.one_of(st.none(), st.floats(0, 1e9)),
    st.integers(1, 500),
)
def test_failures_are_tried_ever_less_and_never_given_up(
    usual: float, jitter: float, after: float | None, failures: int
) -> None:
    one, more = (
        after_failure(
            count, now=0.0, bounds=BOUNDS, jitter=jitter, after_s=after, usual_s=usual
        )
        for count in (failures, failures + 1)
    )
    assert 15 <= one <= more <= 7 * DAY
    assert one >= min(after or 0.0, 7 * DAY)


def test_failures_by_number() -> None:
    pauses = [
        after_failure(n, now=MONDAY, bounds=BOUNDS, usual_s=20 * MINUTE) - MONDAY
        for n in (1, 2, 3, 4, 12)
    ]
    assert pauses == [15, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE, 7 * DAY]
    second = after_failure(1, now=0.0, bounds=BOUNDS, jitter=0.999)
    assert 55 < second <= 60


def test_retry_after_is_kept_even_at_the_first_failure() -> None:
    assert after_failure(1, now=5.0, bounds=BOUNDS, after_s=7200) == 7205


def test_a_long_stop_is_taken_up_busiest_first_and_not_at_once() -> None:
    now = MONDAY
    due = [now - 9, now + 500, now - 5000, now - 70, now]
    spread_out = spread(due, [1.0, 300.0, 1.0, 50.0, 2.0], now=now, per_minute=6)
    assert spread_out == [now + 20, now + 500, now + 10, now, now]


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 300)), max_size=80),
    st.floats(1, 6000),
)
def test_spreading_keeps_the_pace_and_everyone(
    sources: list[tuple[float, float]], per_minute: float
) -> None:
    due, rates = [t for t, _ in sources], [r for _, r in sources]
    times = spread(due, rates, now=0.0, per_minute=per_minute)
    late = sorted(new for new, old in zip(times, due, strict=True) if old < 0)
    assert [t for t in times if t < 0] == []
    assert all(
        after - before >= 60 / per_minute - 1e-6 for before, after in pairwise(late)
    )
    assert all(new == old for new, old in zip(times, due, strict=True) if old >= 0)
