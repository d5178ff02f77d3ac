"""How long who failed to sign in must wait: longer each time, and never for ever.

Three counts are kept of failures, each under a keyed hash that changes daily: of a network, of a
name, and of a name from a network. Somebody who guesses at an account from elsewhere
slows its owner a little at the most, since the count of a name alone is generous.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Failures older than this many seconds count no more.
WINDOW_S = 3_600


class Counted(StrEnum):
    """What failures are counted of."""

    PAIR = "pair"  # one name from one network
    NETWORK = "network"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Limit:
    """After `free` failures, the next attempt waits `first_s`, twice as long each time,
    at most `longest_s`."""

    free: int
    first_s: int
    longest_s: int


LIMITS = {
    Counted.PAIR: Limit(5, 15, 900),
    Counted.NETWORK: Limit(20, 15, 900),
    Counted.NAME: Limit(50, 5, 60),
}


def wait_s(counted: Counted, failures: Sequence[int], now: int) -> int:
    """Seconds to wait before the next attempt; 0: none. `failures` are their times in
    seconds since 1970, in any order."""
    limit = LIMITS[counted]
    recent = [at for at in failures if now - WINDOW_S < at <= now]
    over = len(recent) - limit.free
    if over < 0:
        return 0
    # 2 ** 20 is more than any longest: what a flood counts is no number to compute with.
    pause = min(limit.first_s * 2 ** min(over, 20), limit.longest_s)
    return max(0, max(recent) + pause - now)
