"""One worker on one SQLite paper; one reader, one grouper and one translator on
any paper.

Said by a lock on a file that names its process. On PostgreSQL the other locks are
the server's, since papers there may be on several machines.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from nouvelles.errors import StoreError
from nouvelles.store import Store

NAME = "worker.lock"
READER = "reader.lock"
GROUPER = "grouper.lock"
TRANSLATOR = "translator.lock"

#: The numbers of locks in a PostgreSQL database: "nouv" as letters, and those after.
_NUMBERS = {READER: 0x6E6F7576, GROUPER: 0x6E6F7577, TRANSLATOR: 0x6E6F7578}


@contextmanager
def only_worker(store: Store) -> Iterator[bool]:
    """Whether this process is the paper's worker, for as long as the block lasts.

    On PostgreSQL workers share the ledger and every process may be one.
    """
    if not store.is_sqlite:
        yield True
        return
    with _locked(store, NAME) as alone:
        yield alone


@contextmanager
def only_reader(store: Store) -> Iterator[bool]:
    """Whether this process reads the press for the paper, as long as the block lasts.

    Two readers would each keep to the pace that a host asks for, and together break it.
    """
    with _alone(store, READER) as alone:
        yield alone


@contextmanager
def only_grouper(store: Store) -> Iterator[bool]:
    """Whether this process puts the paper's articles into stories, as long as the block
    lasts: decisions are made one after the other, each on those before it."""
    with _alone(store, GROUPER) as alone:
        yield alone


@contextmanager
def only_translator(store: Store) -> Iterator[bool]:
    """Whether this process translates the paper's articles, as long as the block lasts."""
    with _alone(store, TRANSLATOR) as alone:
        yield alone


@contextmanager
def _alone(store: Store, name: str) -> Iterator[bool]:
    if store.is_sqlite:
        with _locked(store, name) as alone:
            yield alone
        return
    number = _NUMBERS[name]
    with store.engine.connect() as connection:
        query = select(func.pg_try_advisory_lock(number))
        alone = bool(connection.execute(query).scalar())
        connection.commit()
        try:
            yield alone
        finally:
            if alone:
                connection.execute(select(func.pg_advisory_unlock(number)))
                connection.commit()


@contextmanager
def _locked(store: Store, name: str) -> Iterator[bool]:
    with (store.folder / name).open("a+") as file:
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


def refuse_second_reader(store: Store) -> StoreError:
    """What a second reader is told."""
    path = store.folder / READER
    pid = path.read_text().strip() if path.exists() else ""
    where = f" (process {pid})" if pid else ""
    return StoreError(
        str(store.folder),
        f"the press is already being read for this paper{where}",
        "`serve` reads too: stop it first, or start it with --no-read.",
    )
