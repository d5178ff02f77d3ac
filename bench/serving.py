"""How soon the paper can be read: cold and warm starts, the first page."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.table import Table, number

NOUVELLES = Path(sys.executable).parent / "nouvelles"


def measure() -> list[Table]:
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = str(Path(name) / "paper")
        began = time.perf_counter()
        _run("init", paper)
        made = time.perf_counter() - began
        began = time.perf_counter()
        _run("--paper", paper, "archive", "--sample")
        loaded = time.perf_counter() - began
        began = time.perf_counter()
        _run("--paper", paper, "archive", "--sample")
        again = time.perf_counter() - began
        starts = [_serve(paper) for _ in range(3)]
    start, first, second = (sorted(column)[1] for column in zip(*starts, strict=True))
    return [
        Table(
            title="Starting",
            how="The sample day; starts of `serve` are medians of three, up to the line "
            "that says where the paper is; the first page is the front page, in a "
            "process that has served nothing yet.",
            header=("what", "figure"),
            rows=(
                ("`init`: an empty paper", f"{number(made)} s"),
                ("`archive --sample`: cold, all stages", f"{number(loaded)} s"),
                ("`archive --sample`: again, nothing new", f"{number(again)} s"),
                (
                    "cold start of `make run` after setup",
                    f"{number(made + loaded + start)} s",
                ),
                ("warm start of `make run`", f"{number(again + start)} s"),
                ("`serve`: until it listens", f"{number(start)} s"),
                ("first page served", f"{number(first * 1000)} ms"),
                ("the same page again", f"{number(second * 1000)} ms"),
            ),
        )
    ]


def _run(*words: str) -> None:
    subprocess.run([NOUVELLES, *words], check=True, capture_output=True)


def _serve(paper: str) -> tuple[float, float, float]:
    """Seconds until `serve` listens, of the first page, of the same page again."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [NOUVELLES, "--paper", paper, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        started = time.perf_counter() - began
        found = re.search(r"http://\S+", line)
        if found is None:
            raise RuntimeError(f"serve did not start: {line!r}")
        address = found.group() + "fr/"
        return started, _fetch(address), _fetch(address)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _fetch(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - began
