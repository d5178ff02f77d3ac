"""The reader as a whole: alone in a thread, or with the stages beside it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from random import SystemRandom
from threading import Event

from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import Clock
from nouvelles.run.local import work
from nouvelles.run.lock import only_reader, only_worker, refuse_second_reader
from nouvelles.run.prepare import prepare
from nouvelles.run.reading.keep import Keeper
from nouvelles.run.reading.looked import Tally
from nouvelles.run.reading.loop import Loop
from nouvelles.run.reading.parsing import Parser, ParserProcess
from nouvelles.run.reading.take import bring_forward, spread_late
from nouvelles.run.rows import is_idle
from nouvelles.store import Store, ledger
from nouvelles.store.ledger import Plan

#: Seconds between two looks at the work of another process's worker.
LOOK_S = 0.2

#: Called now and then with what was read so far.
Progress = Callable[[Tally], None]


def read_press(
    store: Store,
    plan: Plan,
    clock: Clock,
    stop: Event,
    *,
    forever: bool,
    every_feed: bool = False,
    jitter: Callable[[], float] | None = None,
    tally: Tally | None = None,
    processes: Sequence[ParserProcess] = (),
) -> Tally:
    """Read what is due, or with `forever` what becomes due, until told to stop.

    With `every_feed`, every feed is looked at first, due or not. `tally` is filled while
    it goes on; `jitter` gives numbers from 0 up to 1; `processes` parse, and are ended.

    Raises:
        StoreError: another process reads for this paper, or the disk is full.
    """
    with only_reader(store) as alone:
        if not alone:
            raise refuse_second_reader(store)
        now = int(clock())
        if every_feed:
            bring_forward(store, now)
        elif forever:
            spread_late(store, now)
        keeper = Keeper(
            store=store,
            plan=plan,
            clock=clock,
            jitter=jitter or SystemRandom().random,
            once=not forever,
            tally=tally or Tally(),
        )
        log.debug(Logged.READER_BEGAN)
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            loop = Loop(
                keeper=keeper, stop=stop, forever=forever, parser=Parser(processes)
            )
            runner.run(loop.run())
        log.debug(Logged.READER_ENDED)
        return keeper.tally


def _new_loop() -> asyncio.AbstractEventLoop:
    """uvloop's where there is one: a fifth less work for each request."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def take_in_news(
    store: Store,
    clock: Clock,
    stop: Event,
    *,
    forever: bool,
    every_feed: bool = False,
    groups: bool = True,
    processes: Sequence[ParserProcess] = (),
    progress: Progress = lambda _tally: None,
) -> Tally:
    """Read, and put what comes through all stages and, with `groups`, into stories.

    When another process is the paper's worker, or puts its articles into stories, that
    one does so. Without `groups` they wait for the next that does. `processes` parse.

    Raises:
        StoreError: as `read_press`.
    """
    plan = prepare(store, STAGES, clock)
    tally = Tally()

    def read() -> Tally:
        try:
            return read_press(
                store,
                plan,
                clock,
                stop,
                forever=forever,
                every_feed=every_feed,
                tally=tally,
                processes=processes,
            )
        except BaseException:
            stop.set()  # the stages end too: the command fails as a whole
            raise

    with (
        _beside(store, clock, groups=groups) if forever else nullcontext(),
        only_worker(store) as alone,
        ThreadPoolExecutor(1) as reader,
    ):
        if alone and store.is_sqlite:
            ledger.release_all(store)
        reading = reader.submit(read)
        if alone:
            work(
                store,
                plan,
                clock,
                stop,
                forever=forever,
                beside=reading,
                progress=lambda: progress(tally),
            )
        tally = reading.result()
        while not alone and not stop.is_set() and not is_idle(store):
            progress(tally)
            stop.wait(LOOK_S)
    if groups and not forever:
        from nouvelles.run.grouping.beside import group_all

        group_all(store, clock, stop, lambda: progress(tally))
    return tally


@contextmanager
def _beside(store: Store, clock: Clock, *, groups: bool) -> Iterator[None]:
    """What goes on for ever beside reading."""
    # Imported here, as above: a look at the feeds needs none of it.
    from nouvelles.run.grouping.beside import grouping
    from nouvelles.run.translating.beside import translating

    with (
        grouping(store, clock) if groups else nullcontext(),
        translating(store, clock),
    ):
        yield
