"""Does time grow with size and no faster? `python -m tests.fuzz.growth [pairs] [SECONDS]`.

Time is that of the process, the least of several runs, at a size and at eight times it.
What is linear takes eight times as long, what is quadratic 64 times: a shape that takes
more than 24 times as long, and more than a moment, is told.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from functools import lru_cache

from pebble import ProcessPool

from nouvelles.errors import Reject
from nouvelles.extract import extract
from tests.fuzz.shapes import Shape, alone, pairs

SMALL, TIMES = 20_000, 8
MOST = 3 * TIMES
#: Seconds below which nothing is said: the clock is coarse, caches are filled once.
MOMENT = 0.25
#: Seconds after which a shape is given up: it is told in any case.
LIMIT = 60


def spent(page: bytes, runs: int = 3) -> float:
    """Seconds of one extraction, whatever comes of it: the least of some runs.

    Collecting the garbage of whatever ran before in this process is not counted.
    """
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            began = time.process_time()
            with suppress(Reject):
                extract(
                    page, url="https://quay.example/2026/03/12/fish", content_type=""
                )
            best = min(best, time.process_time() - began)
            if best > 8 * MOMENT:
                break
    finally:
        gc.enable()
    return best


def times(shape: Shape, small: int = SMALL) -> tuple[float, float]:
    """Seconds at a size and at eight times it."""
    return spent(shape(small).encode()), spent(shape(TIMES * small).encode())


def grows_too_fast(found: tuple[float, float]) -> bool:
    small, large = found
    return large > MOMENT and large > MOST * small


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Shape]:
    return dict([*alone(), *pairs()])


def measured(name: str) -> tuple[float, float]:
    """The times of a shape by its name; shapes are functions, which no process can send."""

    return times(_shapes()[name])


def look(names: list[str], say: Callable[[str], None], until: float) -> int:
    """Try shapes till time is over; how many grow too fast."""
    bad = 0
    with ProcessPool(max_workers=1) as pool:
        for name in names:
            if time.monotonic() > until:
                break
            try:
                found = pool.schedule(measured, args=[name], timeout=LIMIT).result()
            except TooSlow:
                found = (0.0, float("inf"))
            if grows_too_fast(found):
                bad += 1
                say(f"{found[0]:8.3f} s {found[1]:8.3f} s  {name}")
    return bad


def main(words: list[str]) -> int:
    seconds = next((int(word) for word in words if word.isdigit()), 600)
    names = [name for name, _ in (pairs() if "pairs" in words else alone())]
    random.Random(len(names)).shuffle(names)
    bad = look(names, lambda line: print(line, flush=True), time.monotonic() + seconds)
    print(f"{bad} shapes grow too fast")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
