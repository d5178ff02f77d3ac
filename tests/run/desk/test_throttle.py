"""Whoever guesses waits longer each time, and never for ever."""

from __future__ import annotations

import pytest

from nouvelles.run.desk.throttle import LIMITS, WINDOW_S, Counted, wait_s

NOW = 1_773_313_200


@pytest.mark.parametrize("counted", Counted)
def test_the_first_failures_are_free(counted: Counted) -> None:
    free = LIMITS[counted].free
    assert wait_s(counted, free - 1, NOW, NOW) == 0
    assert wait_s(counted, free, NOW, NOW) == LIMITS[counted].first_s


@pytest.mark.parametrize("counted", Counted)
def test_waiting_doubles_up_to_a_limit(counted: Counted) -> None:
    limit = LIMITS[counted]
    waits = [wait_s(counted, limit.free + n, NOW, NOW) for n in range(40)]
    assert waits[1] == 2 * limit.first_s
    assert waits == sorted(waits)
    assert max(waits) == limit.longest_s
    assert wait_s(counted, 10**9, NOW, NOW) == limit.longest_s


def test_time_passes() -> None:
    limit = LIMITS[Counted.PAIR]
    assert wait_s(Counted.PAIR, limit.free, NOW, NOW + limit.first_s - 1) == 1
    assert wait_s(Counted.PAIR, limit.free, NOW, NOW + limit.first_s) == 0
    assert wait_s(Counted.PAIR, 10**6, NOW, NOW + WINDOW_S) == 0


def test_a_name_alone_is_treated_mildly() -> None:
    """Else anybody could keep a moderator out."""
    assert LIMITS[Counted.NAME].longest_s <= 60
