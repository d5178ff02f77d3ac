"""At which hours and on which days a feed publishes: counted, faded, and presumed.

Counts are whole numbers, hundredths of an entry, so that they stay small when kept:
24 by local hour, 7 by day from Monday.
"""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.ingest.pace.zones import DAY, HOUR

Counts = tuple[int, ...]

#: One entry in the counts.
ONE = 100

#: What a day leaves of the counts: the half of them after five weeks.
FADE = 0.98

#: What the press's habits weigh against a feed's own, in the unit of the counts.
HOURS_LEAN = 24 * ONE
WEEK_LEAN = 21 * ONE

#: By local hour, how much the press publishes beside its mean. Drawn by hand along the
#: 242 pages of the extraction bench that state a time of day (2023 to 2026), and flatter
#: than those: it only has to be better than a day without night.
DAY_HABIT = (
    *(0.35, 0.25, 0.2, 0.2, 0.3, 0.5, 0.9, 1.1, 1.25, 1.4, 1.5, 1.5),
    *(1.45, 1.45, 1.5, 1.5, 1.5, 1.45, 1.3, 1.15, 1.0, 0.9, 0.75, 0.6),
)

#: From Monday; drawn likewise.
WEEK_HABIT = (1.1, 1.15, 1.15, 1.15, 1.1, 0.65, 0.7)

#: The press's habits as counts to add to a feed's own.
HOURS_PRIOR = tuple(HOURS_LEAN * share / sum(DAY_HABIT) for share in DAY_HABIT)
WEEK_PRIOR = tuple(WEEK_LEAN * share / sum(WEEK_HABIT) for share in WEEK_HABIT)

#: Day of the week of 1 January 1970, from Monday: a Thursday.
FIRST_DAY = 3


def counted(
    hours: Counts, week: Counts, times: Sequence[float], offset_s: int
) -> tuple[Counts, Counts]:
    """The counts with entries of these times added, in a zone with this offset."""
    by_hour, by_day = list(hours), list(week)
    for time in times:
        hour = int((time + offset_s) // HOUR)
        by_hour[hour % 24] += ONE
        by_day[(hour // 24 + FIRST_DAY) % 7] += ONE
    return tuple(by_hour), tuple(by_day)


def faded(counts: Counts, days: int) -> Counts:
    """The counts after so many days."""
    share = FADE**days
    return tuple([int(count * share) for count in counts])


def is_day_only(time: float, offset_s: int) -> bool:
    """Whether it is midnight sharp, in UTC or in the zone: a date without a time."""
    return time % DAY == 0 or (time + offset_s) % DAY == 0
