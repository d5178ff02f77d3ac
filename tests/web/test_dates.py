"""Times in French and English, in the outlet's zone and in the paper's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.web.dates import Times, offset_name
from nouvelles.web.words import load_words

FR = Times(words=load_words("fr"), zone=ZoneInfo("Europe/Paris"))
EN = Times(words=load_words("en"), zone=ZoneInfo("Europe/Paris"))
AT = datetime(2026, 3, 12, 6, 20, tzinfo=timezone(timedelta(hours=-3)))
NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)


def text(element: str) -> str:
    return element.partition(">")[2].removesuffix("</time>")


def test_a_moment_keeps_the_outlets_zone() -> None:
    assert FR.moment(AT) == (
        '<time datetime="2026-03-12T06:20-03:00">'
        "12\u00a0mars 2026 à 6\u00a0h\u00a020 (UTC−3)</time>"
    )
    assert text(EN.moment(AT)) == "12\u00a0March 2026 at 06:20 (UTC−3)"


def test_what_we_noted_has_the_papers_zone() -> None:
    assert text(FR.noted(AT)) == "12\u00a0mars 2026 à 10\u00a0h\u00a020 (UTC+1)"


def test_french_hours_and_firsts() -> None:
    first = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    assert text(FR.moment(first)) == "1er\u00a0mai 2026 à 9\u00a0h (UTC)"
    assert text(EN.moment(first)) == "1\u00a0May 2026 at 09:00 (UTC)"
    assert FR.day(first) == "Vendredi 1er\u00a0mai 2026"
    midnight = datetime(2026, 3, 12, 0, 5, tzinfo=UTC)
    assert "0\u00a0h\u00a005" in FR.moment(midnight)


def test_the_day_alone() -> None:
    assert text(FR.moment(AT, day_only=True)) == "12\u00a0mars 2026"
    assert text(FR.brief(AT, NOW, day_only=True)) == "12\u00a0mars"


def test_the_same_moment_in_the_papers_zone() -> None:
    assert FR.same_moment(AT) == "10\u00a0h\u00a020 à Paris"
    assert EN.same_moment(AT) == "10:20 in Paris"
    assert FR.same_moment(AT.astimezone(ZoneInfo("Europe/Berlin"))) == ""
    late = datetime(2026, 3, 12, 22, 0, tzinfo=timezone(timedelta(hours=-3)))
    assert FR.same_moment(late) == "le 13\u00a0mars à 2\u00a0h à Paris"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW - timedelta(hours=2), "14\u00a0h\u00a030"),
        (NOW - timedelta(days=1), "11\u00a0mars, 16\u00a0h\u00a030"),
        (NOW - timedelta(days=400), "5\u00a0février 2025"),
    ],
)
def test_lists_say_no_more_than_needed(at: datetime, said: str) -> None:
    assert text(FR.brief(at, NOW)) == said


def test_zones_have_names() -> None:
    assert FR.zone_name() == "heure d’Europe centrale"
    assert EN.zone_name() == "Central European Time"
    assert Times(words=FR.words, zone=ZoneInfo("UTC")).zone_name()


@pytest.mark.parametrize(
    ("hours", "name"),
    [
        (0, "UTC"),
        (-3, "UTC−3"),
        (3.5, "UTC+3:30"),
        (5.75, "UTC+5:45"),
        (-9.5, "UTC−9:30"),
    ],
)
def test_offsets(hours: float, name: str) -> None:
    zone = timezone(timedelta(hours=hours))
    assert offset_name(datetime(2026, 3, 12, tzinfo=zone)) == name


@given(st.datetimes(timezones=st.timezones()), st.booleans())
def test_any_time_can_be_printed(at: datetime, day_only: bool) -> None:
    for times in (FR, EN):
        assert times.moment(at, day_only=day_only)
        assert times.brief(at, NOW, day_only=day_only)
        assert times.same_moment(at) is not None
