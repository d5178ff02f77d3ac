"""Run the measurements, all or those named, and write their results."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"

HEAD = (
    "# Results\n\nWritten by `make bench`; not by hand. In front of each measurement "
    "stands, unseen, which machine and commit it was.\n"
)
MARK = "<!-- measured: "

#: Each has `measure() -> list[Table]`.
NAMES = (
    *("warc", "pipeline", "ledger", "serving", "pages", "lighthouse"),
    *("feeds", "robots", "fetching", "polling", "live", "rhythm"),
    *("extraction", "copies", "stories", "stories_speed"),
    *("related", "topics", "search", "faults", "translation", "spam"),
    *("akismet", "flood"),
)


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"bench: no measurement {', '.join(sorted(unknown))}; {', '.join(NAMES)}")
        return 2
    names = names or list(NAMES)
    if len(names) > 1:
        # Each in a process of its own: memory that one has used is not the next one's.
        ended = [subprocess.run([sys.executable, "-m", "bench", one]) for one in names]
        return max(one.returncode for one in ended)
    (name,) = names
    part = [f"{MARK}{name}, {_machine()} -->\n"]
    for table in import_module(f"bench.{name}").measure():
        print(table.markdown(), flush=True)
        part.append(table.markdown())
    if len(part) == 1:
        print(f"bench: {name} needs programs or shared benches that are not here")
        return 0
    known = _parts(RESULTS.read_text() if RESULTS.exists() else "")
    known[name] = "\n".join(part)
    parts = [known[one] for one in NAMES if one in known]
    RESULTS.write_text("\n".join([HEAD, *parts]))
    return 0


def _parts(text: str) -> dict[str, str]:
    """The results of before, by measurement."""
    pieces = text.split(MARK)[1:]
    return {one.partition(",")[0]: f"{MARK}{one.rstrip()}\n" for one in pieces}


def _machine() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    return (
        f"{day}, commit {commit or 'none'}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {load:.1f} before"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
