"""The one place where the time of day is read; everything else is handed a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

#: Gives seconds since 1970.
Clock = Callable[[], float]


def system_clock() -> float:
    """Seconds since 1970, now."""
    return time.time()


def moment_of(clock: Clock) -> datetime:
    """The clock's time as an aware datetime."""
    return datetime.fromtimestamp(clock(), UTC)
