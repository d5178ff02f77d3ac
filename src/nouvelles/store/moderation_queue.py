"""What waits at the desk: comments with all that a moderator needs to decide, paged.

Nothing else of a reader is read here: no e-mail, no hash of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from nouvelles.comments.records import Verdict
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Report
from nouvelles.store.codec import decode
from nouvelles.store.headlines import PageHead, page_heads
from nouvelles.store.moderation import AnyRow
from nouvelles.store.reports import open_reports
from nouvelles.store.schema_comments import comment_reports, comments
from nouvelles.store.story_pages import read_with

#: Comments alike are looked for among those of so many seconds.
RING_S = 30 * 86_400

#: Bits by which the simhashes of two comments of a ring may differ (bench/spam).
RING_BITS = 5

_REPORTED = exists().where(
    comment_reports.c.comment_id == comments.c.id, comment_reports.c.settled.is_(None)
)
_ROW = (
    comments.c.id, comments.c.state, comments.c.data, comments.c.score, comments.c.band,
    comments.c.verdict, comments.c.gate, comments.c.ring, comments.c.erased,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which comments are asked for; "" asks for all. `ring` is a simhash."""

    state: str = CommentState.QUEUED
    band: str = ""
    language: str = ""
    page: str = ""
    reported: bool = False
    ring: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A comment with what it answers, where it stands, and what is thought of it.

    `alike` counts other comments of the last 30 days with almost the same words.
    """

    comment: Comment
    parent: Comment | None
    head: PageHead | None
    score: float | None
    band: str
    verdict: Verdict | None
    gate: str
    ring: int | None
    alike: int
    reports: tuple[Report, ...]
    is_erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """One page of the queue; `has_more` where another follows."""

    rows: tuple[Waiting, ...]
    has_more: bool


def queue_page(
    connection: Connection, asked: Asked, number: int, size: int, now: int
) -> QueuePage:
    """The page of a number (from 1) of the comments asked for: what waits from the oldest,
    all else from the newest."""
    query = _asked_for(connection, asked, now)
    found = connection.execute(query.offset((number - 1) * size).limit(size + 1)).all()
    return QueuePage(
        rows=with_context(connection, found[:size], now), has_more=len(found) > size
    )


def one_waiting(connection: Connection, id: int, now: int) -> Waiting | None:
    """A comment of any state, as the queue has it."""
    rows = connection.execute(select(*_ROW).where(comments.c.id == id)).all()
    return next(iter(with_context(connection, rows, now)), None)


def count_waiting(connection: Connection, most: int) -> Mapping[str, int]:
    """How many are queued, in the spam, and reported ("reported"), each at most `most`."""
    found = {}
    for state in (CommentState.QUEUED, CommentState.SPAM):
        found[state.value] = _count(connection, _in_state(state), most)
    reported = (
        select(comment_reports.c.comment_id)
        .distinct()
        .where(comment_reports.c.settled.is_(None))
    )
    found["reported"] = _count(connection, reported, most)
    return found


def languages_waiting(connection: Connection, state: str) -> list[str]:
    """The languages of the comments in a state (primary subtags), the commonest first."""
    query = (
        select(comments.c.language)
        .where(comments.c.state == state, comments.c.language != "")
        .group_by(comments.c.language)
        .order_by(func.count().desc(), comments.c.language)
    )
    return list(connection.execute(query).scalars())


def ring_of(connection: Connection, ring: int, now: int) -> list[int]:
    """The comments of the last 30 days that are alike, by number, oldest first."""
    return [id for id, other in _rings(connection, now) if _near(ring, other)]


def with_context(
    connection: Connection, rows: Sequence[AnyRow], now: int
) -> tuple[Waiting, ...]:
    """Rows with what they answer, where they stand, what was reported, who is alike."""
    said = {row.id: _comment(row) for row in rows}
    parents = _comments(connection, [one.parent for one in said.values() if one.parent])
    heads = page_heads(connection, {one.page for one in said.values()})
    reports = open_reports(connection, list(said))
    rings = _rings(connection, now) if any(row.ring for row in rows) else []
    return tuple(
        Waiting(
            comment=said[row.id],
            parent=parents.get(said[row.id].parent or 0),
            head=heads.get(said[row.id].page),
            score=row.score,
            band=row.band or "",
            verdict=decode(row.verdict, Verdict) if row.verdict else None,
            gate=row.gate,
            ring=row.ring,
            alike=_alike(row, rings),
            reports=reports.get(row.id, ()),
            is_erased=row.erased is not None,
        )
        for row in rows
    )


def _asked_for(connection: Connection, asked: Asked, now: int) -> Select[Any]:
    """The rows asked for, in their order."""
    query = select(*_ROW)
    if asked.state:
        query = query.where(comments.c.state == asked.state)
    if asked.band:
        query = query.where(comments.c.band == asked.band)
    if asked.language:
        query = query.where(comments.c.language == asked.language)
    if asked.page:
        pages = read_with(connection, asked.page)
        query = query.where(comments.c.page.in_(pages))
    if asked.reported:
        query = query.where(_REPORTED)
    if asked.ring is not None:
        query = query.where(comments.c.id.in_(ring_of(connection, asked.ring, now)))
    waits = asked.reported or asked.state == CommentState.QUEUED
    order = (comments.c.at, comments.c.id)
    return query.order_by(*(order if waits else (one.desc() for one in order)))


def _comment(row: AnyRow) -> Comment:
    return replace(decode(row.data, Comment), id=row.id, state=CommentState(row.state))


def _in_state(state: CommentState) -> Select[Any]:
    return select(comments.c.id).where(comments.c.state == state.value)


def _count(connection: Connection, query: Select[Any], most: int) -> int:
    some = query.limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def _comments(connection: Connection, ids: Iterable[int]) -> dict[int, Comment]:
    query = select(comments.c.id, comments.c.state, comments.c.data).where(
        comments.c.id.in_(list(ids))
    )
    return {row.id: _comment(row) for row in connection.execute(query)}


def _rings(connection: Connection, now: int) -> list[tuple[int, int]]:
    query = (
        select(comments.c.id, comments.c.ring)
        .where(comments.c.ring.is_not(None), comments.c.at > now - RING_S)
        .order_by(comments.c.id)
    )
    return [(row.id, row.ring) for row in connection.execute(query)]


def _alike(row: AnyRow, rings: Sequence[tuple[int, int]]) -> int:
    if row.ring is None:
        return 0
    return sum(_near(row.ring, ring) for id, ring in rings if id != row.id)


def _near(one: int, other: int) -> bool:
    # As unsigned: the sign of a difference is one bit of it as well.
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count() <= RING_BITS
