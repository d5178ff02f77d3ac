"""The memory of a process and all that it started."""

from __future__ import annotations

from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found, queue = [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        for task in Path(f"/proc/{current}/task").glob("*/children"):
            try:
                queue += [int(child) for child in task.read_text().split()]
            except OSError:  # it ended while we looked
                continue
    return found


def megabytes(pid: int) -> tuple[float, float]:
    """Memory of the parent, and of the whole family, in MB: what is their own or shared
    among them, without the files that the system keeps at hand."""
    sizes = []
    for member in family(pid):
        try:
            text = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:  # it ended while we looked
            continue
        line = next(line for line in text.splitlines() if line.startswith("Pss_Anon:"))
        sizes.append(int(line.split()[1]) / 1024)
    return (sizes[0], sum(sizes)) if sizes else (0.0, 0.0)
