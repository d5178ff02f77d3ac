"""A press that does not exist, for the measurement of rhythms: when it publishes.

Every figure here is an assumption, made to be like the press and worse; nothing in it is
tuned to the functions that are measured. What is known: the posting rates of feeds are
heavy-tailed and steady over weeks, with the day and the week showing in all of them (Sia,
Cho and Cho 2007, on 10,000 feeds); hours of the day lean on the dated pages of the
extraction bench.

- **Rate**: log-normal, median 4 entries a day, sigma 1.5, from 0.05 to 300 (with
  all that follows, a mean of 14). Three in ten change for good once in the year, to
  between a fifth and five times.
- **Kind**: 68 % follow the day of their zone (moved by up to two hours, more or less
  quiet at night, with a weekend of their own), 10 % publish round the clock, 12 % publish
  in batches one to four times a day at fixed times, 10 % on one to three days of the week.
- **Day by day**: times a log-normal factor (sigma 0.35) that remembers the day before;
  about six bursts a year of 3 to 24 hours at 3 to 8 times the rate; about three silences
  of 1 to 21 days.
- **Feed**: the last 10 to 100 entries, whatever the rate; 5 % state no dates, 3 % date
  some entries hours back; a fifth ask to be left alone for 5 minutes to a day.
- **Host**: one a source. 0.5 % of answers fail; one in eight has outages (2 to 10 a
  year, of minutes to days); 4 % vanish for good during the year; 5 % move once, with 301
  and one request more.
- **Zone**: of the outlet, with its summer time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nouvelles.ingest.pace.zones import DAY, HOUR, offset_of

Floats = NDArray[np.float64]

SEED = 3
#: 1 January 2026, 0 h UTC; the press publishes from a month before it is looked at.
START = 1_767_225_600.0
YEAR = 365
BEFORE = 30

ZONES = (
    *("Europe/Paris", "Europe/London", "Europe/Berlin", "Europe/Madrid"),
    *("Europe/Moscow", "Europe/Kyiv", "Africa/Lagos", "Africa/Nairobi"),
    *("Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Jakarta", "Asia/Tehran"),
    *("America/New_York", "America/Chicago", "America/Los_Angeles"),
    *("America/Sao_Paulo", "America/Mexico_City", "Australia/Sydney"),
)

#: Rates by local hour of a paper written by people who sleep.
HOURS = np.array(
    [
        *(2, 1, 1, 1, 2, 4, 8, 10, 11, 13, 14, 13),
        *(12, 12, 13, 13, 14, 13, 11, 9, 8, 7, 5, 3),
    ],
    dtype=np.float64,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One source for a year. Times are seconds since 1970, UTC."""

    zone: str
    times: Floats  # of publication, sorted, from BEFORE days before START
    stated: Floats  # what the feed says of them; 0.0: nothing
    window: int
    wish_s: float
    down: Floats  # begins and ends of outages in turn
    vanishes: float
    moves: float
    offsets: tuple[int, ...]  # from UTC, in seconds, by day from START


def make(number: int) -> Press:
    """The source of that number: always the same."""
    dice = np.random.default_rng([SEED, number])
    zone = str(dice.choice(ZONES))
    offsets = np.array(_offsets(zone))
    times = _publications(dice, offsets)
    return Press(
        zone=zone,
        times=times,
        stated=_stated(dice, times),
        window=int(
            dice.choice([10, 15, 20, 30, 50, 100], p=[0.2, 0.1, 0.3, 0.2, 0.1, 0.1])
        ),
        wish_s=float(
            dice.choice([0, 300, 900, 3600, 86400], p=[0.8, 0.08, 0.06, 0.04, 0.02])
        ),
        down=_outages(dice),
        vanishes=_once(dice, 0.04),
        moves=_once(dice, 0.05),
        offsets=_offsets(zone)[BEFORE:],
    )


@cache
def _offsets(zone: str) -> tuple[int, ...]:
    """From UTC, in seconds, by day from BEFORE days before START."""
    return tuple(offset_of(zone, START + day * DAY) for day in range(-BEFORE, YEAR))


def _once(dice: np.random.Generator, share: float) -> float:
    """A time in the year for a share of sources, never for the others."""
    time = START + dice.random() * YEAR * DAY
    return float(time) if dice.random() < share else float("inf")


