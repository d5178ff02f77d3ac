"""Whose turn it is to write: the threads of one process, in the order in which they came.

SQLite lets one write at a time, and who finds it taken sleeps and tries again, up to a
tenth of a second later: of two that write much, one gets next to nothing done. Between
processes it stays so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A lock that is handed to whoever waits longest."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn; it lasts as long as the block."""
        self._wait()
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().release()
                else:
                    self._taken = False

    def _wait(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # released by who was before
