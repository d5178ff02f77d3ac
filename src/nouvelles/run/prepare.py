"""Before work begins: number the stages, find what is missing, take up what was left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select

from nouvelles.pipeline import with_rules
from nouvelles.run.clock import Clock
from nouvelles.run.sites import read_rules
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store import Store, ledger, readtables, retention
from nouvelles.store.ledger import Plan
from nouvelles.store.schema import captures, facts

#: Captures looked at in one transaction of the full scan.
CHUNK = 500

#: The fact that says that the scan for missing runs has not ended.
SCAN_OWED = "scan owed"


def prepare(store: Store, line: Sequence[Stage], clock: Clock) -> Plan:
    """The plan of a paper; where a stage or its version is new, its work is put on the
    list. A scan that a crash cut short is owed, and made by the next start.

    Raises:
        InputError: the paper's rules for single sites cannot be read.
    """
    line = with_rules(line, read_rules(store.folder))
    readtables.ensure(store)
    owed = facts.c.name == SCAN_OWED
    with store.write() as connection:
        plan, raised = ledger.register(connection, line, int(clock()))
        if raised:
            note = {"name": SCAN_OWED, "value": " ".join(raised)}
            store.dialect.upsert(connection, facts, [note])
        due = connection.execute(select(facts.c.name).where(owed)).first() is not None
    if due:
        retention.drop_overtaken(store, plan)
        scan(store, plan)
        with store.write() as connection:
            connection.execute(delete(facts).where(owed))
    return plan


def scan(store: Store, plan: Plan) -> int:
    """Put every run that is missing on the list; how many were.

    The full search for missing keys: only when a version was raised, and in `doctor`.
    Stages are looked at in order, so that what one enqueues the next finds when done.
    """
    missing = 0
    for stage in plan.stages:
        for items in _items(store, stage):
            with store.write() as connection:
                known: dict[str, dict[int, bytes]]
                first = stage.takes[0]
                if first == CAPTURE:
                    known = {CAPTURE: items}
                else:
                    step = plan.step_of[first]
                    done = ledger.outputs_of(connection, step, sorted(items))
                    known = {first: done}
                if not known[first]:
                    continue
                keys = ledger.inputs_of(connection, plan, stage, known)
                step = plan.step_of[stage.name]
                missing += ledger.enqueue(store, connection, step, keys.items())
    return missing


def _items(store: Store, stage: Stage) -> Iterator[dict[int, bytes]]:
    """The captures that a stage may work on, a chunk at a time: number and key.

    Those whose bytes are gone keep what older versions made of them.
    """
    query = (
        select(captures.c.id, captures.c.key)
        .where(captures.c.kind == (1 if stage.kind == "picture" else 0))
        .order_by(captures.c.id)
        .limit(CHUNK)
    )
    if CAPTURE in stage.takes:
        query = query.where(captures.c.segment_id.is_not(None))
    last = -1
    while True:
        with store.read() as connection:
            rows = connection.execute(query.where(captures.c.id > last)).all()
        if not rows:
            return
        last = rows[-1].id
        yield {row.id: bytes(row.key) for row in rows}
