"""How records are kept: canonical JSON, compressed; and how digests are taken.

JSON with fields in the order of their declaration and no spaces, encoded by msgspec, is
the same for the same record on every machine. Zstandard at level 3: on pages of the
press a third of the bytes, at 200 MB/s; short records at level 1, which takes half the
time for 2 % more. Pictures are kept as they are.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
import zstandard

from nouvelles.records import Picture

T = TypeVar("T")

_encoder = msgspec.json.Encoder()

#: Bytes of JSON below which a record is short.
SHORT = 8_192


class _Press(threading.local):
    """The contexts of Zstandard: to make one takes longer than to use it, and two
    threads must not use one at the same time."""

    def __init__(self) -> None:
        self.light = zstandard.ZstdCompressor(level=1)
        self.thorough = zstandard.ZstdCompressor(level=3)
        self.undo = zstandard.ZstdDecompressor()


_press = _Press()


_learning = threading.Lock()


def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    """What reads records of a type.

    Types are learned one after the other: msgspec shares what it knows of a dataclass
    with other threads before it is whole, and whoever reads by that crashes (0.22).
    """
    with _learning:
        return _learned(kind)


@cache
def _learned(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def digest16(data: bytes) -> bytes:
    """The first 16 bytes of SHA-256: 2^64 items before a collision is likely."""
    return hashlib.sha256(data).digest()[:16]


def encode(record: Any) -> bytes:
    """A record as it is kept. The first byte names the form: Z compressed, P picture."""
    if isinstance(record, Picture):
        head = _encoder.encode((record.media_type, record.width, record.height))
        return b"P" + len(head).to_bytes(2, "big") + head + record.data
    plain = _encoder.encode(record)
    press = _press.light if len(plain) < SHORT else _press.thorough
    return b"Z" + press.compress(plain)


def decode(data: bytes, kind: type[T]) -> T:
    """The record of a type; unknown fields are dropped, missing ones get defaults."""
    if data[:1] == b"P":
        size = int.from_bytes(data[1:3], "big")
        media_type, width, height = msgspec.json.decode(data[3 : 3 + size])
        picture: Any = Picture(
            media_type=media_type, width=width, height=height, data=data[3 + size :]
        )
        return picture  # type: ignore[no-any-return]
    plain = _press.undo.decompress(memoryview(data)[1:])
    record: T = _decoder(cast(Hashable, kind)).decode(plain)
    return record


def is_kept(data: bytes, record: Any) -> bool:
    """Whether this is the record (no picture) as it is kept today, to the byte.

    Half the work of encoding it. A record kept by an older version may be the same and
    lack a field: who must know compares the records.
    """
    plain: bytes = _press.undo.decompress(memoryview(data)[1:])
    return plain == _encoder.encode(record)


def read_json(data: bytes, kind: type[T]) -> T:
    """What `canonical` gave, read again."""
    record: T = _decoder(cast(Hashable, kind)).decode(data)
    return record


def canonical(record: Any) -> bytes:
    """The bytes that a record's digest is taken of."""
    return record.data if isinstance(record, Picture) else _encoder.encode(record)
