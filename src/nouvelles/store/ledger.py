"""The ledger: which item has been through which step, and what is still to do.

One row is one run: (step, item, digest of its input) → status, digest of its output. It
is the queue too: a partial index holds the open rows only. Statuses are small numbers in
the table (see `Status`) because there are millions of rows; everywhere else, words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update

from nouvelles.stage import CAPTURE, Stage
from nouvelles.store.codec import digest16
from nouvelles.store.database import Store
from nouvelles.store.schema import (
    captures,
    current,
    dirty,
    payloads,
    runs,
    stages,
    steps,
)


class Status(IntEnum):
    """What has become of one run."""

    TODO = 0
    DOING = 1
    FAILED = 2  # will be tried again
    DONE = 3
    REJECTED = 4  # the item ends here, for a reason
    QUARANTINED = 5  # a person must look

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one item in one step; `data` is the output as it is kept."""

    item: int
    input: bytes
    status: Status
    output: bytes | None = None
    data: bytes | None = None
    reason: str | None = None
    detail: str | None = None
    after_s: float = 0.0
    ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The stages of a paper with their step numbers in one database."""

    stages: tuple[Stage, ...]
    step_of: Mapping[str, int]
    stage_id_of: Mapping[str, int]
    versions: Mapping[str, tuple[int, ...]]  # all steps of a stage, oldest first

    def followers(self, name: str) -> tuple[Stage, ...]:
        """The stages that take what a stage gives."""
        return tuple(stage for stage in self.stages if name in stage.takes)

    def stage(self, name: str) -> Stage:
        return next(stage for stage in self.stages if stage.name == name)


def register(
    connection: Connection, line: Sequence[Stage], now: int
) -> tuple[Plan, list[str]]:
    """Number the stages; the plan, and the names of those that are new or raised."""
    step_of: dict[str, int] = {}
    stage_ids: dict[str, int] = {}
    versions: dict[str, tuple[int, ...]] = {}
    raised: list[str] = []
    for stage in line:
        stage_id = _id_of(connection, stages, name=stage.name)
        step = _id_of(connection, steps, now, stage_id=stage_id, version=stage.version)
        was = connection.execute(
            select(current.c.step_id).where(current.c.stage_id == stage_id)
        ).scalar()
        if was is None:
            connection.execute(current.insert().values(stage_id=stage_id, step_id=step))
            raised.append(stage.name)
        elif was != step:
            connection.execute(
                update(current)
                .where(current.c.stage_id == stage_id)
                .values(step_id=step)
            )
            raised.append(stage.name)
        step_of[stage.name], stage_ids[stage.name] = step, stage_id
        query = select(steps.c.id).where(steps.c.stage_id == stage_id)
        rows = connection.execute(query.order_by(steps.c.id))
        versions[stage.name] = tuple(row.id for row in rows)
    plan = Plan(
        stages=tuple(line), step_of=step_of, stage_id_of=stage_ids, versions=versions
    )
    return plan, raised


def _id_of(
    connection: Connection, table: Any, now: int | None = None, **key: Any
) -> int:
    matches = [table.c[name] == value for name, value in key.items()]
    found = connection.execute(select(table.c.id).where(*matches)).scalar()
    if found is None:
        if now is not None:
            key["created"] = now
        result = connection.execute(table.insert().values(**key))
        assert result.inserted_primary_key is not None
        found = result.inserted_primary_key[0]
    return int(found)


def enqueue(
    store: Store, connection: Connection, step: int, keys: Iterable[tuple[int, bytes]]
) -> int:
    """Put (item, input) of a step on the list, where they are not there; how many."""
    rows = [
        {"step": step, "item": item, "input": key, "status": int(Status.TODO)}
        for item, key in keys
    ]
    return int(store.dialect.insert_new(connection, runs, rows))


def claim(
    store: Store, plan: Plan, stage: Stage, limit: int, *, now: int, worker: int
) -> list[tuple[int, bytes, int]]:
    """Lease up to `limit` open items of a stage: (item, input, attempts).

    Runs whose input has been overtaken by a newer output are dropped: their result would
    be shown by nobody.
    """
    lease = now + store.settings.worker.lease_s
    step = plan.step_of[stage.name]
    with store.write() as connection:
        rows = store.dialect.claim(
            connection, step, limit, now=now, lease=lease, worker=worker
        )
        if not rows or stage.takes == (CAPTURE,):
            return list(rows)
        first = next(name for name in stage.takes if name != CAPTURE)
        items = [item for item, _, _ in rows]
        known = {first: outputs_of(connection, plan.step_of[first], items)}
        inputs = inputs_of(connection, plan, stage, known)
        stale = [(item, key) for item, key, _ in rows if inputs.get(item) != key]
        drop(connection, step, stale)
        return [row for row in rows if inputs.get(row[0]) == row[1]]


def commit(
    store: Store, plan: Plan, stage: Stage, outcomes: Sequence[Outcome], now: int
) -> None:
    """Keep outcomes, their outputs and the work that follows, in one transaction."""
    step = plan.step_of[stage.name]
    with store.write() as connection:
        store.dialect.insert_new(
            connection,
            payloads,
            [
                {
                    "item": outcome.item,
                    "stage_id": plan.stage_id_of[stage.name],
                    "digest": outcome.output,
                    "data": outcome.data,
                }
                for outcome in outcomes
                if outcome.data is not None
            ],
        )
        connection.execute(_FINISH, [_row(step, outcome, now) for outcome in outcomes])
        ended = _follow(store, connection, plan, stage, outcomes)
        mark_dirty(store, connection, capture_ids=ended)


def drop(connection: Connection, step: int, keys: Iterable[tuple[int, bytes]]) -> None:
    """Take runs off the list whose input is no longer what the item's stages give."""
    for item, key in keys:
        connection.execute(
            delete(runs).where(
                runs.c.step == step, runs.c.item == item, runs.c.input == key
            )
        )


