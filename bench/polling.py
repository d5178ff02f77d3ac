"""Reading all outlets of the test press, faults and all; then again, with nothing new."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.press import SHARED
from bench.table import Table

GOAL_S = 45.0


def measure() -> list[Table]:
    """One table: the first reading and the one after it."""
    program = SHARED / "press" / "press.py"
    if not program.exists():
        print("polling: skipped, the shared press is not beside this repository")
        return []
    port = _free_port()
    with _served(program, port), tempfile.TemporaryDirectory() as folder:
        run = _Runs(Path(folder) / "paper", port)
        run("init", str(run.paper), paper=False)
        run("source", "import", str(_subscriptions(Path(folder), port)))
        rows = [
            ["first reading", *_figures(*run("read", "--json"))],
            ["again, nothing new", *_figures(*run("read", "--now", "--json"))],
        ]
        stats = _stats(port)
    closed = sum(one["closed_path_requests"] for one in stats)
    most = max(one["most_at_once"] for one in stats)
    late = sum(
        one["smallest_gap_s"] is not None
        and one["smallest_gap_s"] < one["crawl_delay_s"]
        for one in stats
    )
    return [
        Table(
            title=f"All {len(stats)} outlets of the test press, with its faults",
            how="`read` with the stages, then `read --now` (goal: under "
            f"{GOAL_S:.0f} s). Requests to closed paths: {closed}; most at once to one "
            f"host: {most}; hosts whose delay was not kept: {late}.",
            header=("", "s", "CPU s", "looks", "unchanged", "pages", "faults"),
            rows=tuple(tuple(row) for row in rows),
        )
    ]


class _Runs:
    """The program, on one paper, allowed to visit loopback."""

    def __init__(self, paper: Path, port: int) -> None:
        self.paper = paper
        self.environment = os.environ | {
            "NOUVELLES_NETWORK_ALLOW_PRIVATE": "true",
            "NOUVELLES_NETWORK_PORTS": str(port),
        }

    def __call__(self, *words: str, paper: bool = True) -> tuple[float, float, str]:
        """Seconds, seconds of CPU, and what was printed."""
        where = ["--paper", str(self.paper)] if paper else []
        began, used = time.perf_counter(), _cpu()
        done = subprocess.run(
            [str(Path(sys.executable).parent / "nouvelles"), *where, *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return time.perf_counter() - began, _cpu() - used, done.stdout


def _figures(wall: float, cpu: float, printed: str) -> list[str]:
    tally = json.loads(printed)
    counts = [str(tally[name]) for name in ("looks", "unchanged", "pages", "faults")]
    return [f"{wall:.1f}", f"{cpu:.1f}", *counts]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _served(program: Path, port: int) -> Iterator[None]:
    """The press at work until the block ends."""
    command = [sys.executable, str(program), "serve", "--faults", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()  # says where it is once it can be asked
        try:
            yield
        finally:
            server.kill()


def _subscriptions(folder: Path, port: int) -> Path:
    path = folder / "press.opml"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/press.opml") as answer:
        path.write_bytes(answer.read())
    return path


def _stats(port: int) -> list[dict[str, float]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats") as answer:
        found: list[dict[str, float]] = json.loads(answer.read())
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
