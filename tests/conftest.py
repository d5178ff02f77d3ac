"""What tests share: papers on both databases, a real PostgreSQL, the shared press."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import hypothesis
import pytest
from sqlalchemy import create_engine

from nouvelles.config import Settings, WorkerSettings
from nouvelles.store import Store, open_store
from nouvelles.testing import Clock

# Tests are the same each time; `HYPOTHESIS_PROFILE=default` looks for new cases.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NOUVELLES_SHARED", ROOT.parent / "shared"))


def pytest_collection_finish() -> None:
    """What is there before the first test is never looked through for garbage again.

    A collection amid a test would take the time of thousands of tests' objects.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _programs() -> Path | None:
    """Where PostgreSQL's server programs are, if anywhere."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return Path(found).parent if found else next(iter(candidates), None)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server of our own, without the database's name."""
    programs = _programs()
    if programs is None:
        pytest.skip("the programs of PostgreSQL are not on this machine")
    folder = Path("/tmp") / f"nv-{uuid.uuid4().hex[:8]}"  # sockets need a short path
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    # PostgreSQL refuses to run as root.
    drop = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(program: str, *words: str) -> None:
        command = [*drop, str(programs / program), *words]
        subprocess.run(command, check=True, capture_output=True, cwd="/tmp")

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "paper", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    log = str(folder / "log")
    run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://paper@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def small(settings: Settings) -> Settings:
    """Settings for tests: two workers."""
    return replace(settings, worker=WorkerSettings(processes=2))


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path, small(Settings()), create=True)
    yield store
    store.close()


@pytest.fixture
def postgresql_store(postgresql: str, tmp_path: Path) -> Iterator[Store]:
    name = f"paper_{uuid.uuid4().hex[:12]}"
    server = create_engine(
        postgresql.format(name="postgres"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    settings = small(Settings())
    address = postgresql.format(name=name)
    settings = replace(settings, store=replace(settings.store, database=address))
    store = open_store(tmp_path, settings, create=True)
    yield store
    store.close()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def store(request: pytest.FixtureRequest) -> Store:
    """A new paper's store, on each database in turn."""
    made: Store = request.getfixturevalue(f"{request.param}_store")
    return made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared press and benches."""
    if not SHARED.is_dir():
        pytest.skip("the shared press is not beside this repository")
    return SHARED


@pytest.fixture(scope="session")
def sample_paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A paper with the whole sample day in it, made once: for reading only."""
    from nouvelles.run.sample import take_in_sample

    folder = tmp_path_factory.mktemp("sample")
    store = open_store(folder, small(Settings()), create=True)
    take_in_sample(store, Clock(), Event(), lambda _path, _read: None)
    yield store
    store.close()
