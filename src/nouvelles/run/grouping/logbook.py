"""The engine's state and its log, held together.

The state is the log played from its beginning. A snapshot beside the database saves the
way: it names the line that it stands at, and is void once something was erased from the
log. What the engine has decided is written, or the state is forgotten and played again:
the two never differ.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from nouvelles import __version__
from nouvelles.dedupe import Copies
from nouvelles.errors import InputError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import StoryAct
from nouvelles.run.grouping.encode import vectors_of
from nouvelles.run.writing import not_written
from nouvelles.store import Store, story_log, story_tables, story_vectors, untold
from nouvelles.store.story_log import Arrived, Line
from nouvelles.store.untold import Mark
from nouvelles.stories import Arrival, Stories

#: The file that a snapshot is in, beside the database.
SNAPSHOT = "stories.state"

#: Lines that are worth a snapshot: to play them again takes three seconds (4 ms each,
#: most of it for their words; 2026-11).
LATE = 800

#: So many times as long as a snapshot took none is made while work goes on.
SELDOM = 20

#: A snapshot begins with the digest of all that comes then, and the length of its head.
_DIGEST = 32
_LENGTH = 2

#: Lines read from the log in one go.
CHUNK = 200


class Overtaken(Exception):
    """Somebody else has written the log, or removed an article, since it was read."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The state that is kept after this: `last` is the digest of the line it stands at."""

    program: str
    line: int
    last: bytes
    epoch: int


@dataclass(slots=True, kw_only=True)
class State:
    """The engine's state at a line of the log."""

    stories: Stories
    copies: Copies
    line: int = 0
    epoch: int = 0
    saved: int = 0  # the line that the snapshot stands at


def arrival_of(arrived: Arrived) -> Arrival:
    """An article as the engine takes it."""
    return Arrival(
        telling=arrived.telling, vectors=vectors_of(arrived.vector), copy=arrived.copy
    )


