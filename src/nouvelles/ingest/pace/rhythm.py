"""When to look at a feed again: what is learned of it, and what follows from that.

A feed that publishes `r` entries an hour and is looked at each `T` hours keeps an entry
waiting for `T / 2` on average. Of all ways to share out a number of looks, the one with
the least waiting over all entries looks in proportion to the square root of `r`, from
feed to feed and from hour to hour (Sia, Cho and Cho, "Efficient Monitoring Algorithm for
Fast News Alerts", IEEE TKDE 19(7), 2007, as known in November 2026). So

    looks an hour = LOOKS * sqrt(entries an hour expected now),

kept within bounds. What is expected is the feed's mean rate, times its habit at this hour
and on this day of the week; nights are quiet, so they are left in peace. Habits are
learned from the times of its entries and lean on those of the press in general while
little is known. A quicker memory beside this one, for bursts and sudden silences, was
tried: it saved 4 % of the requests and was not worth its three figures.

Everything here is a function of its arguments. Times are seconds since 1970, UTC; a
`jitter` is a number from 0 up to 1, which keeps feeds from falling into step.
`python -m bench rhythm` measures a year of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from msgspec import Struct
from msgspec.structs import replace

from nouvelles.errors import ConfigError
from nouvelles.ingest.pace.habits import (
    FIRST_DAY,
    HOURS_LEAN,
    HOURS_PRIOR,
    WEEK_LEAN,
    WEEK_PRIOR,
    counted,
    faded,
    is_day_only,
)
from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

#: Looks an hour at a feed that publishes one entry an hour. From the first 250 sources of
#: the bench: with 1.5, 1.8 and 2.1 the median delay is 10.8, 9.3 and 8.5 minutes, at
#: 17, 20 and 23 requests a day.
LOOKS = 1.8

#: Seconds after which the mean rate has forgotten all but a third of what it saw. Half of
#: it does as well in the bench.
MEMORY_S = 10 * DAY

#: Before anything is known: four entries a day, with the weight of an hour's watching.
PRIOR_ENTRIES = 4 / 24
PRIOR_DAYS = 1 / 24

#: Days of a feed's past that count at the first look, and the weight of them at most:
#: dates in a feed are a hint, looks are evidence.
PAST_DAYS = 28.0
PAST_WEIGHT_DAYS = 4.0

#: After so long without a look, the feed may have lost entries that were not seen.
LONG_STOP_S = 2 * DAY

#: By how much jitter makes an interval longer, at the most.
JITTER = 0.15

#: A wish to be left alone longer than this is not granted to feeds that publish faster.
WISH_S = HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Seconds between two looks at a feed, at the least and at the most.

    Raises:
        ConfigError: they leave no room (`reading.shortest_min`, `reading.longest_h`).
    """

    shortest_s: float = 10 * MINUTE
    longest_s: float = DAY

    def __post_init__(self) -> None:
        if not 0 < self.shortest_s <= self.longest_s:
            raise ConfigError(
                "reading.shortest_min, reading.longest_h",
                f"no interval is both ≥ {self.shortest_s:g} s and ≤ "
                f"{self.longest_s:g} s",
                "Set a shortest interval above 0 and not above the longest.",
            )


class Rhythm(Struct, frozen=True, kw_only=True, gc=False):
    """What was learned of a feed. Plain and small, to be kept beside it.

    No dataclass: to make one is a sixth of what a look costs here.
    """

    looks: int = 0
    last: float = 0.0  # time of the last look that succeeded
    entries: float = 0.0  # seen, faded by MEMORY_S
    days: float = 0.0  # watched, faded alike
    hours: tuple[int, ...] = (0,) * 24  # by local hour, in hundredths of an entry
    week: tuple[int, ...] = (0,) * 7  # from Monday, alike


def entries_a_day(rhythm: Rhythm) -> float:
    """The mean rate as it is estimated now; four a day before anything is known."""
    return (rhythm.entries + PRIOR_ENTRIES) / (rhythm.days + PRIOR_DAYS)


