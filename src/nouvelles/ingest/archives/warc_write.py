"""Captures as records of a web archive, each a gzip member of its own, and back.

Record: WARC 1.1 (iipc.github.io/warc-specifications, as known in November 2026),
written with warcio. Headers that tell how the body was encoded no longer hold, because
a capture's body is decoded: they are kept under the name `x-archive-orig-NAME`, the
custom of the Wayback Machine and pywb, and a true content-length stands behind them.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import struct
import uuid
import zlib
from datetime import UTC
from http import HTTPStatus

from fastwarc.warc import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from nouvelles.errors import InputError
from nouvelles.ingest.archives.warc_record import (
    CutRecordError,
    clean_header,
    read_record,
)
from nouvelles.records import Capture, Headers

#: The smallest blank record. The smallest record of a page is larger.
MIN_BLANK = 200

#: Warcio compresses at level 9. On 1,005 pages of the press level 4 takes a third of its
#: time for 9 % more bytes.
LEVEL = 4

_KEPT = "x-archive-orig-"
_REPLACED = ("content-encoding", "transfer-encoding", "content-length")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")

#: A blank record says nothing about what stood there, so it has no date of its own.
_ERASED = (
    b"WARC/1.1\r\nWARC-Type: metadata\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    b"WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 6\r\n\r\nerased\r\n\r\n"
)


def encode_record(capture: Capture) -> bytes:
    """One gzip member that holds the capture as a WARC/1.1 response record.

    The same capture always gives the same bytes. The date is written in UTC.

    Raises:
        ValueError: the capture cannot be written so that it is read back the same: a
            time without a zone, a header name that is not a lower-case token, control
            characters or outer spaces in the address or a header value.
    """
    _check(capture)
    at = capture.at.astimezone(UTC)
    date = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    payload_digest = f"sha256:{hashlib.sha256(capture.body).hexdigest()}"
    name = f"{capture.url} {date} {payload_digest}"
    block = _head(capture) + capture.body
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"),
        ("WARC-Target-URI", capture.url),
        ("WARC-Date", date),
        ("WARC-Payload-Digest", payload_digest),
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
    ]
    if capture.truncated:
        fields.append(("WARC-Truncated", "length"))
    # The HTTP head is part of the block: warcio would percent-encode its values.
    record = ArcWarcRecord(
        "warc",
        "response",
        StatusAndHeaders("", fields, protocol="WARC/1.1"),
        io.BytesIO(block),
        None,
        "application/http; msgtype=response",
        len(block),
    )
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return gzip.compress(out.getvalue(), LEVEL, mtime=0)


def decode_record(data: bytes) -> Capture:
    """The capture that `encode_record` wrote; the inverse of it.

    Raises:
        InputError: the bytes are damaged, or hold no page (a blank record).
    """
    try:
        # The whole member first: this is what checks its checksum.
        plain = io.BytesIO(gzip.decompress(data))
        record = next(ArchiveIterator(plain, parse_http=False), None)
        found = record and read_record(record, "stored record", max_bytes=1 << 62)
    except (OSError, EOFError, zlib.error, CutRecordError) as error:
        raise InputError(
            "stored record", f"its bytes are damaged ({error})", "Restore a backup."
        ) from error
    if not isinstance(found, Capture):
        reason = found.reason if found else "it holds no page, or was erased"
        raise InputError("stored record", reason)
    return Capture(
        url=found.url,
        at=found.at,
        status=found.status,
        headers=_restored(found.headers),
        body=found.body,
        truncated=found.truncated,
    )


def blank_record(size: int) -> bytes:
    """A gzip member of exactly `size` bytes whose WARC record says `erased`.

    Written over a record of the same size, it erases it in place: the file stays a
    sound archive. The room is filled by the comment of the gzip header (RFC 1952, 2.3).

    Raises:
        ValueError: `size` is below `MIN_BLANK`.
    """
    deflator = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = deflator.compress(_ERASED) + deflator.flush()
    header = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"
    trailer = struct.pack("<II", zlib.crc32(_ERASED), len(_ERASED))
    room = size - len(header) - 1 - len(deflated) - len(trailer)
    if size < MIN_BLANK or room < 0:
        raise ValueError(f"a blank record has {MIN_BLANK} bytes at least, not {size}")
    return header + b" " * room + b"\0" + deflated + trailer


def _check(capture: Capture) -> None:
    if capture.at.tzinfo is None:
        raise ValueError(f"the time of {capture.url!r} has no zone")
    if not 100 <= capture.status <= 999:
        raise ValueError(f"{capture.status} is not an HTTP status")
    url = capture.url
    web = url.lower().startswith(("http://", "https://"))
    if not web or url != clean_header(url.encode()).strip("<> "):
        raise ValueError(f"{url!r} cannot be the address of a record")
    for name, value in capture.headers:
        if not _TOKEN.fullmatch(name) or value != clean_header(value.encode()):
            raise ValueError(f"the header {name!r}: {value!r} cannot be written")


def _head(capture: Capture) -> bytes:
    try:
        phrase = HTTPStatus(capture.status).phrase
    except ValueError:
        phrase = "Unnamed"
    lines = [f"HTTP/1.1 {capture.status} {phrase}"]
    for name, value in capture.headers:
        kept = name in _REPLACED or name.startswith(_KEPT)
        lines.append(f"{_KEPT if kept else ''}{name}: {value}")
    lines.append(f"content-length: {len(capture.body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _restored(headers: Headers) -> Headers:
    return tuple(
        (name.removeprefix(_KEPT), value)
        for name, value in headers
        if name != "content-length"
    )
