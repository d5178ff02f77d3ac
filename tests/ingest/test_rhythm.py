"""Feeds are looked at as often as they publish, within bounds."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import ConfigError
from nouvelles.ingest.pace.rhythm import (
    Bounds,
    Rhythm,
    entries_a_day,
    learn,
    next_look,
)
from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

#: Monday, 5 January 2026, 0 h UTC.
MONDAY = 1_767_571_200.0
BOUNDS = Bounds()

times = st.floats(MONDAY - 40 * DAY, MONDAY + 40 * DAY)
jitters = st.floats(0, 1, exclude_max=True)
offsets = st.integers(-12, 14).map(lambda hours: hours * 3600)


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    """What may have been learned in some looks, at whatever was in the feed."""
    rhythm = Rhythm()
    for _ in range(draw(st.integers(0, 6))):
        odd = st.sampled_from([0.0, -1.0, 4e9, MONDAY])
        rhythm = learn(
            rhythm,
            now=draw(times),
            published=draw(st.lists(st.one_of(times, odd), max_size=30)),
            first=draw(st.booleans()),
            offset_s=draw(offsets),
        )
    return rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Looks at one feed, in order, with the entries that each found."""

    rhythm: Rhythm
    looks: list[float]
    delays: list[float]


def follow(
    published: list[float], *, begin: float, end: float, offset: int = 0
) -> Year:
    """Look at a feed of twenty entries as the reading loop does."""
    rhythm, now, seen = Rhythm(), begin, 0
    looks: list[float] = []
    delays: list[float] = []
    while now < end:
        there = bisect_right(published, now, seen)
        new = published[max(seen, there - 20) : there]
        delays += [now - t for t in new if looks]
        looks.append(now)
        rhythm = learn(rhythm, now=now, published=new, offset_s=offset)
        seen = there
        now = next_look(rhythm, now=now, bounds=BOUNDS, offset_s=offset, jitter=0.5)
    return Year(rhythm=rhythm, looks=looks, delays=delays)


def each(every_s: float, begin: float, end: float) -> list[float]:
    """An entry at every so many seconds, a little after the full ones."""
    return [begin + every_s * i + 77 for i in range(int((end - begin) / every_s))]


# ---- learning ----------------------------------------------------------------------


@given(rhythms(), times, st.lists(times, max_size=40), offsets)
def test_learning_is_a_function_of_its_arguments(
    rhythm: Rhythm, now: float, published: list[float], offset: int
) -> None:
    one = learn(rhythm, now=now, published=published, offset_s=offset)
    assert one == learn(rhythm, now=now, published=published, offset_s=offset)
    assert one.looks == rhythm.looks + 1
    assert entries_a_day(one) > 0
    assert all(count >= 0 for count in (*one.hours, *one.week))


def test_a_rhythm_is_kept_small_and_comes_back_the_same() -> None:
    busy = follow(
        each(200, MONDAY, MONDAY + 60 * DAY), begin=MONDAY + DAY, end=MONDAY + 9 * DAY
    )
    for codec in (msgspec.msgpack, msgspec.json):
        encoded = codec.encode(busy.rhythm)
        assert len(encoded) < 400
        assert codec.decode(encoded, type=Rhythm) == busy.rhythm


@pytest.mark.parametrize("a_day", [0.5, 4.0, 48.0])
def test_the_first_look_estimates_the_rate_from_the_dates(a_day: float) -> None:
    published = [MONDAY - i * DAY / a_day - 60 for i in range(20)]
    rhythm = learn(Rhythm(), now=MONDAY, published=published, first=True)
    assert entries_a_day(rhythm) == pytest.approx(a_day, rel=0.25)


@pytest.mark.parametrize(
    "published",
    [
        pytest.param([], id="empty"),
        pytest.param([0.0] * 20, id="undated"),
        pytest.param([MONDAY - 5.0] * 20, id="all dated when the feed was made"),
        pytest.param([MONDAY + DAY * i for i in range(1, 9)], id="in the future"),
    ],
)
def test_a_first_look_without_useful_dates_assumes_four_a_day(
    published: list[float],
) -> None:
    rhythm = learn(Rhythm(), now=MONDAY, published=published, first=True)
    assert entries_a_day(rhythm) == pytest.approx(4)


def test_an_archive_of_old_entries_does_not_look_busy() -> None:
    old = [MONDAY - (300 + i) * DAY for i in range(5000)]
    rhythm = learn(Rhythm(), now=MONDAY, published=old, first=True)
    assert entries_a_day(rhythm) < 0.1


