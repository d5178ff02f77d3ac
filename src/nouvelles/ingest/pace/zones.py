"""Lengths of time in seconds, and the local time of an outlet."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTE = 60.0
HOUR = 3600.0
DAY = 86400.0


def offset_of(zone: str, now: float) -> int:
    """Seconds by which a zone (IANA name) is ahead of UTC at a time; 0 if unknown.

    No guess is made from country or language: without a zone the habits of a feed are
    learned in UTC just as well, only its first days are less apt.
    """
    rules = _rules(zone)
    if rules is None:
        return 0
    offset = datetime.fromtimestamp(now, rules).utcoffset()
    return int(offset.total_seconds()) if offset else 0


@lru_cache(maxsize=1024)
def _rules(zone: str) -> ZoneInfo | None:
    """The rules of a zone; None for a name that the database of zones does not have."""
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
