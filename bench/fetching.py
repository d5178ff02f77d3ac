"""Asking five hundred hosts for what has changed, and meeting a bomb: our client beside
aiohttp and httpx, each in a process of its own.

    python -m bench.fetching CLIENT ask|bomb PORT     one of those processes
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.nginx import BOMB_BYTES, hosts, nginx
from bench.table import Table, count, number

HOSTS = 500
AT_ONCE = 128

#: Rounds over all hosts that are counted, after the first, which asks for the feeds.
ROUNDS = 12

#: Processes of each client, in turn, so that a change of the machine meets all.
TURNS = 3

#: The slow ones are stopped after so many seconds, at the end of a round's batch.
LONGEST_S = 8.0

Ask = Callable[[str], Awaitable[None]]


async def _through(ask: Ask, urls: list[str]) -> tuple[int, float, float]:
    """Requests, seconds and CPU seconds of rounds over all hosts, `AT_ONCE` at a time."""
    await _round(ask, urls)  # connections, robots.txt, validators
    began, spent = time.perf_counter(), time.process_time()
    asked = 0
    for _ in range(ROUNDS):
        asked += await _round(ask, urls, began + LONGEST_S)
        if time.perf_counter() - began > LONGEST_S:
            break
    return asked, time.perf_counter() - began, time.process_time() - spent


async def _round(ask: Ask, urls: list[str], until: float = float("inf")) -> int:
    waiting = iter(urls)
    asked = 0

    async def work() -> None:
        nonlocal asked
        for url in waiting:
            if time.perf_counter() > until:
                return
            await ask(url)
            asked += 1

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return asked


# ---- the clients -------------------------------------------------------------------


async def _ours(port: int, what: str) -> dict[str, Any]:
    from nouvelles.ingest.network.client import Client, FetchSettings, Validators
    from nouvelles.ingest.troubles import NotRead

    settings = FetchSettings(allow_private=True, ports=(port,), delay_s=0.0)
    known: dict[str, Validators] = {}
    async with Client(settings, time.time) as client:
        if what == "bomb":
            try:
                await client.get(f"http://127.2.0.1:{port}/bomb", max_bytes=20_000_000)
            except NotRead as error:
                return {"said": error.word}

        async def ask(url: str) -> None:
            before = known.get(url, Validators())
            got = await client.get(url, validators=before, max_bytes=20_000_000)
            assert got.status == (304 if before.etag else 200)
            known[url] = got.validators

        return _figures(await _through(ask, _feeds(port)))


async def _aiohttp(port: int, what: str) -> dict[str, Any]:
    import aiohttp

    known: dict[str, str] = {}
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0)
    ) as session:
        if what == "bomb":
            async with session.get(f"http://127.2.0.1:{port}/bomb") as reply:
                return {"said": f"{len(await reply.read())} bytes"}

        async def ask(url: str) -> None:
            headers = {"If-None-Match": known[url]} if url in known else {}
            async with session.get(url, headers=headers) as reply:
                await reply.read()
                assert reply.status == (304 if headers else 200)
                known[url] = reply.headers["ETag"]

        return _figures(await _through(ask, _feeds(port)))


async def _httpx(port: int, what: str) -> dict[str, Any]:
    import httpx

    known: dict[str, str] = {}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=60, trust_env=False) as session:
        if what == "bomb":
            reply = await session.get(f"http://127.2.0.1:{port}/bomb")
            return {"said": f"{len(reply.content)} bytes"}

        async def ask(url: str) -> None:
            headers = {"If-None-Match": known[url]} if url in known else {}
            reply = await session.get(url, headers=headers)
            assert reply.status_code == (304 if headers else 200)
            known[url] = reply.headers["ETag"]

        return _figures(await _through(ask, _feeds(port)))


_CLIENTS = {"nouvelles": _ours, "aiohttp": _aiohttp, "httpx": _httpx}


def _feeds(port: int) -> list[str]:
    return [f"http://{host}:{port}/feed" for host in hosts(HOSTS)]


def _figures(measured: tuple[int, float, float]) -> dict[str, Any]:
    asked, seconds, cpu = measured
    return {"asked": asked, "seconds": seconds, "cpu": cpu}


def one(client: str, what: str, port: int) -> dict[str, Any]:
    """What one client did, with the peak of its memory in MB."""
    found = asyncio.run(_CLIENTS[client](port, what))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak": peak}


# ---- the tables --------------------------------------------------------------------


def measure() -> list[Table]:
    with nginx() as port:
        if port is None:
            print("bench fetching: left out, nginx is not on this machine")
            return []
        return [_asking(port), _bombed(port)]


def _run(client: str, what: str, port: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.fetching", client, what, str(port)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _asking(port: int) -> Table:
    best: dict[str, dict[str, Any]] = {}
    for _ in range(TURNS):
        for client in _CLIENTS:
            found = _run(client, "ask", port)
            best.setdefault(client, found)
            if _rate(found) > _rate(best[client]):
                best[client] = found
    rows = (
        (
            client,
            count(found["asked"]),
            number(_rate(found)),
            number(found["cpu"] / found["asked"] * 1000),
            number(found["peak"]),
        )
        for client, found in best.items()
    )
    return Table(
        title="Conditional requests",
        how=f"{HOSTS} hosts on loopback (nginx, one worker), {AT_ONCE} requests at once, "
        "one a host, no delay; every answer is a 304. Ours passes the guard, robots.txt, "
        "the host's turn and keeps validators; the others send If-None-Match only. Each "
        f"in a process of its own, beside nginx; the best of {TURNS}.",
        header=("client", "requests", "requests/s", "CPU ms a request", "peak MB"),
        rows=tuple(rows),
    )


def _rate(found: dict[str, Any]) -> float:
    return float(found["asked"] / found["seconds"])


def _bombed(port: int) -> Table:
    rows = []
    for client in _CLIENTS:
        found = _run(client, "bomb", port)
        rows.append((client, str(found["said"]), number(found["peak"])))
    return Table(
        title="A bomb",
        how=f"gzip that unpacks to {BOMB_BYTES // 1_000_000} MB; ours with its limit of "
        "20 MB, the others as they read by default.",
        header=("client", "what it said", "peak MB"),
        rows=tuple(rows),
    )


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