def test_dates_without_a_time_teach_no_habit_of_midnight() -> None:
    days = [MONDAY - i * DAY for i in range(1, 20)]
    rhythm = learn(Rhythm(), now=MONDAY + 9 * HOUR, published=days, first=True)
    assert sum(rhythm.hours) == 0
    later = learn(rhythm, now=MONDAY + 33 * HOUR, published=[MONDAY + DAY])
    assert later.hours[0] == 0
    assert sum(later.hours) == 100


@pytest.mark.parametrize(
    "stated", [0.0, MONDAY - 3 * DAY, MONDAY + 3 * DAY], ids=["none", "back", "future"]
)
def test_an_impossible_time_counts_half_way_between_two_looks(stated: float) -> None:
    before = Rhythm(looks=5, last=MONDAY + 8 * HOUR, days=3.0)
    rhythm = learn(before, now=MONDAY + 12 * HOUR, published=[stated])
    assert rhythm.hours[10] == 100
    assert rhythm.week == (100, 0, 0, 0, 0, 0, 0)


def test_hours_are_those_of_the_zone() -> None:
    before = Rhythm(looks=5, last=MONDAY, days=3.0)
    rhythm = learn(
        before, now=MONDAY + HOUR, published=[MONDAY + 60], offset_s=-5 * 3600
    )
    assert rhythm.hours[19] == 100
    assert rhythm.week[6] == 100


def test_entries_left_after_a_long_stop_do_not_make_a_feed_look_slow() -> None:
    before = Rhythm(looks=500, last=MONDAY - 30 * DAY, entries=195.0, days=9.8)
    left = [MONDAY - i * DAY / 20 - 60 for i in range(20)]
    rhythm = learn(before, now=MONDAY, published=left)
    assert entries_a_day(rhythm) == pytest.approx(20, rel=0.15)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    before = Rhythm(looks=5, last=MONDAY + DAY, entries=10.0, days=3.0)
    rhythm = learn(before, now=MONDAY, published=[MONDAY - 60])
    assert rhythm.last == MONDAY
    assert rhythm.days == before.days


# ---- the next look -----------------------------------------------------------------


@given(
    rhythms(),
    times,
    st.floats(1, DAY),
    st.floats(0, 30 * DAY),
    offsets,
    st.one_of(st.floats(-10, 1e9), st.just(float("inf"))),
    jitters,
)
def test_bounds_are_always_kept(
    rhythm: Rhythm,
    now: float,
    shortest: float,
    room: float,
    offset: int,
    wish: float,
    jitter: float,
) -> None:
    bounds = Bounds(shortest_s=shortest, longest_s=shortest + room)
    at = next_look(
        rhythm, now=now, bounds=bounds, offset_s=offset, at_least_s=wish, jitter=jitter
    )
    assert bounds.shortest_s - 1e-3 <= at - now <= bounds.longest_s + 1e-3


@given(rhythms(), times, jitters, st.floats(0.1, 100), st.floats(0, 2 * DAY))
def test_more_news_never_makes_the_next_look_later(
    rhythm: Rhythm, now: float, jitter: float, more: float, wish: float
) -> None:
    busier = msgspec.structs.replace(rhythm, entries=rhythm.entries + more)
    sooner = next_look(busier, now=now, bounds=BOUNDS, at_least_s=wish, jitter=jitter)
    later = next_look(rhythm, now=now, bounds=BOUNDS, at_least_s=wish, jitter=jitter)
    assert sooner <= later + 1e-3


@given(rhythms(), times, jitters)
def test_jitter_moves_looks_apart_by_little(
    rhythm: Rhythm, now: float, jitter: float
) -> None:
    plain = next_look(rhythm, now=now, bounds=BOUNDS) - now
    moved = next_look(rhythm, now=now, bounds=BOUNDS, jitter=jitter) - now
    assert 0.84 * plain <= moved <= plain + 3 * HOUR


def test_nights_are_left_in_peace_even_before_anything_is_learned() -> None:
    rhythm = Rhythm(looks=1, last=MONDAY)
    noon, night = (
        next_look(rhythm, now=MONDAY + h * HOUR, bounds=BOUNDS) - MONDAY - h * HOUR
        for h in (11, 25)
    )
    assert night > 1.8 * noon


def test_night_is_that_of_the_zone() -> None:
    rhythm = Rhythm(looks=1, last=MONDAY)
    tokyo = next_look(rhythm, now=MONDAY + 2 * HOUR, bounds=BOUNDS, offset_s=9 * 3600)
    assert tokyo < next_look(rhythm, now=MONDAY + 2 * HOUR, bounds=BOUNDS)


