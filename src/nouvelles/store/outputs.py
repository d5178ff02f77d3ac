"""What the stages gave: the outputs in force, for many items at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from nouvelles.stage import CAPTURE
from nouvelles.store.codec import decode
from nouvelles.store.ledger import Plan, Status, outputs_of
from nouvelles.store.schema import payloads, runs, steps

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Generic[T]):
    """A stage's record for an item, its digest, and whether an older version made it."""

    record: T
    digest: bytes
    stale: bool


def outputs_in_force(
    connection: Connection, plan: Plan, stage: str, items: Sequence[int], kind: type[T]
) -> dict[int, Output[T]]:
    """A stage's outputs for items, where there is one to be shown.

    The current version's output if it exists; none if the current version rejected the
    item, or a stage that this one takes from did; else, while the new is still on its
    way (or can never be made, the bytes being gone), the newest older version's.
    """
    ended = _last_words(connection, plan, stage, items)
    refused = _refused(connection, plan, stage, items)
    done = {
        item: row
        for item, row in ended.items()
        if row.status == Status.DONE and item not in refused
    }
    query = select(payloads.c.item, payloads.c.digest, payloads.c.data).where(
        payloads.c.stage_id == plan.stage_id_of[stage], payloads.c.item.in_(done)
    )
    now = plan.step_of[stage]
    return {
        row.item: Output(
            record=decode(row.data, kind),
            digest=bytes(row.digest),
            stale=done[row.item].step != now,
        )
        for row in connection.execute(query)
        if row.digest == done[row.item].output
    }


def _refused(
    connection: Connection, plan: Plan, stage: str, items: Sequence[int]
) -> set[int]:
    """Items that a stage before this one has refused, whatever came after it."""
    refused: set[int] = set()
    for name in plan.stage(stage).takes:
        if name != CAPTURE:
            ended = _last_words(connection, plan, name, items)
            refused |= {i for i, row in ended.items() if row.status != Status.DONE}
            refused |= _refused(connection, plan, name, items)
    return refused


def _last_words(
    connection: Connection, plan: Plan, stage: str, items: Iterable[int]
) -> dict[int, Any]:
    """How a stage last ended for items: (step, status, output), as `in_force` says."""
    query = (
        select(runs.c.step, runs.c.item, runs.c.status, runs.c.output)
        .where(runs.c.step.in_(plan.versions[stage]), runs.c.item.in_(items))
        .where(runs.c.status >= int(Status.DONE))
        .order_by(runs.c.step == plan.step_of[stage], runs.c.step, runs.c.at)
    )
    return {row.item: row for row in connection.execute(query)}


def in_force(plan: Plan, stage: str, which: Any = runs) -> ColumnElement[bool]:
    """Which runs of a stage have the last word on their item.

    Those of the current version; for an item that has not ended there, those of the
    newest older version at which it has. `which` is the ledger, or an alias of it.
    """
    now = plan.step_of[stage]
    all_steps = select(steps.c.id).where(steps.c.stage_id == plan.stage_id_of[stage])
    better = runs.alias("better")
    overruled = exists().where(
        better.c.step.in_(all_steps),
        better.c.item == which.c.item,
        better.c.status >= int(Status.DONE),
        or_(better.c.step == now, better.c.step > which.c.step),
    )
    return and_(which.c.step.in_(all_steps), or_(which.c.step == now, ~overruled))


def load_outputs(
    connection: Connection, plan: Plan, stage: str, items: Sequence[int]
) -> dict[int, bytes]:
    """What a stage's current version last gave for items, as it is kept."""
    digests = outputs_of(connection, plan.step_of[stage], items)
    query = select(payloads.c.item, payloads.c.digest, payloads.c.data).where(
        payloads.c.stage_id == plan.stage_id_of[stage], payloads.c.item.in_(digests)
    )
    return {
        row.item: bytes(row.data)
        for row in connection.execute(query)
        if row.digest == digests[row.item]
    }
