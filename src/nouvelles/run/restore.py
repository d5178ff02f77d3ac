"""A paper out of a backup, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import make_url

from nouvelles.config import FILE_NAME, Settings, load_settings
from nouvelles.errors import InputError, StoreError
from nouvelles.run.discussion.key import NAME as KEY
from nouvelles.run.manifest import DUMP_NAME, Manifest, verify
from nouvelles.run.sites import FOLDER as RULES
from nouvelles.run.writing import not_written
from nouvelles.store import copies, open_store, pgtools
from nouvelles.store.database import DATABASE_NAME, is_vacant
from nouvelles.store.migrate import is_known

#: Where the parts lie until all of them are verified.
ASIDE = ".restoring"


def restore(file: Path, folder: Path) -> Manifest:
    """Make the paper of a backup in a folder; what came back.

    Everything is verified before the first part takes its place. Nothing is taken from a
    paper that stands elsewhere: an article that was removed after the backup was made
    comes back with it, and its tombstone does not.

    Raises:
        InputError: the backup is damaged, or the folder or database holds a paper.
        StoreError: something cannot be written, or PostgreSQL's programs are missing.
        ConfigError: the settings in the backup, or the environment's, cannot be.
    """
    for name in (FILE_NAME, DATABASE_NAME, "warc", RULES, KEY):
        if (folder / name).exists():
            reason = f"there is a paper here already ({name})"
            raise InputError(str(folder), reason, "Restore into another folder.")
    aside = folder / ASIDE
    try:
        shutil.rmtree(aside, ignore_errors=True)  # what a killed restore left
        aside.mkdir(parents=True)
        try:
            manifest = verify(file, into=aside)
            _load_database(aside, folder, manifest)
            _take_places(aside, folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise not_written(folder, error) from error
    _compare(folder, manifest)
    return manifest


def _load_database(aside: Path, folder: Path, manifest: Manifest) -> None:
    """Check the database of the backup, and put it where the settings want it."""
    if not is_known(manifest.schema):
        raise InputError(
            "backup",
            f"is of a newer version of nouvelles ({manifest.nouvelles})",
            "Install that version first.",
        )
    settings = load_settings(aside)
    address = settings.store.database
    _check_kind(address, manifest)
    if not is_vacant(folder, settings):
        raise InputError(
            "store.database",
            "the database that the settings name holds something already",
            "Name an empty one: NOUVELLES_STORE_DATABASE=… nouvelles restore …",
        )
    if manifest.database == "postgresql":
        pgtools.check(aside / DUMP_NAME)
        pgtools.load(make_url(address), aside / DUMP_NAME)
        (aside / DUMP_NAME).unlink()
        return
    copies.check_sqlite(aside / DATABASE_NAME)
    if address:
        target = Path(make_url(address).database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(aside / DATABASE_NAME, target)


def _check_kind(address: str, manifest: Manifest) -> None:
    wanted = "sqlite" if not address or address.startswith("sqlite") else "postgresql"
    if wanted != manifest.database:
        raise InputError(
            "store.database",
            f"the backup is of {manifest.database}, the settings name {wanted}",
            f"Name a {manifest.database} database in NOUVELLES_STORE_DATABASE.",
        )


def _take_places(aside: Path, folder: Path) -> None:
    """Put the parts in their places; the settings last, which make it a paper."""
    parts = sorted(aside.iterdir(), key=lambda path: path.name == FILE_NAME)
    for path in parts:
        if path.name == KEY:
            path.chmod(0o600)
        path.rename(folder / path.name)


def _compare(folder: Path, manifest: Manifest) -> None:
    """Open what came back, and count."""
    settings: Settings = load_settings(folder)
    store = open_store(folder, settings)
    try:
        with store.read() as connection:
            counts = copies.contents(connection).counts
    finally:
        store.close()
    # An older backup counts less.
    found = {name: counts.get(name) for name in manifest.counts}
    if found != dict(manifest.counts):
        raise StoreError(
            str(folder),
            f"holds {found}, the backup {dict(manifest.counts)}",
            "Report a bug.",
        )
