"""The filter of one site: the shipped prior, what its moderators taught, its rings."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping

from nouvelles.comments import VERSION, Filter, Remark, Rings, Site, shipped, sketch
from nouvelles.comments.judge import Before
from nouvelles.comments.rings import print_of
from nouvelles.run.discussion.judging import Judged
from nouvelles.store import Store, lessons


class SiteFilter:
    """A `Judge` for one paper. Opened at the first remark (the prior takes a moment);
    when moderators have taught or taken back, only that is read and learned or unlearned;
    safe between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._filter: Filter | None = None
        self._state: lessons.State | None = None
        self._held: dict[int, str] = {}
        self._rings = Rings()
        self._last = 0.0

    def __call__(self, remark: Remark, page: str, now: int) -> Judged:
        """The verdict on a remark, which is counted among those seen."""
        with self._lock:
            judging = self._up_to_date()
            look = sketch(remark)
            # Times never go back for rings, whatever the clock does.
            self._last = max(self._last, float(now))
            copies, hosts = self._rings.note(look, self._last)
            verdict = judging.judge(
                remark, look=look, before=Before(copies=copies, hosts=_counted(hosts))
            )
        return Judged(verdict=verdict, ring=signed(print_of(look)), version=VERSION)

    def _up_to_date(self) -> Filter:
        with self._store.read() as connection:
            state = lessons.lesson_state(connection)
            if self._filter is not None and state == self._state:
                return self._filter
            held = lessons.keys_held(connection, VERSION)
            if self._filter is None or not _goes_on(self._held, held):
                self._filter, self._held = self._open(), {}
            taught = lessons.lessons_held(connection, VERSION, without=self._held)
        site = self._filter.site
        site.undo(*(key for number, key in self._held.items() if number not in held))
        for lesson in taught:
            site.learn(lesson)
        self._held, self._state = held, state
        return self._filter

    def _open(self) -> Filter:
        civility = self._store.settings.comments.civility
        return Filter(Site(shipped()), civility=civility)


def _goes_on(before: Collection[int], now: Collection[int]) -> bool:
    """Whether what came in since came last; what was restored stands in between."""
    come = [number for number in now if number not in before]
    return not come or not before or min(come) > max(before)


def signed(ring: int | None) -> int | None:
    """A print of 64 bits as databases keep it."""
    return None if ring is None else ring - 2**64 if ring >= 2**63 else ring


def _counted(hosts: Mapping[str, int]) -> dict[str, int]:
    return {host: count for host, count in hosts.items() if count}
