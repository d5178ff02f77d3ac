"""The day in ten stories: an edition that ends.

The edition of a day closes at `CLOSES` in the paper's zone and tells the day before it.
What came later changes nothing in it: tellings after the closing are left out before
anything is counted, so that the same stored stories give the same edition whenever it is
asked for. Only what is taken back (a removed article, a hidden story, a merge) changes it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from nouvelles.config import FrontSettings
from nouvelles.edition.front import Piece, find_next, rank_all
from nouvelles.edition.hours import freshness, local
from nouvelles.records import Story

CLOSES: Final = time(7)
#: How far an edition looks back from its closing.
SPAN: Final = timedelta(hours=24)
SIZE: Final = 10

#: There is no edition before and after these, where the calendar itself ends.
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(9000, 1, 1)


def closing_of(day: date, zone: tzinfo) -> datetime:
    """When the edition of a day closes."""
    return datetime.combine(day, CLOSES, tzinfo=zone)


def latest_day(newest: datetime, now: datetime, zone: tzinfo) -> date | None:
    """The day of the last edition that has closed; None where there was none.

    `newest` is the time of the newest article: a paper of a past day is read as of that
    day, so its last edition is the first that closed after it.
    """
    last = _last_closed(now, zone)
    day = local(newest, zone).date()
    if day < last and newest >= closing_of(day, zone):
        day += timedelta(days=1)
    found = min(day, last)
    return found if FIRST_DAY <= found <= LAST_DAY else None


def has_closed(day: date, now: datetime, zone: tzinfo) -> bool:
    """Whether the edition of a day is there to be read."""
    return FIRST_DAY <= day <= LAST_DAY and closing_of(day, zone) <= now


def choose_day(
    stories: Sequence[Story],
    closing: datetime,
    *,
    front: FrontSettings,
    reader: str = "",
    whole: Container[str] = (),
) -> tuple[Piece, ...]:
    """The stories of an edition in their order, `SIZE` at most.

    By importance as of the closing, with the front page's rules: no outlet leads more
    than two, and neighbours of one language are avoided. Stories that have nothing of
    the edition's `SPAN` are not of this day, and withdrawn articles lead nothing.
    """
    known = [_until(story, closing) for story in stories]
    fresh = [
        story
        for story in known
        if any(closing - freshness(one.listed, closing) < SPAN for one in story.told)
    ]
    ranked = rank_all(fresh, (), closing, front=front, reader=reader, whole=whole)
    left = [one for one in ranked if one.listed.withdrawn is None]
    chosen: list[Piece] = []
    while len(chosen) < SIZE and (following := find_next(left, chosen)):
        chosen.append(following)
        left = [one for one in left if one is not following]
    return tuple(chosen)


def _until(story: Story, closing: datetime) -> Story:
    """A story as it stood at a closing."""
    # What came later counts as of the closing itself.
    told = tuple(one for one in story.told if freshness(one.listed, closing) < closing)
    return replace(story, told=told)


def _last_closed(now: datetime, zone: tzinfo) -> date:
    today = local(now, zone).date()
    if closing_of(today, zone) > now and today > date.min:
        return today - timedelta(days=1)
    return today
