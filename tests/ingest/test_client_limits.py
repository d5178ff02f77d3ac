"""Answers that are too large, too slow, cut, packed wrongly, or no HTTP at all."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Sequence

import brotli
import pytest
import zstandard
from aiohttp import web

from nouvelles.ingest.network.visit import slow_in
from nouvelles.ingest.troubles import NotRead, Word
from tests.ingest.loopback import MOST, Handler, Site, get_raw, page

OK = b"HTTP/1.1 200 OK\r\n"


def refusal(site: Site, **options: object) -> NotRead:
    with pytest.raises(NotRead) as caught:
        site.get(**options)  # type: ignore[arg-type]
    return caught.value


def raw_refusal(*answers: bytes, **options: object) -> NotRead:
    with pytest.raises(NotRead) as caught:
        get_raw(*answers, **options)  # type: ignore[arg-type]
    return caught.value


# ---- size --------------------------------------------------------------------------


def test_a_body_of_the_limit_is_taken_and_no_more() -> None:
    site = Site({"/a": page(b"12345")})
    assert site.get(max_bytes=5).body == b"12345"
    error = refusal(Site({"/a": page(b"12345")}), max_bytes=4)
    assert (error.word, error.status) == (Word.TOO_LARGE, 200)


def test_an_endless_body_is_left() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"word " * 10_000)

    assert refusal(Site({"/a": endless}), max_bytes=300_000).word is Word.TOO_LARGE


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("coding", PACKERS)
def test_encodings_are_undone(coding: str) -> None:
    packed = page(PACKERS[coding](b"words " * 1000), 200, Content_Encoding=coding)
    got = Site({"/a": packed}).get()
    assert got.body == b"words " * 1000
    assert ("content-encoding", coding) in got.headers


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_is_called_one(coding: str) -> None:
    bomb = page(PACKERS[coding](bytes(30_000_000)), 200, Content_Encoding=coding)
    assert refusal(Site({"/a": bomb}), max_bytes=1_000_000).word is Word.BOMB


def test_an_unknown_encoding_cannot_be_undone() -> None:
    packed = page(b"words", 200, Content_Encoding="compress")
    error = refusal(Site({"/a": packed}))
    assert (error.word, error.status) == (Word.BAD_ENCODING, 200)


# ---- time --------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["read_s", "timeout_s"])
@pytest.mark.parametrize("begun", [False, True])
def test_a_silent_answer_is_given_up(limit: str, begun: bool) -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if begun:
            await response.prepare(request)
            await response.write(b"word")
        await asyncio.Event().wait()
        return response

    error = refusal(Site({"/a": silent}), **{limit: 0.1})
    assert (error.word, error.status) == (Word.TIMEOUT, 200 if begun else 0)


def test_drops_do_not_stretch_the_time() -> None:
    async def drops(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.01)

    error = refusal(Site({"/a": drops}), timeout_s=0.2)
    assert error.word is Word.TIMEOUT


def test_redirects_do_not_stretch_the_time() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.08)
        number = int(request.path[1:])
        return page(b"", 302, Location=f"/{number + 1}")

    pages = {f"/{number}": slow for number in range(6)}
    error = refusal(Site(pages), path="/0", timeout_s=0.2)
    assert error.word is Word.TIMEOUT


def test_a_body_that_comes_in_drops_is_said_to_be_slow() -> None:
    async def drips(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"a")
        await asyncio.sleep(0.55)
        await response.write(b"b")
        return response

    got = Site({"/a": drips}).get()
    assert got.body == b"ab"
    assert got.slow.startswith("0 kB in ")


def _in_pieces(sizes: Sequence[int]) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for size in sizes:
            await response.write(b"x" * size)
            await asyncio.sleep(0.05)
        return response

    return answer


@pytest.mark.parametrize(
    ("sizes", "slow"),
    [
        ([4096] * 5, True),  # in a quarter of a second, but in drops
        ([4096] * 2, False),  # not often enough to tell
        ([14_600, 29_200, 58_400, 9_000], False),  # as TCP sends to who is far away
    ],
)
def test_drops_are_told_by_their_pauses(sizes: Sequence[int], slow: bool) -> None:
    got = Site({"/a": _in_pieces(sizes)}).get()
    assert len(got.body) == sum(sizes)
    assert bool(got.slow) is slow


def test_an_answer_that_takes_much_of_its_time_is_said_to_be_slow() -> None:
    assert slow_in(18.2, 60.0) == "18 s of the 60 s that an answer may take"
    assert slow_in(14.9, 60.0) == slow_in(4.9, 6.0) == ""


def test_a_host_that_takes_no_connection() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        port = full.getsockname()[1]
        # Bound but not listening: connections are refused.
        site = Site({}, port=port)

        async def ask() -> None:
            async with site.client() as client:
                await client.get(site.url(), max_bytes=MOST)

        with pytest.raises(NotRead) as caught:
            asyncio.run(ask())
    assert (caught.value.word, caught.value.status) == (Word.UNREACHABLE, 0)


# ---- cut and broken ----------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 100\r\n\r\nhalf",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n",
        OK
        + b"Content-Encoding: gzip\r\n\r\n"
        + gzip.compress(b"words " * 99, mtime=0)[:-9],
        OK + b"Content-Encoding: br\r\n\r\n" + brotli.compress(b"words " * 99)[:-2],
        OK + b"Content-Encoding: zstd\r\n\r\n" + zstandard.compress(b"ab " * 99)[:-2],
    ],
)
def test_a_body_that_breaks_off_is_cut(answer: bytes) -> None:
    error = raw_refusal(answer)
    assert (error.word, error.status) == (Word.CUT, 200)


def test_how_much_came_is_told_in_plain_words() -> None:
    error = raw_refusal(OK + b"Content-Length: 100\r\n\r\nhalf")
    assert "(received 4 of 100 bytes)" in error.detail
    assert "Error" not in error.detail
    assert "400" not in error.detail


def test_a_body_without_a_length_ends_with_its_connection() -> None:
    assert get_raw(OK + b"\r\nwords").body == b"words"


@pytest.mark.parametrize(
    "answer",
    [
        b"220 mail.example ESMTP\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        OK + b"Content-Length: many\r\n\r\n",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nwords",
        OK + b"no colon\r\n\r\n",
        OK + b"Content-Length: 5\r\n\r\nwords and more",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_sound_http(answer: bytes) -> None:
    assert raw_refusal(answer).word is Word.BAD_HTTP


def test_a_host_that_hangs_up() -> None:
    assert raw_refusal(b"").word is Word.UNREACHABLE
    assert raw_refusal(OK).word in (Word.UNREACHABLE, Word.BAD_HTTP)


@pytest.mark.parametrize(
    "flood",
    [
        b"X-Long: " + b"x" * 100_000 + b"\r\n",
        b"".join(b"X-%d: y\r\n" % n for n in range(10_000)),
        b"".join(b"X-%d: %s\r\n" % (n, b"y" * 8000) for n in range(1000)),
    ],
)
def test_a_flood_of_headers_is_refused(flood: bytes) -> None:
    error = raw_refusal(OK + flood + b"\r\nwords", hold=True)
    assert error.word is Word.BAD_HTTP
    assert len(error.detail) < 1000


def test_whatever_comes_is_said_as_not_read() -> None:
    for noise in (bytes(range(256)) * 40, b"\xff" * 50_000, b"HTTP/9.9 200\r\n\r\n"):
        with pytest.raises(NotRead):
            get_raw(noise)
