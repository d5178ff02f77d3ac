"""Content encodings undone piece by piece."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.network.unpacking import Unpacker
from nouvelles.ingest.troubles import NotRead, Word

URL = "https://outlet.example/a"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstandard.compress),
    "none": ("", bytes),
    "identity": ("identity", bytes),
    "two": ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
}
TEXT = "".join(f"line {n} of a page\n" for n in range(4000)).encode()


def unpacked(
    codings: str, data: bytes, *, step: int = 1000, most: int = 1_000_000
) -> bytes:
    unpacker = Unpacker(URL, codings, max_bytes=most)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.body()


def word_of(codings: str, data: bytes, **options: int) -> Word:
    with pytest.raises(NotRead) as caught:
        unpacked(codings, data, **options)
    return caught.value.word


@pytest.mark.parametrize("step", [1, 7, 5000, 10**7])
@pytest.mark.parametrize("name", PACKERS)
def test_every_coding_in_pieces_of_every_size(name: str, step: int) -> None:
    coding, pack = PACKERS[name]
    assert unpacked(coding, pack(TEXT), step=step) == TEXT


@given(st.binary(max_size=3000), st.integers(1, 500), st.sampled_from(sorted(PACKERS)))
def test_any_body(body: bytes, step: int, name: str) -> None:
    coding, pack = PACKERS[name]
    assert unpacked(coding, pack(body), step=step) == body


@pytest.mark.parametrize("name", sorted(PACKERS.keys() - {"none", "identity"}))
def test_bombs_are_met_early(name: str) -> None:
    coding, pack = PACKERS[name]
    bomb = pack(bytes(20_000_000))
    tracemalloc.start()
    assert word_of(coding, bomb, most=1_000_000, step=1 << 18) is Word.BOMB
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15_000_000


def test_what_is_merely_large_is_no_bomb() -> None:
    assert word_of("gzip", gzip.compress(TEXT), most=len(TEXT) - 1) is Word.TOO_LARGE
    assert word_of("", TEXT, most=len(TEXT) - 1) is Word.TOO_LARGE
    assert unpacked("gzip", gzip.compress(TEXT), most=len(TEXT)) == TEXT


def test_a_header_without_end_is_no_way_round_the_limit() -> None:
    endless = b"\x1f\x8b\x08\x08" + bytes(6) + b"name" * 100_000
    assert word_of("gzip", endless, most=100_000) is Word.TOO_LARGE


def test_members_one_after_the_other_and_padding() -> None:
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    for step in (1, 1000):
        assert unpacked("gzip", two, step=step) == b"one two"
        assert unpacked("gzip", two + bytes(100), step=step) == b"one two"
    frames = zstandard.compress(b"one ") + zstandard.compress(b"two")
    assert unpacked("zstd", frames, step=3) == b"one two"


@pytest.mark.parametrize("name", sorted(PACKERS.keys() - {"none", "identity"}))
def test_what_breaks_off_is_cut(name: str) -> None:
    coding, pack = PACKERS[name]
    assert word_of(coding, pack(TEXT)[:-6]) is Word.CUT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_an_empty_body_is_empty(coding: str) -> None:
    assert unpacked(coding, b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("step", [1, 1000])
def test_a_text_that_was_never_packed_is_taken_as_it_is(coding: str, step: int) -> None:
    assert unpacked(coding, TEXT, step=step) == TEXT


def test_damage_cannot_be_undone() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[len(packed) // 2 :] = b"\xff" * 200
    assert word_of("gzip", bytes(packed)) is Word.BAD_ENCODING
    assert word_of("gzip", bytes(200)) is Word.BAD_ENCODING


@pytest.mark.parametrize("codings", ["compress", "gzip, sdch", ",".join(["gzip"] * 4)])
def test_codings_that_nobody_speaks(codings: str) -> None:
    assert word_of(codings, b"") is Word.BAD_ENCODING


@pytest.mark.parametrize("step", [100, 10**7])
@pytest.mark.parametrize("name", PACKERS)
def test_the_start_of_a_long_body_may_be_all_that_is_wanted(
    name: str, step: int
) -> None:
    coding, pack = PACKERS[name]
    packed = pack(TEXT)
    unpacker = Unpacker(URL, coding, max_bytes=5000, start_only=True)
    for start in range(0, len(packed), step):
        unpacker.feed(packed[start : start + step])
    assert unpacker.full
    assert unpacker.body() == TEXT[:5000]
