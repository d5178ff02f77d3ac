"""The files beside the database, held against what it says of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from nouvelles.errors import InputError, StoreError
from nouvelles.ingest import decode_record
from nouvelles.store.database import Store
from nouvelles.store.schema import captures, segments
from nouvelles.store.segments import read_record

#: Records read back when not all are asked for, spread evenly over all.
SAMPLE = 200

#: Captures looked at in one transaction.
CHUNK = 200

#: How segments are named below `warc/`.
SEGMENT_NAME = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4,}\.warc\.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentState:
    """A segment: bytes that are committed, and bytes on disk (None: no file)."""

    name: str
    committed: int
    on_disk: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """A record that was read back; `fault` is "" when it is sound."""

    url: str
    fault: str


def segment_states(store: Store) -> list[SegmentState]:
    """Every segment of the database with what lies on disk."""
    with store.read() as connection:
        rows = connection.execute(
            select(segments.c.name, segments.c.size).order_by(segments.c.id)
        ).all()
    states = []
    for row in rows:
        path = store.folder / "warc" / row.name
        size = path.stat().st_size if path.is_file() else None
        states.append(SegmentState(name=row.name, committed=row.size, on_disk=size))
    return states


def stray_files(store: Store) -> list[Path]:
    """Files named like segments that the database does not know."""
    folder = store.folder / "warc"
    found = [
        path
        for path in sorted(folder.rglob("*.warc.gz"))
        if SEGMENT_NAME.fullmatch(path.relative_to(folder).as_posix())
    ]
    # Asked after the files are listed: a writer makes its file before its row.
    known = {state.name for state in segment_states(store)}
    return [path for path in found if path.relative_to(folder).as_posix() not in known]


def count_records(store: Store) -> int:
    """How many records have their bytes."""
    with store.read() as connection:
        query = select(func.count()).where(captures.c.segment_id.is_not(None))
        return int(connection.execute(query).scalar_one())


def read_back(store: Store, *, full: bool) -> Iterator[RecordState]:
    """Read records and compare them with their digests; a sample, or all."""
    stride = 1 if full else max(1, count_records(store) // SAMPLE)
    query = (
        select(
            captures.c.id,
            captures.c.url,
            captures.c.digest,
            captures.c.offset,
            captures.c.length,
            segments.c.name,
        )
        .join_from(captures, segments, segments.c.id == captures.c.segment_id)
        .where(captures.c.id % stride == 0)
        .order_by(captures.c.id)
        .limit(CHUNK)
    )
    last = -1
    while True:
        with store.read() as connection:
            rows = connection.execute(query.where(captures.c.id > last)).all()
        if not rows:
            return
        last = rows[-1].id
        for row in rows:
            fault = _fault(store, row.name, row.offset, row.length, bytes(row.digest))
            if fault and not _is_still(store, row.id):
                continue  # erased or pruned between the look and the reading
            yield RecordState(url=row.url, fault=fault)


def _fault(store: Store, name: str, offset: int, length: int, digest: bytes) -> str:
    try:
        body = decode_record(read_record(store, name, offset, length)).body
    except (InputError, StoreError) as error:
        return error.reason
    if hashlib.sha256(body).digest() != digest:
        return "its bytes are not those that were captured"
    return ""


def _is_still(store: Store, item: int) -> bool:
    with store.read() as connection:
        query = select(captures.c.segment_id).where(captures.c.id == item)
        return connection.execute(query).scalar() is not None
