"""The day in ten stories: what is in it does not change with what comes later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nouvelles.config import FrontSettings
from nouvelles.edition import choose_day, closing_of, has_closed, latest_day
from nouvelles.edition.day import SIZE
from nouvelles.edition.front import PER_SOURCE
from nouvelles.records import Story
from tests.edition.tellings import NOW, story, told

PARIS = ZoneInfo("Europe/Paris")
#: The edition of the day after the tellings: it closes 18 hours after `NOW`.
DAY = date(2026, 3, 13)
CLOSING = closing_of(DAY, PARIS)


def ids(*stories: Story, closing: datetime = CLOSING) -> list[str]:
    chosen = choose_day(stories, closing, front=FrontSettings())
    return [piece.listed.id for piece in chosen]


def test_an_edition_has_ten_stories_and_ends() -> None:
    many = [story(f"s{n}", told(f"a{n}")) for n in range(15)]
    assert len(ids(*many)) == SIZE == 10


def test_what_more_origins_tell_comes_first() -> None:
    small = story("s1", told("a"))
    large = story("s2", told("b"), told("c"))
    assert ids(small, large)[1] == "a"


def test_what_comes_after_the_closing_changes_nothing() -> None:
    early = story("s1", told("a"), told("b"))
    other = story("s2", told("c", age_h=3))
    late = replace(told("d").listed, published=CLOSING, captured=CLOSING)
    grown = replace(other, told=(*other.told, replace(told("d"), listed=late)))
    before = choose_day([early, other], CLOSING, front=FrontSettings())
    assert len(before) == 2
    assert choose_day([early, grown], CLOSING, front=FrontSettings()) == before


def test_a_story_of_other_days_is_not_of_this_one() -> None:
    old = story("s1", told("old", age_h=7))  # 25 hours before the closing
    assert ids(old) == []
    assert ids(old, closing=closing_of(date(2026, 3, 12), PARIS)) == ["old"]


def test_no_outlet_leads_more_than_two_and_withdrawn_articles_lead_nothing() -> None:
    many = [story(f"s{n}", told(f"a{n}", host="a.example")) for n in range(4)]
    gone = replace(told("w"), listed=replace(told("w").listed, withdrawn=NOW))
    assert len(ids(*many, story("s9", gone))) == PER_SOURCE


@pytest.mark.parametrize(
    ("newest", "now", "found"),
    [
        # A paper of today: the edition of this morning, before seven that of yesterday.
        ("2026-03-12T11:00", "2026-03-12T11:00", date(2026, 3, 12)),
        ("2026-03-12T04:00", "2026-03-12T05:59", date(2026, 3, 11)),
        ("2026-03-12T05:00", "2026-03-12T06:00", date(2026, 3, 12)),
        # A paper of a past day: the first edition after its last article.
        ("2026-03-12T11:00", "2026-11-29T11:00", date(2026, 3, 13)),
        ("2026-03-12T05:59", "2026-11-29T11:00", date(2026, 3, 12)),
        ("2026-03-12T06:00", "2026-11-29T11:00", date(2026, 3, 13)),
        # The ends of the calendar have none.
        ("0001-01-01T00:00", "2026-11-29T11:00", None),
        ("9999-12-31T23:59", "9999-12-31T23:59", None),
    ],
)
def test_the_latest_edition(newest: str, now: str, found: date | None) -> None:
    times = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (newest, now)]
    assert latest_day(*times, PARIS) == found


def test_an_edition_is_there_once_it_has_closed() -> None:
    assert has_closed(DAY, CLOSING, PARIS)
    assert not has_closed(DAY, CLOSING - timedelta(seconds=1), PARIS)
    assert not has_closed(date.min, NOW, PARIS)
    assert not has_closed(date.max, NOW, PARIS)
