"""The local time of outlets, wherever they say they are."""

from __future__ import annotations

import pytest

from nouvelles.ingest.pace.zones import DAY, offset_of

#: Monday, 5 January 2026, 0 h UTC.
MONDAY = 1_767_571_200.0


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Europe/Paris", 1),
        ("Asia/Kolkata", 5.5),
        ("America/New_York", -5),
        ("UTC", 0),
        ("", 0),
        ("Europe/Nowhere", 0),
        ("../../etc/passwd", 0),
        ("Europe", 0),
        ("nul\0", 0),
    ],
)
def test_the_offset_of_a_zone(zone: str, hours: float) -> None:
    assert offset_of(zone, MONDAY) == hours * 3600


def test_the_offset_knows_summer_time() -> None:
    assert offset_of("Europe/Paris", MONDAY + 182 * DAY) == 7200
