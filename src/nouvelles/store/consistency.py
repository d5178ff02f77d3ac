"""Outputs, runs and read tables held against each other; what differs is put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    select,
    text,
    union,
    update,
)

from nouvelles.stage import CAPTURE
from nouvelles.store.captures import PAGE
from nouvelles.store.database import Store
from nouvelles.store.ledger import Plan, Status, mark_dirty
from nouvelles.store.names import article_id_of
from nouvelles.store.outputs import in_force
from nouvelles.store.retention import drop_orphans
from nouvelles.store.schema import captures, dirty, entries, payloads, runs, tombstones
from nouvelles.store.schema_articles import article_bodies, article_captures, articles

#: Rows looked at in one writing transaction.
CHUNK = 200


def drop_all_orphans(store: Store) -> int:
    """Drop the outputs that no run gave; how many."""
    last, dropped = -1, 0
    while True:
        with store.read() as connection:
            query = select(payloads.c.id).where(payloads.c.id > last)
            some = connection.execute(query.order_by(payloads.c.id).limit(CHUNK))
            numbers = [row[0] for row in some]
        if not numbers:
            return dropped
        first, last = numbers[0], numbers[-1]
        with store.write() as connection:
            dropped += drop_orphans(connection, payloads.c.id.between(first, last))


def reopen_lost(store: Store, plan: Plan) -> int:
    """Put runs back on the list whose output is not there any more; how many."""
    reopened = 0
    for name, step in plan.step_of.items():
        lost = and_(
            runs.c.step == step,
            runs.c.status == int(Status.DONE),
            ~exists().where(
                payloads.c.item == runs.c.item,
                payloads.c.stage_id == plan.stage_id_of[name],
                payloads.c.digest == runs.c.output,
            ),
        )
        with store.read() as connection:
            items = _numbers(connection, select(runs.c.item).where(lost))
        for some in _chunks(items):
            with store.write() as connection:
                result = connection.execute(
                    update(runs)
                    .where(lost, runs.c.item.in_(some))
                    .values(status=int(Status.TODO), output=None, due=None)
                )
                reopened += int(result.rowcount)
    return reopened


def misplaced_captures(connection: Connection, plan: Plan) -> list[int]:
    """Captures whose place among the articles is not what their outputs say.

    Those that wait for their rows anyway are left out.
    """
    if "extract" not in plan.step_of:
        return []
    given = _given(plan)
    here = article_captures.c.capture_id == runs.c.item
    unplaced = (
        select(runs.c.item)
        .join_from(runs, captures, captures.c.id == runs.c.item)
        .where(given, captures.c.kind == PAGE, ~exists().where(here), ~_marked(0))
    )
    rightly = (
        select(runs.c.item)
        .where(given, here, runs.c.output == article_captures.c.output)
        .correlate(article_captures)
    )
    waits = exists().where(
        dirty.c.kind == 0, dirty.c.id == article_captures.c.capture_id
    )
    wrong = select(article_captures.c.capture_id).where(~rightly.exists(), ~waits)
    return _numbers(connection, unplaced) + _numbers(connection, wrong)


def _given(plan: Plan) -> ColumnElement[bool]:
    """Runs that give an article which is in force: none before them was refused."""
    conditions = [in_force(plan, "extract"), runs.c.status == int(Status.DONE)]
    for name in plan.stage("extract").takes:
        if name == CAPTURE:
            continue
        before = runs.alias("before")
        conditions.append(
            ~exists().where(
                before.c.item == runs.c.item,
                before.c.status > int(Status.DONE),
                in_force(plan, name, before),
            )
        )
    return and_(*conditions)


def _marked(kind: int) -> ColumnElement[bool]:
    return exists().where(dirty.c.kind == kind, dirty.c.id == runs.c.item)


def misshown_articles(store: Store, connection: Connection) -> list[int]:
    """Articles that have no row and should, or have one and should not.

    Held against each other are what captures and entries say, the rows, and the search
    index. Removed articles and those that wait for their rows anyway are left out.
    """
    captured = set(_numbers(connection, select(article_captures.c.article_id)))
    announced = set(_numbers(connection, select(entries.c.article_id)))
    expected = captured | announced - _shown_elsewhere(connection)
    body = select(article_bodies.c.article_id)
    queries: tuple[Any, ...] = (
        select(articles.c.id),
        # Those with all that their page shows; without a row, a body is too much.
        union(body, select(articles.c.id).where(articles.c.authors.is_not(None))),
        text(store.dialect.SEARCH_ARTICLES),
    )
    held = [set(_numbers(connection, query)) for query in queries]
    waiting = set(_numbers(connection, select(dirty.c.id).where(dirty.c.kind == 1)))
    gone = set(_numbers(connection, select(tombstones.c.article_id)))
    expected -= gone
    different = set().union(*(expected ^ rows for rows in held))
    return sorted(different - waiting)


def _shown_elsewhere(connection: Connection) -> set[int]:
    """The numbers of addresses that were captured as an article, or lead to one that
    was: what is announced there is shown by that article (see `rows.captured_as`)."""
    placed = select(captures.c.url_key).join(
        article_captures, article_captures.c.capture_id == captures.c.id
    )
    leading = select(captures.c.url_key).where(captures.c.redirect_key.in_(placed))
    keys = connection.execute(union(placed, leading))
    return {article_id_of(bytes(row[0])) for row in keys}


def mark_for_rows(
    store: Store, *, capture_ids: Sequence[int] = (), article_ids: Sequence[int] = ()
) -> None:
    """Mark for projection in small transactions."""
    for some in _chunks(capture_ids):
        with store.write() as connection:
            mark_dirty(store, connection, capture_ids=some)
    for some in _chunks(article_ids):
        with store.write() as connection:
            mark_dirty(store, connection, article_ids=some)


def count_open(connection: Connection) -> int:
    """How many runs are open: made, being made, or to be tried again."""
    query = select(func.count()).where(runs.c.status <= int(Status.FAILED))
    return int(connection.execute(query).scalar_one())


def _numbers(connection: Connection, query: Select[Any]) -> list[int]:
    return [row[0] for row in connection.execute(query)]


def _chunks(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK))
