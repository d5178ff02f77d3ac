"""The tellings of a story hour by hour, and who reported first.

Copies stand under the text that they have, whichever outlet printed it. Where only a
day is known, nothing is said of the hour, and nobody is called the first whom an article
without an hour may have preceded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from nouvelles.edition.hours import earliest, known_hour, local
from nouvelles.records import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text with all who printed it; `told` is the first of them that was seen.

    `at` is in the edition's zone, None where the hour is not known.
    """

    told: Told
    at: datetime | None
    copies: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """What was published in one hour: `start` is its beginning in the edition's zone.

    None for articles of which the day alone is known, or (`day` is None, too) not even
    that.
    """

    day: date | None
    start: datetime | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A story's tellings in order of time.

    `first` is the earliest telling of which the hour is known. `perhaps` are tellings
    without an hour that may have come before it; where there are any, who was the first
    is not known.
    """

    hours: tuple[Hour, ...]
    first: Told | None = None
    perhaps: tuple[Told, ...] = ()


def tell_time(told: Sequence[Told], zone: tzinfo) -> Timeline:
    """The tellings of a story by hour in a zone; every telling stands in one row."""
    rows = sorted(_rows(told, zone), key=_order)
    hours = tuple(
        Hour(day=day, start=start, rows=tuple(found))
        for (day, start), found in groupby(rows, key=_hour_of)
    )
    timed = [(hour, one) for one in told if (hour := known_hour(one.listed))]
    if not timed:
        return Timeline(hours=hours)
    began, first = min(timed, key=lambda pair: (pair[0], pair[1].listed.id))
    return Timeline(
        hours=hours,
        first=first,
        perhaps=tuple(
            one
            for one in told
            if known_hour(one.listed) is None and earliest(one.listed) < began
        ),
    )


def _rows(told: Sequence[Told], zone: tzinfo) -> list[Row]:
    by_origin: dict[str, list[Told]] = {}
    for one in told:
        by_origin.setdefault(one.origin, []).append(one)
    rows = []
    for origin, found in by_origin.items():
        # The origin itself may be no part of the story (removed, or moved elsewhere).
        head = next((one for one in found if one.listed.id == origin), found[0])
        copies = sorted(
            (one for one in found if one is not head),
            key=lambda one: (earliest(one.listed), one.listed.id),
        )
        hour = known_hour(head.listed)
        at = local(hour, zone) if hour is not None else None
        rows.append(Row(told=head, at=at, copies=tuple(copies)))
    return rows


def _hour_of(row: Row) -> tuple[date | None, datetime | None]:
    if row.at is not None:
        return row.at.date(), row.at.replace(minute=0, second=0, microsecond=0)
    published = row.told.listed.published
    # A bare day has no zone; moving it could change the day.
    return (published.date() if published is not None else None), None


def _order(row: Row) -> tuple[date, bool, str, str]:
    """By day; within it first what has an hour; what has not even a day comes last."""
    day, _ = _hour_of(row)
    at = row.at.isoformat() if row.at is not None else ""
    return day or date.max, row.at is None, at, row.told.listed.id
