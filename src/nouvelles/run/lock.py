"""One worker on one SQLite paper, said by a lock on a file that names its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from nouvelles.errors import StoreError
from nouvelles.store import Store

NAME = "worker.lock"


@contextmanager
def only_worker(store: Store) -> Iterator[bool]:
    """Whether this process is the paper's worker, for as long as the block lasts.

    On PostgreSQL workers share the ledger and every process may be one.
    """
    if not store.is_sqlite:
        yield True
        return
    with (store.folder / NAME).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield True


def refuse_second(store: Store) -> StoreError:
    """What a second worker is told."""
    pid = (store.folder / NAME).read_text().strip() or "unknown"
    return StoreError(
        str(store.folder),
        f"a worker is already at work on this paper (process {pid})",
        "Stop it first, or use PostgreSQL for several workers (see docs). "
        "`archive`, `search` and the other commands work beside it.",
    )
