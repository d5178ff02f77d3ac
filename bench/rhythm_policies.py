"""A year of looks at one source, by our rhythm and by those of others.

Each policy gives the looks of the year: when, and which of them were answered. What they
captured follows from the looks alone and is reckoned in one place (`captured`), so that
all are measured alike.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.rhythm_world import START, YEAR, Floats, Press
from nouvelles.ingest.pace.patience import after_failure
from nouvelles.ingest.pace.rhythm import Bounds, Rhythm, learn, next_look
from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

END = START + YEAR * DAY
BOUNDS = Bounds()

#: Share of answers that fail for no reason.
FLAWS = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The looks of a year: times in order, and which of them were answered."""

    times: Floats
    answered: NDArray[np.bool_]
    more: int = 0  # requests besides: a redirect


def _answering(press: Press, chance: Callable[[], float]) -> Callable[[float], bool]:
    """Whether a source answers at a time."""
    down, vanishes = press.down.tolist(), press.vanishes

    def answers(now: float) -> bool:
        if chance() < FLAWS or now >= vanishes:
            return False
        return not down or bisect_right(down, now) % 2 == 0

    return answers


def ours(press: Press, number: int) -> Looks:
    """The functions of the product, as its loop calls them."""
    dice = random.Random(number)
    chance = dice.random
    answers = _answering(press, chance)
    appeared, stated = press.times.tolist(), press.stated.tolist()
    window, wish, offsets = press.window, press.wish_s, press.offsets
    times: list[float] = []
    answered: list[bool] = []
    rhythm, seen, failures, usual = Rhythm(), 0, 0, HOUR
    now = START + dice.random() * HOUR
    while now < END:
        times.append(now)
        if not answers(now):
            answered.append(False)
            failures += 1
            now = after_failure(
                failures, now=now, bounds=BOUNDS, jitter=chance(), usual_s=usual
            )
            continue
        answered.append(True)
        failures = 0
        offset = offsets[int((now - START) // DAY)]
        there = bisect_right(appeared, now, seen)
        new = stated[max(seen, there - window) : there] if there > seen else ()
        rhythm = learn(rhythm, now=now, published=new, offset_s=offset)
        seen = there
        later = next_look(
            rhythm,
            now=now,
            bounds=BOUNDS,
            offset_s=offset,
            at_least_s=wish,
            jitter=chance(),
        )
        usual, now = later - now, later
    moved = int(press.moves < END)
    return Looks(times=np.array(times), answered=np.array(answered), more=moved)


def fixed(interval_s: float) -> Callable[[Press, int], Looks]:
    """A look each so many seconds, whatever happens."""

    def policy(press: Press, number: int) -> Looks:
        dice = np.random.default_rng(number)
        times = np.arange(START + dice.random() * interval_s, END, interval_s)
        answered = (times < press.vanishes) & (dice.random(len(times)) >= FLAWS)
        answered &= np.searchsorted(press.down, times, side="right") % 2 == 0
        return Looks(times=times, answered=answered)

    return policy


#: The next interval, from the last one, the entries that were new, and those of the last
#: seven days.
Step = Callable[[float, int, int], float]


def _stepping(step: Step) -> Callable[[Press, int], Looks]:
    """A policy that gives the next interval from what is known after a look."""

    def policy(press: Press, number: int) -> Looks:
        dice = random.Random(number)
        answers = _answering(press, dice.random)
        appeared = press.times.tolist()
        times: list[float] = []
        answered: list[bool] = []
        interval, seen, week = HOUR, 0, 0
        now = START + dice.random() * HOUR
        while now < END:
            times.append(now)
            there = seen
            if answers(now):
                there = bisect_right(appeared, now, seen)
                answered.append(True)
            else:
                answered.append(False)
            week = bisect_right(appeared, now - 7 * DAY, week, there)
            interval = step(interval, there - seen, there - week)
            interval = min(max(interval, BOUNDS.shortest_s), BOUNDS.longest_s)
            seen = there
            now += interval
        return Looks(times=np.array(times), answered=np.array(answered))

    return policy


def _double_or_halve(interval: float, new: int, weekly: int) -> float:
    return interval / 2 if new else interval * 2


def _entry_frequency(interval: float, new: int, weekly: int) -> float:
    """miniflux, internal/model/feed.go, factor 1 (consulted November 2026)."""
    return round(7 * 24 * 60 / weekly) * MINUTE if weekly else DAY


double_or_halve = _stepping(_double_or_halve)
entry_frequency = _stepping(_entry_frequency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What came of the looks at one source."""

    delays: NDArray[np.int64]  # seconds, one an entry
    missed: int
    nothing_new: int
    requests: int
    answered: int
    at_night: int  # requests from 23 to 6 h of the source's zone


def captured(press: Press, looks: Looks) -> Captured:
    """Which entries the answered looks found, and how late; the first one is not counted.

    An entry that newer ones have pushed out of the feed before a look is missed; so is
    none that came after the last look.
    """
    sound = looks.times[looks.answered]
    there = np.searchsorted(press.times, sound, side="right")
    before, after = there[:-1], there[1:]
    found = np.minimum(after - before, press.window)
    missed = after - before - found
    starts = np.repeat(after - found, found)
    steps = np.arange(len(starts)) - np.repeat(np.cumsum(found) - found, found)
    delays = np.repeat(sound[1:], found) - press.times[starts + steps]
    day = np.minimum((looks.times - START) // DAY, YEAR - 1).astype(np.int64)
    hour = (looks.times + np.array(press.offsets)[day]) // HOUR % 24
    return Captured(
        delays=delays.astype(np.int64),
        missed=int(missed.sum()),
        nothing_new=int(np.count_nonzero(found == 0)),
        requests=len(looks.times) + looks.more,
        answered=len(sound),
        at_night=int(np.count_nonzero((hour >= 23) | (hour < 6))),
    )
