"""The drawing of a story: lanes, dots and lines within its width."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import draw, voices
from nouvelles.edition.chart import CLOSE, LANE, LANES, LEFT, RIGHT
from tests.edition.tellings import NOW, told

PARIS = ZoneInfo("Europe/Paris")


def test_one_lane_a_language_in_order_of_the_first() -> None:
    tellings = [
        told("a", language="pt", age_h=9),
        told("b", language="ar", age_h=8),
        told("c", language="pt-BR", age_h=2, copy_of="a"),
    ]
    chart = draw(tellings, PARIS)
    assert chart is not None
    assert [lane.language for lane in chart.lanes] == ["pt", "ar"]
    assert [dot.is_copy for dot in chart.lanes[0].dots] == [False, True]
    assert chart.height > chart.lanes[-1].y


def test_two_hours_make_a_drawing_and_one_does_not() -> None:
    alone = [told("a"), told("b", day_only=True), told("c", age_h=None)]
    assert draw(alone, PARIS) is None
    assert draw([], PARIS) is None
    assert draw([told("a"), told("b")], PARIS) is not None


def test_time_runs_from_the_right_where_letters_do() -> None:
    tellings = [told("a", age_h=9), told("b", age_h=1)]
    left, right = draw(tellings, PARIS), draw(tellings, PARIS, rtl=True)
    assert left is not None
    assert right is not None
    assert [dot.x for dot in left.lanes[0].dots] == [
        round(100 - dot.x, 1) for dot in right.lanes[0].dots
    ]
    # So do the lanes, and the names before them.
    assert (right.left, right.right) == (100 - left.right, 100 - left.left)
    assert (left.names, right.names) == (0, 100)


def test_lines_stand_at_whole_hours_and_few_of_them() -> None:
    chart = draw([told("a", age_h=9.3), told("b", age_h=0.2)], PARIS)
    assert chart is not None
    assert [tick.at.hour for tick in chart.ticks] == [3, 6, 9, 12, 15]
    assert not any(tick.is_midnight for tick in chart.ticks)


@given(
    st.lists(st.floats(0, 30_000), min_size=2, max_size=30),
    st.lists(st.sampled_from(["fr", "ar", "zh", "uk"]), min_size=30, max_size=30),
)
def test_everything_stands_within_the_width(
    ages: list[float], languages: list[str]
) -> None:
    tellings = [
        told(str(n), age_h=age, language=languages[n]) for n, age in enumerate(ages)
    ]
    chart = draw(tellings, PARIS)
    assert chart is not None
    assert 2 <= len(chart.ticks) <= 7
    for place in [*chart.ticks, *(dot for lane in chart.lanes for dot in lane.dots)]:
        assert LEFT <= place.x <= RIGHT
    for lane in chart.lanes:
        assert len({(dot.x, dot.is_copy) for dot in lane.dots}) == len(lane.dots)
        places = sorted(dot.x for dot in lane.dots)
        assert all(b - a > CLOSE / 2 for a, b in pairwise(places))
    drawn = sum(dot.number for lane in chart.lanes for dot in lane.dots)
    assert drawn == len(tellings)
    assert len(chart.lanes) == len(set(languages[: len(ages)]))


def test_many_at_one_time_are_one_dot() -> None:
    tellings = [told(str(n), age_h=3) for n in range(99)] + [told("b", age_h=9)]
    tellings += [told(f"c{n}", age_h=3, copy_of="1") for n in range(4)]
    chart = draw(tellings, PARIS)
    assert chart is not None
    # The largest first: what is drawn over it stays seen.
    found = [(dot.number, dot.is_copy, dot.radius) for dot in chart.lanes[0].dots]
    assert found == [(99, False, 14), (4, True, 11), (1, False, 5.5)]


def test_a_crowded_day_stays_a_row_of_dots() -> None:
    tellings = [told(str(n), age_h=n / 20) for n in range(400)]
    chart = draw(tellings, PARIS)
    assert chart is not None
    assert 15 < len(chart.lanes[0].dots) <= (RIGHT - LEFT) / CLOSE + 1
    assert max(2 * dot.radius for dot in chart.lanes[0].dots) < LANE


def test_many_languages_end_somewhere() -> None:
    tellings = [told(str(n), language=f"q{chr(97 + n)}") for n in range(20)]
    chart = draw(tellings, PARIS)
    assert chart is not None
    assert len(chart.lanes) == LANES
    assert len(voices(tellings)) == 20


def test_the_table_has_every_telling() -> None:
    tellings = [
        told("a", language="pt", country="BR", age_h=9),
        told("b", language="fr", country="FR", age_h=8),
        told("c", language="pt", country="PT", age_h=7),
        told("d", language="pt", country="BR", age_h=1, day_only=True),
        told("e", language="", age_h=None),
    ]
    groups = voices(tellings)
    found = [(one.language, one.country, len(one.told)) for one in groups]
    assert found == [("", "", 1), ("pt", "BR", 2), ("pt", "PT", 1), ("fr", "FR", 1)]


def test_clocks_that_are_far_wrong_are_not_drawn() -> None:
    now = told("now", published=NOW)
    first = told("first", published=datetime.min.replace(tzinfo=UTC))
    last = told("last", published=datetime.max.replace(tzinfo=UTC), captured=None)
    assert draw([first, now], PARIS) is None
    assert draw([last, last, now], PARIS) is None
    assert draw([last, last], PARIS) is None
