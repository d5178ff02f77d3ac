"""Whether the read tables have changed, asked for every page that is sent from memory.

SQLite keeps a number that changes whenever another connection has committed
(`PRAGMA data_version`, 3 us); only then is the counter read again (10 us more). Through
SQLAlchemy the same question takes 130 us. In PostgreSQL there is nothing like it.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

from sqlalchemy import Engine

from nouvelles.forgetting import forget_all

#: The counter of erasures, and where a connection notes that it raised it.
ERASURES = "erasures"

_COUNTERS = f"SELECT name, value FROM facts WHERE name IN ('changes', '{ERASURES}')"  # noqa: S608


class Watch:
    """A connection of its own that only looks; safe between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: Any = None
        self._version = -1
        self._counter: int | None = None
        self._erased: int | None = None

    def counter(self) -> int | None:
        """The counter of changes; None where it cannot be had so quickly."""
        if self._engine.dialect.name != "sqlite":
            return None
        with self._lock:
            try:
                return self._look()
            except sqlite3.Error:
                self._drop()
                return None  # whoever asks properly is told why

    def erased(self, counter: int) -> None:
        """Forget what this process remembers, where something was erased since."""
        if counter != self._erased:
            self._erased = counter
            forget_all()

    def close(self) -> None:
        """Close the connection; who looks again opens another."""
        with self._lock:
            self._drop()

    def _look(self) -> int | None:
        if self._connection is None:
            held = self._engine.raw_connection()
            self._connection = held.driver_connection
            held.detach()
        # In this order: what is committed in between is looked at again next time.
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            rows = dict(self._connection.execute(_COUNTERS).fetchall())
            self.erased(int(rows.get(ERASURES, 0)))
            self._version, self._counter = version, int(rows.get("changes", 0))
        return self._counter

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._version = None, -1
