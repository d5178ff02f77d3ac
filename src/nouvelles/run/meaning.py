"""Stories by the meaning of a query, found in a process of its own.

It starts with the first query, loads the encoder and the tellings' vectors, and ends when
nobody has searched for a while: who serves a paper in which nobody searches has nothing of
it in memory. What it cannot tell in time is left out: words find without it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, TimeoutError
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from nouvelles.config import NO_ENCODER, Settings
from nouvelles.logs import Event, log
from nouvelles.store import Store

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    from nouvelles.run.meaning_held import Known

#: Seconds that a page waits: for the first answer of a process, which loads, and for
#: others; then it goes without.
FIRST_S, NEXT_S = 3.0, 0.3
#: Seconds after which a question, and the process that hangs on it, is given up.
LONGEST_S = 60.0
#: Seconds without a question after which the process ends.
IDLE_S = 600.0
#: Questions that wait at once; one more is answered by words alone.
WAITING = 8


class StorySearch:
    """The process behind `Meaning` (see `web.reads`); safe between threads."""

    def __init__(self, store: Store, *, idle_s: float = IDLE_S) -> None:
        self._given = (store.folder, store.settings)
        self._is_none = store.settings.stories.encoder == NO_ENCODER
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING)
        self._pool: ProcessPool | None = None
        self._has_answered = False
        self.timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._pool is not None

    def ask(self, query: str) -> Callable[[], tuple[str, ...]]:
        """Ask for the ids of the stories that a query means, nearest first; what is given
        back waits for them. None are found where there is no encoder."""
        if self._is_none or not self._places.acquire(blocking=False):
            return tuple
        try:
            with self._lock:
                future = self._schedule(query)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._places.release())
        return lambda: self._answer(future)

    def end(self) -> None:
        """End the process; who asks again starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._has_answered = False
            if self.timer is not None:
                self.timer.cancel()
        if pool is not None:
            pool.stop()
            pool.join()

    def _schedule(self, query: str) -> ProcessFuture[tuple[str, ...]]:
        if self._pool is not None and not self._pool.active:
            self._pool.stop()  # its process was killed
            self._pool.join()
            self._pool = None
        if self._pool is None:
            # Imported here: where nobody searches, nothing of it is in memory.
            from pebble import ProcessPool

            self._has_answered = False
            self._pool = ProcessPool(
                max_workers=1,
                context=multiprocessing.get_context("spawn"),
                initializer=_open,
                initargs=self._given,
            )
        if self.timer is not None:
            self.timer.cancel()
        self.timer = threading.Timer(self._idle_s, self.end)
        self.timer.daemon = True
        self.timer.start()
        return self._pool.schedule(_stories, args=(query,), timeout=LONGEST_S)

    def _answer(self, future: ProcessFuture[tuple[str, ...]]) -> tuple[str, ...]:
        try:
            found = future.result(NEXT_S if self._has_answered else FIRST_S)
        except (TimeoutError, CancelledError):
            return ()
        except Exception as error:  # noqa: BLE001 - words find without it
            log.warning(Event.MEANING_LOST, error=f"{type(error).__name__}: {error}")
            return ()
        self._has_answered = True
        return found


# ---- in the process ----


_known: Known | None = None
_failure: Exception | None = None


def _open(folder: Path, settings: Settings) -> None:
    global _known, _failure
    # Imported here: who serves pages needs none of it.
    from nouvelles.run.meaning_held import open_known

    try:
        _known = open_known(folder, settings)
    except Exception as error:  # noqa: BLE001 - told to whoever asks
        _failure = error


def _stories(query: str) -> tuple[str, ...]:
    if _failure is not None:
        raise _failure
    return _known.stories(query) if _known else ()
