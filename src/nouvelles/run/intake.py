"""Taking files in while their stages run: the reader in a thread, the stages in a pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

from nouvelles.errors import InputError
from nouvelles.pipeline import STAGES
from nouvelles.run.archive import Tally, read_input
from nouvelles.run.clock import Clock
from nouvelles.run.grouping.beside import group_all
from nouvelles.run.local import work
from nouvelles.run.lock import only_worker
from nouvelles.run.prepare import prepare
from nouvelles.run.rows import is_idle
from nouvelles.store import Store, ledger, people
from nouvelles.store.ledger import Plan

#: Called now and then: bytes read of the file at hand, or None when only stages run.
Progress = Callable[[Path | None, int], None]

#: Seconds between two looks at the work of another process's worker.
LOOK_S = 0.2


def take_in(
    store: Store,
    paths: Sequence[Path],
    clock: Clock,
    stop: Event,
    *,
    url: str = "",
    progress: Progress = lambda _path, _read: None,
) -> Tally:
    """Read files into the paper, put them through all stages and into stories; what they
    brought.

    When another process is the paper's worker, or puts its articles into stories, that
    one does so and this one waits for it.

    A file that cannot be read is counted among the faults and does not stop the others.

    Raises:
        InputError: the only file given cannot be read at all.
    """
    plan = prepare(store, STAGES, clock)
    total = Tally()

    def read_all() -> Tally:
        return _read_all(store, plan, paths, clock, stop, url, progress)

    with only_worker(store) as alone, ThreadPoolExecutor(1) as reader:
        if alone and store.is_sqlite:
            ledger.release_all(store)
        reading = reader.submit(read_all)
        if alone:
            work(
                store,
                plan,
                clock,
                stop,
                beside=reading,
                progress=lambda: progress(None, 0),
            )
        total = reading.result()
        while not alone and not stop.is_set() and not is_idle(store):
            progress(None, 0)
            stop.wait(LOOK_S)
    group_all(store, clock, stop, lambda: progress(None, 0))
    return total


def _read_all(
    store: Store,
    plan: Plan,
    paths: Sequence[Path],
    clock: Clock,
    stop: Event,
    url: str,
    progress: Progress,
) -> Tally:
    total = Tally()
    failure: InputError | None = None
    for path in paths:
        if stop.is_set():
            break
        try:
            tally = read_input(
                store,
                plan,
                path,
                clock,
                url=url,
                progress=partial(progress, path),
            )
        except InputError as error:
            people.note_incident(
                store, error.about, error.reason, error.advice, int(clock())
            )
            failure = failure or error
            total = total.plus(Tally(faults=1))
        else:
            total = total.plus(tally)
    if failure is not None and len(paths) == 1:
        raise failure
    return total