def learn(
    rhythm: Rhythm,
    *,
    now: float,
    published: Sequence[float],
    first: bool = False,
    offset_s: int = 0,
) -> Rhythm:
    """What is known of a feed after one more look that succeeded.

    `published` has a time for each entry that was new at this look (for all entries at
    the first one), 0.0 where none is stated; `offset_s` is the offset of the outlet's
    zone from UTC. An entry that cannot have appeared when it says (before the last look,
    in the future, at midnight sharp: a day without a time) counts as having appeared
    half-way between the two looks.
    """
    if first or not rhythm.looks:
        return _begin(now, published, offset_s)
    last = rhythm.last
    elapsed = now - last if now > last else 0.0
    hours, week = rhythm.hours, rhythm.week
    nights = int((now + offset_s) // DAY) - int((last + offset_s) // DAY)
    if nights > 0:
        hours, week = faded(hours, nights), faded(week, nights)
    if published:
        middle = now - elapsed / 2
        times = [
            t if last < t <= now and not is_day_only(t, offset_s) else middle
            for t in published
        ]
        hours, week = counted(hours, week, times, offset_s)
        if elapsed > LONG_STOP_S:
            # What is left in the feed tells of the time since its oldest entry only.
            elapsed = max(now - min(times), HOUR)
    keep = exp(-elapsed / MEMORY_S)
    return Rhythm(
        looks=rhythm.looks + 1,
        last=now,
        entries=rhythm.entries * keep + len(published),
        days=rhythm.days * keep + elapsed / DAY,
        hours=hours,
        week=week,
    )


def _begin(now: float, published: Sequence[float], offset_s: int) -> Rhythm:
    """A first estimate from the dates that stand in a feed."""
    past = now - PAST_DAYS * DAY
    dated = [t for t in published if 0 < t <= now]
    times = [t for t in dated if t > past]
    start = Rhythm(looks=1, last=now)
    # All of one time: that of the feed's making, or of a move to a new system.
    if not dated or max(dated) - min(dated) < MINUTE:
        return start
    watched = now - max(min(dated), past)
    # The oldest entry opens the span; it is not one that came within it.
    entries = len(times) - (len(times) == len(dated))
    entries_faded = entries * _faded_share(watched)
    days = MEMORY_S / DAY * (1 - exp(-watched / MEMORY_S))
    weight = min(1.0, PAST_WEIGHT_DAYS / days)
    timed = [t for t in times if not is_day_only(t, offset_s)]
    hours, week = counted(start.hours, start.week, timed, offset_s)
    return replace(
        start,
        entries=entries_faded * weight,
        days=days * weight,
        hours=hours,
        week=week,
    )


def _faded_share(watched: float) -> float:
    """What fading leaves, on average, of entries spread over a span of seconds."""
    span = watched / MEMORY_S
    return (1 - exp(-span)) / span


def next_look(
    rhythm: Rhythm,
    *,
    now: float,
    bounds: Bounds,
    offset_s: int = 0,
    at_least_s: float = 0.0,
    jitter: float = 0.0,
) -> float:
    """The time of the next look: between the bounds after `now`.

    `at_least_s` is how long the feed wishes to be left alone (max-age of Cache-Control,
    or its own ttl). It is granted up to the longest interval; a feed that says a day and
    publishes every ten minutes is looked at each hour.
    """
    longest = bounds.longest_s
    a_day = entries_a_day(rhythm)
    hours, week = rhythm.hours, rhythm.week
    habits = 24 * 7 / ((sum(hours) + HOURS_LEAN) * (sum(week) + WEEK_LEAN))
    scale = LOOKS / HOUR * sqrt(a_day / 24 * habits)
    local = now + offset_s
    hour = int(local // HOUR)
    left = (hour + 1) * HOUR - local
    # Hour by hour, until the looks that fall due add up to one.
    due, wait = 1 + JITTER * jitter, 0.0
    while wait < longest:
        clock, day = hour % 24, (hour // 24 + FIRST_DAY) % 7
        habit = (hours[clock] + HOURS_PRIOR[clock]) * (week[day] + WEEK_PRIOR[day])
        a_second = scale * sqrt(habit)
        if a_second * left >= due:
            wait += due / a_second
            break
        due -= a_second * left
        wait += left
        hour += 1
        left = HOUR
    # Jitter at the bound too, or the busiest feeds would fall into step.
    soonest = bounds.shortest_s * (1 + JITTER * jitter)
    if wait < soonest:
        wait = soonest
    if at_least_s > wait:
        wait = min(at_least_s, max(wait, WISH_S, DAY / a_day))
    most = longest * (1 - JITTER * jitter)
    return now + (wait if wait < most else max(most, bounds.shortest_s))
