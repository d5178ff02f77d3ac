"""Web archives read as a stream, whatever their size and in spite of damage."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from fastwarc.stream_io import GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecord

from nouvelles.errors import InputError
from nouvelles.ingest.archives.found import Fault, FaultReason, Found
from nouvelles.ingest.archives.gzip_members import (
    MAGIC,
    begins_record,
    find_end,
    find_record,
)
from nouvelles.ingest.archives.warc_record import CutRecordError, read_record
from nouvelles.records import Capture

#: Magic numbers of other compressions in which archives are met, and their names.
_OTHER = {b"\x28\xb5\x2f\xfd": "zstd", b"\x04\x22\x4d\x18": "lz4", b"BZh": "bzip2"}

#: The end of a record's header, with CRLF or, against the standard, LF.
_HEADER_END = re.compile(rb"\r?\n\r?\n")

_ADVICE: dict[FaultReason, str] = {
    "cut": "The file is incomplete: fetch it again and read it once more.",
    "corrupt": "Fetch the file again and read it once more.",
    "not-a-record": "Write the archive anew with a tool such as warcio.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Damage:
    """Reading failed at byte `at`; sound records are looked for from byte `after`."""

    at: int
    reason: FaultReason
    after: int | None


def read_warc(
    path: Path, *, start: int = 0, max_bytes: int = 20_000_000
) -> Iterator[Found]:
    """The pages of a web archive, plain or gzip, in their order.

    `start` is 0 or the position of something found earlier; reading then goes on right
    behind it. In archives whose gzip members hold many records (against the standard)
    it goes on at the member, so that some are found twice, but none is lost.

    Captures are `response` and `resource` records of http and https addresses, content
    and transfer encodings undone. Over `max_bytes` the body is left out and `truncated`
    is set. Damage gives one `Fault` with its place; behind it reading goes on at the
    next sound gzip member. A fault at the end of the file has the position where it
    begins, so that a file that was completed meanwhile is read on from there. Memory is
    bounded by a few times `max_bytes`.

    Raises:
        InputError: the file is missing, unreadable or not a web archive.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            zipped = _is_compressed(file, path)
            yield from _read_all(file, path, start, size, zipped, max_bytes)
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read ({error.strerror or error})",
            "Check that the file is there and may be read.",
        ) from error


def _is_compressed(file: BinaryIO, path: Path) -> bool:
    """Whether the archive is compressed with gzip; refuses what is not an archive."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"WARC/"):
        return False
    # A damaged beginning is told as a fault, as long as records follow.
    if head.startswith(MAGIC) and begins_record(file, 0):
        return True
    meant = head.startswith(MAGIC) or path.name.lower().endswith(".warc.gz")
    if meant and find_record(file, 0) is not None:
        return True
    name = next((n for magic, n in _OTHER.items() if head.startswith(magic)), "")
    advice = "Give a WARC file (.warc or .warc.gz)."
    if name:
        advice = f"It is {name}: decompress it, or compress it with gzip by record."
    raise InputError(
        str(path), "not a web archive" if head else "the file is empty", advice
    )


def _read_all(
    file: BinaryIO, path: Path, start: int, size: int, zipped: bool, max_bytes: int
) -> Iterator[Found]:
    last_at = -1
    position: int | None = start
    while position is not None and position < size:
        damage = yield from _read_stretch(file, path, position, size, zipped, max_bytes)
        if damage is None:
            return
        position = None
        if zipped and damage.after is not None:
            position = find_record(file, damage.after)
        # The search may lead back to the very record that failed; it is told once.
        if damage.at != last_at:
            fault = Fault(
                about=f"{path}, byte {damage.at}",
                reason=damage.reason,
                detail=_behind(position, damage.at),
                advice=_ADVICE[damage.reason],
            )
            yield Found(
                item=fault, position=damage.at if position is None else position
            )
        last_at = damage.at


def _behind(position: int | None, at: int) -> str:
    if position is None:
        return "nothing behind it can be read"
    return f"{position - at} bytes are skipped"


def _read_stretch(
    file: BinaryIO, path: Path, start: int, size: int, zipped: bool, max_bytes: int
) -> Generator[Found, None, _Damage | None]:
    """Reads from a sound beginning to the end or to the first damage.

    Each record is held back until the next one begins: only then is it known where to
    go on, and that its checksum was right.
    """
    file.seek(start)
    stream = GzipReader(file) if zipped else file
    records = ArchiveIterator(stream, parse_http=False)
    held: Capture | Fault | None = None
    place = start  # of the record that is held
    bounds: tuple[int, int] | None = None  # of the block in a plain file, for its end
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            where = _place(stream, record)
            if held is not None:
                yield Found(item=held, position=where)
            held, place = None, where
            bounds = (record.stream_pos, record.content_length)
            held = read_record(record, f"{path}, byte {where}", max_bytes=max_bytes)
            if zipped and _place(stream, record) != where:
                return _bad_length(file, where, zipped)
        except CutRecordError:
            return _bad_length(file, place, zipped)
        except OSError:
            break
    if bounds is None:
        return _Damage(at=start, reason=_reason(file, start, zipped), after=start + 1)
    end = find_end(file, place) if zipped else _plain_end(file, bounds)
    if not isinstance(end, int):
        return _Damage(at=place, reason=end, after=place + 1)
    done = _is_padding(file, end)
    if held is not None:
        yield Found(item=held, position=size if done else end)
    if done:
        return None
    reason = _reason(file, end, zipped)
    return _Damage(at=end, reason=reason, after=end + (reason != "not-a-record"))


def _bad_length(file: BinaryIO, at: int, zipped: bool) -> _Damage:
    """A record claims more than there is: because of a cut, or wrongly."""
    end = find_end(file, at) if zipped else "cut"
    if isinstance(end, int):
        return _Damage(at=at, reason="corrupt", after=end)
    return _Damage(at=at, reason=end, after=at + 1)


def _reason(file: BinaryIO, at: int, zipped: bool) -> FaultReason:
    """What is wrong with the bytes that should begin a record."""
    file.seek(at)
    head = file.read(len(MAGIC))
    if zipped and MAGIC.startswith(head):
        end = find_end(file, at)
        return "not-a-record" if isinstance(end, int) else end
    return "not-a-record"


def _place(stream: GzipReader | BinaryIO, record: WarcRecord) -> int:
    """Where to begin to read this record again: its gzip member, or the record."""
    if isinstance(stream, GzipReader):
        return stream.frame_start_position() or 0
    return record.stream_pos


def _plain_end(file: BinaryIO, bounds: tuple[int, int]) -> int | Literal["cut"]:
    """The byte after a record's content, from where it begins and how long that is."""
    file.seek(bounds[0])
    # As much as fastwarc reads of a header.
    head = _HEADER_END.search(file.read(32 << 10))
    return bounds[0] + head.end() + bounds[1] if head else "cut"


def _is_padding(file: BinaryIO, start: int) -> bool:
    """Whether only line breaks and zeros stand between here and the end."""
    file.seek(start)
    while data := file.read(1 << 16):
        if data.strip(b"\0\r\n "):
            return False
    return True
