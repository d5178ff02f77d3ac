"""The engine's state and its log, held together.

The state is the log played from its beginning. A snapshot beside the database saves the
way: it names the line that it stands at, and is void once something was erased from the
log. What the engine has decided is written, or the state is forgotten and played again:
the two never differ.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection

from nouvelles import __version__
from nouvelles.dedupe import Copies
from nouvelles.errors import InputError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import StoryAct
from nouvelles.run.grouping.encode import vectors_of
from nouvelles.run.grouping.kept import Head, read, wipe, write
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

#: Lines read from the log in one go.
CHUNK = 200


class Overtaken(Exception):
    """Somebody else has written the log, or removed an article, since it was read."""


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
        head = Head(program=__version__, line=state.line, last=last, epoch=state.epoch)
        parts = chain(state.stories.parts(), [state.copies.snapshot()])
        write(self._path, head, parts)
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
            found = read(file)
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


def _fits(found: Head, connection: Connection) -> bool:
    """Whether a snapshot is of this log (not of a paper that was restored over it)."""
    return (
        found.program == __version__
        and story_log.line_digest(connection, found.line) == found.last
    )
