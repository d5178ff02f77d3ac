"""Live reading beside lemon24/reader: fetched, parsed, kept, searchable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event
from xml.sax.saxutils import quoteattr

from bench.live_feeds import ENTRIES, LANGUAGES, words_of, write_feeds
from bench.live_server import addresses, served
from bench.memory import megabytes
from bench.table import Table, count, number
from nouvelles.config import load_settings
from nouvelles.store import open_store
from nouvelles.store.read import ReadTables

SIZES = (150, 500)
NOUVELLES = Path(sys.executable).parent / "nouvelles"
PEER = Path(__file__).parent / "live_peer.py"

#: An environment of its own: reader's fork of feedparser takes the place of ours.
PEERS = Path(__file__).parent.parent / "build" / "peers" / "venv"

#: Seconds between two looks at the memory.
LOOK_S = 0.05

#: Places in the order of frequency of the words that are searched for.
RANKS = (10, 50, 100, 300, 1000, 3000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one reading took; seconds and MB."""

    wall: float
    cpu: float
    memory: float
    entries: int
    searches: Sequence[float]


def measure() -> list[Table]:
    peer, why = _peer()
    rows: list[tuple[str, ...]] = []
    server = ""
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
            folder = Path(name) / "press"
            folder.mkdir()
            hosts = addresses(size)
            names = write_feeds(folder, size)
            with served(folder, hosts) as (port, server):
                urls = [
                    f"http://{host}:{port}/{name}"
                    for host, name in zip(hosts, names, strict=True)
                ]
                ours = _ours(Path(name), urls, port)
                theirs = _theirs(peer, Path(name), urls) if peer else None
        rows.append(_row(f"{size} feeds, nouvelles", ours))
        if theirs:
            rows.append(_row(f"{size} feeds, lemon24/reader", theirs))
            ratio = f"{number(theirs.wall / ours.wall)} ×"
            rows.append((f"{size} feeds, how much faster", "", ratio, "", "", ""))
    return [
        Table(
            title="Live reading",
            how=f"Invented feeds of {ENTRIES} entries with full text (111 kB on average, "
            f"Atom and RSS, five languages), each on a loopback address of its own "
            f"behind {server}; first look, from the start of the command to its end: "
            "fetched, parsed, kept, searchable. `nouvelles read --no-stories` with "
            "headlines only and no delay between two requests to a host; reader with 10 "
            "workers, `update_feeds` and `update_search`. Memory is the peak of what the "
            "processes hold, without files that the system caches, looked at 20 times a "
            f"second; searches give their first 20 hits. {why}".strip(),
            header=(
                "what",
                "entries",
                "wall, s",
                "CPU, s",
                "peak MB",
                "search p50, ms",
            ),
            rows=tuple(rows),
        )
    ]


def _row(what: str, run: Run) -> tuple[str, ...]:
    return (
        what,
        count(run.entries),
        number(run.wall),
        number(run.cpu),
        number(run.memory),
        number(median(run.searches) * 1000),
    )


def _words() -> list[str]:
    return [words_of(language)[0][rank] for language in LANGUAGES for rank in RANKS]


def _environment() -> dict[str, str]:
    """Ours, but modules are compiled once, as those of an installed program are."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _watched(command: Sequence[str | Path]) -> tuple[float, float, float]:
    """Run a command: seconds of wall and CPU (with its children's), peak MB of all."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment())
    ended = Event()
    with ThreadPoolExecutor(1) as beside:
        peak = beside.submit(_peak, process.pid, ended)
        # Not looked for now and then: of two seconds that would be the fortieth part.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        ended.set()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, peak.result()


def _peak(pid: int, ended: Event) -> float:
    """The most MB that a process and its children hold, until it has ended."""
    peak = 0.0
    while not ended.wait(LOOK_S):
        peak = max(peak, megabytes(pid)[1])
    return peak


# ---- ours ----


def _ours(folder: Path, urls: Sequence[str], port: int) -> Run:
    paper = folder / "paper"
    _run(NOUVELLES, "init", paper)
    list_path = folder / "feeds.opml"
    outlines = "".join(
        f'<outline type="rss" text="Outlet {n}" xmlUrl={quoteattr(url)}/>'
        for n, url in enumerate(urls)
    )
    list_path.write_text(
        f'<opml version="2.0"><head/><body>{outlines}</body></opml>', "utf-8"
    )
    settings = {
        "NOUVELLES_NETWORK_ALLOW_PRIVATE": "true",
        "NOUVELLES_NETWORK_PORTS": str(port),
        "NOUVELLES_NETWORK_DELAY_S": "0",
    }
    os.environ.update(settings)
    try:
        _run(NOUVELLES, "--paper", paper, "source", "import", list_path, "--headlines")
        _run(NOUVELLES, "read", "--help")  # its modules are compiled now
        wall, cpu, memory = _watched(
            [NOUVELLES, "--paper", paper, "read", "--no-stories"]
        )
    finally:
        for name in settings:
            del os.environ[name]
    store = open_store(paper, load_settings(paper))
    reads = ReadTables(store)
    searches = []
    for word in _words():
        began = time.perf_counter()
        reads.search(word, 1, 20)
        searches.append(time.perf_counter() - began)
    entries = reads.articles(1, 1).total
    store.close()
    return Run(wall=wall, cpu=cpu, memory=memory, entries=entries, searches=searches)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, env=_environment())


# ---- reader ----


def _peer() -> tuple[Path | None, str]:
    """Reader's Python, made where it is missing; or why there is none."""
    python = PEERS / "bin" / "python"
    try:
        if not python.exists():
            _run(sys.executable, "-m", "venv", PEERS)
        check: list[str | Path] = [python, "-c", "import bs4, reader, sgmllib"]
        if subprocess.run(check, capture_output=True).returncode:
            _run(python, "-m", "pip", "install", "--quiet", "reader[search]")
            # Two of its dependencies bring the same module, and the one that takes
            # itself away leaves none (reader 3.26, 2026-11).
            again = ("--force-reinstall", "--no-deps", "sgmllib3k")
            _run(python, "-m", "pip", "install", "--quiet", *again)
        said = subprocess.run(
            [python, "-c", "import reader; print(reader.__version__)"],
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        return None, f"lemon24/reader was not measured: it cannot be had ({error})."
    return python, f"reader {said.stdout.strip()}."


def _theirs(python: Path, folder: Path, urls: Sequence[str]) -> Run:
    command = [python, PEER, folder / "reader.db"]
    _tell([*command, "add"], urls)
    wall, cpu, memory = _watched([*command, "read"])
    said = json.loads(_tell([*command, "search"], _words()))
    return Run(
        wall=wall,
        cpu=cpu,
        memory=memory,
        entries=said["entries"],
        searches=said["seconds"],
    )


def _tell(command: Sequence[str | Path], words: Sequence[str]) -> str:
    done = subprocess.run(
        command, input="\n".join(words), check=True, capture_output=True, text=True
    )
    return done.stdout
