"""Reading web archives: our reader beside the bare ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator as SlowIterator

from bench.press import archive
from bench.table import Table, count, number
from nouvelles.ingest import read_warc
from nouvelles.records import Capture

ROUNDS = 3


def bare_fastwarc(path: Path) -> int:
    """Every response's body read, HTTP headers parsed."""
    count = 0
    for record in FastIterator(
        path.open("rb"), record_types=WarcRecordType.response, parse_http=True
    ):
        record.reader.read()
        count += 1
    return count


def bare_warcio(path: Path) -> int:
    """The same with warcio."""
    count = 0
    with path.open("rb") as file:
        for record in SlowIterator(file):
            if record.rec_type == "response":
                record.content_stream().read()
                count += 1
    return count


def ours(path: Path) -> int:
    """Captures: bodies decoded, addresses and dates checked, places to resume kept."""
    found = read_warc(path, max_bytes=20_000_000)
    return sum(isinstance(each.item, Capture) for each in found)


def measure() -> list[Table]:
    path = archive()
    if path is None:
        return []
    readers: dict[str, Callable[[Path], int]] = {
        "fastwarc, bare": bare_fastwarc,
        "warcio, bare": bare_warcio,
        "nouvelles (captures)": ours,
    }
    best: dict[str, float] = {}
    counts: dict[str, int] = {}
    for _ in range(ROUNDS):  # in turn, so that a change of the machine meets all
        for name, reader in readers.items():
            began = time.process_time()
            counts[name] = reader(path)
            spent = time.process_time() - began
            best[name] = min(spent, best.get(name, spent))
    base = counts["fastwarc, bare"] / best["fastwarc, bare"]
    rows = tuple(
        (name, count(counts[name]), number(rate), f"{rate / base:.2f}")
        for name in readers
        for rate in [counts[name] / best[name]]
    )
    size = path.stat().st_size / 1e6
    return [
        Table(
            title="Reading a web archive",
            how=f"Real pages of the press, {size:.0f} MB; records per CPU second, "
            f"best of {ROUNDS}.",
            header=("reader", "records", "records/s", "beside bare fastwarc"),
            rows=rows,
        )
    ]
