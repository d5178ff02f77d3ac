"""Delays from publication to capture are measured only where they can be known."""

from __future__ import annotations

import msgspec
import pytest

from nouvelles.ingest.pace.delays import Delays, delay_quantile, note_delays
from nouvelles.ingest.pace.zones import HOUR, MINUTE

#: Monday, 5 January 2026, 0 h UTC.
MONDAY = 1_767_571_200.0


def test_delays_are_those_of_entries_that_came_since_the_last_look() -> None:
    now, last = MONDAY, MONDAY - HOUR
    published = [
        now - 600,
        now - 60,
        last - 30 * MINUTE,  # a feed made late
        last - 2 * HOUR,  # dated back
        now + 60,  # in the future
        0.0,  # not dated
    ]
    delays = note_delays(Delays(), last=last, now=now, published=published)
    assert delays.seconds == (5400, 600, 60)
    assert delay_quantile(delays) == 600
    assert delay_quantile(delays, 0.0) == 60
    assert delay_quantile(delays, 0.75) == 3000


def test_the_first_look_measures_no_delay() -> None:
    assert note_delays(Delays(), last=0.0, now=MONDAY, published=[MONDAY]) == Delays()
    assert delay_quantile(Delays()) is None


def test_only_the_last_delays_are_remembered() -> None:
    delays = Delays()
    for second in range(100):
        delays = note_delays(
            delays, last=MONDAY - 300, now=MONDAY, published=[MONDAY - second]
        )
    assert delays.seconds == tuple(range(36, 100))
    assert len(msgspec.msgpack.encode(delays)) < 400


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_between_0_and_1(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        delay_quantile(Delays(seconds=(1,)), share)
