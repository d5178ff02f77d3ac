"""Writing files that are there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from nouvelles.errors import InputError, StoreError


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A new file, written as NAME.part and renamed when the block ends well.

    With `private` only its owner may read it. When the block fails nothing is left.

    Raises:
        InputError: the file is there already, or its folder is not.
        StoreError: the disk is full or the folder cannot be written.
    """
    if path.exists():
        raise InputError(str(path), "is there already", "Name another, or move it.")
    if not path.parent.is_dir():
        raise InputError(str(path.parent), "there is no such folder", "Make it first.")
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=_private if private else None) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def not_written(path: Path, error: OSError) -> StoreError:
    """What a person is told when a file cannot be written."""
    return StoreError(
        str(error.filename or path),
        f"cannot be written: {error.strerror}",
        "Free space or mend the permissions, and start again.",
    )


def write_whole(path: Path | None, lines: Iterable[bytes]) -> None:
    """Write lines into a new file, or on standard output."""
    if path is None:
        for line in lines:
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return
    with whole_file(path) as file:
        file.writelines(lines)
