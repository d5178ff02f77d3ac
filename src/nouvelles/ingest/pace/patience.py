"""When to try again what failed, and in which order to take up what is late.

Functions of their arguments, as in `rhythm`: times are seconds since 1970, `jitter` is a
number from 0 up to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.ingest.pace.rhythm import Bounds
from nouvelles.ingest.pace.zones import DAY, MINUTE

#: However often a source has failed, it is tried again after this time.
LONGEST_PAUSE_S = 7 * DAY

#: Seconds before the second chance, at the least and at the most.
SECOND_CHANCE_S = (15.0, MINUTE)


def after_failure(
    failures: int,
    *,
    now: float,
    bounds: Bounds,
    jitter: float = 0.0,
    after_s: float | None = None,
    usual_s: float = 0.0,
) -> float:
    """When to try a source again that has failed `failures` times in a row (from 1).

    A first failure gets a second chance within a minute: most are over by then. After
    that the pause is the source's usual interval (`usual_s`, kept within the bounds),
    then twice that, four times, up to a week; it is never given up. `after_s` is what
    the host asked for (Retry-After): never sooner than that, but a week is the most that
    is granted. Where a host asked for less haste without saying how much (429 without
    Retry-After), pass the usual interval as `after_s`, so that there is no quick try.
    """
    shortest, longest = SECOND_CHANCE_S
    if failures <= 1:
        pause = shortest + (longest - shortest) * jitter
    else:
        usual = min(max(usual_s, bounds.shortest_s), bounds.longest_s)
        # The power is bounded so that years of failures do not overflow.
        pause = usual * 2.0 ** min(failures - 2, 32) * (1 + 0.15 * jitter)
    pause = min(pause, LONGEST_PAUSE_S * (1 - 0.1 * jitter))
    return now + min(max(pause, after_s or 0.0), LONGEST_PAUSE_S)


def spread(
    due: Sequence[float], rates: Sequence[float], *, now: float, per_minute: float
) -> list[float]:
    """Due times after a long stop: late looks one after the other, not all at once.

    `due` and `rates` (entries a day) belong to the same sources, in the same order; so
    do the times that are returned. Looks that were due before `now` follow each other at
    `per_minute`, those of sources that publish most first, and among equals those that
    are late the longest. Looks that are not yet due keep their time.
    """
    late = [i for i, time in enumerate(due) if time < now]
    late.sort(key=lambda i: (-rates[i], due[i], i))
    times = list(due)
    for place, i in enumerate(late):
        times[i] = now + place * MINUTE / per_minute
    return times
