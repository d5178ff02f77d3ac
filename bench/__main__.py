"""Run the measurements and write the results."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.table import Table

RESULTS = Path(__file__).parent / "RESULTS.md"

#: Each has `measure() -> list[Table]`.
NAMES = (
    *("warc", "pipeline", "ledger", "serving"),
    *("feeds", "robots", "fetching", "polling", "live", "rhythm"),
)


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"bench: no measurement {', '.join(sorted(unknown))}; {', '.join(NAMES)}")
        return 2
    tables: list[Table] = []
    for name in names or NAMES:
        for table in import_module(f"bench.{name}").measure():
            print(table.markdown(), flush=True)
            tables.append(table)
    if not names:
        head = f"# Results\n\n{_machine()}\n\nWritten by `make bench`; not by hand.\n"
        RESULTS.write_text("\n".join([head, *(t.markdown() for t in tables)]))
    return 0


def _machine() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    return (
        f"{day}, commit {commit or 'none'}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {load:.1f} at the end."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
