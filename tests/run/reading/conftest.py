"""A paper that may visit loopback, and an outlet there to read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event

import pytest

from nouvelles.pipeline import STAGES
from nouvelles.run.local import work
from nouvelles.run.prepare import prepare
from nouvelles.run.reading import Tally, read_press
from nouvelles.run.reading.health import SourceHealth, check_sources
from nouvelles.run.reading.subscribe import Wanted, subscribe
from nouvelles.run.reading.take import next_due
from nouvelles.store import Store
from nouvelles.store.kinds import Kind
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.reading.outlet import Outlet, serving


@dataclass
class Reading:
    """A paper and an outlet; the clock stands still until a test moves it."""

    store: Store
    outlet: Outlet
    clock: Clock

    def add(
        self,
        path: str = "/feed",
        kind: Kind = Kind.FEED,
        *,
        mode: str = "",
        **more: str,
    ) -> None:
        """Read an address of the outlet from now on."""
        wanted = Wanted(url=self.outlet.base + path, kind=kind, **more)  # type: ignore[arg-type]
        now = int(self.clock())
        subscribe(self.store, [wanted], who="test", now=now, mode=mode)

    def read(self, *, every_feed: bool = True) -> Tally:
        """Read once."""
        plan = prepare(self.store, STAGES, self.clock)
        return read_press(
            self.store,
            plan,
            self.clock,
            Event(),
            forever=False,
            every_feed=every_feed,
            jitter=lambda: 0.5,
        )

    def read_on(self, times: int) -> list[float]:
        """Read when something is due, so many times; the pauses between, in seconds."""
        pauses = []
        for _ in range(times):
            due = next_due(self.store)
            if due is None:
                break
            pauses.append(max(due - self.clock.now, 0.0))
            self.clock.now = max(due, self.clock.now)
            self.read(every_feed=False)
        return pauses

    def make(self) -> ReadTables:
        """Run the stages; the paper as readers see it."""
        plan = prepare(self.store, STAGES, self.clock)
        work(self.store, plan, self.clock, Event())
        return ReadTables(self.store)

    def check(self) -> SourceHealth:
        """The health of the outlet."""
        (found,) = check_sources(self.store, int(self.clock()))
        return found

    def words(self) -> dict[str, int]:
        """The faults that were counted."""
        return {fault.word: fault.count for fault in self.check().faults}


def on_loopback(store: Store, *ports: int, timeout_s: float = 5.0) -> Store:
    """The same paper with settings under which loopback may be visited."""
    settings = store.settings
    network = replace(
        settings.network,
        allow_private=True,
        ports=ports,
        delay_s=0.0,
        timeout_s=timeout_s,
    )
    return replace(store, settings=replace(settings, network=network))


@contextmanager
def for_ever(reading: Reading) -> Iterator[Tally]:
    """The reader at work in a thread until the block ends."""
    stop, tally = Event(), Tally()
    plan = prepare(reading.store, STAGES, reading.clock)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            read_press(
                reading.store,
                plan,
                reading.clock,
                stop,
                forever=True,
                jitter=lambda: 0.5,
                tally=tally,
            )
        except BaseException as error:  # noqa: BLE001 - raised again below
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield tally
    finally:
        stop.set()
        thread.join(20)
    if failed:
        raise failed[0]


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether something comes to be true in time; for what other threads do."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def port_of(outlet: Outlet) -> int:
    return int(outlet.base.rpartition(":")[2])


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    made = Outlet()
    with serving(made):
        yield made


@pytest.fixture
def reading(store: Store, outlet: Outlet, clock: Clock) -> Reading:
    return Reading(
        store=on_loopback(store, port_of(outlet)), outlet=outlet, clock=clock
    )


@pytest.fixture
def small(sqlite_store: Store, outlet: Outlet, clock: Clock) -> Reading:
    """As `reading`, on SQLite only: where what is tested is no matter of SQL."""
    return Reading(
        store=on_loopback(sqlite_store, port_of(outlet)), outlet=outlet, clock=clock
    )
