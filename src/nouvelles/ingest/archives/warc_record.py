"""One record of a web archive as a capture.

Source: WARC 1.0 and 1.1 (iipc.github.io/warc-specifications, as known in November
2026).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fastwarc.warc import WarcRecord, resource, response

from nouvelles.ingest.archives.found import Fault
from nouvelles.ingest.encodings import decode_body
from nouvelles.records import Capture, Headers

#: Longest HTTP head that is read; servers and browsers stop at 8 to 256 KiB.
_MAX_HEAD = 256 * 1024

#: An encoded body may be a little longer than the decoded one: chunk sizes, headers.
_ENCODING_ROOM = 64 * 1024

#: The characters of a header name (RFC 9110, 5.6.2, token).
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class CutRecordError(Exception):
    """The stream ended before the record did."""


def read_record(
    record: WarcRecord, about: str, *, max_bytes: int
) -> Capture | Fault | None:
    """The capture that a record holds; None when it holds no page; or what is wrong.

    Reads the record to its end. A body longer than `max_bytes` is left out: the capture
    then has an empty body and `truncated`. The resource of a `resource` record has the
    status 200 and its content type as only header.

    Raises:
        CutRecordError: the stream ended before the record did.
        OSError: the stream is damaged.
    """
    if not record.record_type & (response | resource):
        typed = record.headers.get("WARC-Type") is not None
        _skip(record)
        return None if typed else Fault(about=about, reason="not-a-record")
    url = _text(record, "WARC-Target-URI").strip("<> ")
    if not url or not url.lower().startswith(("http://", "https://")):
        _skip(record)
        advice = "Its writer must give WARC-Target-URI."
        return None if url else Fault(about=about, reason="no-address", advice=advice)
    date = _text(record, "WARC-Date")
    at = parse_date(date)
    if at is None:
        _skip(record)
        return Fault(about=f"{about} ({url})", reason="no-date", detail=repr(date))
    if record.record_type & response:
        head = _read_head(record)
        if head is None:
            return Fault(about=f"{about} ({url})", reason="bad-http-head")
        status, headers = head
    else:
        status, headers = 200, (("content-type", _text(record, "Content-Type")),)
    body, truncated = _read_body(record, headers, max_bytes)
    truncated = truncated or _is_partial(record)
    return Capture(
        url=url, at=at, status=status, headers=headers, body=body, truncated=truncated
    )


def parse_date(text: str) -> datetime | None:
    """A WARC-Date, always UTC; None when it is not one. More digits than
    microseconds are dropped."""
    try:
        date = datetime.fromisoformat(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(record: WarcRecord, name: str) -> str:
    value = record.headers.get_bytes(name.encode(), b"") or b""
    return clean_header(value)


def clean_header(value: bytes) -> str:
    """Header bytes as text: UTF-8 where it is, else Latin-1, as servers send both."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return _CONTROL.sub(" ", text).strip()


def _is_partial(record: WarcRecord) -> bool:
    """Whether the archive says that it holds a part only (WARC 1.1, 5.13 and 5.16)."""
    named = record.headers.get("WARC-Truncated") or record.headers.get(
        "WARC-Segment-Number"
    )
    return named is not None


def _skip(record: WarcRecord) -> None:
    length = record.content_length
    if record.reader.consume() < length:
        raise CutRecordError


def _read_head(record: WarcRecord) -> tuple[int, Headers] | None:
    # Some writers leave the content type out; a response is HTTP all the same.
    record.is_http = True
    try:
        record.parse_http(max_header_len=_MAX_HEAD, quirks_mode=True)
    except OSError:
        # Too long a head, or a damaged stream; the latter is raised again here. How
        # much was read before is not told, so that a cut is found by the caller.
        record.reader.consume()
        return None
    status = record.http_headers.status_code
    # Three digits (RFC 9112, 4); what is no status is no HTTP.
    if status is None or not 100 <= status <= 999:
        _skip(record)
        return None
    named = (
        (clean_header(name).lower(), clean_header(value))
        for name, value in record.http_headers.items_bytes()
    )
    return status, tuple(pair for pair in named if _TOKEN.fullmatch(pair[0]))


def _read_body(
    record: WarcRecord, headers: Headers, max_bytes: int
) -> tuple[bytes, bool]:
    length = record.content_length
    if length > max_bytes + _ENCODING_ROOM:
        _skip(record)
        return b"", True
    data = record.reader.read()
    if len(data) < length:
        raise CutRecordError
    decoded = decode_body(data, headers, max_bytes=max_bytes)
    return decoded.body, decoded.over or not decoded.whole
