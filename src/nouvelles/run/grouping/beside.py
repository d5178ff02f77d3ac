"""Grouping that goes on beside everything else, or until nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from nouvelles.logs import Event as Logged
from nouvelles.run.beside import alone, beside
from nouvelles.run.clock import Clock
from nouvelles.run.lock import only_grouper
from nouvelles.store import Store, read_also, story_log, untold

if TYPE_CHECKING:
    from nouvelles.run.grouping.group import Grouper

#: Seconds between two looks at what waits, while nothing does.
LOOK_S = 0.5

#: Seconds after which a process that is not the grouper asks again, and one that a fault
#: stopped tries again.
AGAIN_S = 10.0

#: Seconds between two looks at what another process groups.
WATCH_S = 0.2

#: Seconds for which another process that groups nothing is waited for: what it puts off
#: until a page comes is no matter of ours.
STILL_S = 10.0

#: Lines that are worth a snapshot at the end of a command.
WORTH = 200


@contextmanager
def grouping(store: Store, clock: Clock) -> Iterator[None]:
    """Articles are put into stories as they come, in a thread, until the block ends.

    Another process that does so already is left to it.
    """

    def work(stop: Event) -> None:
        group_on(store, clock, stop)

    only = partial(only_grouper, store)
    run = alone(only, work, lost=Logged.GROUPER_LOST, again_s=AGAIN_S)
    with beside("grouper", run):
        yield


def group_on(store: Store, clock: Clock, stop: Event) -> None:
    """Group what comes until told to stop."""
    with _grouper(store, clock, patient=True) as grouper:
        while not stop.is_set():
            done = grouper.round(stop) + grouper.relate()
            if not done and not grouper.repair():
                stop.wait(LOOK_S)
        grouper.logbook.save(late=WORTH, now=True)


def group_all(
    store: Store, clock: Clock, stop: Event, progress: Callable[[], None] = lambda: None
) -> None:
    """Group all that waits, and mend what was decided too early.

    Where another process does so, wait for it as long as it gets on.
    """
    seen, since = (-1, -1), clock()
    while not stop.is_set():
        with store.read() as connection:
            line, waiting = story_log.end(connection), untold.count_untold(connection)
            repaired = story_log.repaired(connection) == line
            if repaired and not waiting and not read_also.owed(connection, 1):
                return
        if (line, waiting) != seen:
            seen, since = (line, waiting), clock()
        elif clock() - since > STILL_S:
            return
        with only_grouper(store) as alone:
            if alone:
                with _grouper(store, clock, patient=False) as grouper:
                    while grouper.round(stop) and not stop.is_set():
                        progress()
                    grouper.repair(due=True)
                    while not stop.is_set() and grouper.relate():
                        progress()
                    grouper.logbook.save(late=WORTH, now=True)
                return
        progress()
        stop.wait(WATCH_S)


@contextmanager
def _grouper(store: Store, clock: Clock, *, patient: bool) -> Iterator[Grouper]:
    # Imported here: a process that finds nothing to group needs none of it, and it takes
    # a while to load.
    from nouvelles.run.grouping.encode import Encoding
    from nouvelles.run.grouping.group import Grouper
    from nouvelles.run.grouping.logbook import Logbook

    with Encoding(store.settings.stories.encoder) as encoding:
        yield Grouper(
            store=store,
            clock=clock,
            encoding=encoding,
            logbook=Logbook(store),
            patient=patient,
        )
