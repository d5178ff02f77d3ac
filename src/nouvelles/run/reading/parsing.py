"""Parsing what came, in processes of their own as soon as much has come.

What a document says is found by pure functions, which take most of the time of a long
reading: beside them, the first process fetches and writes. A few documents are parsed
where they came; no process is worth starting for them. One on which a process dies or
hangs costs its own look, and a new process is started when it is needed.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Literal, Self

import msgspec

from nouvelles.domains import registered_domain
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Source
from nouvelles.run.made import make
from nouvelles.run.reading.look import Found, read_answer
from nouvelles.store import Store
from nouvelles.store.feeds import Kind

#: Documents that wait to be parsed before a process is started for them: to start one
#: takes half a second, as long as to parse fifty feeds.
MANY = 4

#: Processes that are there from the beginning of a run: while what one has said is
#: taken over, which may have to wait for who writes, the other works.
EARLY = 2

#: Seconds after which a document is given up.
LONGEST_S = 60.0

#: What a document says goes from process to process in MessagePack: pickle takes three
#: times as long, most of it where entries are written meanwhile (2026-11).
_encoder = msgspec.msgpack.Encoder()
_found = msgspec.msgpack.Decoder(Found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes that came, and what is to be known for reading them (see `read_answer`).

    Of a document with a source, the rows of its entries are made, too: its first look
    brings nothing but new ones.
    """

    kind: Kind
    body: bytes
    address: str
    charset: str
    rule: str
    site: str
    now: float
    most: int
    source: Source | None = None


def parse(document: Document) -> Found:
    """What a document says, with what is made of its entries where that is wanted.

    Raises:
        NotRead: as `read_answer`.
    """
    found = read_answer(
        document.kind,
        document.body,
        address=document.address,
        charset=document.charset,
        rule=document.rule,
        site=document.site,
        now=document.now,
        most=document.most,
    )
    if document.source is None:
        return found
    source = document.source
    return replace(found, made=tuple(make(entry, source) for entry in found.entries))


def early_processes(store: Store) -> list[ParserProcess]:
    """Processes that are there before the first document, where that costs nothing.

    None where this process has other threads already, or forks badly.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return []
    registered_domain("outlet.example")  # loads its list once for all of them
    # What is loaded by now stays: no process looks through it for garbage any more.
    gc.collect()
    gc.freeze()
    store.close()  # no two processes may hold one connection
    forked: list[ParserProcess] = []
    for _ in range(EARLY):
        forked.append(ParserProcess("fork", beside=forked))
    return forked


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
            NotRead: as `read_answer`; or nobody can parse it.
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
            return parse(document)
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

    With `method` "fork" it is ready at once, which is safe only while this process has
    no other thread and no connection to a database. `beside` are those forked before.
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
            target=_serve, args=(theirs, ours), name="parser", daemon=True
        )
        self._process.start()
        theirs.close()  # so that its end is seen
        self._ready = False

    def is_ready(self) -> bool:
        """Whether it has begun to work: until then it loads what it needs.

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
            NotRead: as `parse`.
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


def _serve(pipe: Connection, theirs: Sequence[Connection]) -> None:
    """What the process does: documents in, what they say out, until nobody asks.

    `theirs` are the other ends of pipes, where a fork left them open here.
    """
    for other in theirs:
        other.close()  # or the end of who asks would never be seen
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
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
