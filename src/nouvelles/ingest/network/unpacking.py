"""Content encodings undone while the body comes in, never further than the limit.

Bodies of the press are not to be trusted: 300 kB may unpack to 300 MB. Each step gives
small pieces, and the first piece too many ends it, so that memory stays near the limit.

Sources: RFC 9110 section 8.4, RFC 9659 (window of zstd on the web); as known in November
2026.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from nouvelles.ingest.troubles import NotRead, Word

#: What we say that we can undo.
ACCEPTED = "gzip, deflate, br, zstd"

#: A body that unpacks to more than so many times its weight is called a bomb when it is
#: refused. Honest pages reach 30 (measured on the press, November 2026).
_BOMB_RATIO = 100

#: More codings than this on one body are an attack, not an encoding.
_MOST_CODINGS = 3

#: Bytes that are unpacked at a time, and their share of those that came before: little,
#: so that the ratio is known when it matters.
_SLICE = 1024
_SHARE = 4
_PIECE = 1 << 18

#: A zstd block of 4 bytes gives at most 128 KiB (RFC 8878, 3.1.1.2.3), and zstandard has
#: no limit for one call: 256 bytes give at most 8 MiB.
_ZSTD_SLICE = 256

#: RFC 9659: web content uses windows of at most 8 MB.
_ZSTD_WINDOW = 1 << 23

#: Bytes that no text holds, and how far we look for them.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOK = 64


class _Damaged(Exception):
    """The data is not of this coding."""


class _Step(Protocol):
    """One coding being undone."""

    @property
    def ended(self) -> bool:
        """Whether the data came to its end."""

    def push(self, data: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, in pieces."""


class _Zlib:
    """gzip with all its members, or deflate with zlib's frame or without."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inflator = zlib.decompressobj(window)
        self.ended = False

    def push(self, data: bytes) -> Iterator[bytes]:
        while data or not self.ended:
            if self.ended:
                # After a member: another one, or padding, which is nobody's loss.
                if self._window <= zlib.MAX_WBITS or data[:1] != b"\x1f":
                    return
                self._inflator = zlib.decompressobj(self._window)
            try:
                piece = self._inflator.decompress(data, _PIECE)
            except zlib.error as error:
                raise _Damaged(str(error)) from None
            if piece:
                yield piece
            self.ended = self._inflator.eof
            data = (
                self._inflator.unused_data
                if self.ended
                else self._inflator.unconsumed_tail
            )
            if not data and len(piece) < _PIECE:
                return


class _Deflate:
    """`deflate` means zlib data; some servers send it bare (RFC 9110, 8.4.1.2, note)."""

    def __init__(self) -> None:
        self._head = b""
        self._zlib: _Zlib | None = None

    @property
    def ended(self) -> bool:
        return self._zlib is not None and self._zlib.ended

    def push(self, data: bytes) -> Iterator[bytes]:
        if self._zlib is None:
            self._head += data
            if len(self._head) < 2:
                return
            first, second = self._head[:2]
            framed = first & 15 == 8 and (first << 8 | second) % 31 == 0
            self._zlib = _Zlib(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
            data = self._head
        yield from self._zlib.push(data)


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self.ended = False

    def push(self, data: bytes) -> Iterator[bytes]:
        if self.ended:  # what follows is padding
            return
        try:
            piece = self._decoder.process(data, output_buffer_limit=_PIECE)
            while piece:
                yield piece
                piece = self._decoder.process(b"", output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise _Damaged(str(error)) from None
        self.ended = self._decoder.is_finished()


class _Zstd:
    def __init__(self) -> None:
        self._decoder = self._new()
        self.ended = False

    @staticmethod
    def _new() -> zstandard.ZstdDecompressionObj:
        maker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        return maker.decompressobj()

    def push(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_SLICE):
            part = data[start : start + _ZSTD_SLICE]
            while part:
                if self.ended:
                    self._decoder = self._new()
                try:
                    piece = self._decoder.decompress(part)
                except zstandard.ZstdError as error:
                    raise _Damaged(str(error)) from None
                if piece:
                    yield piece
                self.ended = self._decoder.eof
                part = self._decoder.unused_data if self.ended else b""


_STEPS: dict[str, Callable[[], _Step]] = {
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


class Unpacker:
    """Takes a body as it comes over the wire, and keeps it as it was meant.

    `start_only` keeps the first `max_bytes` of a longer body instead of refusing it;
    `full` says that no more is wanted.
    """

    def __init__(
        self, url: str, codings: str, *, max_bytes: int, start_only: bool = False
    ) -> None:
        self._url = url
        self._max = max_bytes
        self._start_only = start_only
        self._parts: list[bytes] = []
        self._size = 0
        self._head = bytearray()  # what came before the first byte was unpacked
        self.wire = 0
        self.full = False
        self._steps = self._find_steps(codings)

    def _find_steps(self, codings: str) -> list[_Step]:
        """The steps in the order of undoing: the last coding first."""
        if not codings:
            return []
        listed = [word.strip().lower() for word in codings.split(",")]
        named = [word for word in listed if word and word != "identity"]
        unknown = [word for word in named if word not in _STEPS]
        if unknown or len(named) > _MOST_CODINGS:
            raise NotRead(Word.BAD_ENCODING, self._url, codings[:80])
        return [_STEPS[word]() for word in reversed(named)]

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            NotRead: TOO_LARGE or BOMB above the limit; BAD_ENCODING.
        """
        if not self._steps:
            self.wire += len(data)
            self._keep(data)
            return
        start = 0
        while start < len(data) and not self.full:
            part = data[start : start + max(_SLICE, self.wire // _SHARE)]
            start += len(part)
            self.wire += len(part)
            self._check_wire()
            if not self._size:
                self._head += part
            try:
                self._push(0, part)
            except _Damaged as error:
                if self._size or _BINARY.search(self._head[:_LOOK]):
                    detail = f"after {self._size} bytes: {error}"
                    raise NotRead(Word.BAD_ENCODING, self._url, detail) from None
                # The body came as it is, under a header that some front of the server
                # forgot to take away.
                self._steps = []
                self._keep(bytes(self._head))
                self.feed(data[start:])
                return

    @property
    def size(self) -> int:
        """Bytes that are held so far."""
        return self._size

    def body(self) -> bytes:
        """The whole body.

        Raises:
            NotRead: CUT when an encoding did not come to its end.
        """
        whole = self.full or not self.wire or all(step.ended for step in self._steps)
        if not whole:
            detail = f"the encoding ends after {self._size} bytes"
            raise NotRead(Word.CUT, self._url, detail)
        parts, self._parts = self._parts, []
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        return body[: self._max] if self.full else body

    def _push(self, number: int, data: bytes) -> None:
        if number == len(self._steps):
            self._keep(data)
            return
        for piece in self._steps[number].push(data):
            self._push(number + 1, piece)
            if self.full:
                return

    def _keep(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if self._size <= self._max:
            return
        if self._start_only:
            self.full = True
            return
        self._parts.clear()
        bomb = self._size > _BOMB_RATIO * self.wire
        word = Word.BOMB if bomb else Word.TOO_LARGE
        detail = f"more than {self._max} bytes, from {self.wire}"
        raise NotRead(word, self._url, detail)

    def _check_wire(self) -> None:
        if self.wire <= self._max:
            return
        if not self._start_only:
            detail = f"more than {self._max} bytes on the way"
            raise NotRead(Word.TOO_LARGE, self._url, detail)
        self.full = True
