"""The local runner: killed and hanging workers, retries, raised versions."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import select

from nouvelles.records import Capture
from nouvelles.run import local
from nouvelles.run.local import Runner, open_pool
from nouvelles.run.prepare import prepare
from nouvelles.stage import Stage
from nouvelles.store import Store, ledger, segments
from nouvelles.store.captures import add_captures
from nouvelles.store.ledger import Plan, Status
from nouvelles.store.schema import captures, runs
from nouvelles.testing import Clock
from tests.run.faulty import LINE


def keep(store: Store, plan: Plan, *bodies: str) -> None:
    at = datetime(2026, 3, 12, tzinfo=UTC)
    batch = [
        Capture(
            url=f"https://a.example/{number}/{body}",
            at=at,
            status=200,
            headers=(("content-type", "text/html"),),
            body=body.encode(),
        )
        for number, body in enumerate(bodies)
    ]
    with segments.open_segment(store, 1_773_313_200) as segment:
        add_captures(store, plan, segment, batch, now=1_773_313_200)


def drain(store: Store, plan: Plan, clock: Clock) -> None:
    """Run all that is due, without making read rows."""
    with open_pool(store) as pool:
        runner = Runner(store, plan, pool, clock)
        runner.fill()
        while runner.flying:
            runner.gather(timeout_s=1.0)
            runner.fill()


def outcomes(store: Store, plan: Plan, stage: str) -> dict[str, tuple[str, str | None]]:
    """The word in each capture's address → its status and reason."""
    with store.read() as connection:
        rows = connection.execute(
            select(captures.c.url, runs.c.status, runs.c.reason)
            .join_from(runs, captures, captures.c.id == runs.c.item)
            .where(runs.c.step == plan.step_of[stage])
        )
        return {
            row.url.rsplit("/", 1)[1]: (Status(row.status).word, row.reason)
            for row in rows
        }


def test_every_item_ends_whatever_its_worker_does(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE, clock)
    words = ["one", "kill", "two", "bug", "three", "reject", "hang", "retry", "four"]
    keep(store, plan, *words)
    drain(store, plan, clock)
    fine = dict.fromkeys(("one", "two", "three", "four"), ("done", None))
    assert outcomes(store, plan, "extract") == {
        **fine,
        "kill": ("quarantined", "worker-killed"),
        "bug": ("quarantined", "bug"),
        "reject": ("rejected", "too-short"),
        "hang": ("quarantined", "time-limit"),
        "retry": ("failed", "busy"),
    }
    assert outcomes(store, plan, "terms") == fine


def test_a_retry_is_made_when_it_is_due(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE, clock)
    keep(store, plan, "retry")
    for attempt in (1, 2):
        drain(store, plan, clock)
        with store.read() as connection:
            row = connection.execute(select(runs)).one()
        assert (row.attempts, row.due) == (attempt, int(clock()) + 60)
        clock.now += 60


def test_a_raised_version_recomputes_only_what_changed(
    store: Store, clock: Clock
) -> None:
    plan = prepare(store, LINE, clock)
    keep(store, plan, "one", "two")
    drain(store, plan, clock)
    better: tuple[Stage, ...] = (replace(LINE[0], version="2"), LINE[1])
    raised = prepare(store, better, clock)
    with store.read() as connection:
        assert ledger.open_count(connection) == 2
    drain(store, raised, clock)
    with store.read() as connection:
        rows = connection.execute(select(runs.c.step)).all()
    counts = Counter(row.step for row in rows)
    assert counts == {
        plan.step_of["extract"]: 2,
        raised.step_of["extract"]: 2,
        plan.step_of["terms"]: 2,
    }
    assert raised.versions["extract"] == (
        plan.step_of["extract"],
        raised.step_of["extract"],
    )


def test_what_a_dead_worker_held_is_taken_up(store: Store, clock: Clock) -> None:
    plan = prepare(store, LINE, clock)
    keep(store, plan, "one")
    held = ledger.claim(store, plan, LINE[0], 10, now=int(clock()), worker=99)
    assert len(held) == 1
    drain(store, plan, clock)
    assert outcomes(store, plan, "extract") == {"one": ("doing", None)}
    clock.now += store.settings.worker.lease_s + 1
    ledger.release_expired(store, int(clock()))
    drain(store, plan, clock)
    assert outcomes(store, plan, "extract") == {"one": ("done", None)}


def test_being_told_to_stop_ends_the_work(
    sqlite_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = prepare(sqlite_store, LINE, clock)
    keep(sqlite_store, plan, "one", "two", "three")
    stop = Event()
    stop.set()
    local.work(sqlite_store, plan, clock, stop, forever=True)
    with sqlite_store.read() as connection:
        assert ledger.open_count(connection) == 3


def test_work_goes_on_until_what_is_read_beside_is_done(
    sqlite_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "refresh", lambda *_: 0)  # these stages make no rows
    plan = prepare(sqlite_store, LINE, clock)
    reading: Future[None] = Future()
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:  # as late as it can: the last look must still find it
            keep(sqlite_store, plan, "late")
            reading.set_result(None)

    local.work(sqlite_store, plan, clock, Event(), beside=reading, progress=look)
    with sqlite_store.read() as connection:
        assert ledger.open_count(connection) == 0
    assert "late" in outcomes(sqlite_store, plan, LINE[0].name)
