"""A backup of a whole paper in one file, made while the paper runs, and verified.

The parts: `nouvelles.toml`; the rules for single sites; the key of comments; the
database (a copy of SQLite's file, or a dump of PostgreSQL); the page bytes under `warc/`,
up to the sizes that this copy of the database says; a manifest with the digest of each
part. The file is read back
from end to end before it gets its name.

A removed article is in every backup that was made before its removal, and comes back
with it: delete old backups after a removal, or remove the article again after restoring.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from nouvelles import __version__
from nouvelles.config import FILE_NAME
from nouvelles.errors import StoreError
from nouvelles.run import manifest as manifests
from nouvelles.run.clock import Clock, moment_of
from nouvelles.run.discussion.key import NAME as KEY
from nouvelles.run.manifest import DUMP_NAME, MANIFEST_NAME, Manifest, Part, Summing
from nouvelles.run.sites import FOLDER as RULES
from nouvelles.run.sites import rule_files
from nouvelles.run.writing import whole_file
from nouvelles.store import Store, copies, readtables, schema
from nouvelles.store.copies import Contents
from nouvelles.store.database import DATABASE_NAME

#: Called with the bytes done and the bytes to do.
Steps = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)
class _Tar:
    """The archive being written: its parts so far, and how far it is."""

    tar: tarfile.TarFile
    parts: list[Part]
    steps: Steps
    total: int
    done: int = 0

    def add(self, name: str, path: Path, size: int | None = None) -> None:
        """Append a file, or its first bytes."""
        with path.open("rb") as file:
            self.add_open(name, file, path.stat().st_size if size is None else size)

    def add_open(self, name: str, file: BinaryIO, size: int) -> None:
        summing = Summing(file, size)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.tar.addfile(info, summing)
        self.parts.append(Part(name=name, size=size, sha256=summing.sum.hexdigest()))
        self.done += size
        self.steps(self.done, max(self.done, self.total))


def back_up(store: Store, file: Path, clock: Clock, steps: Steps) -> Manifest:
    """Write a backup of a paper; its manifest, after it was read back and verified.

    Raises:
        InputError: the file is there already.
        StoreError: the disk is full; a program of PostgreSQL is missing; or an article
            was removed, or old page bytes were dropped, while it was written.
    """
    readtables.ensure(store)
    copy = file.with_name(f"{file.name}.database.part")
    try:
        with whole_file(file, private=True) as out:
            held = copies.copy_database(store, copy)
            _write(store, held, copy, out, clock, steps)
            out.flush()
            _check_unmoved(store, held, file)
            return manifests.verify(Path(out.name))
    finally:
        copy.unlink(missing_ok=True)


def _write(
    store: Store,
    held: Contents,
    copy: Path,
    out: BinaryIO,
    clock: Clock,
    steps: Steps,
) -> None:
    total = sum(held.segments.values()) + copy.stat().st_size
    with tarfile.open(fileobj=out, mode="w:") as tar:
        writing = _Tar(tar=tar, parts=[], steps=steps, total=total)
        writing.add(FILE_NAME, store.folder / FILE_NAME)
        for file in rule_files(store.folder):
            writing.add(f"{RULES}/{file.name}", file)
        if (store.folder / KEY).exists():
            writing.add(KEY, store.folder / KEY)
        for name, size in sorted(held.segments.items()):
            _add_segment(store, writing, name, size)
        writing.add(DATABASE_NAME if store.is_sqlite else DUMP_NAME, copy)
        manifest = Manifest(
            format=manifests.FORMAT,
            made=moment_of(clock).isoformat(timespec="seconds"),
            nouvelles=__version__,
            schema=schema.HEAD,
            database="sqlite" if store.is_sqlite else "postgresql",
            counts=held.counts,
            parts=tuple(writing.parts),
        )
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        info = tarfile.TarInfo(MANIFEST_NAME)
        info.size, info.mode = len(data), 0o600
        tar.addfile(info, io.BytesIO(data))


def _add_segment(store: Store, writing: _Tar, name: str, size: int) -> None:
    """Append the committed bytes of a segment; what a writer adds meanwhile stays out."""
    path = store.folder / "warc" / name
    if size and (not path.is_file() or path.stat().st_size < size):
        raise StoreError(
            str(path),
            "is missing or too short",
            "Were old bytes dropped just now, make the backup again; else run "
            "`nouvelles doctor`.",
        )
    if size:
        writing.add(f"warc/{name}", path, size)


def _check_unmoved(store: Store, held: Contents, file: Path) -> None:
    """A removal beside the backup may stand in one part of it and not in another."""
    with store.read() as connection:
        now = copies.contents(connection)
    if now.erasing != held.erasing:
        raise StoreError(
            str(file),
            "an article was removed while the backup was written",
            "Make the backup again.",
        )
