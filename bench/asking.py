"""Many who ask one server at the same time, over connections that stay open, and how long
each waits. The server has one core, those who ask have another, where there are two."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

NOUVELLES = Path(sys.executable).parent / "nouvelles"

#: Bytes of an answer that are looked at: what it says at its head.
_FIRST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: its status, its first bytes, its headers, seconds until its last byte."""

    status: int
    body: bytes
    headers: bytes
    seconds: float


class Connection:
    """A connection over which one thing after the other is asked."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> Told:
        """Send what `get` or `post` made; a connection that was closed is opened anew."""
        began = time.perf_counter()
        if self._writer is None or self._writer.is_closing():
            made = await asyncio.open_connection("127.0.0.1", self._port)
            self._reader, self._writer = made
        assert self._reader is not None
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: (\d+)", head)
        body = await self._reader.readexactly(int(found[1]) if found else 0)
        if b"connection: close" in head.lower():
            self.close()
        seconds = time.perf_counter() - began
        return Told(int(head.split(b" ", 2)[1]), body[:_FIRST], head, seconds)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def get(path: str) -> bytes:
    """A request for a page, as browsers ask."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
    return head.encode()


def post(path: str, form: Mapping[str, str], address: str = "") -> bytes:
    """A form that is sent, by way of a proxy where there is an address."""
    body = urlencode(form, errors="replace").encode()
    forwarded = f"X-Forwarded-For: {address}\r\n" if address else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{forwarded}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def keep_asking(
    port: int, request: Callable[[], bytes], until: float, found: list[Told]
) -> None:
    """Ask again as soon as there is an answer, until a time of `perf_counter`."""
    connection = Connection(port)
    while time.perf_counter() < until:
        found.append(await connection.ask(request()))
    connection.close()


@asynccontextmanager
async def reading(
    port: int, request: Callable[[], bytes], readers: int, pause_s: float
) -> AsyncIterator[list[Told]]:
    """Readers beside what happens in the block: each asks, pauses, asks again."""
    found: list[Told] = []

    async def read() -> None:
        connection = Connection(port)
        while True:
            found.append(await connection.ask(request()))
            await asyncio.sleep(pause_s)

    tasks = [asyncio.create_task(read()) for _ in range(readers)]
    try:
        yield found
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


@dataclass(frozen=True, slots=True)
class Served:
    """A paper that is served by a process of its own."""

    port: int
    pid: int


@contextmanager
def serving(paper: Path, settings: Mapping[str, str]) -> Iterator[Served]:
    """`nouvelles serve` on one core, without worker and reader; we stay off that core."""
    cores = sorted(os.sched_getaffinity(0))
    process = subprocess.Popen(
        [NOUVELLES, "--paper", str(paper), "serve", "--port", "0", "--no-worker"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **settings},
        preexec_fn=lambda: os.sched_setaffinity(0, cores[:1]),
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://[^:]+:(\d+)/", line)
        if found is None:
            raise RuntimeError(f"serve did not start: {line!r}")
        os.sched_setaffinity(0, cores[1:] or cores)
        yield Served(int(found[1]), process.pid)
    finally:
        os.sched_setaffinity(0, cores)
        process.send_signal(signal.SIGTERM)
        process.wait()


def share(seconds: list[float], part: float) -> float:
    """The time within which a part of the answers was there, in ms."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]