class Logbook:
    """The state of a paper's stories, as of the last line of their log."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._state: State | None = None
        self._busy_until = 0.0  # by the clock that nobody sets

    def current(self) -> State:
        """The state after the last line, whoever wrote it."""
        state = self._state
        with self.store.read() as connection:
            epoch = story_log.epoch(connection)
            if state is None or state.epoch != epoch:
                state = self._open(connection, epoch)
        self._state = None  # until all of it is played
        while self._play(state):
            continue
        self._state = state
        return state

    def write(
        self,
        acts: Sequence[StoryAct],
        arrived: Mapping[str, Arrived],
        marks: Sequence[Mark] = (),
        *,
        repaired: bool = False,
    ) -> None:
        """Write what the engine did to its state, and drop the marks that are served.

        With `repaired` it is noted that all that came so far was looked at again.

        Raises:
            Overtaken: nothing was written, and the state is forgotten.
            StoreError: as above, for want of space or of the database.
        """
        state = self._state
        assert state is not None  # nothing can have been done to it
        self._state = None  # until all of it is written
        with self.store.write() as connection:
            self._hold(connection, state, arrived)
            # Marks first: who makes rows marks them before it counts the change.
            untold.serve(connection, marks)
            lines = story_log.append(connection, acts, arrived)
            if story_tables.folded(connection) == state.line:
                story_tables.fold(self.store, connection, lines)
            if repaired:
                line = state.line + len(lines)
                story_log.note_repaired(self.store, connection, line)
        state.line += len(lines)
        self._state = state

    def hold(self, connection: Connection) -> None:
        """Be the only one who writes the log until this transaction ends.

        Raises:
            Overtaken: the state is not of the last line; it is forgotten.
        """
        state = self._state
        self._state = None  # until it is known to be of the last line
        assert state is not None  # nothing can have been found in it
        self._hold(connection, state, {})
        self._state = state

    def forget(self) -> None:
        """Let go of the state: the next one is played from the log."""
        self._state = None

    def save(self, *, late: int = LATE, now: bool = False) -> bool:
        """Keep a snapshot where the last one is so many lines old; whether it was.

        Where that takes long it is done seldom, but with `now`: at an end.
        """
        state = self._state
        began = time.monotonic()
        if state is None or state.line - state.saved < late:
            return False
        if began < self._busy_until and not now:
            return False
        with self.store.read() as connection:
            last = story_log.line_digest(connection, state.line)
        snapshot = Snapshot(
            program=__version__,
            line=state.line,
            last=last,
            epoch=state.epoch,
        )
        head = msgspec.msgpack.encode(snapshot)
        begin = len(head).to_bytes(_LENGTH, "little"), head
        # In parts: there need not be room for all of it a second time.
        parts = chain(begin, state.stories.parts(), [state.copies.snapshot()])
        _replace(self._path, parts)
        state.saved = state.line
        ended = time.monotonic()
        self._busy_until = ended + SELDOM * (ended - began)
        return True

    @property
    def _path(self) -> Path:
        return self.store.folder / SNAPSHOT

    def _hold(
        self, connection: Connection, state: State, arrived: Mapping[str, Arrived]
    ) -> None:
        story_log.hold(connection)
        if (
            story_log.end(connection) != state.line
            or story_log.epoch(connection) != state.epoch
            or story_log.are_gone(connection, arrived)
        ):
            raise Overtaken

    def _play(self, state: State) -> int:
        with self.store.read() as connection:
            lines = story_log.lines_after(connection, state.line, CHUNK)
        for line in lines:
            replay(state, line)
        return len(lines)

    def _open(self, connection: Connection, epoch: int) -> State:
        with suppress(FileNotFoundError), self._path.open("rb") as file:
            found = _read(file)
            if found is not None and found.epoch != epoch:
                wipe(self._path)  # words of an erased article may stand in it
            elif found is not None and _fits(found, connection):
                try:
                    return State(
                        stories=Stories.read(file),
                        copies=Copies.restore(file.read()),
                        line=found.line,
                        epoch=epoch,
                        saved=found.line,
                    )
                except (InputError, ValueError) as error:
                    log.warning(Logged.SNAPSHOT_LEFT, error=str(error))
        encoder = story_vectors.encoder_facts(connection)
        stories = Stories(encoder.size, frozenset(encoder.languages))
        return State(stories=stories, copies=Copies(), epoch=epoch)


def replay(state: State, line: Line) -> None:
    """Play one line of the log, the next one."""
    arrived = line.arrived
    if arrived is not None:
        # A translation is one because somebody said so then.
        said = arrived.copy is not None and arrived.copy.kind == "translation"
        alternates = (arrived.copy.of,) if said and arrived.copy else ()
        state.copies.look(arrived.telling, alternates=alternates)
    state.stories.replay(line.act, None if arrived is None else arrival_of(arrived))
    state.line = line.number


def _fits(found: Snapshot, connection: Connection) -> bool:
    """Whether a snapshot is of this log (not of a paper that was restored over it)."""
    return (
        found.program == __version__
        and story_log.line_digest(connection, found.line) == found.last
    )


def _read(file: BufferedReader) -> Snapshot | None:
    """What is kept in a file, which then stands before the state; None if it is not whole,
    or of another form."""
    digest = file.read(_DIGEST)
    if hashlib.file_digest(file, "sha256").digest() != digest:
        return None
    file.seek(_DIGEST)
    head = file.read(int.from_bytes(file.read(_LENGTH), "little"))
    try:
        return msgspec.msgpack.decode(head, type=Snapshot)
    except msgspec.DecodeError as error:
        log.warning(Logged.SNAPSHOT_LEFT, error=str(error))
    return None


def _replace(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file in the place of another, whole or not at all: its parts, after the
    digest of them all."""
    part = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    try:
        with part.open("wb") as file:
            file.write(bytes(_DIGEST))
            for some in parts:
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
