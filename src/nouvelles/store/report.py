"""How the paper's work stands, in a few grouped queries: never row by row.

The sums are made so that `captures = articles + again + rejected + open` always holds: a
page capture is placed (it belongs to an article: the article's first or again), or it has
ended without becoming one (rejected, which counts the quarantined too), or it is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    case,
    exists,
    func,
    select,
)

from nouvelles.store.ledger import Status
from nouvelles.store.schema import (
    captures,
    current,
    dirty,
    entries,
    payloads,
    runs,
    segments,
    stages,
    steps,
)
from nouvelles.store.schema_articles import article_captures

OPEN = (Status.TODO, Status.DOING, Status.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What became of everything that came in."""

    captures: int  # of pages
    articles: int  # distinct articles that have a capture
    again: int  # further captures of an article already there
    rejected: int  # captures that are no article, the quarantined among them
    quarantined: int  # those of the rejected that a person must look at
    open: int  # not yet through
    announced: int  # articles known from a feed's entry alone
    pictures: int  # captures of pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How many runs of a stage ended, or wait, for a reason."""

    status: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """One stage: `outcomes` counts runs at the current version by their status' word.

    `oldest_open_s` is the age of the oldest item with open work: seconds since the
    segment that holds its bytes was begun, which is at most a day before it came in.
    None without open work, or where those bytes are gone. Bytes are of all versions.
    """

    name: str
    version: str
    outcomes: Mapping[str, int]
    reasons: tuple[ReasonCount, ...]  # the most frequent first
    open: int
    oldest_open_s: int | None
    ledger_rows: int
    output_bytes: int


def sums(connection: Connection) -> Sums:
    """The sums of one moment: one statement, so that they agree on every database."""
    page = captures.c.kind == 0
    placed = (
        select(article_captures.c.article_id)
        .join_from(
            article_captures, captures, captures.c.id == article_captures.c.capture_id
        )
        .where(page)
        .subquery()
    )
    ended = _ended_unplaced()
    has_capture = exists().where(article_captures.c.article_id == entries.c.article_id)
    row = connection.execute(
        select(
            _number(select(func.count()).select_from(captures).where(page)),
            _number(select(func.count()).select_from(placed)),
            _number(select(func.count(placed.c.article_id.distinct()))),
            _number(select(func.count()).select_from(ended)),
            _number(
                select(func.count())
                .select_from(ended)
                .where(ended.c.worst == int(Status.QUARANTINED))
            ),
            _number(
                select(func.count(entries.c.article_id.distinct())).where(~has_capture)
            ),
            _number(select(func.count()).select_from(captures).where(~page)),
        )
    ).one()
    found, held, articles, rejected, quarantined, announced, pictures = map(int, row)
    return Sums(
        captures=found,
        articles=articles,
        again=held - articles,
        rejected=rejected,
        quarantined=quarantined,
        open=found - held - rejected,
        announced=announced,
        pictures=pictures,
    )


def _number(query: Select[Any]) -> ColumnElement[int]:
    return query.scalar_subquery()


def _ended_unplaced() -> Subquery:
    """Page captures that ended without an article: (item, worst status in force).

    A refusal by an old version holds as long as nothing newer is under way: where the
    bytes are gone it is the last word.
    """
    in_force = select(current.c.step_id)
    waiting = runs.alias("waiting")
    # A set made once from the index of open work: asked for each item, SQLite would walk
    # that index each time (50,000 items: 208 s, so 3 s).
    open_items = select(waiting.c.item).where(
        waiting.c.step.in_(in_force), waiting.c.status <= int(Status.FAILED)
    )
    worst = func.max(
        case((runs.c.step.in_(in_force), runs.c.status), else_=int(Status.REJECTED))
    )
    return (
        select(runs.c.item, worst.label("worst"))
        .join_from(runs, captures, captures.c.id == runs.c.item)
        .where(
            captures.c.kind == 0,
            runs.c.status >= int(Status.REJECTED),
            ~exists().where(article_captures.c.capture_id == runs.c.item),
            ~exists().where(dirty.c.kind == 0, dirty.c.id == runs.c.item),
            runs.c.item.not_in(open_items),
        )
        .group_by(runs.c.item)
        .subquery()
    )


def stage_counts(connection: Connection, now: int) -> tuple[StageCount, ...]:
    """Every stage that this paper has met, in the order of its line."""
    rows = connection.execute(
        select(stages.c.id, stages.c.name, steps.c.id.label("step"), steps.c.version)
        .join_from(stages, current, current.c.stage_id == stages.c.id)
        .join(steps, steps.c.id == current.c.step_id)
        .order_by(stages.c.id)
    ).all()
    counted = connection.execute(
        select(runs.c.step, runs.c.status, runs.c.reason, func.count().label("count"))
        .group_by(runs.c.step, runs.c.status, runs.c.reason)
        .order_by(func.count().desc(), runs.c.reason)
    ).all()
    stage_of = {
        row.id: row.stage_id
        for row in connection.execute(select(steps.c.id, steps.c.stage_id))
    }
    ledger_rows: Counter[int] = Counter()
    for row in counted:
        ledger_rows[stage_of[row.step]] += row[3]
    oldest = _oldest_open(connection)
    output_bytes = _output_bytes(connection)
    found = []
    for row in rows:
        outcomes: Counter[str] = Counter()
        reasons = []
        for step, status, reason, count in counted:
            if step == row.step:
                outcomes[Status(status).word] += count
                if reason:
                    word = Status(status).word
                    reasons.append(ReasonCount(status=word, reason=reason, count=count))
        since = oldest.get(row.step)
        found.append(
            StageCount(
                name=row.name,
                version=row.version,
                outcomes=dict(outcomes),
                reasons=tuple(reasons),
                open=sum(outcomes[status.word] for status in OPEN),
                oldest_open_s=None if since is None else max(0, now - since),
                ledger_rows=ledger_rows[row.id],
                output_bytes=output_bytes.get(row.id, 0),
            )
        )
    return tuple(found)


def _oldest_open(connection: Connection) -> dict[int, int]:
    """When the segment of each step's oldest open item was begun.

    The partial index of open work answers it; nothing else knows when an item came in.
    """
    first = (
        select(runs.c.step, func.min(runs.c.item).label("item"))
        .where(runs.c.status <= int(Status.FAILED))
        .group_by(runs.c.step)
        .subquery()
    )
    rows = connection.execute(
        select(first.c.step, segments.c.created)
        .join_from(first, captures, captures.c.id == first.c.item)
        .join(segments, segments.c.id == captures.c.segment_id)
    )
    return {row.step: row.created for row in rows}


def _output_bytes(connection: Connection) -> dict[int, int]:
    """Bytes of kept outputs by stage, compressed as they are."""
    rows = connection.execute(
        select(payloads.c.stage_id, func.sum(func.length(payloads.c.data))).group_by(
            payloads.c.stage_id
        )
    )
    return {row[0]: int(row[1]) for row in rows}


def unprojected(connection: Connection) -> int:
    """How many marks say that read rows are still to be made again."""
    return int(connection.execute(select(func.count()).select_from(dirty)).scalar_one())
