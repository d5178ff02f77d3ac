"""HTTP encodings undone, within a limit: chunked transfer, gzip, deflate, br, zstd.

Archives are not to be trusted: a few kilobytes may inflate to gigabytes, bodies end in
the middle, and many crawlers store the decoded body under the original headers. So each
step is bounded, and a body that does not look encoded is left as it is.

Sources: RFC 9110 section 8.4, RFC 9112 section 7.1, RFC 8878 section 3.1; as known in
November 2026.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]
import zstandard

from nouvelles.records import Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body without its encodings.

    `whole` is False when the data ended or broke in the middle of an encoding; `over`
    says that the body is longer than the limit, and is then empty.
    """

    body: bytes
    whole: bool = True
    over: bool = False


#: More codings than this in one header are an attack, not an encoding.
_MOST_CODINGS = 5

#: A chunk-size line: hexadecimal, then extensions that we ignore.
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")

#: One zstd block of at least 4 bytes gives at most 128 KiB (RFC 8878, 3.1.1.2.3), so a
#: piece of 256 bytes gives at most 8 MiB before we look at the limit.
_ZSTD_PIECE = 256
_ZSTD_WINDOW = 1 << 27

_PIECE = 1 << 16

#: Of a damaged body, what comes before the damage is kept up to this many bytes.
_SALVAGE_PIECE = 64


def decode_body(data: bytes, headers: Headers, *, max_bytes: int) -> Decoded:
    """The body of an HTTP answer with transfer and content encodings undone.

    `headers` have lower-case names. Encodings that we do not know are left on the body.
    """
    whole = True
    if "chunked" in _listed(headers, "transfer-encoding"):
        data, whole = _dechunk(data)
    codings = _listed(headers, "content-encoding")
    if len(codings) > _MOST_CODINGS:
        return Decoded(body=b"", whole=False, over=True)
    for coding in reversed(codings):
        decode = _DECODERS.get(coding.removeprefix("x-"))
        if decode is None or not _looks_like(coding.removeprefix("x-"), data):
            continue
        data, ended = decode(data, max_bytes)
        whole = whole and ended
        if len(data) > max_bytes:
            break
    if len(data) > max_bytes:
        return Decoded(body=b"", whole=whole, over=True)
    return Decoded(body=data, whole=whole)


def inflate(data: bytes, max_bytes: int) -> tuple[bytes, bool]:
    """Gzip or zlib data inflated, all members, and whether it ended as it should.

    Stops as soon as more than `max_bytes` have come out.
    """
    return _inflate(data, max_bytes, 32 + zlib.MAX_WBITS)


def _listed(headers: Headers, name: str) -> list[str]:
    values = ",".join(value for key, value in headers if key == name)
    return [word.strip().lower() for word in values.split(",") if word.strip()]


def _looks_like(coding: str, data: bytes) -> bool:
    """Whether data can be of this coding; brotli and raw deflate have no sign."""
    if not data:
        return False
    if coding == "gzip":
        return data[:2] == b"\x1f\x8b"
    if coding == "zstd":
        return data[:4] == b"\x28\xb5\x2f\xfd"
    return not _is_text(data[:64])


def _is_text(head: bytes) -> bool:
    """Whether a body begins with readable text, so that it was stored decoded: deflate
    and brotli streams have bytes of all kinds, and no sign of their own."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character that the end of the head cut in two is no reason.
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return all(sign.isprintable() or sign in "\t\r\n\ufeff" for sign in text)


def _dechunk(data: bytes) -> tuple[bytes, bool]:
    """The chunks joined; data that is not chunked at all is given back as it is."""
    parts: list[bytes] = []
    position = 0
    while match := _CHUNK_SIZE.match(data, position):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts), True
        part = data[match.end() : match.end() + size]
        parts.append(part)
        position = match.end() + size
        if len(part) < size:
            return b"".join(parts), False
        position += 2 if data[position : position + 2] == b"\r\n" else 0
    return (b"".join(parts), False) if parts else (data, True)


def _inflate(data: bytes, max_bytes: int, window: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    left = max_bytes + 1
    ended = False
    while data and left > 0:
        inflator = zlib.decompressobj(window)
        try:
            part = inflator.decompress(data, left)
        except zlib.error:
            # Bytes after the last member are padding; anything else is damage.
            return _salvage(data, window, left, parts, ended)
        parts.append(part)
        left -= len(part)
        ended = inflator.eof
        if not ended:
            break
        data = inflator.unused_data
    return b"".join(parts), ended


def _salvage(
    data: bytes, window: int, left: int, parts: list[bytes], ended: bool
) -> tuple[bytes, bool]:
    """What came out before the damage, found by feeding small pieces."""
    inflator = zlib.decompressobj(window)
    came = 0
    for start in range(0, len(data), _SALVAGE_PIECE):
        piece = data[start : start + _SALVAGE_PIECE]
        try:
            part = inflator.decompress(piece, left - came)
        except zlib.error:
            break
        parts.append(part)
        came += len(part)
        if came >= left:
            break
    return b"".join(parts), ended and came == 0


def _undeflate(data: bytes, max_bytes: int) -> tuple[bytes, bool]:
    """`deflate` means zlib data; some servers send it raw (RFC 9110, 8.4.1.2, note)."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        body, ended = _inflate(data, max_bytes, window)
        if ended or body:
            return body, ended
    # Not deflated: the body was stored decoded under the original header.
    return data, True


def _unbrotli(data: bytes, max_bytes: int) -> tuple[bytes, bool]:
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    left = max_bytes + 1
    try:
        part = decoder.process(data, output_buffer_limit=_PIECE)
        while part and left > 0:
            parts.append(part)
            left -= len(part)
            part = decoder.process(b"", output_buffer_limit=_PIECE)
    except brotli.error:
        # Nothing came out: the body was stored decoded under the original header.
        return (b"".join(parts), False) if parts else (data, True)
    return b"".join(parts), decoder.is_finished()


def _unzstd(data: bytes, max_bytes: int) -> tuple[bytes, bool]:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    parts: list[bytes] = []
    left = max_bytes + 1
    try:
        for start in range(0, len(data), _ZSTD_PIECE):
            part = decoder.decompress(data[start : start + _ZSTD_PIECE])
            parts.append(part)
            left -= len(part)
            if decoder.eof or left <= 0:
                break
    except zstandard.ZstdError:
        return b"".join(parts), False
    return b"".join(parts), decoder.eof


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": inflate,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
