"""Whose turn it is: threads that ask for the same thing, in the order they came in."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from nouvelles.errors import EngineError, EngineTrouble

#: Threads in a line at once; more are sent away, so that nobody waits for ever.
MOST: Final = 64


class Turns:
    """A line in front of one thing."""

    def __init__(self, name: str, most: int = MOST) -> None:
        self.name, self.most = name, most
        self._line: deque[object] = deque()
        self._moved = threading.Condition()

    @property
    def waiting(self) -> int:
        """Threads in the line, the one whose turn it is among them."""
        return len(self._line)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, have it, and pass it on.

        Raises:
            EngineError: the line is full.
        """
        mine = object()
        with self._moved:
            if len(self._line) >= self.most:
                raise EngineError(
                    self.name,
                    f"has {self.most} texts waiting already",
                    trouble=EngineTrouble.BUSY,
                )
            self._line.append(mine)
            try:
                self._moved.wait_for(lambda: self._line[0] is mine)
            except BaseException:
                # Whoever gives up must not hold up those behind.
                self._line.remove(mine)
                self._moved.notify_all()
                raise
        try:
            yield
        finally:
            with self._moved:
                self._line.popleft()
                self._moved.notify_all()
