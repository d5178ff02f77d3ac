"""Captures written as records and read back."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from nouvelles.errors import InputError
from nouvelles.ingest.archives.warc import read_warc
from nouvelles.ingest.archives.warc_write import (
    MIN_BLANK,
    blank_record,
    decode_record,
    encode_record,
)
from nouvelles.records import Capture

AT = datetime(2026, 11, 3, 7, 5, 9, 123456, tzinfo=UTC)


def capture(**changes: object) -> Capture:
    facts: dict[str, object] = {
        "url": "https://outlet.example/a?b=c",
        "at": AT,
        "status": 200,
        "headers": (("content-type", "text/html"),),
        "body": b"<p>words</p>",
    }
    return Capture(**(facts | changes))  # type: ignore[arg-type]


printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(
    str.strip
)
header_names = st.one_of(
    st.from_regex(r"[a-z0-9!#$%&'*+.^_`|~-]{1,20}", fullmatch=True),
    st.sampled_from(
        [
            "content-encoding",
            "transfer-encoding",
            "content-length",
            "x-archive-orig-content-length",
            "content-type",
        ]
    ),
)
captures = st.builds(
    Capture,
    url=st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), max_size=40)
    .map(lambda tail: "https://outlet.example/" + tail)
    .filter(lambda url: url.strip("<>") == url),
    at=st.datetimes(
        min_value=datetime(2, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        max_value=datetime(9998, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
    ),
    status=st.integers(100, 999),
    headers=st.lists(st.tuples(header_names, printable), max_size=6).map(tuple),
    body=st.binary(max_size=500),
    truncated=st.booleans(),
)


@given(captures)
def test_what_is_written_is_read_back(given_capture: Capture) -> None:
    assert decode_record(encode_record(given_capture)) == given_capture


def test_the_same_capture_gives_the_same_bytes() -> None:
    assert encode_record(capture()) == encode_record(capture())


def test_the_record_is_what_the_standard_asks() -> None:
    headers = (("content-encoding", "br"), ("content-length", "7"), ("server", "é"))
    data = encode_record(capture(headers=headers, truncated=True))
    record = next(iter(WarcioIterator(io.BytesIO(data))))
    head = record.rec_headers
    assert head.protocol == "WARC/1.1"
    assert head.get_header("WARC-Date") == "2026-11-03T07:05:09.123456Z"
    assert head.get_header("WARC-Payload-Digest").startswith("sha256:")
    assert head.get_header("WARC-Truncated") == "length"
    assert record.http_headers.get_header("content-length") == "12"
    assert record.http_headers.get_header("content-encoding") is None
    assert record.http_headers.get_header("x-archive-orig-content-encoding") == "br"
    assert record.content_stream().read() == b"<p>words</p>"


def test_block_digest_is_right() -> None:
    data = encode_record(capture())
    record = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=False)))
    assert record.verify_block_digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"status": 0},
        {"url": "https://outlet.example/a\r\nWARC-Type: request"},
        {"url": "urn:outlet"},
        {"headers": (("x", "a\r\nset-cookie: b"),)},
        {"headers": (("Server", "a"),)},
        {"headers": (("a b", "a"),)},
        {"headers": (("a", " b"),)},
    ],
)
def test_what_cannot_be_read_back_is_not_written(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        encode_record(capture(**changes))


@pytest.mark.parametrize("size", [MIN_BLANK, 201, 4096, 70_000, 3_000_000])
def test_a_blank_record_has_its_size_and_says_erased(size: int) -> None:
    data = blank_record(size)
    assert len(data) == size
    assert gzip.decompress(data).endswith(b"\r\n\r\nerased\r\n\r\n")


def test_a_blank_record_below_the_least_size_is_refused() -> None:
    with pytest.raises(ValueError):
        blank_record(MIN_BLANK - 1)


def test_the_smallest_record_of_a_page_can_be_blanked() -> None:
    smallest = capture(url="http://a", headers=(), body=b"")
    assert len(encode_record(smallest)) >= MIN_BLANK


def test_a_record_is_erased_in_place(tmp_path: Path) -> None:
    bodies = [b"first", b"secret" * 50_000, b"third"]
    records = [encode_record(capture(body=body)) for body in bodies]
    records[1] = blank_record(len(records[1]))
    path = tmp_path / "erased.warc.gz"
    path.write_bytes(b"".join(records))

    assert [found.item.body for found in read_warc(path)] == [b"first", b"third"]  # type: ignore[union-attr]
    with path.open("rb") as file:
        types = [record.rec_type for record in WarcioIterator(file)]
    assert types == ["response", "metadata", "response"]
    with path.open("rb") as file:
        lengths = [record.content_length for record in ArchiveIterator(file)]
    assert len(lengths) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        blank_record(300),
        encode_record(capture())[:-9],
        encode_record(capture(body=b"x" * 9000))[:150],
    ],
)
def test_what_is_not_a_page_is_said(data: bytes) -> None:
    with pytest.raises(InputError):
        decode_record(data)
