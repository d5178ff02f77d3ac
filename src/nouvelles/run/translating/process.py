"""Translation in a process of its own: pages are served and the press is read meanwhile.

It starts with the first article that waits. One on which it dies or hangs is put off, and
the next one gets a new process.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import TimeoutError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool
from threadpoolctl import threadpool_limits

from nouvelles.config import Settings
from nouvelles.errors import ConfigError, EngineTrouble, NouvellesError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.clock import Clock, system_clock
from nouvelles.run.translating.making import Making
from nouvelles.run.translating.queue import plan, translate_one
from nouvelles.store import Store, open_store, translation_queue
from nouvelles.store.translation_queue import EngineOutcome, Wanted

#: Seconds after which an article is given up: a long one with a slow engine takes minutes.
LONGEST_S = 900.0
#: Stands for an engine where the process itself failed.
_PROCESS = "process"
#: How much is left to others while they have work: the pages and the press go first.
_NICE = 10


#: Seconds between two looks at whether to stop, while an article is translated.
_LOOK_S = 0.5


class Stopped(Exception):
    """The program ends: what was asked is given up, and waits for the next start."""


class Translating:
    """The process; a context that ends it and the engines in it.

    Once `stop` is set nothing is waited for.
    """

    def __init__(self, store: Store, clock: Clock, stop: Event) -> None:
        self._store, self._clock, self._stop = store, clock, stop
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def plan(self) -> int:
        """Set what waits; how many articles.

        Raises:
            NouvellesError: nothing can be translated as the settings are; it is counted
                first, so that `nouvelles engines` tells of it.
        """
        try:
            count: int = self._ask(_plan)
        except Stopped:
            return 0
        except ConfigError as error:
            name = self._store.settings.translation.engine
            self._count(name or _PROCESS, EngineTrouble.MISSING, str(error))
            raise
        except NouvellesError as error:
            self._count(_PROCESS, "fault", str(error))
            raise
        return count

    def translate(self, one: Wanted) -> bool:
        """Translate an article; whether that is done."""
        try:
            done: bool = self._ask(_translate, one)
        except Stopped:
            return False
        except (ProcessExpired, TimeoutError) as error:
            word = "hung" if isinstance(error, TimeoutError) else "crashed"
            self._put_off(one, word, f"article {one.article}: {error}")
            return False
        except Exception as error:  # noqa: BLE001 - one article must not stop the others
            self._put_off(one, "fault", f"{type(error).__name__}: {error}")
            return False
        return done

    def end(self) -> None:
        """End the process; who asks again starts another."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()

    def _put_off(self, one: Wanted, word: str, detail: str) -> None:
        log.warning(Logged.NOT_TRANSLATED, article=one.article, error=detail)
        translation_queue.put_off(self._store, one, int(self._clock()))
        self._count(_PROCESS, word, detail)

    def _count(self, engine: str, word: str, detail: str) -> None:
        outcome = EngineOutcome(engine=engine, word=word, count=1, detail=detail)
        with self._store.write() as connection:
            translation_queue.count_outcomes(connection, [outcome], int(self._clock()))

    def _ask(self, function: Any, *given: Any) -> Any:
        try:
            return self._scheduled(function, given)
        except BrokenProcessPool:  # the process was killed while it had nothing to do
            self.end()
            return self._scheduled(function, given)

    def _scheduled(self, function: Any, given: tuple[Any, ...]) -> Any:
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                context=multiprocessing.get_context("spawn"),
                initializer=_open,
                initargs=(self._store.folder, self._store.settings),
            )
        future = self._pool.schedule(function, args=given, timeout=LONGEST_S)
        while not self._stop.is_set():
            try:
                return future.result(_LOOK_S)
            except TimeoutError:
                if future.done():
                    raise  # it took too long, and its process is ended
        self.end()
        raise Stopped


# ---- in the process ----

_making: Making | None = None
_failure: Exception | None = None


def _open(folder: Path, settings: Settings) -> None:
    global _making, _failure
    os.nice(_NICE)
    threadpool_limits(1)
    try:
        _making = Making(open_store(folder, settings), system_clock)
    except Exception as error:  # noqa: BLE001 - told to whoever asks
        _failure = error


def _opened() -> Making:
    if _failure is not None:
        raise _failure
    assert _making is not None  # one or the other was set when the process began
    return _making


def _plan() -> int:
    making = _opened()
    making.rest()
    return plan(making)


def _translate(one: Wanted) -> bool:
    return translate_one(_opened(), one)
