"""The list of what a backup holds, with the digest of each part."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from nouvelles.config import FILE_NAME
from nouvelles.errors import InputError
from nouvelles.run.discussion.key import NAME as KEY
from nouvelles.run.sites import FOLDER as RULES
from nouvelles.store.database import DATABASE_NAME

#: The number of the form of a backup; raised when its parts change.
FORMAT = 1

MANIFEST_NAME = "manifest.json"
DUMP_NAME = "nouvelles.pgdump"

#: The only names that a part may have: nothing is ever written outside the folder.
PART_NAME = re.compile(
    rf"{re.escape(FILE_NAME)}|{re.escape(DATABASE_NAME)}|{re.escape(DUMP_NAME)}"
    r"|warc/\d{4}-\d{2}-\d{2}/\d{4,}\.warc\.gz"
    rf"|{re.escape(KEY)}|{re.escape(RULES)}/[\w.-]{{1,250}}\.toml"
)

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds; it stands at its end."""

    format: int
    made: str  # ISO 8601
    nouvelles: str  # version of the program
    schema: str
    database: str  # sqlite or postgresql
    counts: Mapping[str, int]
    parts: tuple[Part, ...]


class Summing:
    """A file that is read on and summed up meanwhile, up to a size."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file, self.left = file, size
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        data = self.file.read(wanted)
        self.left -= len(data)
        self.sum.update(data)
        return data


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup.

    Raises:
        InputError: the file is no backup, is cut, or is of a newer form.
    """
    try:
        with tarfile.open(file, "r:") as tar:
            member = tar.extractfile(MANIFEST_NAME)
            data = member.read() if member else b""
        manifest = msgspec.json.decode(data, type=Manifest)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise InputError(str(file), reason, "Check the name.") from error
    except (tarfile.TarError, KeyError, msgspec.DecodeError) as error:
        raise _no_backup(
            file, "holds no manifest: it is no backup, or is cut"
        ) from error
    if manifest.format != FORMAT:
        raise _no_backup(file, f"is of form {manifest.format}, we know {FORMAT}")
    for part in manifest.parts:
        if not PART_NAME.fullmatch(part.name):
            raise _no_backup(file, f"names a part {part.name!r} that no backup has")
    return manifest


def _no_backup(file: Path, reason: str) -> InputError:
    advice = "Take another backup, or the version of nouvelles that made it."
    return InputError(str(file), reason, advice)


def verify(file: Path, into: Path | None = None) -> Manifest:
    """Read a backup from end to end and compare every digest; its manifest.

    Args:
        into: a folder into which the parts are written meanwhile.

    Raises:
        InputError: something is missing, changed or too much.
    """
    manifest = read_manifest(file)
    with tarfile.open(file, "r:") as tar:
        names = sorted(tar.getnames())
        if names != sorted([*(part.name for part in manifest.parts), MANIFEST_NAME]):
            raise _no_backup(file, "does not hold the parts of its manifest")
        for part in manifest.parts:
            member = tar.extractfile(part.name)
            if member is None:
                raise _no_backup(file, f"{part.name} is no file")
            summing = Summing(member, part.size + 1)  # type: ignore[arg-type]
            if into is None:
                while summing.read(BLOCK):
                    continue
            else:
                _write(summing, into / part.name)
            if summing.left != 1 or summing.sum.hexdigest() != part.sha256:
                raise _no_backup(file, f"{part.name} is not what it was")
    return manifest


def _write(summing: Summing, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        while data := summing.read(BLOCK):
            file.write(data)
