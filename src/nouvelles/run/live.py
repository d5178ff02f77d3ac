"""What keeps a served paper up to date, in threads beside the web server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from nouvelles.errors import NouvellesError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.pipeline import STAGES
from nouvelles.run.clock import Clock
from nouvelles.run.grouping.beside import grouping
from nouvelles.run.local import work
from nouvelles.run.lock import only_worker, refuse_second
from nouvelles.run.pictures import PictureFetcher
from nouvelles.run.prepare import prepare
from nouvelles.run.reading import read_press
from nouvelles.run.translating.beside import translating
from nouvelles.store import Store, ledger

#: Seconds after which a worker that a fault (a full disk, say) stopped tries again.
AGAIN_S = 30.0


@contextmanager
def working(store: Store, clock: Clock, *, reads: bool = True) -> Iterator[None]:
    """The paper's worker, its grouper, its translator and, with `reads`, its reader, at
    work until the block ends.

    A paper that is being read, grouped or translated by another process is so there.

    Raises:
        StoreError: another process is the worker of this SQLite paper.
    """
    stop = Event()
    with only_worker(store) as alone:
        if not alone:
            raise refuse_second(store)
        if store.is_sqlite:
            ledger.release_all(store)
        plan = prepare(store, STAGES, clock)

        def run() -> None:
            log.info(Logged.WORKER_BEGAN)
            while not stop.is_set():
                try:
                    work(store, plan, clock, stop, forever=True)
                except NouvellesError as error:
                    # The pages are served on; what is wrong is said until it is mended.
                    log.error(Logged.WORKER_LOST, error=str(error))
                    stop.wait(AGAIN_S)
            log.info(Logged.WORKER_ENDED)

        def fetch() -> None:
            fetcher = PictureFetcher(store=store, plan=plan, clock=clock)
            try:
                fetcher.run(stop)
            except NouvellesError as error:
                log.error(Logged.WORKER_LOST, error=str(error))

        def read() -> None:
            log.info(Logged.READER_BEGAN)
            while not stop.is_set():
                try:
                    read_press(store, plan, clock, stop, forever=True)
                except Exception as error:  # noqa: BLE001 - the pages are served on
                    log.error(Logged.READER_LOST, error=str(error) or repr(error))
                    stop.wait(AGAIN_S)
            log.info(Logged.READER_ENDED)

        threads = [threading.Thread(target=run, name="worker")]
        if reads:
            threads.append(threading.Thread(target=read, name="reader"))
        elif store.settings.network.pictures:  # else the reader fetches them
            threads.append(threading.Thread(target=fetch, name="pictures"))
        for thread in threads:
            thread.start()
        try:
            with grouping(store, clock), translating(store, clock):
                yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