def _publications(dice: np.random.Generator, offsets: NDArray[np.int64]) -> Floats:
    days = BEFORE + YEAR
    rate = float(np.clip(dice.lognormal(np.log(4.0), 1.5), 0.05, 300.0))
    kind = dice.choice(["day", "clock", "batch", "week"], p=[0.68, 0.1, 0.12, 0.1])
    by_day = rate * _day_factors(dice, days) * _week(dice, kind, days)
    # The first day of the span, 2 December 2025, was a Tuesday.
    if kind == "batch":
        local = _batches(dice, by_day)
    else:
        by_hour = np.ones(24) if kind == "clock" else _hours(dice)
        grid = np.repeat(by_day / 24, 24) * np.tile(by_hour, days)
        grid *= _bursts(dice, days * 24)
        counts = dice.poisson(grid)
        slots = np.repeat(np.arange(days * 24), counts)
        local = (slots + dice.random(len(slots))) * HOUR
    local = local[local < days * DAY]
    utc = START - BEFORE * DAY + local - offsets[(local // DAY).astype(np.int64)]
    return np.sort(utc)


def _hours(dice: np.random.Generator) -> Floats:
    moved = np.roll(HOURS, int(dice.integers(-2, 3)))
    shaped = moved ** dice.uniform(0.6, 1.5)
    return np.asarray(shaped / shaped.mean())


def _day_factors(dice: np.random.Generator, days: int) -> Floats:
    """Moods that last, silences, and a change for good."""
    mood, moods = 0.0, []
    for push in dice.normal(0, 0.35 * np.sqrt(1 - 0.7**2), days):
        mood = 0.7 * mood + push
        moods.append(mood)
    factors = np.exp(np.array(moods))
    for _ in range(dice.poisson(3 * days / YEAR)):
        begin = int(dice.integers(days))
        factors[begin : begin + int(dice.integers(1, 22))] = 0.0
    if dice.random() < 0.3:
        change = float(np.exp(dice.uniform(np.log(0.2), np.log(5.0))))
        factors[int(dice.integers(days)) :] *= change
    return np.asarray(factors)


def _week(dice: np.random.Generator, kind: str, days: int) -> Floats:
    week = np.ones(7)
    if kind == "week":
        week[:] = 0.02
        week[dice.choice(7, int(dice.integers(1, 4)), replace=False)] = 1.0
    elif kind != "clock":
        week[5:] = dice.uniform(0.1, 1.0)
    return np.asarray(week / week.mean())[(np.arange(days) + 1) % 7]


def _bursts(dice: np.random.Generator, hours: int) -> Floats:
    factors = np.ones(hours)
    for _ in range(dice.poisson(6 * hours / (YEAR * 24))):
        begin = int(dice.integers(hours))
        length = int(dice.integers(3, 25))
        factors[begin : begin + length] = dice.uniform(3, 8)
    return factors


def _batches(dice: np.random.Generator, by_day: Floats) -> Floats:
    """All entries of a batch within two minutes, about the same times each day."""
    hours = dice.choice(np.arange(5, 23), int(dice.integers(1, 5)), replace=False)
    found = [np.empty(0)]
    for hour in hours:
        counts = dice.poisson(by_day / len(hours))
        began = np.arange(len(by_day)) * DAY + hour * HOUR
        began = began + dice.normal(0, 10 * 60, len(by_day))
        each = np.repeat(began, counts)
        found.append(each + dice.random(len(each)) * 120)
    return np.concatenate(found)


def _stated(dice: np.random.Generator, times: Floats) -> Floats:
    habit = dice.random()
    if habit < 0.05:
        return np.zeros(len(times))
    if habit < 0.08:
        back = (dice.random(len(times)) < 0.3) * dice.exponential(3 * HOUR, len(times))
        return np.asarray(times - back)
    return times


def _outages(dice: np.random.Generator) -> Floats:
    if dice.random() > 1 / 8:
        return np.empty(0)
    count = int(dice.integers(2, 11))
    begins = np.sort(START + dice.random(count) * YEAR * DAY)
    ends = begins + np.clip(dice.lognormal(np.log(3.0), 1.3, count), 0.1, 120) * HOUR
    ends = np.minimum(ends, np.append(begins[1:], np.inf))
    return np.column_stack([begins, ends]).ravel()
