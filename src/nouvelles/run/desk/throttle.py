"""How long who failed to sign in must wait: longer each time, and never for ever.

Three counts are kept of failures, each under a keyed hash: of a network, of a name, and
of a name from a network. Somebody who guesses at an account from elsewhere slows its
owner a little at the most, since the count of a name alone is generous.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Failures are forgotten when so many seconds have passed without another.
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


def wait_s(counted: Counted, failures: int, last: int, now: int) -> int:
    """Seconds until the next attempt; 0: none. `last` is the time of the last failure.

    Times are seconds since 1970.
    """
    limit = LIMITS[counted]
    over = failures - limit.free
    if over < 0 or now - last >= WINDOW_S:
        return 0
    # A million times is more than any longest, however many a flood counts.
    pause = min(limit.first_s << min(over, 20), limit.longest_s)
    return max(0, last + pause - now)
