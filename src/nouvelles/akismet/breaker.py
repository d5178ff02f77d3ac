"""A circuit breaker: who does not answer is left alone for a while, then longer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

#: Failures in a row after which nobody is asked, and for how many seconds at first and at
#: the most.
FAILURES: Final = 3
FIRST_S: Final = 60.0
LONGEST_S: Final = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """A state; what happens makes another of it. Times are seconds of any clock."""

    failures: int = 0
    open_until: float = 0.0

    def closed(self, now: float) -> bool:
        """Whether the other side may be asked."""
        return now >= self.open_until

    def succeeded(self) -> Breaker:
        return Breaker()

    def failed(self, now: float, after_s: float | None = None) -> Breaker:
        """After a failure; `after_s` is for how long the other side asked to be left
        alone. Each failure in a row beyond the third doubles the pause."""
        failures = self.failures + 1
        pause = 0.0
        if failures >= FAILURES:
            pause = min(FIRST_S * 2.0 ** min(failures - FAILURES, 10), LONGEST_S)
        wait = max(pause, min(after_s or 0.0, LONGEST_S))
        until = now + wait if wait else self.open_until
        return replace(self, failures=failures, open_until=until)
