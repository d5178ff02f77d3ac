"""The timeline: hours in the edition's zone, copies under origins, honest firsts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import tell_time
from tests.edition.tellings import NOW, told

PARIS = ZoneInfo("Europe/Paris")


def test_hours_stand_in_the_zone_of_the_edition() -> None:
    late = told("late", published=datetime(2026, 3, 11, 23, 40, tzinfo=UTC))
    early = told("early", published=datetime(2026, 3, 11, 20, 5, tzinfo=UTC))
    hours = tell_time([late, early], PARIS).hours
    assert [hour.day for hour in hours] == [date(2026, 3, 11), date(2026, 3, 12)]
    assert [hour.start and hour.start.hour for hour in hours] == [21, 0]


def test_copies_stand_under_the_text_that_they_have() -> None:
    origin = told("a", age_h=5)
    copies = [told("c", copy_of="a", age_h=3), told("b", copy_of="a", age_h=4)]
    (hour,) = tell_time([origin, *copies], PARIS).hours
    (row,) = hour.rows
    assert row.told == origin
    assert [one.listed.id for one in row.copies] == ["b", "c"]


def test_a_copy_whose_origin_is_gone_stands_for_it() -> None:
    copies = [told("b", copy_of="a", age_h=4), told("c", copy_of="a", age_h=3)]
    (hour,) = tell_time(copies, PARIS).hours
    assert [row.told.listed.id for row in hour.rows] == ["b"]


def test_the_first_is_who_was_first() -> None:
    found = tell_time([told("a", age_h=1), told("b", age_h=2)], PARIS)
    assert found.first is not None
    assert found.first.listed.id == "b"
    assert found.perhaps == ()


def test_whoever_may_have_been_first_is_named() -> None:
    sure = told("sure", age_h=2)
    today = told("today", published=datetime(2026, 3, 12, tzinfo=UTC), day_only=True)
    tomorrow = told(
        "tomorrow", published=datetime(2026, 3, 13, tzinfo=UTC), day_only=True
    )
    unknown = told("unknown", age_h=None)
    found = tell_time([sure, today, tomorrow, unknown], PARIS)
    assert found.first == sure
    assert found.perhaps == (today, unknown)


def test_without_an_hour_nobody_is_first() -> None:
    found = tell_time([told("a", age_h=None), told("b", day_only=True)], PARIS)
    assert (found.first, found.perhaps) == (None, ())
    assert [hour.start for hour in found.hours] == [None, None]
    assert [hour.day for hour in found.hours] == [date(2026, 3, 12), None]


def test_a_bare_day_is_not_moved_into_another() -> None:
    kiritimati = timezone(timedelta(hours=14))
    day = datetime(2026, 3, 12, tzinfo=kiritimati)
    (hour,) = tell_time([told("a", published=day, day_only=True)], PARIS).hours
    assert (hour.day, hour.start) == (date(2026, 3, 12), None)


def test_nobody_publishes_after_the_capture() -> None:
    embargo = told("a", published=NOW + timedelta(days=3), captured=NOW)
    (hour,) = tell_time([embargo], UTC).hours
    assert hour.rows[0].at == NOW


def test_the_ends_of_time() -> None:
    first = told("a", published=datetime.min.replace(tzinfo=UTC))
    last = told("b", published=datetime.max.replace(tzinfo=UTC), captured=None)
    assert len(tell_time([first, last], PARIS).hours) == 2


@given(
    st.lists(
        st.tuples(
            st.none() | st.floats(-100, 1e5),
            st.booleans(),
            st.none() | st.integers(0, 5),
        ),
        max_size=20,
    )
)
def test_every_telling_stands_in_one_row(
    drawn: list[tuple[float | None, bool, int | None]],
) -> None:
    tellings = [
        told(
            str(n),
            age_h=age,
            day_only=day_only,
            copy_of="" if of is None or of == n else str(of),
        )
        for n, (age, day_only, of) in enumerate(drawn)
    ]
    rows = [row for hour in tell_time(tellings, PARIS).hours for row in hour.rows]
    found = [one.listed.id for row in rows for one in (row.told, *row.copies)]
    assert sorted(found) == sorted(one.listed.id for one in tellings)
    days = [hour.day or date.max for hour in tell_time(tellings, PARIS).hours]
    assert days == sorted(days)
