"""A simulated year of 10,000 sources: our rhythm beside fixed and other intervals."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from bench.rhythm_policies import (
    Captured,
    Looks,
    captured,
    double_or_halve,
    entry_frequency,
    fixed,
    ours,
)
from bench.rhythm_world import YEAR, Press, make
from bench.table import Table, count, number
from nouvelles.ingest.pace.zones import DAY, HOUR, MINUTE

SOURCES = 10_000
CHUNK = 50

#: Sources with at least so many entries a day are set out by themselves.
ACTIVE = 24.0

#: Delays are counted by the second, up to this one.
_LONGEST_S = int(14 * DAY)

POLICIES: dict[str, Callable[[Press, int], Looks]] = {
    "ours": ours,
    "fixed, 15 min": fixed(15 * MINUTE),
    "fixed, 1 h": fixed(HOUR),
    "halve on news, double on none": double_or_halve,
    "entry frequency (miniflux)": entry_frequency,
}


@dataclass(slots=True, kw_only=True)
class Sum:
    """What one policy did with many sources."""

    delays: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(_LONGEST_S + 1, dtype=np.int64)
    )
    missed: int = 0
    nothing_new: int = 0
    answered: int = 0
    at_night: int = 0
    requests: list[int] = field(default_factory=list)

    def take(self, one: Captured) -> None:
        seconds = np.bincount(np.minimum(one.delays, _LONGEST_S))
        self.delays[: len(seconds)] += seconds
        self.missed += one.missed
        self.nothing_new += one.nothing_new
        self.answered += one.answered
        self.at_night += one.at_night
        self.requests.append(one.requests)

    def add(self, other: Sum) -> None:
        self.delays += other.delays
        self.missed += other.missed
        self.nothing_new += other.nothing_new
        self.answered += other.answered
        self.at_night += other.at_night
        self.requests.extend(other.requests)

    def delay_min(self, share: float) -> float:
        """The delay in minutes that this share of captured entries stays under."""
        below = np.cumsum(self.delays)
        return float(np.searchsorted(below, share * below[-1])) / MINUTE

    def a_day(self) -> float:
        return float(np.mean(self.requests)) / YEAR


Sums = dict[tuple[str, bool], Sum]


def measure() -> list[Table]:
    began = time.perf_counter()
    sums = _all(tuple(POLICIES))
    # What a fixed interval does with as many requests as ours took.
    mean = (sums["ours", False].a_day() * SOURCES) / SOURCES
    equal = f"fixed, {DAY / mean / MINUTE:.0f} min: as many as ours"
    sums |= _all((equal,))
    took = time.perf_counter() - began
    entries = int(sums["ours", False].delays.sum()) + sums["ours", False].missed
    how = (
        f"{count(SOURCES)} simulated sources, {count(entries)} entries, in {took:.0f} s; "
        "the distributions are in `bench/rhythm_world.py`. Delays count each entry once; "
        "missed are those that newer ones pushed out of the feed (batches larger than "
        "their feed and outages, which no rhythm catches, are among them); requests are "
        "by source, each on a host of its own; 304 is the share of answers with "
        "nothing new; night is 23 to 6 h of the source's zone, 29 % of the day."
    )
    names = (*POLICIES, equal)
    return [
        _table("A year of looking at feeds", how, names, sums, active=False),
        _table(
            "The same year, active sources",
            f"Those of the same sources that publish {ACTIVE:.0f} entries a day or more.",
            names,
            sums,
            active=True,
        ),
    ]


def _table(
    title: str, how: str, names: Iterable[str], sums: Sums, *, active: bool
) -> Table:
    return Table(
        title=title,
        how=how,
        header=(
            "looks",
            "delay, median, min",
            "delay, 90 % under, min",
            "requests a day: median",
            "mean",
            "most",
            "304",
            "missed",
            "requests at night",
        ),
        rows=tuple(_row(name, sums[name, active]) for name in names),
    )


def _row(name: str, total: Sum) -> tuple[str, ...]:
    requests = np.array(total.requests) / YEAR
    entries = int(total.delays.sum()) + total.missed
    return (
        name,
        number(total.delay_min(0.5)),
        number(total.delay_min(0.9)),
        number(float(np.median(requests))),
        number(float(requests.mean())),
        number(float(requests.max())),
        f"{total.nothing_new / total.answered:.0%}",
        f"{total.missed / entries:.2%}",
        f"{total.at_night / sum(total.requests):.0%}",
    )


def _all(names: tuple[str, ...]) -> Sums:
    """All sources under some policies, on all cores."""
    sums: Sums = {(name, active): Sum() for name in names for active in (False, True)}
    starts = range(0, SOURCES, CHUNK)
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for part in pool.map(_some, starts, [names] * len(starts)):
            for key, total in part.items():
                sums[key].add(total)
    return sums


def _some(start: int, names: tuple[str, ...]) -> Sums:
    sums: Sums = {(name, active): Sum() for name in names for active in (False, True)}
    for source in range(start, min(start + CHUNK, SOURCES)):
        press = make(source)
        active = (
            len(press.times) / (press.times[-1] - press.times[0] + 1) * DAY >= ACTIVE
        )
        for name in names:
            one = captured(press, _policy(name)(press, source))
            sums[name, False].take(one)
            if active:
                sums[name, True].take(one)
    return sums


def _policy(name: str) -> Callable[[Press, int], Looks]:
    if name in POLICIES:
        return POLICIES[name]
    minutes = float(name.removeprefix("fixed, ").split()[0])
    return fixed(minutes * MINUTE)


if __name__ == "__main__":
    for table in measure():
        print(table.markdown())
