"""Connections past SQLAlchemy, for what every page reads; in SQLite alone.

To begin and to end a transaction through SQLAlchemy takes as long as ten of a page's
questions (60 us instead of 5; CPU, 2026-11).
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine


class Looks:
    """Connections that only look, as many as look at once; safe between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._free: deque[Any] = deque()

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one consistent state until the block ends."""
        connection = self._take()
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.close()  # whatever it was in the middle of
            raise
        self._free.append(connection)

    def close(self) -> None:
        """Close the connections that nobody uses; who looks again opens another."""
        while self._free:
            self._free.pop().close()

    def _take(self) -> Any:
        try:
            return self._free.pop()
        except IndexError:
            held = self._engine.raw_connection()
            connection = held.driver_connection
            held.detach()
            return connection
