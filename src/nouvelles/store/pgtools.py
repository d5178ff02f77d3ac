"""The programs of PostgreSQL that dump and restore a database."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from nouvelles.errors import StoreError

#: Where Debian and its kin keep the programs of each version, outside PATH.
DEBIAN = Path("/usr/lib/postgresql")


def program(name: str) -> str:
    """The path of a program: from PATH, else the newest of the usual place.

    Raises:
        StoreError: it is on neither.
    """
    found = shutil.which(name)
    if found:
        return found
    versions = (
        path for path in DEBIAN.glob(f"*/bin/{name}") if os.access(path, os.X_OK)
    )
    newest = max(versions, key=lambda path: _version(path.parts[-3]), default=None)
    if newest is None:
        raise StoreError(
            name,
            "this program of PostgreSQL is not on this machine",
            "Install PostgreSQL's client programs of the server's version, or put them "
            "into PATH.",
        )
    return str(newest)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def dump(url: URL, target: Path, snapshot: str) -> None:
    """Dump a snapshot of a database into a file of the custom format.

    Raises:
        StoreError: the program is missing or failed.
    """
    words = ["--format=custom", "--no-owner", "--no-privileges"]
    _run(
        "pg_dump",
        *words,
        f"--snapshot={snapshot}",
        f"--file={target}",
        f"--dbname={_address(url)}",
        url=url,
    )


def check(dumped: Path) -> None:
    """Check that a dump can be read from its beginning to its end.

    Raises:
        StoreError: it cannot, or the program is missing.
    """
    _run("pg_restore", "--list", str(dumped))
    # The list stands at the beginning; only reading all of it proves that all is there.
    _run("pg_restore", "--file=/dev/null", str(dumped))


def load(url: URL, dumped: Path) -> None:
    """Load a dump into an empty database, all of it or nothing.

    Raises:
        StoreError: the program is missing or failed.
    """
    words = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", *words, f"--dbname={_address(url)}", str(dumped), url=url)


def _address(url: URL) -> str:
    """The address as libpq reads it, without its password, which goes another way."""
    plain = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.query,
    )
    return plain.difference_update_query(["password"]).render_as_string()


def _run(name: str, *words: str, url: URL | None = None) -> None:
    environment = dict(os.environ)
    password = url and (url.password or url.query.get("password"))
    if password:  # arguments can be seen by every user
        environment["PGPASSWORD"] = str(password)
    result = subprocess.run(  # noqa: S603 - a program of our choice, no shell
        [program(name), *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        said = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StoreError(name, f"failed: {said}", "Mend that and start again.")
