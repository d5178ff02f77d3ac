"""robots.txt of the hosts that were visited, remembered for a day.

Source: RFC 9309 (Robots Exclusion Protocol), as known in November 2026; matching by
protego.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

#: RFC 9309, 2.4: not to be used longer than 24 hours.
_MAX_AGE = timedelta(hours=24)

#: RFC 9309, 2.5: at least 500 KiB are parsed, the rest is ignored.
MAX_ROBOTS_BYTES = 500 * 1024

#: Hosts that one cache remembers; the one not asked for longest goes first.
_MOST_HOSTS = 4096


@dataclass(slots=True)
class RobotsCache:
    """Rules by origin (`https://host:port`). One for each run; not shared by threads."""

    _rules: OrderedDict[str, tuple[datetime, Protego]] = field(
        default_factory=OrderedDict
    )

    def find(self, origin: str, now: datetime) -> Protego | None:
        """The rules of an origin, or None when they are unknown or too old."""
        fetched_at, rules = self._rules.get(origin, (now, None))
        if rules is None or now - fetched_at > _MAX_AGE:
            return None
        self._rules.move_to_end(origin)
        return rules

    def keep(self, origin: str, now: datetime, body: bytes) -> Protego:
        """The rules that a robots.txt states, remembered; empty ones allow all."""
        text = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", errors="replace")
        rules = Protego.parse(text)
        self._rules[origin] = (now, rules)
        self._rules.move_to_end(origin)
        if len(self._rules) > _MOST_HOSTS:
            self._rules.popitem(last=False)
        return rules