_FINISH = (
    update(runs)
    .where(
        runs.c.step == bindparam("b_step"),
        runs.c.item == bindparam("b_item"),
        runs.c.input == bindparam("b_input"),
    )
    .values(
        status=bindparam("b_status"),
        output=bindparam("b_output"),
        reason=bindparam("b_reason"),
        detail=bindparam("b_detail"),
        due=bindparam("b_due"),
        worker=None,
        ms=bindparam("b_ms"),
        at=bindparam("b_at"),
    )
)


def _row(step: int, outcome: Outcome, now: int) -> dict[str, Any]:
    failed = outcome.status is Status.FAILED
    return {
        "b_step": step,
        "b_item": outcome.item,
        "b_input": outcome.input,
        "b_status": int(outcome.status),
        "b_output": outcome.output,
        "b_reason": outcome.reason,
        "b_detail": outcome.detail,
        "b_due": now + int(outcome.after_s) if failed else None,
        "b_ms": outcome.ms,
        "b_at": now,
    }


def _follow(
    store: Store,
    connection: Connection,
    plan: Plan,
    stage: Stage,
    outcomes: Sequence[Outcome],
) -> list[int]:
    """Enqueue what follows; the items whose read rows change now.

    Those are the ended ones with nothing new to follow. A batch of which only a part is
    new counts as changed whole: which part it was is not worth a query.
    """
    ended = {o.item for o in outcomes if o.status >= Status.DONE}
    done = {o.item: o.output for o in outcomes if o.status is Status.DONE and o.output}
    for follower in plan.followers(stage.name) if done else ():
        keys = inputs_of(connection, plan, follower, {stage.name: done})
        new = enqueue(store, connection, plan.step_of[follower.name], keys.items())
        if new == len(keys):
            ended -= keys.keys()
    return sorted(ended)


def inputs_of(
    connection: Connection,
    plan: Plan,
    stage: Stage,
    known: Mapping[str, Mapping[int, bytes]],
) -> dict[int, bytes]:
    """The input digest of each item whose inputs are all there.

    `known` gives outputs already at hand, by stage; its items are those asked about.
    A stage with one input has that input's digest; with several, the digest of them all.
    """
    items = sorted(next(iter(known.values())))
    columns: list[Mapping[int, bytes]] = []
    for name in stage.takes:
        if name in known:
            columns.append(known[name])
        elif name == CAPTURE:
            columns.append(_capture_keys(connection, items))
        else:
            columns.append(outputs_of(connection, plan.step_of[name], items))
    whole = [item for item in items if all(item in column for column in columns)]
    if len(columns) == 1:
        return {item: columns[0][item] for item in whole}
    return {item: digest16(b"".join(c[item] for c in columns)) for item in whole}


def _capture_keys(connection: Connection, items: Sequence[int]) -> dict[int, bytes]:
    rows = connection.execute(
        select(captures.c.id, captures.c.key).where(captures.c.id.in_(items))
    )
    return {row.id: bytes(row.key) for row in rows}


def outputs_of(
    connection: Connection, step: int, items: Sequence[int]
) -> dict[int, bytes]:
    """The digest of what a step last gave for each item, where it is done."""
    rows = connection.execute(
        select(runs.c.item, runs.c.output)
        .where(runs.c.step == step, runs.c.item.in_(items))
        .where(runs.c.status == int(Status.DONE))
        .order_by(runs.c.at)
    )
    return {row.item: bytes(row.output) for row in rows}


def mark_dirty(
    store: Store,
    connection: Connection,
    *,
    capture_ids: Iterable[int] = (),
    article_ids: Iterable[int] = (),
) -> None:
    """Say that the read rows of captures or articles must be made again."""
    rows = [{"kind": 0, "id": number} for number in capture_ids]
    rows += [{"kind": 1, "id": number} for number in article_ids]
    store.dialect.insert_new(connection, dirty, rows)


def release_expired(store: Store, now: int) -> int:
    """Put back what vanished workers held longer than their lease; how many."""
    expired = and_(runs.c.status == int(Status.DOING), runs.c.due < now)
    with store.read() as connection:
        found = connection.execute(select(runs.c.item).where(expired).limit(1))
        if found.first() is None:
            return 0  # to put back is to write, and others wait for that
    with store.write() as connection:
        result = connection.execute(
            update(runs)
            .where(expired)
            .values(status=int(Status.TODO), due=None, worker=None)
        )
        return int(result.rowcount)


def release_all(store: Store) -> int:
    """Put back all that is held: on SQLite a starting worker is the only one."""
    return release_expired(store, 2**62)


def open_count(connection: Connection) -> int:
    """How many runs are still to be made, being made, or to be tried again."""
    query = select(func.count()).select_from(runs).where(runs.c.status <= 2)
    return int(connection.execute(query).scalar_one())
