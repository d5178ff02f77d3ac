"""One HTTP request, without redirects, through sockets that the guard let pass.

Whatever goes wrong on the way is said as `NotRead`; nothing of the library's own errors
comes out of here.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from nouvelles.errors import GuardError
from nouvelles.ingest.archives.warc_record import clean_header
from nouvelles.ingest.network.unpacking import Unpacker
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Headers

#: A body that takes longer than this, at less than so many bytes a second, is slow.
_SLOW_S = 0.5
_SLOW_BYTES_S = 100_000.0

#: A body comes in drops that pauses so often, for so long and with so little between: a
#: host sends ten segments before it waits for the first time, and each time more
#: (RFC 6928), however far away it is.
_PAUSES = 3
_PAUSE_S = 0.03
_DROP_BYTES = 8_000

#: An answer that takes longer than this, and more than a share of its time, is slow.
_LONG_S = 5.0
_LONG_SHARE = 0.25

#: Codes whose answer is read; of others the headers say all.
WITH_BODY = (200, 203)

#: Characters of an error that are told; the library quotes whole answers.
_DETAIL = 300

#: An error of the library's within another, with a status that it makes up.
_WITHIN = re.compile(r"<\w+: \d+, message=(['\"])(.*?)\1>")

#: What can go wrong while something is asked. A time limit is an `OSError`.
FAULTS = (aiohttp.ClientError, OSError, ValueError, RuntimeError, GuardError)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that the guard let pass by its text, taken apart once."""

    url: str
    origin: str
    path: str  # with its query
    asked: URL


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request; `body` is unpacked, and empty but for 200 and 203."""

    status: int
    headers: CIMultiDictProxy[str]
    raw: tuple[tuple[bytes, bytes], ...]
    body: bytes
    seconds: float
    slow: str


#: Bodies above this come a few at a time: two hundred hosts that each send all that is
#: allowed would otherwise fill the memory.
LARGE_BYTES = 1_000_000


async def visit(
    session: aiohttp.ClientSession,
    target: Target,
    *,
    headers: Mapping[str, str],
    max_bytes: int,
    large: asyncio.Semaphore,
    start_only: bool = False,
    form: bytes | None = None,
    **options: Any,
) -> Answer:
    """One request; a POST when there is a form.

    `start_only` keeps the first `max_bytes` of a longer body. What is over `LARGE_BYTES`
    of a body waits for its turn in `large`. `options` go to the library (proxy, timeout).

    Raises:
        NotRead: with the status of the answer when it broke off after its head.
    """
    now = asyncio.get_running_loop().time
    began = now()
    try:
        reply = await session.request(
            "GET" if form is None else "POST",
            target.asked,
            headers=headers,
            data=form,
            allow_redirects=False,
            **options,
        )
    except FAULTS as error:
        raise not_read(error, target.url) from error
    if reply.status not in WITH_BODY or form is not None:
        reply.release()
        return Answer(
            reply.status, reply.headers, reply.raw_headers, b"", now() - began, ""
        )
    head = now()
    try:
        body, wire, pauses = await _read(
            reply, target.url, max_bytes, start_only, large
        )
    except NotRead as error:
        error.status = reply.status
        raise
    except FAULTS as error:
        raise broken_off(error, target.url, reply.status) from error
    finally:
        # Back to the pool when all was read, else closed.
        reply.release()
    end = now()
    slow = ""
    if end - head > _SLOW_S and wire < _SLOW_BYTES_S * (end - head):
        slow = f"{wire / 1000:.0f} kB in {end - head:.1f} s"
    elif pauses >= _PAUSES and wire < _DROP_BYTES * pauses:
        slow = f"{wire / 1000:.0f} kB in {pauses + 1} drops"
    return Answer(
        reply.status, reply.headers, reply.raw_headers, body, end - began, slow
    )


def slow_in(spent_s: float, limit_s: float) -> str:
    """How much of its time an answer took, "" for one that was not slow."""
    if spent_s <= max(_LONG_S, _LONG_SHARE * limit_s):
        return ""
    return f"{spent_s:.0f} s of the {limit_s:.0f} s that an answer may take"


def header(answer: Answer, name: str) -> str:
    """The first header of a name, without controls, or ""."""
    value = answer.headers.get(name, "")
    if value.isascii():
        return value
    return clean_header(value.encode("utf-8", "surrogateescape"))


def plain_headers(raw: tuple[tuple[bytes, bytes], ...]) -> Headers:
    """Headers as records hold them: names in lower case, values without controls."""
    return tuple([(_name(name), _value(value)) for name, value in raw])


@lru_cache(512)
def _name(name: bytes) -> str:
    return clean_header(name).lower()


def _value(value: bytes) -> str:
    if value.isascii():
        text = value.decode("ascii")
        if text.isprintable():
            return text
    return clean_header(value)


async def _read(
    reply: aiohttp.ClientResponse,
    url: str,
    max_bytes: int,
    start_only: bool,
    large: asyncio.Semaphore,
) -> tuple[bytes, int, int]:
    """The body, unpacked, its bytes on the wire, and how often they were waited for."""
    codings = ",".join(reply.headers.getall("Content-Encoding", ()))
    unpacker = Unpacker(url, codings, max_bytes=max_bytes, start_only=start_only)
    stated = reply.content_length
    if stated is not None and stated > max_bytes and not start_only:
        raise NotRead(Word.TOO_LARGE, url, f"{stated} bytes, at most {max_bytes}")
    content = reply.content
    now = asyncio.get_running_loop().time
    pauses, asked = 0, now()
    async with AsyncExitStack() as turn:
        waited = False
        while not unpacker.full and (data := await content.readany()):
            pauses += now() - asked > _PAUSE_S
            unpacker.feed(data)
            if unpacker.size > LARGE_BYTES and not waited:
                waited = True
                await turn.enter_async_context(large)
            asked = now()
    return unpacker.body(), unpacker.wire, pauses


def not_read(error: BaseException, url: str) -> NotRead:
    """What went wrong before there was an answer."""
    return NotRead(_word(error), url, _detail(error))


def _detail(error: BaseException) -> str:
    """What an error says, in one line of reasonable length."""
    # The library's own text, without the status that it makes up.
    text = getattr(error, "message", None) or str(error)
    text = _WITHIN.sub(r"\2", str(text or type(error).__name__))
    plain = clean_header(text.encode("utf-8", "replace"))
    return " ".join(plain.split())[:_DETAIL]


def _word(error: BaseException) -> Word:
    """The word for a fault; particular kinds come before their general ones."""
    match error:
        case GuardError():
            return Word.REFUSED
        case aiohttp.ClientConnectorDNSError():
            return Word.DNS
        case aiohttp.ClientSSLError() | ssl.SSLError() | ssl.CertificateError():
            return Word.TLS
        case TimeoutError():
            return Word.TIMEOUT
        case aiohttp.ClientHttpProxyError():
            return Word.UNREACHABLE
        case aiohttp.ClientConnectionError() | OSError() | RuntimeError():
            return Word.UNREACHABLE
        case _:
            return Word.BAD_HTTP


def broken_off(error: BaseException, url: str, status: int) -> NotRead:
    """What went wrong after the head of the answer."""
    if isinstance(error, TimeoutError):
        return NotRead(Word.TIMEOUT, url, "the body did not end in time", status=status)
    return NotRead(Word.CUT, url, _detail(error), status=status)
