"""Translation that goes on beside everything else, or until nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Final

from nouvelles.logs import Event as Logged
from nouvelles.run.beside import alone, beside
from nouvelles.run.clock import Clock
from nouvelles.run.lock import only_translator
from nouvelles.store import Store
from nouvelles.store.memory import given_revision
from nouvelles.store.read import ReadTables

if TYPE_CHECKING:
    from nouvelles.run.translating.process import Translating

#: The engine that is none.
NONE: Final = "none"
#: Seconds between two looks at whether the paper has changed.
LOOK_S: Final = 1.0
#: Seconds for which what waits is taken as it was planned.
PLAN_S: Final = 5.0
#: Seconds without work after which the process ends.
IDLE_S: Final = 120.0
#: Seconds after which a process that is not the translator asks again, and one that a
#: fault stopped tries again.
AGAIN_S: Final = 30.0


@contextmanager
def translating(store: Store, clock: Clock) -> Iterator[None]:
    """Articles are translated as they come, in a thread that has a process of its own,
    until the block ends.

    Another process that does so already is left to it.
    """

    def work(stop: Event) -> None:
        translate_on(store, clock, stop)

    only = partial(only_translator, store)
    run = alone(only, work, lost=Logged.TRANSLATOR_LOST, again_s=AGAIN_S)
    with beside("translator", run):
        yield


def translate_on(store: Store, clock: Clock, stop: Event) -> None:
    """Translate what readers will see until told to stop."""
    # Imported here: a command that translates nothing needs none of it.
    from nouvelles.run.translating.process import Translating
    from nouvelles.run.translating.queue import asked_for

    reads = ReadTables(store)
    planned, planned_at = None, 0.0
    with Translating(store, clock, stop) as process:
        while not stop.is_set():
            if _has_nothing(store):
                stop.wait(PLAN_S)
                continue
            if clock() - planned_at >= PLAN_S:
                state = reads.changed(), asked_for(store, clock)
                if state != planned:
                    process.plan()
                    planned, planned_at = state, clock()
            if _translate_some(store, clock, stop, process):
                planned_at = min(planned_at, clock() - PLAN_S)
            elif clock() - planned_at > IDLE_S:
                process.end()
                stop.wait(LOOK_S)
            else:
                stop.wait(LOOK_S)


def _has_nothing(store: Store) -> bool:
    """Whether nothing can translate: no engine is wanted, and nobody gave a sentence."""
    if store.settings.translation.engine != NONE:
        return False
    with store.read() as connection:
        return given_revision(connection) == 0


def translate_all(
    store: Store,
    clock: Clock,
    stop: Event,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Translate all that waits, in this process; how many articles were made.

    `progress` hears how many wait. Where another process translates, it is left to that.
    """
    from nouvelles.run.translating.making import Making
    from nouvelles.run.translating.queue import first_waiting, plan, translate_one

    count = 0
    with only_translator(store) as alone:
        if not alone:
            return 0
        with Making(store, clock) as making:
            while not stop.is_set() and (waiting := plan(making)):
                before = count
                while not stop.is_set():
                    one = first_waiting(store, int(clock()))
                    if one is None:
                        break
                    progress(waiting)
                    count += translate_one(making, one)
                if count == before:
                    break  # what is left was put off
    return count


def _translate_some(
    store: Store, clock: Clock, stop: Event, process: Translating
) -> bool:
    """Translate until it is time to plan again; whether there was anything."""
    from nouvelles.run.translating.queue import first_waiting

    until, some = clock() + PLAN_S, False
    while not stop.is_set() and clock() < until:
        one = first_waiting(store, int(clock()))
        if one is None:
            break
        some = True
        process.translate(one)
    return some
