"""Page bytes on disk: WARC files under `warc/DAY/`, one gzip member a record.

A segment's committed size stands in the database. Records are written and synced first,
then the transaction that names them moves the size: after a crash at any moment the file
ends in at most one batch of junk, which the next writer overwrites. One process writes a
segment at a time (a lock on the file says so).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from sqlalchemy import Connection, select, update

from nouvelles.errors import StoreError
from nouvelles.store.database import Store
from nouvelles.store.schema import captures, segments

#: A segment is closed beyond this size; small enough to copy, large enough to be few.
FULL = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record lies."""

    segment_id: int
    offset: int
    length: int


@dataclass(slots=True, kw_only=True)
class Segment:
    """A segment open for writing, locked for this process."""

    id: int
    file: FileIO
    size: int

    def append(self, records: Sequence[bytes]) -> list[Place]:
        """Write records after what is committed, and make them safe on disk.

        Raises:
            StoreError: the disk is full or cannot be written; nothing is committed.
        """
        places: list[Place] = []
        offset = self.size
        try:
            self.file.seek(offset)
            self.file.truncate()
            for record in records:
                _write(self.file, record)
                places.append(
                    Place(segment_id=self.id, offset=offset, length=len(record))
                )
                offset += len(record)
            os.fsync(self.file.fileno())
        except OSError as error:
            raise StoreError(
                self.file.name,
                f"cannot be written: {error.strerror}",
                "Free space (or mend the disk) and start again; nothing stored is lost.",
            ) from error
        return places

    def commit(self, connection: Connection, places: Sequence[Place]) -> None:
        """Move the committed size past the records, in the caller's transaction."""
        end = places[-1].offset + places[-1].length
        connection.execute(
            update(segments).where(segments.c.id == self.id).values(size=end)
        )
        self.size = end


def _write(file: FileIO, data: bytes) -> None:
    """Write all of it; unbuffered, so that closing never writes what failed before."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def open_segment(store: Store, now: int) -> Iterator[Segment]:
    """A segment of today for writing: one that is free and not full, else a new one."""
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    folder = store.folder / "warc" / day
    folder.mkdir(parents=True, exist_ok=True)
    with store.read() as connection:
        rows = connection.execute(
            select(segments).where(segments.c.name.startswith(f"{day}/"))
        ).all()
    for row in rows:
        if row.size < FULL:
            file = _lock(store.folder / "warc" / row.name)
            if file is not None:
                with file:
                    yield Segment(id=row.id, file=file, size=_size(store, row.id))
                return
    number = len(rows) + 1
    while True:  # another process may have taken the number
        name = f"{day}/{number:04d}.warc.gz"
        file = _lock(store.folder / "warc" / name, new=True)
        if file is not None:
            break
        number += 1
    with file:
        with store.write() as connection:
            result = connection.execute(
                segments.insert().values(name=name, size=0, created=now)
            )
            key = result.inserted_primary_key
        assert key is not None
        yield Segment(id=int(key[0]), file=file, size=0)


def _size(store: Store, segment_id: int) -> int:
    """The committed size, read after the lock was taken."""
    with store.read() as connection:
        query = select(segments.c.size).where(segments.c.id == segment_id)
        return int(connection.execute(query).scalar_one())


def _lock(path: Path, *, new: bool = False) -> FileIO | None:
    """The file, locked for this process; None when another has it."""
    if not new and not path.exists():
        return None
    try:
        file = path.open("xb" if new else "r+b", buffering=0)
    except FileExistsError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def read_record(store: Store, name: str, offset: int, length: int) -> bytes:
    """The bytes of one record.

    Raises:
        StoreError: the file is missing or shorter than the database says.
    """
    path = store.folder / "warc" / name
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except OSError as error:
        raise StoreError(
            str(path), f"cannot be read: {error.strerror}", "Run `nouvelles doctor`."
        ) from error
    if len(data) < length:
        raise StoreError(
            str(path), "is shorter than the database says", "Run `nouvelles doctor`."
        )
    return data


def overwrite(store: Store, name: str, offset: int, record: bytes) -> None:
    """Write over a record in place, with one of the same length, and sync.

    A file that is not there holds nothing to write over.
    """
    path = store.folder / "warc" / name
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(record)
        file.flush()
        os.fsync(file.fileno())


def trim(store: Store) -> int:
    """Cut off what was written but never committed; bytes freed."""
    with store.read() as connection:
        rows = connection.execute(select(segments)).all()
    freed = 0
    for row in rows:
        file = _lock(store.folder / "warc" / row.name)
        if file is None:
            continue
        with file:
            size = _size(store, row.id)
            excess = os.fstat(file.fileno()).st_size - size
            if excess > 0:
                file.truncate(size)
                freed += excess
    return freed


def prune(store: Store, before: int) -> int:
    """Drop the segments begun before a time (seconds); captures stay, bytes go.

    A segment that is being written is left for the next time. The captures are told in
    small transactions, then the file goes, its row last: after a crash at any moment
    the next call ends what was begun, and no bytes lie about that no row names.
    """
    with store.read() as connection:
        old = connection.execute(
            select(segments.c.id, segments.c.name).where(segments.c.created < before)
        ).all()
    return sum(_drop(store, row.id, store.folder / "warc" / row.name) for row in old)


def _drop(store: Store, segment_id: int, path: Path) -> bool:
    file = _lock(path)
    if file is None and path.exists():
        return False
    with file or nullcontext():
        while _part_with(store, segment_id):
            continue
        path.unlink(missing_ok=True)
        with store.write() as connection:
            connection.execute(segments.delete().where(segments.c.id == segment_id))
    return True


def _part_with(store: Store, segment_id: int) -> int:
    """Tell some captures of a segment that their bytes are gone; how many."""
    some = select(captures.c.id).where(captures.c.segment_id == segment_id).limit(500)
    with store.write() as connection:
        result = connection.execute(
            update(captures).where(captures.c.id.in_(some)).values(segment_id=None)
        )
        return int(result.rowcount)
