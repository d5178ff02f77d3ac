"""HTTP encodings undone within a limit."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.encodings import Decoded, decode_body, inflate

TEXT = b"<!doctype html><p>" + bytes(range(256)) * 40
LIMIT = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    deflator = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflator.compress(data) + deflator.flush()


ENCODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
    "GZip": gzip.compress(TEXT) + b"\0" * 20,
    "deflate": zlib.compress(TEXT),
    "Deflate": raw_deflate(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
}


def decode(data: bytes, coding: str, limit: int = LIMIT) -> Decoded:
    return decode_body(data, (("content-encoding", coding),), max_bytes=limit)


@pytest.mark.parametrize("coding", ENCODED)
def test_each_coding_is_undone(coding: str) -> None:
    assert decode(ENCODED[coding], coding) == Decoded(body=TEXT)


@pytest.mark.parametrize("coding", ENCODED)
def test_a_body_of_exactly_the_limit_is_kept(coding: str) -> None:
    assert decode(ENCODED[coding], coding, len(TEXT)) == Decoded(body=TEXT)
    assert decode(ENCODED[coding], coding, len(TEXT) - 1).over


@pytest.mark.parametrize("coding", ENCODED)
def test_a_cut_body_is_not_whole(coding: str) -> None:
    decoded = decode(ENCODED[coding][: len(ENCODED[coding]) // 2], coding)
    assert not decoded.whole
    assert TEXT.startswith(decoded.body)


@pytest.mark.parametrize("coding", ENCODED)
@pytest.mark.parametrize("body", [b"<html>plain</html>", b'{"json": 1}', b"", b"words"])
def test_a_body_that_was_stored_decoded_is_kept(coding: str, body: bytes) -> None:
    assert decode(body, coding) == Decoded(body=body)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    zeros = b"\0" * 50_000_000
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: brotli.compress(data, quality=2),
        "zstd": zstandard.compress,
    }
    assert decode(pack[coding](zeros), coding, 1000) == Decoded(
        body=b"", over=True, whole=False
    )


def test_damage_in_the_middle_keeps_what_came_before() -> None:
    data = bytearray(gzip.compress(TEXT * 50, 1))
    data[len(data) // 2 :] = b"\xff" * (len(data) // 2)
    decoded = decode(bytes(data), "gzip", 10**9)
    assert not decoded.whole
    assert decoded.body
    assert decoded.body.startswith(TEXT)


def test_several_codings_are_undone_from_the_last() -> None:
    data = gzip.compress(brotli.compress(TEXT))
    assert decode(data, "br, gzip") == Decoded(body=TEXT)
    two = (("content-encoding", "br"), ("content-encoding", "gzip"))
    assert decode_body(data, two, max_bytes=LIMIT) == Decoded(body=TEXT)


def test_a_tower_of_codings_is_refused() -> None:
    assert decode(TEXT, ", ".join(["gzip"] * 6)).over


def test_an_unknown_coding_is_left() -> None:
    assert decode(b"words", "compress") == Decoded(body=b"words")


CHUNKED = (("transfer-encoding", "chunked"),)


@pytest.mark.parametrize(
    ("data", "body", "whole"),
    [
        (b"5\r\nwords\r\n0\r\n\r\n", b"words", True),
        (b"5;ext=1\r\nwords\r\n00\r\nTrailer: x\r\n\r\n", b"words", True),
        (b"2\r\nwo\r\n3\r\nrds\r\n0\r\n\r\n", b"words", True),
        (b"5\nwords0\n\n", b"words", True),
        (b"5\r\nwor", b"wor", False),
        (b"5\r\nwords\r\n", b"words", False),
        (b"5\r\nwords\r\nzz\r\n", b"words", False),
        (b"0\r\n\r\n", b"", True),
        (
            b"<p>stored without its chunks</p>",
            b"<p>stored without its chunks</p>",
            True,
        ),
    ],
)
def test_chunks_are_joined(data: bytes, body: bytes, whole: bool) -> None:
    assert decode_body(data, CHUNKED, max_bytes=99) == Decoded(body=body, whole=whole)


def test_chunks_and_coding_together() -> None:
    packed = gzip.compress(TEXT)
    data = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    headers = (*CHUNKED, ("content-encoding", "gzip"))
    assert decode_body(data, headers, max_bytes=LIMIT) == Decoded(body=TEXT)


@given(
    st.binary(max_size=300),
    st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]),
    st.booleans(),
    st.sampled_from([b"", b"\x1f\x8b\x08\0", b"\x78\x9c", b"\x28\xb5\x2f\xfd"]),
)
def test_no_bytes_raise(data: bytes, coding: str, chunked: bool, sign: bytes) -> None:
    headers = (("content-encoding", coding), *(CHUNKED if chunked else ()))
    decoded = decode_body(sign + data, headers, max_bytes=500)
    assert len(decoded.body) <= 500


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_inflate_gives_the_data_or_more_than_the_limit(data: bytes, limit: int) -> None:
    body, whole = inflate(gzip.compress(data), limit)
    if len(data) <= limit:
        assert (body, whole) == (data, True)
    else:
        assert len(body) == limit + 1
