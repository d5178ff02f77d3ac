"""Extractors at work, each in a process of its own: answers, speed, memory."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

from bench.extraction_peer import FOLDS, HELD_OUT, OURS, PEERS
from bench.predict import LIMIT_S
from bench.press import ROOT

_PROGRAM = Path(__file__).with_name("extraction_peer.py")

#: Where `make bench` installs the peers (bench/peers.txt), beside our own environment.
_PYTHON = Path(sys.prefix) / "peers" / "bin" / "python"

Page = dict[str, str]
Answer = dict[str, Any]


def extractors() -> list[str]:
    """Ours, on sites not seen where that was learned, and the peers that there are."""
    learned = [HELD_OUT] if any((ROOT / FOLDS).glob("*.json")) else []
    return [OURS, *learned, *(PEERS if _PYTHON.exists() else ())]


def learn_folds(bench: Path) -> None:
    """Learn from each part of the sites anew, where what learning needs is installed."""
    if importlib.util.find_spec("catboost") is not None:
        command = [sys.executable, "-m", "tools.learning", bench, "--folds", FOLDS]
        subprocess.run(command, cwd=ROOT, check=True)


class Extractor:
    """A process that reads pages; one that hangs or crashes is begun anew."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        # -P: what lies in bench/ must not stand in for a peer's own modules.
        command: list[str | Path] = [_PYTHON, "-P", _PROGRAM, self.name]
        if self.name in (OURS, HELD_OUT):
            command = [sys.executable, "-m", "bench.extraction_peer", self.name]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, pages: Sequence[Page], limit_s: float) -> Answer:
        """What it says of some pages; {"failed": "hung" or "crashed"} where nothing."""
        process = self.process
        assert process.stdin
        assert process.stdout
        hung = Timer(limit_s, process.kill)
        hung.start()
        try:
            process.stdin.write(json.dumps(list(pages)) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        was_alive = hung.is_alive()
        hung.cancel()
        if line:
            found: Answer = json.loads(line)
            return found
        self.close()
        self.process = self._start()
        return {"failed": "crashed" if was_alive else "hung"}

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@dataclass(slots=True, kw_only=True)
class Run:
    """What an extractor made of all pages: answers by id, failures by kind, peak MB."""

    answers: dict[str, Answer] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    peak_mb: float = 0.0


def answers(name: str, pages: Sequence[Page]) -> Run:
    """One extractor's answers, page by page."""
    run = Run()
    extractor = Extractor(name)
    for page in pages:
        found = extractor.ask([page], LIMIT_S)
        answer = found.get("answer") or {"id": page["id"]}
        if kind := found.get("failed") or ("error" if "error" in answer else ""):
            run.failures[kind] += 1
        run.answers[page["id"]] = answer
        run.peak_mb = max(run.peak_mb, found.get("peak_mb", 0.0))
    extractor.close()
    return run


def speeds(
    names: Sequence[str], pages: Sequence[Page], rounds: int
) -> dict[str, float]:
    """Seconds of CPU for some pages, the best of several rounds, all in turn."""
    best: dict[str, float] = {}
    everyone = [Extractor(name) for name in names]
    for _ in range(rounds):
        for one in everyone:
            found = one.ask(pages, LIMIT_S * len(pages))
            if "cpu_s" in found:
                spent = found["cpu_s"]
                best[one.name] = min(spent, best.get(one.name, spent))
    for one in everyone:
        one.close()
    return best


def memory(pages: Sequence[Page], marks: Sequence[int]) -> list[tuple[float, float]]:
    """Our memory (now, peak) in MB after so many extractions, one process, in turn."""
    found = []
    extractor = Extractor(OURS)
    done = 0
    for mark in marks:
        due = [pages[n % len(pages)] for n in range(done, mark)]
        said = extractor.ask(due, LIMIT_S * len(due))
        found.append((said.get("now_mb", 0.0), said.get("peak_mb", 0.0)))
        done = mark
    extractor.close()
    return found
