"""Opening a paper's database, and the two kinds of transaction.

`Store` is what everything above passes around: the engine, the folder, and the small
module of true differences between the databases. `read()` gives a connection that sees
one consistent state; `write()` one that holds the write lock from its first statement,
so that a transaction never fails half-way for want of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from nouvelles.config import Settings
from nouvelles.errors import ConfigError, StoreError
from nouvelles.forgetting import forget_all
from nouvelles.store import schema, sqlite
from nouvelles.store.looks import Looks
from nouvelles.store.turns import Turns
from nouvelles.store.watch import ERASURES, Watch

DATABASE_NAME = "nouvelles.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A paper that is open: its database, its folder, its settings."""

    engine: Engine
    writer: Engine
    folder: Path
    settings: Settings
    dialect: ModuleType
    watch: Watch
    looks: Looks
    turns: Turns = field(default_factory=Turns, repr=False, compare=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading one consistent state."""
        with (
            self._speak_plainly(),
            self.engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection | sqlite3.Connection]:
        """As `read`, for what every page asks, by `asking.ask` alone."""
        if not self.is_sqlite:
            with self.read() as connection:
                yield connection
            return
        with self._speak_plainly(), self.looks.look() as looking:
            yield looking

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock; committed at the end, or not at all."""
        options = {"writes": True}
        with (
            self._speak_plainly(),
            self.turns.take() if self.is_sqlite else nullcontext(),
            self.writer.connect().execution_options(**options) as connection,
        ):
            with connection.begin():
                yield connection
            if connection.info.pop(ERASURES, False):
                forget_all()

    @property
    def is_sqlite(self) -> bool:
        return _is_sqlite(self.engine)

    def close(self) -> None:
        """Close all connections; who asks for one after that gets a new one."""
        self.watch.close()
        self.looks.close()
        self.engine.dispose()
        self.writer.dispose()

    @contextmanager
    def _speak_plainly(self) -> Iterator[None]:
        """Faults of the database that a person can act on, in words."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:  # `look` goes past SQLAlchemy
            said = str(getattr(error, "orig", error))
            known = {
                "disk is full": "Free space and start again; nothing stored is lost.",
                "No space left": "Free space and start again; nothing stored is lost.",
                "disk I/O error": "Check the disk; then run `nouvelles doctor`.",
                "malformed": "Restore a backup with `nouvelles restore`.",
                "file is not a database": "Restore a backup with `nouvelles restore`.",
                "database is locked": "Another command has been writing for too long; "
                "end it or wait, then start again.",
                "readonly": "Make the paper's folder writable for this user.",
                "unable to open": "Check that the folder exists and is writable.",
                "connection": "Check that the database server runs and answers.",
            }
            for words, advice in known.items():
                if words in said:
                    raise StoreError(self.address, said.strip(), advice) from error
            raise

    @property
    def address(self) -> str:
        """The database's address without its password, for messages."""
        return self.engine.url.render_as_string(hide_password=True)


def open_store(folder: Path, settings: Settings, *, create: bool = False) -> Store:
    """The store of the paper in a folder, its schema brought up to date.

    Raises:
        ConfigError: the database's address cannot be understood.
        StoreError: there is no database and `create` is not set, it is of a newer
            version of nouvelles, or it cannot be opened.
    """
    store = _unopened(folder.resolve(), settings)
    try:
        _check_version(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def is_vacant(folder: Path, settings: Settings) -> bool:
    """Whether the database that settings name is empty, or not there (SQLite).

    Raises:
        ConfigError, StoreError: as `open_store`.
    """
    store = _unopened(folder.resolve(), settings)
    try:
        if store.is_sqlite:  # to connect would make the file
            path = Path(store.engine.url.database or "")
            return not path.exists() or path.stat().st_size == 0
        with store.read() as connection:
            return not inspect(connection).get_table_names()
    finally:
        store.close()


def _unopened(folder: Path, settings: Settings) -> Store:
    address = settings.store.database or f"sqlite:///{folder / DATABASE_NAME}"
    engine = _engine(address, connections=16)
    writer = _engine(address, connections=1) if _is_sqlite(engine) else engine
    return Store(
        engine=engine,
        writer=writer,
        folder=folder,
        settings=settings,
        dialect=_dialect(address),
        watch=Watch(engine),
        looks=Looks(engine),
    )


def _dialect(address: str) -> ModuleType:
    """The module of what a database does in its own way, by its address."""
    if address.startswith("sqlite"):
        return sqlite
    # Imported here: a paper in SQLite needs none of it, and it takes a while to load.
    from nouvelles.store import postgresql

    return postgresql


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _engine(address: str, *, connections: int) -> Engine:
    try:
        url = make_url(address)
        backend = url.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise ConfigError(
                "store.database",
                f"{backend} is not a database we know",
                "Use sqlite:///path or postgresql+psycopg://user@host/name.",
            )
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=min(8, connections),
            max_overflow=max(0, connections - 8),
        )
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigError(
            "store.database",
            f"cannot be understood: {error}",
            "Use sqlite:///path or postgresql+psycopg://user@host/name "
            "(with `pip install nouvelles[postgresql]`).",
        ) from error
    listener = _dialect(backend)
    event.listen(engine, "connect", listener.prepare)
    event.listen(engine, "begin", listener.begin)
    return engine


def _check_version(store: Store, *, create: bool) -> None:
    if (
        store.is_sqlite
        and not create
        and not Path(store.engine.url.database or "").exists()
    ):
        raise StoreError(
            store.address,
            "there is no database here",
            "Make a paper with `nouvelles init DIR`.",
        )
    with store.read() as connection:
        fresh = not inspect(connection).has_table("alembic_version")
        version = (
            ""
            if fresh
            else connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar()
        )
    if version == schema.HEAD:
        return
    if fresh and not create:
        raise StoreError(
            store.address,
            "this database holds no paper",
            "Make one with `nouvelles init DIR`.",
        )
    # Imported here: alembic takes 0.2 s to import and most starts need none of it.
    from nouvelles.store.migrate import is_known, upgrade

    if version and not is_known(version):
        raise StoreError(
            store.address,
            f"the database is of a newer version of nouvelles (schema {version}, "
            f"this one knows {schema.HEAD})",
            "Install the newer nouvelles again, or restore a backup made before it.",
        )
    upgrade(store.engine)
