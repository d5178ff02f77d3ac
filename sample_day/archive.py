"""One web archive of the day's captures, in the layout of CC-NEWS.

A warcinfo record, then one response record a capture, each a gzip member of its own.
Identifiers are derived from address and time, so the same captures give the same
bytes. As in CC-NEWS the payload is stored decoded and the original transfer headers
have the prefix `X-Crawler-`.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .captures import Capture
from .dates import http_date

NAME = "day.warc.gz"
REASONS = {200: "OK", 301: "Moved Permanently", 404: "Not Found"}
ABOUT = {
    "software": "nouvelles sample_day",
    "format": "WARC File Format 1.1",
    "description": "An invented day of an invented world press (CC0-1.0)",
    "robots": "invented hosts, nothing was fetched",
}


def write_archive(captures: Iterable[Capture]) -> bytes:
    """The bytes of the archive."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    captures = list(captures)
    info = "".join(f"{name}: {text}\r\n" for name, text in ABOUT.items()).encode()
    writer.write_record(
        writer.create_warc_record(
            "",
            "warcinfo",
            payload=io.BytesIO(info),
            length=len(info),
            warc_content_type="application/warc-fields",
            warc_headers_dict=_identity(NAME, captures[0].at) | {"WARC-Filename": NAME},
        )
    )
    for capture in captures:
        writer.write_record(
            writer.create_warc_record(
                capture.url,
                "response",
                payload=io.BytesIO(capture.body),
                http_headers=StatusAndHeaders(
                    f"{capture.status} {REASONS[capture.status]}",
                    _headers(capture),
                    protocol="HTTP/1.1",
                ),
                warc_headers_dict=_identity(capture.url, capture.at),
            )
        )
    return buffer.getvalue()


def _identity(name: str, at: datetime) -> dict[str, str]:
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = uuid.uuid5(uuid.NAMESPACE_URL, f"{name} {stamp}")
    return {"WARC-Record-ID": f"<urn:uuid:{record}>", "WARC-Date": stamp}


def _headers(capture: Capture) -> list[tuple[str, str]]:
    headers = [
        ("Date", http_date(capture.at)),
        ("Content-Type", capture.content_type),
        ("Content-Length", str(len(capture.body))),
        ("X-Crawler-Content-Encoding", "gzip"),
        ("Last-Modified", http_date(capture.changed)),
        ("ETag", f'"{hashlib.sha256(capture.body).hexdigest()[:16]}"'),
        ("Cache-Control", "max-age=60"),
        ("Vary", "Accept-Encoding"),
    ]
    if capture.location:
        headers.append(("Location", capture.location))
    if capture.outlet.tdm_reservation:
        headers.append(("tdm-reservation", "1"))
    if capture.content_type.startswith("image/") or capture.status != 200:
        headers = [pair for pair in headers if "Encoding" not in pair[0]]
    return headers
