"""The file that a snapshot of the state is in: whole, or not there.

It is written in parts, from where they stand, and read into where they will be: there
need not be room for all of it a second time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.writing import not_written

#: A file begins with the digest of all that comes then, and the length of its head.
_DIGEST: Final = 32
_LENGTH: Final = 2


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the state that comes after it is of: `last` is the digest of the line that it
    stands at."""

    program: str
    line: int
    last: bytes
    epoch: int


def write(path: Path, head: Head, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file in the place of another, whole or not at all.

    Raises:
        StoreError: there is no space, or the folder cannot be written to.
    """
    part = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    encoded = msgspec.msgpack.encode(head)
    begin = len(encoded).to_bytes(_LENGTH, "little"), encoded
    try:
        with part.open("wb") as file:
            file.write(bytes(_DIGEST))
            for some in chain(begin, parts):
                file.write(some)
                digest.update(some)
            file.seek(0)
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error) from error


def read(file: BufferedReader) -> Head | None:
    """The head of a file, which then stands before the state; None if it is not whole, or
    of another form."""
    digest = file.read(_DIGEST)
    if hashlib.file_digest(file, "sha256").digest() != digest:
        return None
    file.seek(_DIGEST)
    head = file.read(int.from_bytes(file.read(_LENGTH), "little"))
    try:
        return msgspec.msgpack.decode(head, type=Head)
    except msgspec.DecodeError as error:
        log.warning(Logged.SNAPSHOT_LEFT, error=str(error))
    return None


def wipe(path: Path) -> None:
    """Overwrite a file, and drop it."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
