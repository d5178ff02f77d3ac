"""Beside the server: what was counted of reading is kept, what was kept is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from nouvelles.errors import StoreError
from nouvelles.forgetting import forget_late
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.ads import today
from nouvelles.run.beside import beside
from nouvelles.run.clock import Clock
from nouvelles.store import Store, translation_queue, views
from nouvelles.store.comments_kept import ROUND_S, forget
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.web.tally import Tally

#: Seconds between two times of keeping. Another process that serves the same paper may
#: show an advertisement above its cap for so long.
EVERY_S = 30.0


@contextmanager
def keeping(tally: Tally, store: Store, clock: Clock) -> Iterator[None]:
    """Keep what a tally counts, in a thread beside the server, and at the end."""
    keep_counts(tally, store, clock)  # what is kept of today's advertisements

    def run(stop: Event) -> None:
        while not stop.wait(EVERY_S):
            keep_counts(tally, store, clock)
            look_for_erasures(store)

    try:
        with beside("tally", run):
            yield
    finally:
        keep_counts(tally, store, clock)


def look_for_erasures(store: Store) -> None:
    """Forget what another process erased, also while nobody reads here; and what was
    remembered by who read it just before."""
    forget_late()
    try:
        ReadTables(store).changed()
    except StoreError as error:
        log.error(Logged.VIEWS_NOT_KEPT, error=str(error))


def keep_counts(tally: Tally, store: Store, clock: Clock) -> None:
    """Take what was counted, keep it, and learn what is kept of today.

    What the database does not take now is counted again and kept the next time.
    """
    taken = tally.take()
    while taken:
        counted = taken.pop()
        try:
            views.add_views(store, counted.day, counted.pages, counted.ads)
        except StoreError as error:
            for one in (counted, *taken):
                tally.give_back(one)
            log.error(Logged.VIEWS_NOT_KEPT, error=str(error))
            return
    _keep_reports(tally, store, clock)
    day = today(store.settings, clock)
    try:
        with store.read() as connection:
            tally.learn(day, views.ad_views_on(connection, day))
    except StoreError as error:
        log.error(Logged.VIEWS_NOT_KEPT, error=str(error))


def _keep_reports(tally: Tally, store: Store, clock: Clock) -> None:
    """Keep what readers reported of translations."""
    reported = tally.take_reports()
    counted = {
        (number, language, reason): count
        for (article, language, reason), count in reported.items()
        if (number := number_of(article)) is not None
    }
    if not counted:
        return
    try:
        translation_queue.add_reports(store, counted, int(clock()))
    except StoreError as error:
        tally.give_back_reports(reported)
        log.error(Logged.VIEWS_NOT_KEPT, error=str(error))


@contextmanager
def forgetting(store: Store, clock: Clock) -> Iterator[None]:
    """Drop what of comments was kept for its time, in a thread, until the block ends."""

    def run(stop: Event) -> None:
        while True:
            try:
                gone = forget(store, int(clock()))
            except StoreError as error:
                log.error(Logged.COMMENTS_FORGOTTEN, error=str(error))
            else:
                if gone.hashes or gone.texts:
                    log.info(
                        Logged.COMMENTS_FORGOTTEN, hashes=gone.hashes, texts=gone.texts
                    )
            if stop.wait(ROUND_S):
                return

    with beside("forgetting", run):
        yield
