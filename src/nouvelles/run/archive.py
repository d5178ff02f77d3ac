"""Reading what is given as files: web archives, pages, folders of pages, feeds."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nouvelles.errors import InputError
from nouvelles.ingest import Fault, Found, parse_feed, read_pages, read_warc
from nouvelles.records import Capture
from nouvelles.run.clock import Clock
from nouvelles.store import Store, archives, people
from nouvelles.store.captures import Added, Reading, add_captures
from nouvelles.store.entries import add_entries
from nouvelles.store.ledger import Plan
from nouvelles.store.segments import Segment, open_segment

#: Captures and bytes after which a batch is kept: few enough that the transaction stays
#: under 50 ms, and that memory does not grow with the archive.
BATCH = 64
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a file brought."""

    captures: int = 0
    known: int = 0
    removed: int = 0
    entries: int = 0
    faults: int = 0
    read_before: bool = False  # the same archive was read to its end already

    def plus(self, other: Tally) -> Tally:
        """The sum of two."""
        return Tally(
            captures=self.captures + other.captures,
            known=self.known + other.known,
            removed=self.removed + other.removed,
            entries=self.entries + other.entries,
            faults=self.faults + other.faults,
            read_before=self.read_before or other.read_before,
        )


#: Called with the bytes of the file read so far.
Progress = Callable[[int], None]


def read_input(
    store: Store,
    plan: Plan,
    path: Path,
    clock: Clock,
    *,
    url: str = "",
    progress: Progress = lambda _read: None,
) -> Tally:
    """Read one file or folder into the paper, whatever it is.

    Raises:
        InputError: it cannot be read at all. What is wrong inside is counted instead.
    """
    if not path.exists():
        raise InputError(str(path), "there is no such file", "Check the name.")
    head = b"" if path.is_dir() else _head(path)
    if _is_warc(head):
        return _read_archive(store, plan, path, clock, progress)
    if _is_feed(head):
        return _read_feed(store, path, clock, url)
    with open_segment(store, int(clock())) as segment:
        reader = _Keeper(store, plan, segment, clock)
        return reader.keep(read_pages(path, url=url))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(2048)
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read: {error.strerror}", "Check the permissions."
        ) from error


def _is_warc(head: bytes) -> bool:
    """By the first word, inside gzip too: a page may be compressed as well.

    Gzip that cannot be looked into is left to the archive reader, which says why.
    """
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return True
    return head.startswith(b"WARC/")


def _is_feed(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        return b"jsonfeed.org" in start
    return start.startswith(b"<") and any(
        mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<channel")
    )


def _read_archive(
    store: Store, plan: Plan, path: Path, clock: Clock, progress: Progress
) -> Tally:
    known = archives.begin(store, _archive_key(path), path)
    if known.finished:
        return Tally(read_before=True)
    found = read_warc(
        path, start=known.position, max_bytes=store.settings.limits.page_bytes
    )
    with open_segment(store, int(clock())) as segment:
        keeper = _Keeper(store, plan, segment, clock, known, progress)
        return keeper.keep(found)


def _archive_key(path: Path) -> bytes:
    """What makes an archive the same file: its size, its beginning, its end."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1 << 16)
        file.seek(max(0, size - (1 << 16)))
        tail = file.read()
    return hashlib.sha256(b"%d\n" % size + head + tail).digest()[:16]


class _Keeper:
    """Keeps what a reader finds, in batches, with the place reached."""

    def __init__(
        self,
        store: Store,
        plan: Plan,
        segment: Segment,
        clock: Clock,
        reading: Reading | None = None,
        progress: Progress = lambda _read: None,
    ) -> None:
        self.store, self.plan, self.segment = store, plan, segment
        self.clock, self.reading, self.progress = clock, reading, progress

    def keep(self, found: Iterable[Found]) -> Tally:
        """Keep all that is found; what it came to."""
        tally = Tally()
        batch: list[Capture] = []
        size = 0
        for item in found:
            if isinstance(item.item, Fault):
                self._count(item.item)
                tally = tally.plus(Tally(faults=1))
            else:
                batch.append(item.item)
                size += len(item.item.body)
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                tally = tally.plus(self._flush(batch, item.position))
                batch, size = [], 0
        return tally.plus(self._flush(batch, None))

    def _flush(self, batch: list[Capture], position: int | None) -> Tally:
        if self.reading is not None:
            self.reading = replace(
                self.reading,
                position=self.reading.position if position is None else position,
                records=self.reading.records + len(batch),
                finished=position is None,
            )
        now = int(self.clock())
        added: Added = add_captures(
            self.store, self.plan, self.segment, batch, now=now, reading=self.reading
        )
        if position is not None:
            self.progress(position)
        return Tally(captures=added.new, known=added.known, removed=added.removed)

    def _count(self, fault: Fault) -> None:
        said = f"{fault.reason}: {fault.detail}" if fault.detail else fault.reason
        people.note_incident(
            self.store, fault.about, said, fault.advice, int(self.clock())
        )


def _read_feed(store: Store, path: Path, clock: Clock, url: str) -> Tally:
    """A feed saved as a file: `url` says where it lives; else its name stands for it."""
    feed = parse_feed(path.read_bytes(), address=url or f"file:{path.name}")
    brought = add_entries(store, feed.entries, int(clock()))
    return Tally(entries=len(brought.new) + len(brought.changed))
