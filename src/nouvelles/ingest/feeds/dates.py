"""The dates that feeds write: the two standard forms at once, the others by feedparser.

Sources: RFC 5322 section 3.3 with 4.3 (names of zones), RFC 3339; zones of Europe and
Asia that feeds write although no standard of mail names them; as known in November 2026.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from time import struct_time

#: Tue, 03 Nov 2026, each sign at its place, as most feeds have it.
_USUAL_DAY = re.compile(r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) ")

#: Tue, 03 Nov 2026 08:05:09 +0100, with or without day of the week and seconds.
_MAIL_DATE = re.compile(
    r"(?:[A-Za-z]{3,9},?[ ]+)?(\d{1,2})[ ]+([A-Z][a-z]{2})[a-z]{0,6}[ ]+(\d{4})[ ]+"
    r"(\d{1,2}):(\d\d)(?::(\d\d))?[ ]*(?:([+-])(\d\d):?(\d\d)|([A-Z]{1,4}))"
)

#: 2026-11-03T08:05:09.5+01:00; the zone must be there.
_ISO_DATE = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)"
)

_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}

#: Minutes east of Greenwich. BST is London's, IST is not kept: it means three zones.
_ZONES = {
    zone: minutes
    for minutes, zones in {
        0: ("Z", "UT", "UTC", "GMT", "WET"),
        60: ("BST", "WEST", "CET", "MET"),
        120: ("CEST", "MEST", "EET"),
        180: ("EEST", "MSK"),
        540: ("JST", "KST"),
        -240: ("EDT",),
        -300: ("EST", "CDT"),
        -360: ("CST", "MDT"),
        -420: ("MST", "PDT"),
        -480: ("PST",),
    }.items()
    for zone in zones
}


def read_date(text: str) -> datetime | None:
    """The time that a feed wrote, in the zone that it wrote; None when nobody can tell.

    A time without a zone, and a day without a time, count as UTC, as feedparser has it.
    """
    text = text.strip()
    date = None
    if text[3:5] == ", ":
        date = _usual_date(text)
    if date is not None:
        return date
    if _ISO_DATE.fullmatch(text):
        date = _iso_date(text)
    elif match := _MAIL_DATE.fullmatch(text):
        date = _mail_date(match)
    return date if date is not None else feed_date(text, _by_feedparser(text))


def _by_feedparser(text: str) -> struct_time | None:
    # Imported here: it takes 80 ms to load, and most feeds need none of it. Private, but
    # the one door to its many forms (asctime, Greek, a day alone …); tests read them
    # through it.
    from feedparser.datetimes import _parse_date

    parsed: struct_time | None = _parse_date(text)
    return parsed


def feed_date(text: str, parsed: struct_time | None) -> datetime | None:
    """As `read_date`, where feedparser's reading in UTC is at hand: `parsed`."""
    written = _written_date(text)
    if parsed is None:
        return written
    try:
        utc = datetime(*parsed[:6], tzinfo=UTC)
    except ValueError:
        return written
    # Without fractions of seconds, which feedparser drops.
    same = written is not None and written.replace(microsecond=0) == utc
    return written if same else utc


def _usual_date(text: str) -> datetime | None:
    """Tue, 03 Nov 2026 08:05:09 +0100, or GMT; None for any other form."""
    day, zone = _iso_day(text[:17]), text[25:]
    if not day or text[19:20] != ":":
        return None
    if zone == " GMT":
        return _iso_date(f"{day}{text[17:25]}Z")
    sound = len(zone) == 6 and zone.startswith((" +", " -"))
    return _iso_date(f"{day}{text[17:25]}{zone[1:]}") if sound else None


@lru_cache(maxsize=256)
def _iso_day(text: str) -> str:
    """The day as ISO 8601 begins a time, or ""; a feed has few days, and many times."""
    match = _USUAL_DAY.fullmatch(text)
    if match is None or match[2] not in _MONTHS:
        return ""
    return f"{match[3]}-{_MONTHS[match[2]]:02}-{match[1]}T"


def _iso_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _mail_date(match: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute, second, sign, zone_h, zone_min, zone = (
        match.groups()
    )
    if sign:
        offset = int(zone_h) * 60 + int(zone_min)
        offset = -offset if sign == "-" else offset
    else:
        offset = _ZONES.get(zone, _UNKNOWN)
    if offset == _UNKNOWN or month not in _MONTHS:
        return None
    try:
        date = datetime(
            *(int(year), _MONTHS[month], int(day)),
            *(int(hour), int(minute), int(second or 0)),
            tzinfo=_zone(offset),
        )
    except ValueError:
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


_UNKNOWN = 10_000

#: Years in which a time can be told in every zone.
_FIRST_YEAR, _LAST_YEAR = 2, 9998


@lru_cache(maxsize=256)
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def _written_date(text: str) -> datetime | None:
    """ISO 8601 or RFC 2822, with a zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = read(text.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if date.tzinfo is not None and _in_range(date):
            return date
    return None


def _in_range(date: datetime) -> bool:
    """Whether the time can be told in UTC: years 1 to 9999."""
    try:
        date.astimezone(UTC)
    except (OverflowError, ValueError):
        return False
    return True
