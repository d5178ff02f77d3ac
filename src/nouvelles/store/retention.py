"""What is not kept for ever: old page bytes, and outputs of versions long overtaken.

A stage's outputs are kept for its current version and the ones before it, as many as
`store.versions` says. Of older ones two things stay: the only good output of an item
(its bytes may be gone: nothing could make it again), and, where an item has no newer
outcome, the older one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, exists, or_, select

from nouvelles.store import segments
from nouvelles.store.database import Store
from nouvelles.store.ledger import Plan, Status
from nouvelles.store.schema import payloads, runs, steps

#: Items looked at in one transaction: some 5 ms, so that nobody waits for the lock.
CHUNK = 100

DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What a round of housekeeping took away."""

    segments: int = 0
    runs: int = 0
    outputs: int = 0


def keep_house(store: Store, plan: Plan, now: int) -> Dropped:
    """Drop page bytes older than `store.page_days`, old versions, and what of comments
    was kept for its time; once a day."""
    # Imported here: it brings numpy, and who starts to read needs none of it.
    from nouvelles.store.comments_kept import forget

    forget(store, now)
    pruned = segments.prune(store, now - store.settings.store.page_days * DAY_S)
    old_runs, old_outputs = drop_old_versions(store, plan)
    return Dropped(segments=pruned, runs=old_runs, outputs=old_outputs)


def drop_old_versions(store: Store, plan: Plan) -> tuple[int, int]:
    """Drop what older versions made, beyond those that are kept: (runs, outputs)."""
    old_runs, old_outputs = drop_overtaken(store, plan), 0
    for name, stage_id in plan.stage_id_of.items():
        with store.read() as connection:
            kept, old = _versions(store, connection, plan.step_of[name], stage_id)
        for step in old:
            last = -(2**62)
            while True:
                with store.write() as connection:
                    items = _items(connection, step, last)
                    runs_gone, outputs_gone = _drop(
                        connection, step, stage_id, kept, items
                    )
                if not items:
                    break
                last = items[-1]
                old_runs += runs_gone
                old_outputs += outputs_gone
    return old_runs, old_outputs


def drop_overtaken(store: Store, plan: Plan) -> int:
    """Take open work of versions that are not current off the list; how many runs.

    Nobody would ever do it, and the paper would never be through.
    """
    dropped = 0
    for name, versions in plan.versions.items():
        old = [step for step in versions if step != plan.step_of[name]]
        for step in old:
            todo = and_(runs.c.step == step, runs.c.status < int(Status.DONE))
            some = select(runs.c.item).where(todo).limit(CHUNK)
            while True:
                with store.write() as connection:
                    items = [row[0] for row in connection.execute(some)]
                    result = connection.execute(
                        delete(runs).where(todo, runs.c.item.in_(items))
                    )
                    dropped += int(result.rowcount)
                if not items:
                    break
    return dropped


def _versions(
    store: Store, connection: Connection, current: int, stage_id: int
) -> tuple[list[int], list[int]]:
    """The steps of a stage that are kept, and those that are not."""
    others = [
        row[0]
        for row in connection.execute(
            select(steps.c.id)
            .where(steps.c.stage_id == stage_id, steps.c.id != current)
            .order_by(steps.c.id.desc())
        )
    ]
    extra = max(0, store.settings.store.versions - 1)
    return [current, *others[:extra]], others[extra:]


def _items(connection: Connection, step: int, last: int) -> list[int]:
    query = (
        select(runs.c.item)
        .where(runs.c.step == step, runs.c.item > last)
        .distinct()
        .order_by(runs.c.item)
        .limit(CHUNK)
    )
    return [row[0] for row in connection.execute(query)]


def _drop(
    connection: Connection,
    step: int,
    stage_id: int,
    kept: Sequence[int],
    items: Sequence[int],
) -> tuple[int, int]:
    newer = runs.alias("newer")
    done = int(Status.DONE)
    good = exists().where(
        newer.c.step.in_(kept), newer.c.item == runs.c.item, newer.c.status == done
    )
    ended = exists().where(
        newer.c.step.in_(kept), newer.c.item == runs.c.item, newer.c.status >= done
    )
    result = connection.execute(
        delete(runs).where(
            runs.c.step == step,
            runs.c.item.in_(items),
            or_(
                and_(runs.c.status == done, good),
                and_(runs.c.status > done, ended),
            ),
        )
    )
    orphans = drop_orphans(
        connection, payloads.c.stage_id == stage_id, payloads.c.item.in_(items)
    )
    return int(result.rowcount), orphans


def drop_orphans(connection: Connection, *which: object) -> int:
    """Drop those of some outputs that no run gave; how many."""
    given = exists().where(
        steps.c.stage_id == payloads.c.stage_id,
        runs.c.step == steps.c.id,
        runs.c.item == payloads.c.item,
        runs.c.output == payloads.c.digest,
    )
    result = connection.execute(delete(payloads).where(*which, ~given))  # type: ignore[arg-type]
    return int(result.rowcount)
