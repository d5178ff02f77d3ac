"""What finding copies costs: time, memory, snapshots."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from bench.copies_sets import edited_copies, newsroom_copies, originals
from bench.memory import megabytes
from bench.table import Table, count, number
from nouvelles.dedupe import Copies
from nouvelles.dedupe.snapshot import State, pack

#: Texts held, and old articles, when speed and memory are measured.
HELD = 20_000
OLD = 1_000_000


def costs() -> Table:
    texts, lending = originals()
    real = newsroom_copies(texts, lending, 1)
    began = time.process_time()
    first = Copies()
    for one in real:
        first.look(one.telling)
    took = time.process_time() - began
    rows = [
        ("articles/s a core, real texts and their copies", number(len(real) / took))
    ]
    many = edited_copies(texts, HELD // 2, 8)
    before, _ = megabytes(os.getpid())
    copies = Copies()
    for one in many:
        copies.look(one.telling)
    after, _ = megabytes(os.getpid())
    held = f"{count(HELD)} texts held"
    began = time.process_time()
    for one in real:
        copies.look(one.telling)
    took = time.process_time() - began
    rows.append((f"articles/s a core, {held}", number(len(real) / took)))
    rows.append((f"bytes a text, {held}", number((after - before) * 2**20 / HELD)))
    began = time.process_time()
    data = copies.snapshot()
    wrote = time.process_time() - began
    rows.append((f"snapshot, {held}: MB", number(len(data) / 2**20)))
    rows.append((f"snapshot, {held}: s to write", number(wrote)))
    rows.append((f"snapshot, {held}: s to read", number(_seconds_to_read(data))))
    del copies, data
    rows += _old_costs()
    return Table(
        title="Copies: speed and memory",
        how="CPU seconds of one process; of the texts held half are near copies. Old "
        "articles are those past the window, of which a digest stays.",
        header=("what", "figure"),
        rows=tuple(rows),
    )


def _seconds_to_read(data: bytes) -> float:
    began = time.process_time()
    Copies.restore(data)
    return time.process_time() - began


def _old_costs() -> list[tuple[str, str]]:
    old = {
        number * 0x9E3779B97F4A7C15 % 2**64: f"{number:016x}" for number in range(OLD)
    }
    data = pack(
        State(
            window_s=timedelta(days=14).total_seconds(),
            most_texts=1,
            held={},
            following=OLD,
            passages=[],
            layouts=[],
            lasting=old,
            origins={},
            marks=[],
        )
    )
    del old
    before, _ = megabytes(os.getpid())
    began = time.process_time()
    copies = Copies.restore(data)
    took = time.process_time() - began
    after, _ = megabytes(os.getpid())
    assert copies.snapshot() == data
    return [
        (f"bytes an old article, {count(OLD)}", number((after - before) * 2**20 / OLD)),
        (f"snapshot, {count(OLD)} old articles: s to read", number(took)),
    ]
