"""How much may come from one place in a while: token buckets, a bounded number of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once; refilled evenly in so many seconds."""

    most: int
    seconds: float


class Limiter:
    """Buckets by key, the least used forgotten; not safe between threads.

    A key that was forgotten has a full bucket: with `size` buckets, who would gain by
    that needs as many networks.
    """

    def __init__(self, rate: Rate, size: int = 20_000) -> None:
        self._rate = rate
        self._size = size
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable, now: float) -> bool:
        """Whether there is room for one more; if so it is taken."""
        most, seconds = self._rate.most, self._rate.seconds
        level, then = self._levels.pop(key, (float(most), now))
        level = min(most, level + max(0.0, now - then) * most / seconds)
        has_room = level >= 1
        self._levels[key] = (level - 1 if has_room else level, now)
        if len(self._levels) > self._size:
            self._levels.popitem(last=False)
        return has_room

    def __len__(self) -> int:
        return len(self._levels)
