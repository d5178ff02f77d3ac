"""Keeping captures: bytes into a segment, facts into a row, work into the ledger.

A capture is known by address, time and bytes; the same one met again changes nothing.
Addresses under a tombstone are not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from sqlalchemy import Connection, select, update

from nouvelles.errors import InputError
from nouvelles.records import Capture
from nouvelles.stage import CAPTURE
from nouvelles.store.alone import url_key
from nouvelles.store.codec import digest16
from nouvelles.store.database import Store
from nouvelles.store.ledger import Plan, enqueue
from nouvelles.store.schema import archives, captures, segments, tombstones
from nouvelles.store.segments import Place, Segment, read_record
from nouvelles.store.sources import source_for

PAGE, PICTURE = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a batch of captures."""

    new: int = 0
    known: int = 0
    removed: int = 0  # under a tombstone


def microseconds(at: datetime) -> int:
    """Microseconds since 1970 of an aware time, exactly."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def moment(us: int) -> datetime:
    """The aware time of microseconds since 1970."""
    return datetime.fromtimestamp(us // 1_000_000, UTC).replace(
        microsecond=us % 1_000_000
    )


def capture_key(capture: Capture, digest: bytes) -> bytes:
    """What makes a capture the same one: address, time, bytes."""
    head = f"{capture.url}\n{microseconds(capture.at)}\n".encode()
    return digest16(head + digest)


def kind_of(capture: Capture) -> int:
    """Pictures are kept apart: they never become articles."""
    media_type = capture.header("content-type").split(";")[0].strip().lower()
    return (
        PICTURE if media_type.startswith("image/") and capture.status == 200 else PAGE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far an archive has been read, once the batch at hand is kept."""

    archive_id: int
    position: int
    records: int
    finished: bool = False


def add_captures(
    store: Store,
    plan: Plan,
    segment: Segment,
    batch: Sequence[Capture],
    *,
    now: int,
    reading: Reading | None = None,
    also: Callable[[Connection], None] | None = None,
) -> Added:
    """Keep the captures that are new, put them on the ledger and note the reading.

    All or nothing: after a crash the archive is read again from the noted position.
    `also` writes more in the same transaction.
    """
    keyed = {}
    for capture in batch:
        digest = hashlib.sha256(capture.body).digest()
        keyed[capture_key(capture, digest)] = (capture, digest)
    with store.read() as connection:
        known = _known(connection, keyed)
        addresses = {url_key(capture.url) for capture, _ in keyed.values()}
        gone = _removed(connection, addresses)
    fresh = {
        key: pair
        for key, pair in keyed.items()
        if key not in known and url_key(pair[0].url) not in gone
    }
    # Imported here: to look captures up takes none of what writes archives (2 MB).
    from nouvelles.ingest import encode_record

    records = [encode_record(capture) for capture, _ in fresh.values()]
    places = segment.append(records) if records else []
    with store.write() as connection:
        if reading is not None:
            _note(connection, reading, now)
        if also is not None:
            also(connection)
        if places:
            segment.commit(connection, places)
            archive_id = reading.archive_id if reading else None
            rows = [
                _row(connection, key, *pair, place, archive_id)
                for (key, pair), place in zip(fresh.items(), places, strict=True)
            ]
            store.dialect.insert_new(connection, captures, rows)
            _enqueue_first(store, connection, plan, list(fresh))
    removed = sum(url_key(capture.url) in gone for capture, _ in keyed.values())
    return Added(
        new=len(fresh), known=len(batch) - len(fresh) - removed, removed=removed
    )


def _known(connection: Connection, keys: Iterable[bytes]) -> set[bytes]:
    query = select(captures.c.key).where(captures.c.key.in_(list(keys)))
    return {bytes(key) for (key,) in connection.execute(query)}


def _removed(connection: Connection, keys: Iterable[bytes]) -> set[bytes]:
    query = select(tombstones.c.url_key).where(tombstones.c.url_key.in_(list(keys)))
    return {bytes(key) for (key,) in connection.execute(query)}


def _note(connection: Connection, reading: Reading, now: int) -> None:
    connection.execute(
        update(archives)
        .where(archives.c.id == reading.archive_id)
        .values(
            position=reading.position,
            records=reading.records,
            finished=now if reading.finished else None,
        )
    )


def _row(
    connection: Connection,
    key: bytes,
    capture: Capture,
    digest: bytes,
    place: Place,
    archive_id: int | None,
) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind_of(capture),
        "url": capture.url,
        "url_key": url_key(capture.url),
        "at": microseconds(capture.at),
        "status": capture.status,
        "media_type": capture.header("content-type").split(";")[0].strip().lower(),
        "digest": digest,
        "size": len(capture.body),
        "source_id": source_for(connection, capture.url),
        "archive_id": archive_id,
        "segment_id": place.segment_id,
        "offset": place.offset,
        "length": place.length,
        "redirect_key": _redirect_key(capture),
    }


def _redirect_key(capture: Capture) -> bytes | None:
    """The key of the address that a redirect names, if it names a sound one."""
    target = capture.header("location")
    if not target or not 300 <= capture.status < 400:
        return None
    try:
        return url_key(urljoin(capture.url, target))
    except (InputError, ValueError):
        return None


def _enqueue_first(
    store: Store, connection: Connection, plan: Plan, keys: Sequence[bytes]
) -> None:
    """Open the first stages for new captures: those that take nothing but the capture."""
    rows = connection.execute(
        select(captures.c.id, captures.c.key, captures.c.kind).where(
            captures.c.key.in_(keys)
        )
    ).all()
    for stage in plan.stages:
        if stage.takes == (CAPTURE,):
            kind = PICTURE if stage.kind == "picture" else PAGE
            wanted = [(row.id, bytes(row.key)) for row in rows if row.kind == kind]
            enqueue(store, connection, plan.step_of[stage.name], wanted)


def load_records(
    store: Store, connection: Connection, items: Sequence[int]
) -> dict[int, bytes]:
    """The WARC records of captures, without those whose bytes are no longer kept."""
    rows = connection.execute(
        select(captures.c.id, segments.c.name, captures.c.offset, captures.c.length)
        .join_from(captures, segments, captures.c.segment_id == segments.c.id)
        .where(captures.c.id.in_(items))
    )
    return {
        row.id: read_record(store, row.name, row.offset, row.length) for row in rows
    }


def load_record(store: Store, connection: Connection, item: int) -> bytes | None:
    """The WARC record of one capture, or None when its bytes are no longer kept."""
    return load_records(store, connection, [item]).get(item)
