"""The ledger as queue and memory, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from nouvelles.stage import Stage
from nouvelles.store import Store, ledger, readtables
from nouvelles.store.ledger import Outcome, Plan, Status
from nouvelles.store.schema import dirty, payloads, runs


def double(number: int) -> int:
    return number * 2


FIRST = Stage(name="first", version="1", takes=("capture",), gives=int, function=double)
SECOND = Stage(name="second", version="1", takes=("first",), gives=int, function=double)
LINE = (FIRST, SECOND)


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def register(store: Store, line: tuple[Stage, ...] = LINE) -> tuple[Plan, list[str]]:
    readtables.ensure(store)
    with store.write() as connection:
        return ledger.register(connection, line, 1000)


def enqueue(store: Store, plan: Plan, stage: Stage, *items: int) -> int:
    with store.write() as connection:
        keys = [(item, key(item)) for item in items]
        return ledger.enqueue(store, connection, plan.step_of[stage.name], keys)


def claim(store: Store, plan: Plan, stage: Stage, limit: int = 100, now: int = 1000):
    return ledger.claim(store, plan, stage, limit, now=now, worker=7)


def done(item: int, output: bytes, data: bytes = b"Z") -> Outcome:
    return Outcome(
        item=item, input=key(item), status=Status.DONE, output=output, data=data
    )


def statuses(store: Store) -> dict[str, int]:
    with store.read() as connection:
        rows = connection.execute(
            select(runs.c.status, func.count()).group_by(runs.c.status)
        )
        return {Status(status).word: count for status, count in rows}


def test_work_is_enqueued_once(store: Store) -> None:
    plan, _ = register(store)
    assert enqueue(store, plan, FIRST, 1, 2, 3) == 3
    assert enqueue(store, plan, FIRST, 2, 3, 4) == 1


def test_an_item_is_claimed_by_one(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, *range(10))
    first = claim(store, plan, FIRST, 6)
    second = claim(store, plan, FIRST, 6)
    items = [item for item, _, _ in first + second]
    assert sorted(items) == list(range(10))
    assert claim(store, plan, FIRST) == []


def test_commit_enqueues_what_follows(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST)
    ledger.commit(store, plan, FIRST, [done(1, key(50))], 1001)
    assert claim(store, plan, SECOND) == [(1, key(50), 1)]


def test_rejection_ends_the_item_and_keeps_the_reason(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST)
    rejected = Outcome(
        item=1, input=key(1), status=Status.REJECTED, reason="too-short", detail="3"
    )
    ledger.commit(store, plan, FIRST, [rejected], 1001)
    with store.read() as connection:
        row = connection.execute(select(runs)).one()
        marks = connection.execute(select(dirty)).all()
    assert (row.status, row.reason, row.detail) == (Status.REJECTED, "too-short", "3")
    assert [tuple(mark) for mark in marks] == [(0, 1)]


def test_failure_is_tried_again_when_due(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST)
    failed = Outcome(
        item=1, input=key(1), status=Status.FAILED, reason="busy", after_s=60
    )
    ledger.commit(store, plan, FIRST, [failed], 1000)
    assert claim(store, plan, FIRST, now=1059) == []
    assert claim(store, plan, FIRST, now=1060) == [(1, key(1), 2)]


def test_expired_lease_is_taken_up_again(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST, now=1000)
    lease = store.settings.worker.lease_s
    assert ledger.release_expired(store, 1000 + lease) == 0
    assert ledger.release_expired(store, 1001 + lease) == 1
    assert claim(store, plan, FIRST, now=2000) == [(1, key(1), 2)]


def test_same_output_is_not_worked_on_again(store: Store) -> None:
    """A better version that gives the same output costs its followers nothing."""
    plan, _ = register(store)
    for item in (1, 2):
        enqueue(store, plan, FIRST, item)
    claim(store, plan, FIRST)
    ledger.commit(store, plan, FIRST, [done(1, key(51)), done(2, key(52))], 1001)
    claim(store, plan, SECOND)
    results = [
        Outcome(
            item=n, input=key(50 + n), status=Status.DONE, output=key(90 + n), data=b"Z"
        )
        for n in (1, 2)
    ]
    ledger.commit(store, plan, SECOND, results, 1002)

    better, raised = register(store, (replace(FIRST, version="2"), SECOND))
    assert raised == ["first"]
    enqueue(store, better, FIRST, 1, 2)
    claim(store, better, FIRST)
    ledger.commit(store, better, FIRST, [done(1, key(51)), done(2, key(62))], 1003)
    assert claim(store, better, SECOND) == [(2, key(62), 1)]


def test_overtaken_work_is_dropped(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST)
    ledger.commit(store, plan, FIRST, [done(1, key(50))], 1001)
    better, _ = register(store, (replace(FIRST, version="2"), SECOND))
    enqueue(store, better, FIRST, 1)
    claim(store, better, FIRST)
    ledger.commit(store, better, FIRST, [done(1, key(60))], 1002)
    assert claim(store, better, SECOND) == [(1, key(60), 1)]
    assert statuses(store) == {"done": 2, "doing": 1}


def test_outputs_are_kept_once(store: Store) -> None:
    plan, _ = register(store)
    enqueue(store, plan, FIRST, 1)
    claim(store, plan, FIRST)
    for moment in (1001, 1002):
        ledger.commit(store, plan, FIRST, [done(1, key(50))], moment)
    with store.read() as connection:
        assert (
            connection.execute(select(func.count()).select_from(payloads)).scalar() == 1
        )


def fail_half_way(store: Store, plan: Plan) -> None:
    with store.write() as connection:
        ledger.enqueue(store, connection, plan.step_of["first"], [(1, key(1))])
        raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    plan, _ = register(store)
    with pytest.raises(ZeroDivisionError):
        fail_half_way(store, plan)
    assert statuses(store) == {}
