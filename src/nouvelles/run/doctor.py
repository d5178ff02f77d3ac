"""A look at the whole paper: what is wrong, what was mended, what a person must do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nouvelles.run.clock import Clock
from nouvelles.run.erase import finish_erasing
from nouvelles.run.grouping import check
from nouvelles.run.lock import only_worker
from nouvelles.run.prepare import prepare, scan
from nouvelles.run.report import size_text
from nouvelles.run.reproject import Steps, refresh_all
from nouvelles.stage import Stage
from nouvelles.store import (
    Store,
    consistency,
    erase,
    health,
    ledger,
    retention,
    schema,
    segments,
    story_tables,
)
from nouvelles.store.ledger import Plan

RESTORE = "Restore a backup with `nouvelles restore`."

State = Literal["ok", "mended", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found; `wrong` means that a person must do what `advice` says."""

    check: str
    state: State
    said: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What the checks look at."""

    store: Store
    plan: Plan
    now: int
    full: bool
    steps: Steps


def examine(
    store: Store,
    line: Sequence[Stage],
    clock: Clock,
    *,
    full: bool,
    steps: Steps,
) -> Iterator[Finding]:
    """Check a paper, mend what can be mended safely, and say what is left.

    It may run beside the worker. With `full` every record is read back; else a sample.
    A database that is damaged itself is not touched further.
    """
    with store.read() as connection:
        faults: list[str] = store.dialect.faults(connection)
    if faults:
        said = "; ".join(faults[:3])
        yield Finding(check="database", state="wrong", said=said, advice=RESTORE)
        return
    versions = f"schema {schema.HEAD}, read tables {schema.READ_VERSION}"
    yield Finding(check="database", state="ok", said=f"sound, {versions}")
    plan = prepare(store, line, clock)
    patient = Patient(store=store, plan=plan, now=int(clock()), full=full, steps=steps)
    for look in CHECKS:
        yield from look(patient)


def _segments(patient: Patient) -> Iterator[Finding]:
    """Files that are missing or cut are a loss; what was never committed is junk."""
    freed = segments.trim(patient.store)
    lost = []
    states = health.segment_states(patient.store)
    for state in states:
        if state.on_disk is None and state.committed:
            lost.append(f"warc/{state.name} is missing")
        elif state.on_disk is not None and state.on_disk < state.committed:
            lost.append(f"warc/{state.name} is shorter than the database says")
    if lost:
        said = "; ".join(lost[:5])
        advice = "Put the file back from a backup; doctor then finds it."
        yield Finding(check="segments", state="wrong", said=said, advice=advice)
    elif freed:
        said = f"{size_text(freed)} that were never committed cut off"
        yield Finding(check="segments", state="mended", said=said)
    else:
        yield Finding(
            check="segments", state="ok", said=f"{len(states)} as they should"
        )
    yield from _strays(patient)


def _strays(patient: Patient) -> Iterator[Finding]:
    strays = health.stray_files(patient.store)
    if strays:
        names = ", ".join(str(path) for path in strays[:5])
        yield Finding(
            check="segments",
            state="wrong",
            said=f"the database does not know {names}",
            advice="Was it another paper's, or of an older state? Then move it away.",
        )


def _records(patient: Patient) -> Iterator[Finding]:
    read, bad = 0, []
    total = health.count_records(patient.store)
    for record in health.read_back(patient.store, full=patient.full):
        read += 1
        patient.steps(read, max(read, total if patient.full else health.SAMPLE))
        if record.fault:
            bad.append(f"{record.url}: {record.fault}")
    if bad:
        more = f" (and {len(bad) - 3} more)" if len(bad) > 3 else ""
        said = "; ".join(bad[:3]) + more
        yield Finding(check="records", state="wrong", said=said, advice=RESTORE)
    else:
        said = f"{read} of {total} read back, digests agree"
        yield Finding(check="records", state="ok", said=said)


def _leases(patient: Patient) -> Iterator[Finding]:
    with only_worker(patient.store) as alone:
        if alone and patient.store.is_sqlite:  # nobody works: all that is held is left
            left = ledger.release_all(patient.store)
        else:
            left = ledger.release_expired(patient.store, patient.now)
    yield _mended("leases", left, "runs of a vanished worker put back on the list")


def _erasures(patient: Patient) -> Iterator[Finding]:
    with patient.store.read() as connection:
        before = len(erase.pending(connection))
    finish_erasing(patient.store)
    with patient.store.read() as connection:
        left = len(erase.pending(connection))
    if left:
        yield Finding(
            check="removals",
            state="wrong",
            said=f"{left} are not complete: another process reads an old state",
            advice="End the other commands on this paper, then run doctor again.",
        )
    else:
        yield _mended("removals", before, "removals finished")


def _retention(patient: Patient) -> Iterator[Finding]:
    dropped = retention.keep_house(patient.store, patient.plan, patient.now)
    done = dropped.segments + dropped.runs + dropped.outputs
    said = (
        f"{dropped.segments} old segments, {dropped.runs} runs and "
        f"{dropped.outputs} outputs of old versions dropped"
    )
    state: State = "mended" if done else "ok"
    said = said if done else "nothing is older than the settings allow"
    yield Finding(check="retention", state=state, said=said)


def _outputs(patient: Patient) -> Iterator[Finding]:
    lost = consistency.reopen_lost(patient.store, patient.plan)
    yield _mended("outputs", lost, "lost outputs put on the list to be made again")
    orphans = consistency.drop_all_orphans(patient.store)
    yield _mended("orphans", orphans, "outputs that no run gave dropped")


def _missing(patient: Patient) -> Iterator[Finding]:
    missing = scan(patient.store, patient.plan)
    said = "runs were missing and are on the list; the worker makes them"
    yield _mended("ledger", missing, said)


def _read_tables(patient: Patient) -> Iterator[Finding]:
    """Mark what differs, make it again, and look once more."""
    store, plan = patient.store, patient.plan
    found = _differences(store, plan)
    if any(found):
        consistency.mark_for_rows(store, capture_ids=found[0], article_ids=found[1])
        refresh_all(store, plan, patient.steps)
        # A capture put in its place changes its article, which is looked at anew.
        again = _differences(store, plan)
        consistency.mark_for_rows(store, capture_ids=again[0], article_ids=again[1])
        refresh_all(store, plan, patient.steps)
    left = sum(map(len, _differences(store, plan)))
    if left:
        yield Finding(
            check="read tables",
            state="wrong",
            said=f"{left} rows differ from the outputs and stay so",
            advice="Run `nouvelles rebuild`; if they stay, report a bug.",
        )
    else:
        yield _mended("read tables", sum(map(len, found)), "rows made again")


def _differences(store: Store, plan: Plan) -> tuple[list[int], list[int]]:
    with store.read() as connection:
        return (
            consistency.misplaced_captures(connection, plan),
            consistency.misshown_articles(store, connection),
        )


def _stories(patient: Patient) -> Iterator[Finding]:
    """The log is the truth: the read tables are made anew where they differ."""
    store = patient.store
    lost = check.missing_lines(store)
    if lost:
        said = f"{lost} lines of their log are missing"
        yield Finding(check="stories", state="wrong", said=said, advice=RESTORE)
        return
    owed = story_tables.fold_owed(store)
    different = check.misplaced(store)
    if different:
        story_tables.drop(store)
        story_tables.fold_owed(store)
    left = check.misplaced(store) if different else 0
    if left:
        yield Finding(
            check="stories",
            state="wrong",
            said=f"{left} articles are in other stories than the log says",
            advice="Run `nouvelles rebuild`; if they stay, report a bug.",
        )
    else:
        yield _mended("stories", different + owed, "rows made from the log")
    overlooked = check.mark_overlooked(store)
    yield _mended("tellings", overlooked, "articles put on the list to be grouped")


def _mended(check: str, count: int, what: str) -> Finding:
    if not count:
        return Finding(check=check, state="ok", said="nothing to mend")
    return Finding(check=check, state="mended", said=f"{count} {what}")


CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    _segments,
    _records,
    _leases,
    _erasures,
    _retention,
    _outputs,
    _missing,
    _read_tables,
    _stories,
)
