"""What is new since a time: the times that addresses carry, good and bad."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import news_since, read_since, write_since
from nouvelles.records import Change, Revision, Shown
from tests.edition.tellings import NOW, told


@pytest.mark.parametrize(
    "given_",
    ["2026-03-12T09:00Z", "2026-03-12T10:00+01:00", "2026-03-12T10:00 01:00",
     "2026-03-12T09:00:00Z"],
)  # fmt: skip
def test_times(given_: str) -> None:
    assert read_since(given_, NOW) == datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "given_",
    ["", "x", "2026", "2026-03-12", "2026-03-12T09:00", "2026-13-12T09:00Z",
     "2026-03-12T25:00Z", "2026-03-12T12:01Z", "9999-12-31T23:59-23:59",
     "0001-01-01T00:00+14:00", "0000-01-01T00:00Z", "２０２６-03-12T09:00Z",
     "2026-03-12T09:00Z\n", "2026-03-12T09:00+99:99"],
)  # fmt: skip
def test_what_is_no_time_or_none_that_has_passed(given_: str) -> None:
    assert read_since(given_, NOW) is None


@given(st.text(max_size=40))
def test_no_text_raises(given_: str) -> None:
    found = read_since(given_, NOW)
    assert found is None or found <= NOW


@given(st.datetimes(max_value=NOW.replace(tzinfo=None)))
def test_what_is_written_can_be_read(at: datetime) -> None:
    at = at.replace(tzinfo=UTC)
    read = read_since(write_since(at), NOW)
    assert read is not None
    assert timedelta() <= at - read < timedelta(minutes=1)


def test_new_is_what_the_paper_had_not() -> None:
    at = NOW - timedelta(hours=2)
    old = told("old", age_h=5)
    late = told("late", published=NOW - timedelta(days=9), captured=NOW)
    unknown = told("unknown", age_h=None, captured=None)
    news = news_since([old, late, unknown], [], at)
    assert (news.new, news.changed) == ((late,), ())


def test_changes_of_old_tellings_are_new() -> None:
    at = NOW - timedelta(hours=2)
    old, new = told("old", age_h=5), told("new", age_h=1)
    change = Change(field="body", before="one", after="two")

    def shown(id: str, hours: float, *changes: Change) -> Shown:
        one = old if id == "old" else new
        revision = Revision(
            at=NOW - timedelta(hours=hours), digest="", headline="", changes=changes
        )
        return Shown(listed=one.listed, article=None, revisions=(revision,))

    both = [old, new]
    articles = [shown("old", 1, change), shown("new", 0.5, change)]
    news = news_since(both, articles, at)
    assert (news.new, news.changed) == ((new,), (old,))
    assert news_since(both, [shown("old", 3, change)], at).changed == ()
    assert news_since(both, [shown("old", 1)], at).changed == ()
    assert news_since([replace(old)], [], at).changed == ()
