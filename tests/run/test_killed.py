"""Killed at any moment and started again: nothing is lost, nothing is doubled.

A real `nouvelles archive` on the sample day's web archive is killed (SIGKILL, with all
its workers) when it has got so far, again and again, then left to finish. What it made
must be what an undisturbed run makes.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NOUVELLES = Path(sys.executable).parent / "nouvelles"

#: How far the run has got when it is killed: a query and the number it must reach.
MOMENTS = (
    ("SELECT count(*) FROM captures", 1),
    ("SELECT count(*) FROM captures", 65),
    ("SELECT count(*) FROM runs WHERE status = 1", 1),
    ("SELECT count(*) FROM runs WHERE status >= 3", 20),
    ("SELECT count(*) FROM runs WHERE status >= 3", 90),
    ("SELECT count(*) FROM article_captures", 5),
    ("SELECT count(*) FROM articles", 30),
    ("SELECT count(*) FROM runs WHERE status >= 3", 200),
    ("SELECT count(*) FROM articles", 60),
    ("SELECT count(*) FROM story_acts", 1),
    ("SELECT count(*) FROM story_acts", 40),
    ("SELECT count(*) FROM story_acts", 80),
)


def run(*words: str) -> str:
    done = subprocess.run(
        [NOUVELLES, *words], capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(paper: Path) -> subprocess.Popen[bytes]:
    """The command in a process group of its own, so that all of it can be killed."""
    return subprocess.Popen(
        [NOUVELLES, "--paper", str(paper), "archive", "--sample"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_when(process: subprocess.Popen[bytes], reached: Callable[[], bool]) -> bool:
    """Kill it at the moment; False when it ended before."""
    while process.poll() is None:
        if reached():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
    return False


def reached(paper: Path, query: str, number: int) -> bool:
    """Whether the paper's database has got so far; a locked or unmade one has not."""
    try:
        with sqlite3.connect(
            f"file:{paper}/nouvelles.db?mode=ro", uri=True
        ) as database:
            return bool(database.execute(query).fetchone()[0] >= number)
    except sqlite3.OperationalError:
        return False


def told(paper: Path) -> dict[str, list[str]]:
    """The articles of every story."""
    listed = run("--paper", str(paper), "story", "list", "--limit", "500", "--json")
    return {
        story["id"]: [told["listed"]["id"] for told in story["told"]]
        for story in json.loads(listed)
    }


def state(paper: Path) -> tuple[object, ...]:
    """All counts, all articles as they are exported, all stories."""
    report = json.loads(run("--paper", str(paper), "stages", "--json"))
    exported = run("--paper", str(paper), "export", "articles", "--format", "jsonl")
    rows = [json.loads(line) for line in exported.splitlines()]
    counts = (
        "captures",
        "articles",
        "again",
        "rejected",
        "open",
        "announced",
        "pictures",
    )
    numbers = {name: report[name] for name in counts}
    return numbers, sorted(rows, key=lambda row: row["id"]), told(paper)


def test_killed_at_every_stage_and_started_again(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for paper in (whole, broken):
        run("init", str(paper))
    run("--paper", str(whole), "archive", "--sample")
    kills = 0
    for query, number in MOMENTS:
        process = start(broken)
        kills += kill_when(process, lambda q=query, n=number: reached(broken, q, n))
    assert kills >= len(MOMENTS) - 2  # the last moments may come after the end
    run("--paper", str(broken), "archive", "--sample")
    assert state(broken) == state(whole)
    counts, *_ = state(whole)
    assert isinstance(counts, dict)
    assert counts["open"] == 0

    run("--paper", str(broken), "archive", "--sample")  # and again: nothing changes
    assert state(broken) == state(whole)
