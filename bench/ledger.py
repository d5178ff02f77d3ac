"""The ledger alone: synthetic items through three stages that do nothing."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

from bench.table import Table, count, number
from nouvelles.config import Settings
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store import Store, ledger, open_store, readtables
from nouvelles.store.ledger import Outcome, Plan, Status

BATCH = 64
SIZES = (100_000, 1_000_000)


def nothing(record: int) -> int:
    """What a stage does here."""
    return record


LINE = tuple(
    Stage(
        name=name,
        version="1",
        takes=(taken,),
        gives=int,
        function=nothing,
        batch=BATCH,
    )
    for name, taken in (("first", CAPTURE), ("second", "first"), ("third", "second"))
)


def key(stage: str, item: int) -> bytes:
    """A digest as real ones are: 16 bytes without order."""
    return hashlib.blake2b(f"{stage} {item}".encode(), digest_size=16).digest()


def measure() -> list[Table]:
    return [
        Table(
            title="Ledger",
            how="Synthetic items through three stages that do nothing (SQLite, one "
            f"process, transactions of {BATCH}): every item is enqueued, claimed and "
            "committed three times.",
            header=(
                "items",
                "runs",
                "enqueue/s",
                "claim and commit: runs/s",
                "bytes a run",
                "longest transaction, ms",
                "99 % under, ms",
            ),
            rows=tuple(_measure(size) for size in SIZES),
        )
    ]


def _measure(size: int) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        store = open_store(Path(name), Settings(), create=True)
        readtables.ensure(store)
        with store.write() as connection:
            plan, _ = ledger.register(connection, LINE, 0)
        began = time.perf_counter()
        for start in range(0, size, BATCH):
            items = range(start, min(start + BATCH, size))
            with store.write() as connection:
                keys = [(item, key("capture", item)) for item in items]
                ledger.enqueue(store, connection, plan.step_of["first"], keys)
        enqueued = time.perf_counter() - began
        times = sorted(t for stage in LINE for t in _drain(store, plan, stage))
        runs = size * len(LINE)
        store.close()
        bytes_a_run = sum(f.stat().st_size for f in Path(name).iterdir()) / runs
        return (
            count(size),
            count(runs),
            number(size / enqueued),
            number(runs / sum(times)),
            number(bytes_a_run),
            f"{times[-1] * 1000:.0f}",
            f"{times[int(len(times) * 0.99)] * 1000:.1f}",
        )


def _drain(store: Store, plan: Plan, stage: Stage) -> list[float]:
    """Put all items through a stage; seconds of each transaction."""
    times: list[float] = []
    while True:
        began = time.perf_counter()
        claimed = ledger.claim(store, plan, stage, BATCH, now=1, worker=1)
        times.append(time.perf_counter() - began)
        if not claimed:
            return times
        outcomes = [
            Outcome(
                item=item, input=old, status=Status.DONE, output=key(stage.name, item)
            )
            for item, old, _ in claimed
        ]
        began = time.perf_counter()
        ledger.commit(store, plan, stage, outcomes, 1)
        times.append(time.perf_counter() - began)
