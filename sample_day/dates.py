"""Dates as a page writes them, by the patterns of its language's words.

Persian pages count in the solar Hijri calendar and in Persian digits, which is why a
date cannot be read off such a page by looking for 2026.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import format_datetime

from .records import Words

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

#: Days before each month of a solar Hijri year (six months of 31 days, five of 30).
SOLAR_MONTH_STARTS = tuple(31 * n if n < 7 else 186 + 30 * (n - 6) for n in range(12))

#: 1 Farvardin of the solar Hijri years that the sample day needs.
SOLAR_NEW_YEARS = {1403: date(2024, 3, 20), 1404: date(2025, 3, 21)}


def solar_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day in the solar Hijri calendar.

    >>> solar_hijri(date(2026, 3, 12))
    (1404, 12, 21)
    """
    year = max(y for y, start in SOLAR_NEW_YEARS.items() if start <= day)
    elapsed = (day - SOLAR_NEW_YEARS[year]).days
    month = max(n for n, start in enumerate(SOLAR_MONTH_STARTS) if start <= elapsed)
    return year, month + 1, elapsed - SOLAR_MONTH_STARTS[month] + 1


def write_date(time: datetime, words: Words, pattern: str = "date") -> str:
    """A time in the words of a language, by the named pattern of its file."""
    year, month, day = time.year, time.month, time.day
    persian = words.get("calendar") == "solar-hijri"
    if persian:
        year, month, day = solar_hijri(time.date())
    months, days = words["months"], words["days"]
    assert isinstance(months, list)
    assert isinstance(days, list)
    text = str(words[pattern]).format(
        year=year,
        month=months[month - 1],
        mo=f"{month:02}",
        day=day,
        dd=f"{day:02}",
        weekday=days[time.weekday()],
        hh=f"{time.hour:02}",
        h=time.hour,
        mm=f"{time.minute:02}",
    )
    return text.translate(PERSIAN_DIGITS) if persian else text


def http_date(time: datetime) -> str:
    """A time as HTTP headers want it, in GMT.

    >>> http_date(datetime.fromisoformat("2026-03-12T03:05:00-03:00"))
    'Thu, 12 Mar 2026 06:05:00 GMT'
    """
    return format_datetime(time.astimezone(UTC), usegmt=True)