@pytest.mark.parametrize(
    ("every_s", "wish", "expected"),
    [
        pytest.param(10 * MINUTE, 30 * MINUTE, 30 * MINUTE, id="granted"),
        pytest.param(10 * MINUTE, DAY, HOUR, id="a day, but it publishes more often"),
        pytest.param(8 * HOUR, DAY, 8 * HOUR, id="a day, and three entries in it"),
        pytest.param(10 * DAY, 9 * DAY, DAY, id="up to the longest interval"),
    ],
)
def test_a_wish_to_be_left_alone(every_s: float, wish: float, expected: float) -> None:
    published = [MONDAY - every_s * i - 77 for i in range(20)]
    rhythm = learn(Rhythm(), now=MONDAY, published=published, first=True)
    for _ in range(3):
        rhythm = learn(rhythm, now=MONDAY, published=())
    at = next_look(rhythm, now=MONDAY + 9 * HOUR, bounds=BOUNDS, at_least_s=wish)
    assert at - MONDAY - 9 * HOUR == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize(
    ("shortest", "longest"), [(0, 10), (-1, 10), (20, 10), (float("nan"), 10)]
)
def test_impossible_bounds_are_refused(shortest: float, longest: float) -> None:
    with pytest.raises(ConfigError, match=r"reading\.shortest_min"):
        Bounds(shortest_s=shortest, longest_s=longest)


# ---- typical sources, followed for weeks -------------------------------------------


def a_day(year: Year, begin: float, end: float) -> float:
    return sum(begin <= t < end for t in year.looks) / ((end - begin) / DAY)


def test_a_wire_that_never_sleeps_is_looked_at_near_the_shortest_interval() -> None:
    begin, end = MONDAY, MONDAY + 14 * DAY
    year = follow(each(300, begin - DAY, end), begin=begin, end=end)
    assert 100 < a_day(year, begin + 3 * DAY, end) <= 144
    assert sorted(year.delays)[len(year.delays) // 2] < 8 * MINUTE


def test_a_weekly_is_looked_at_a_few_times_a_day_and_most_on_its_day() -> None:
    begin, end = MONDAY, MONDAY + 70 * DAY
    thursdays = [MONDAY + (3 + 7 * w) * DAY + 15.2 * HOUR for w in range(-10, 10)]
    year = follow(thursdays, begin=begin, end=end)
    last = end - 7 * DAY
    assert 2 < a_day(year, last, end) < 9
    thursday = a_day(year, last + 3 * DAY, last + 4 * DAY)
    assert thursday > 1.3 * a_day(year, last + 5 * DAY, end)
    assert max(year.delays[-5:]) < 6 * HOUR


def test_a_daily_of_the_morning_is_looked_at_in_the_morning() -> None:
    begin, end, offset = MONDAY, MONDAY + 28 * DAY, 2 * 3600
    # Ten articles from 6 to 7.30 h of a zone two hours ahead of UTC.
    published = [
        MONDAY + day * DAY + 4 * HOUR + i * 9 * MINUTE + 13
        for day in range(-3, 28)
        for i in range(10)
    ]
    year = follow(published, begin=begin, end=end, offset=offset)
    week = [t for t in year.looks if t >= end - 7 * DAY]
    local = [int((t + offset) // HOUR) % 24 for t in week]
    assert local.count(6) > 3 * local.count(14)
    assert local.count(6) > 4 * local.count(2)
    last = sorted(year.delays[-70:])
    assert last[35] < 20 * MINUTE
    assert len(week) / 7 < 24


def test_a_source_that_falls_silent_is_looked_at_ever_less() -> None:
    begin, end = MONDAY, MONDAY + 60 * DAY
    published = each(HOUR, begin - DAY, begin + 14 * DAY)
    year = follow(published, begin=begin, end=end)
    shares = [
        a_day(year, begin + d * DAY, begin + (d + 7) * DAY) for d in (7, 21, 35, 49)
    ]
    assert all(before > after for before, after in pairwise(shares))
    assert shares[-1] >= 1
    assert shares[-1] < shares[0] / 4


def test_a_source_that_wakes_up_is_found_out_within_days() -> None:
    begin, end = MONDAY, MONDAY + 28 * DAY
    published = [begin - 20 * DAY, *each(30 * MINUTE, begin + 14 * DAY, end)]
    year = follow(published, begin=begin, end=end)
    assert a_day(year, begin + 7 * DAY, begin + 14 * DAY) < 8
    assert a_day(year, begin + 18 * DAY, end) > 30


def test_the_same_feed_is_followed_in_the_same_way() -> None:
    published = each(3 * HOUR, MONDAY - DAY, MONDAY + 9 * DAY)
    one, other = (
        follow(published, begin=MONDAY, end=MONDAY + 7 * DAY) for _ in range(2)
    )
    assert one == other
