"""Faults of reading: counted for their source, under the words of `ingest.troubles`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, text

from nouvelles.ingest.troubles import Word
from nouvelles.store.schema import faults

#: Characters of a detail that are kept.
_LONGEST = 300

# One statement that both databases understand.
_NOTE = text(
    "INSERT INTO faults (source_id, word, about, detail, first, last, count) "
    "VALUES (:source_id, :word, :about, :detail, :now, :now, 1) "
    "ON CONFLICT (source_id, word) DO UPDATE SET count = faults.count + 1, "
    "last = excluded.last, about = excluded.about, detail = excluded.detail"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: of which source, under which word, at which address."""

    source_id: int
    word: Word
    about: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often a source had a fault, when first and last, and where at last."""

    word: Word
    about: str
    detail: str
    count: int
    first: int
    last: int


def note_faults(connection: Connection, found: Iterable[Fault], now: int) -> None:
    """Count faults."""
    rows = [
        {
            "source_id": fault.source_id,
            "word": fault.word.value,
            "about": _sound(fault.about),
            "detail": _sound(fault.detail[:_LONGEST]),
            "now": now,
        }
        for fault in found
    ]
    if rows:
        connection.execute(_NOTE, rows)


def _sound(text: str) -> str:
    """The text without what a database cannot hold: NUL, halves of characters."""
    return text.replace("\0", "").encode(errors="replace").decode()


def faults_of(connection: Connection, source_id: int) -> tuple[Counted, ...]:
    """The faults of a source, the latest first."""
    query = (
        select(faults)
        .where(faults.c.source_id == source_id)
        .order_by(faults.c.last.desc(), faults.c.word)
    )
    return tuple(
        Counted(
            word=Word(row.word),
            about=row.about,
            detail=row.detail,
            count=row._mapping["count"],
            first=row.first,
            last=row.last,
        )
        for row in connection.execute(query)
    )


def forget_faults(connection: Connection, source_id: int) -> None:
    """A source that is removed takes its faults along."""
    connection.execute(delete(faults).where(faults.c.source_id == source_id))
