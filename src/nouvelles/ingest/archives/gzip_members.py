"""Where gzip members begin and end in a file, found without keeping what they hold.

Web archives hold one gzip member a record, so that a reader can begin at any of them
and go on behind a damaged one (WARC 1.1, annex D, as known in November 2026).
"""

from __future__ import annotations

import zlib
from typing import BinaryIO, Literal

MAGIC = b"\x1f\x8b\x08"

_CHUNK = 1 << 18


def find_end(file: BinaryIO, start: int) -> int | Literal["cut", "corrupt"]:
    """The byte after the member that begins at `start`, or what is wrong with it."""
    file.seek(start)
    inflator = zlib.decompressobj(16 + zlib.MAX_WBITS)
    position = start
    while data := file.read(_CHUNK):
        position += len(data)
        try:
            while data and not inflator.eof:
                inflator.decompress(data, _CHUNK)
                data = inflator.unconsumed_tail
        except zlib.error:
            return "corrupt"
        if inflator.eof:
            return position - len(inflator.unused_data)
    return "cut"


def find_record(file: BinaryIO, start: int) -> int | None:
    """The first byte at or after `start` where a member with a WARC record begins."""
    position = start
    while True:
        file.seek(position)
        data = file.read(_CHUNK)
        offset = data.find(MAGIC)
        while offset >= 0:
            if begins_record(file, position + offset):
                return position + offset
            offset = data.find(MAGIC, offset + 1)
        if len(data) < _CHUNK:
            return None
        # A magic number may lie across the border of two chunks.
        position += len(data) - len(MAGIC) + 1


def begins_record(file: BinaryIO, position: int) -> bool:
    """Whether a gzip member with a WARC record begins here.

    A header with a long comment (an erased record) is inflated to its end.
    """
    file.seek(position)
    inflator = zlib.decompressobj(16 + zlib.MAX_WBITS)
    head = b""
    try:
        while len(head) < 5 and not inflator.eof and (data := file.read(4096)):
            head += inflator.decompress(data, 5 - len(head))
    except zlib.error:
        return False
    return head == b"WARC/"
