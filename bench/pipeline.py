"""The whole way of an archive: read, kept, claims, extraction, words, rows, search."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.memory import megabytes
from bench.press import archive, repeated
from bench.table import Table, count, number

NOUVELLES = Path(sys.executable).parent / "nouvelles"
TIMES = (1, 3)


def measure() -> list[Table]:
    if archive() is None:
        return []
    rows = [_measure(times) for times in TIMES]
    return [
        Table(
            title="Whole pipeline",
            how="`nouvelles archive` on real pages of the press, all stages, a new paper "
            "each time; memory is the peak of what the processes hold, without files "
            "that the system caches, looked at twice a second.",
            header=(
                "archive",
                "captures",
                "articles",
                "rejected",
                "pages/s",
                "peak MB, parent",
                "peak MB, all processes",
            ),
            rows=tuple(rows),
        )
    ]


def _measure(times: int) -> tuple[str, ...]:
    path = archive() if times == 1 else repeated(times)
    assert path is not None
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = str(Path(name) / "paper")
        subprocess.run([NOUVELLES, "init", paper], check=True, capture_output=True)
        began = time.perf_counter()
        process = subprocess.Popen(
            [NOUVELLES, "--paper", paper, "archive", str(path), "--json"],
            stdout=subprocess.DEVNULL,
        )
        peak_parent = peak_all = 0.0
        while process.poll() is None:
            parent, everything = megabytes(process.pid)
            peak_parent = max(peak_parent, parent)
            peak_all = max(peak_all, everything)
            time.sleep(0.5)
        spent = time.perf_counter() - began
        report = json.loads(
            subprocess.run(
                [NOUVELLES, "--paper", paper, "stages", "--json"],
                check=True,
                capture_output=True,
            ).stdout
        )
    size = path.stat().st_size / 1e6
    return (
        f"{size:.0f} MB",
        count(report["captures"]),
        count(report["articles"]),
        count(report["rejected"]),
        number(report["captures"] / spent),
        number(peak_parent),
        number(peak_all),
    )
