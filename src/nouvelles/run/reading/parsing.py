"""Parsing what came, in processes of their own as soon as much has come.

What a document says is found by pure functions, which take most of the time of a long
reading: beside them, the first process fetches and writes. A few documents are parsed
where they came; no process is worth starting for them. One on which a process dies or
hangs costs its own look, and a new process is started when it is needed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Literal, Self

import msgspec

from nouvelles.domains import registered_domain
from nouvelles.door import loading
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.run.reading.found import Document, Found

#: Documents that wait to be parsed before a process is started for them: to start one
#: takes half a second, as long as to parse fifty feeds.
MANY = 4

#: Processes that are there from the beginning of a run: while what one has said is
#: taken over, which may have to wait for who writes, the other works.
EARLY = 2

#: Seconds after which a document is given up.
LONGEST_S = 60.0

#: By how much they give way: to who writes what they found, which is one process and
#: has the more to do, and to who serves pages.
NICE = 5

#: What a document says goes from process to process in MessagePack: pickle takes three
#: times as long, most of it where entries are written meanwhile (2026-11).
_encoder = msgspec.msgpack.Encoder()
_found = msgspec.msgpack.Decoder(Found)


@contextmanager
def early_processes() -> Iterator[tuple[ParserProcess, ...]]:
    """Processes that load what they need while this one loads what it needs, until the
    end of the block.

    None where this process has other threads already, or forks badly.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        yield ()
        return
    registered_domain("outlet.example")  # loads its list once for all of them
    forked: list[ParserProcess] = []
    try:
        for _ in range(EARLY):
            forked.append(ParserProcess("fork", beside=forked))
        yield tuple(forked)
    finally:
        for process in forked:
            process.end()


class Parser:
    """Parses documents beside the event loop, as many at once as it has processes.

    `processes` were started before; without any, one is started when it is needed.
    """

    def __init__(self, processes: Sequence[ParserProcess] = ()) -> None:
        self._most = len(processes) or 1
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="parser")
        self._waiting = 0
        self._lock = threading.Lock()
        self._processes = list(processes)
        self._idle = list(processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown()
        for process in self._processes:
            process.end()

    async def parse(self, document: Document) -> Found:
        """What a document says.

        Raises:
            NotRead: as `look.parse`; or nobody can parse it.
        """
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._parse, document)
        finally:
            self._waiting -= 1

    def _parse(self, document: Document) -> Found:
        process = self._take_idle()
        if process is None:
            return _parse_here(document)
        try:
            return process.parse(document)
        except (EOFError, OSError) as error:  # it died, or was given up
            process.end()
            with self._lock:
                self._processes.remove(process)
            detail = f"the parser was lost: {error or 'it died'}"
            raise NotRead(Word.INTERNAL, document.address, detail) from error
        finally:
            with self._lock:
                if process in self._processes:
                    self._idle.append(process)

    def _take_idle(self) -> ParserProcess | None:
        """A process that has nothing to do; one is started where many documents wait."""
        with self._lock:
            if len(self._processes) < self._most and self._waiting >= MANY:
                started = ParserProcess()
                self._processes.append(started)
                self._idle.append(started)
            ready = next((one for one in self._idle if one.is_ready()), None)
            if ready is not None:
                self._idle.remove(ready)
            return ready


class ParserProcess:
    """The other process, and the way to it and back.

    With `method` "fork" it starts at once, which is safe only while this process has no
    other thread and no connection to a database. `beside` are those forked before.
    """

    def __init__(
        self,
        method: Literal["spawn", "fork"] = "spawn",
        beside: Sequence[ParserProcess] = (),
    ) -> None:
        context: BaseContext = multiprocessing.get_context(method)
        self._pipe, theirs = context.Pipe()
        every = [self._pipe, *(one._pipe for one in beside)]
        ours = every if method == "fork" else []
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_serve,
            args=(theirs, ours),
            kwargs={"says_ready": method == "spawn"},
            name="parser",
            daemon=True,
        )
        self._process.start()
        theirs.close()  # so that its end is seen
        self._ready = method == "fork"

    def is_ready(self) -> bool:
        """Whether to give it work: not while it starts and loads what it needs, which
        takes as long as to parse a hundred feeds. One that was forked has begun early.

        One that cannot start is never ready.
        """
        if not self._ready and self._pipe.poll():
            with suppress(EOFError):
                self._ready = bool(self._pipe.recv())
        return self._ready

    def parse(self, document: Document) -> Found:
        """Have a document parsed.

        Raises:
            EOFError, OSError: the process has died, or it took too long.
            NotRead: as `look.parse`.
        """
        self._pipe.send(document)
        if not self._pipe.poll(LONGEST_S):
            raise TimeoutError(f"it took over {LONGEST_S:.0f} s")
        answer = self._pipe.recv_bytes()
        if not answer:
            error: Exception = self._pipe.recv()
            raise error
        return _found.decode(answer)

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _parse_here(document: Document) -> Found:
    # Imported here: who has a process for it needs neither lxml nor the rooms.
    from nouvelles.run.reading.look import parse

    return parse(document)


def _serve(pipe: Connection, theirs: Sequence[Connection], *, says_ready: bool) -> None:
    """What the process does: documents in, what they say out, until nobody asks.

    `theirs` are the other ends of pipes, where a fork left them open here.
    """
    for other in theirs:
        other.close()  # or the end of who asks would never be seen
    os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with loading():
        from nouvelles.run.reading.look import parse
    if says_ready:
        pipe.send(True)
    while True:
        try:
            document: Document = pipe.recv()
        except EOFError:  # the other side has ended, or was killed
            return
        try:
            answer = _encoder.encode(parse(document))
        except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
            pipe.send_bytes(b"")
            pipe.send(error)
        else:
            pipe.send_bytes(answer)
