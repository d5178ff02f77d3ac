"""When an article came: what is known of it, and by which time it is ordered."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo

from nouvelles.records import Listed

_DAY = timedelta(hours=24)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def freshness(item: Listed, now: datetime) -> datetime:
    """The time by which an article is ordered; never after `now`.

    A time in the future (publishers' clocks and embargoes) counts as the time of
    capture, or else as `now`. A bare day says that the article came some time in it: the
    capture tells when at the latest. Ordered by midnight, such an article would be old
    before it is read.
    """
    if item.published is not None and item.published <= now:
        if item.day_only and item.captured is not None:
            return max(
                item.published, min(item.captured, _evening(item.published), now)
            )
        return item.published
    if item.captured is not None and item.captured <= now:
        return item.captured
    return now if item.published or item.captured else _LONG_AGO


def known_hour(item: Listed) -> datetime | None:
    """When an article was published, to the minute; None where only a day is known.

    It cannot have been published after we captured it: then the capture is as much as
    is known.
    """
    if item.published is None or item.day_only:
        return None
    if item.captured is not None and item.captured < item.published:
        return item.captured
    return item.published


def earliest(item: Listed) -> datetime:
    """The earliest time at which an article may have been published."""
    hour = known_hour(item)
    if hour is not None:
        return hour
    return item.published if item.published is not None else _LONG_AGO


def local(at: datetime, zone: tzinfo) -> datetime:
    """The time in a zone; years 1 and 9999, which have no neighbour, stay as they are."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at


def _evening(day: datetime) -> datetime:
    """The end of a day that is given by its beginning; the last day of all has none."""
    return day + _DAY if day.year < MAXYEAR else day
