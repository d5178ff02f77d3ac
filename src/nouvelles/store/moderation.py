"""Acts on comments: each noted with the comment as it was, so that each can be undone.

What was done at once is a batch, called by the number of its first act. An act is undone
only while it is the last on its comment: nobody's later decision, and no deletion by the
author, is ever taken back by the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act, NotedAct
from nouvelles.store.codec import decode, encode
from nouvelles.store.comments import record_of
from nouvelles.store.schema_comments import comment_acts as acts
from nouvelles.store.schema_comments import comments

#: A row of whatever was asked for.
AnyRow = Row[*tuple[Any, ...]]

#: What an act makes of a comment; None: it does not apply.
Change = Callable[[Comment], Comment | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One comment that an act or its undoing changed."""

    act_id: int
    act: str
    comment_id: int
    at: int  # of the act, seconds since 1970
    who: str
    before: Comment
    after: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was done at once; `number` is 0 where nothing was, `passed` counts comments
    to which it did not apply."""

    number: int
    steps: tuple[Step, ...]
    passed: int = 0


def apply_act(
    connection: Connection,
    ids: Iterable[int],
    act: str,
    change: Change,
    *,
    why: str,
    who: str,
    now: int,
    batch: int = 0,
) -> Batch:
    """Change comments by one act, and note it for each; `batch` is one to go on with."""
    wanted = list(ids)
    query = select(comments.c.id, comments.c.state, comments.c.data, comments.c.erased)
    rows = connection.execute(query.where(comments.c.id.in_(wanted))).all()
    number, steps = batch, []
    for row in sorted(rows, key=lambda one: int(one.id)):
        before = _comment(row)
        after = None if row.erased else change(before)
        if after is None:
            continue
        step = _note(connection, before, after, act, why, who, now, number)
        number = number or step.act_id
        _write(connection, after)
        steps.append(step)
    return Batch(number=number, steps=tuple(steps), passed=len(wanted) - len(steps))


def note_act(
    connection: Connection,
    act: str,
    *,
    comment: int | None = None,
    page: str = "",
    why: str = "",
    who: str,
    now: int,
) -> int:
    """Note an act that changes no comment: on a page, a host, a ring; its number."""
    row = {
        "comment_id": comment, "page": page, "at": now, "who": who, "act": act,
        "why": why, "before": None, "batch": None, "undone": None,
    }  # fmt: skip
    made = connection.execute(acts.insert().values(**row))
    (number,) = made.inserted_primary_key or (0,)
    connection.execute(update(acts).where(acts.c.id == number).values(batch=number))
    return int(number)


def note_made(
    connection: Connection, made: Comment, act: str, who: str, now: int
) -> int:
    """Note that a comment was made at the desk; undone, it is removed. Its batch."""
    removed = replace(made, state=CommentState.REMOVED)
    return _note(connection, removed, made, act, "", who, now, 0).act_id


def undo_batch(connection: Connection, batch: int, now: int) -> Batch:
    """Undo the acts of a batch that are still the last on their comments."""
    query = select(acts).where(acts.c.batch == batch, acts.c.undone.is_(None))
    rows = connection.execute(query.order_by(acts.c.id)).all()
    steps = []
    for row in rows:
        step = _undo(connection, row)
        if step is None:
            continue
        mark_undone(connection, row.id, now)
        steps.append(step)
    return Batch(number=batch, steps=tuple(steps), passed=len(rows) - len(steps))


def mark_undone(connection: Connection, act: int, now: int) -> None:
    """Note that an act was taken back."""
    connection.execute(update(acts).where(acts.c.id == act).values(undone=now))


def history_of(connection: Connection, comment: int) -> tuple[NotedAct, ...]:
    """Every act on a comment, the first first."""
    query = select(acts).where(acts.c.comment_id == comment).order_by(acts.c.id)
    return tuple(map(_noted, connection.execute(query)))


def removed_for(connection: Connection, comment: int) -> str:
    """Why a comment was removed, as a word of `Why`; "" where it was not."""
    query = (
        select(acts.c.why)
        .where(
            acts.c.comment_id == comment,
            acts.c.act == Act.REMOVE.value,
            acts.c.undone.is_(None),
        )
        .order_by(acts.c.id.desc())
        .limit(1)
    )
    return str(connection.execute(query).scalar() or "")


def acts_of_batch(connection: Connection, batch: int) -> tuple[NotedAct, ...]:
    """The acts that were done at once."""
    query = select(acts).where(acts.c.batch == batch).order_by(acts.c.id)
    return tuple(map(_noted, connection.execute(query)))


def last_batch(connection: Connection, who: str) -> int | None:
    """The last batch of an account that is not undone."""
    query = (
        select(acts.c.batch)
        .where(acts.c.who == who, acts.c.undone.is_(None), acts.c.batch.is_not(None))
        .order_by(acts.c.id.desc())
        .limit(1)
    )
    found: int | None = connection.execute(query).scalar()
    return found


def latest_acts(
    connection: Connection, size: int, *, before: int | None = None
) -> tuple[NotedAct, ...]:
    """The newest acts on anything, or the newest before a number."""
    query = select(acts).order_by(acts.c.id.desc()).limit(size)
    if before is not None:
        query = query.where(acts.c.id < before)
    return tuple(map(_noted, connection.execute(query)))


def _note(
    connection: Connection,
    before: Comment,
    after: Comment,
    act: str,
    why: str,
    who: str,
    now: int,
    batch: int,
) -> Step:
    row = {
        "comment_id": before.id, "page": before.page, "at": now, "who": who,
        "act": act, "why": why, "before": encode(before), "batch": batch,
        "undone": None,
    }  # fmt: skip
    made = connection.execute(acts.insert().values(**row))
    (number,) = made.inserted_primary_key or (0,)
    if not batch:
        connection.execute(update(acts).where(acts.c.id == number).values(batch=number))
    return Step(
        act_id=number,
        act=act,
        comment_id=before.id,
        at=now,
        who=who,
        before=before,
        after=after,
    )


def _undo(connection: Connection, row: AnyRow) -> Step | None:
    """The comment of an act as it was before; None where that cannot be."""
    if row.comment_id is None or row.before is None:
        return None
    later = select(acts.c.id).where(
        acts.c.comment_id == row.comment_id, acts.c.id > row.id, acts.c.undone.is_(None)
    )
    query = select(comments.c.id, comments.c.state, comments.c.data, comments.c.erased)
    now = connection.execute(query.where(comments.c.id == row.comment_id)).first()
    if now is None or now.erased or connection.execute(later.limit(1)).first():
        return None
    current, before = _comment(now), decode(row.before, Comment)
    if current.state is CommentState.DELETED:
        return None
    _write(connection, before)
    return Step(
        act_id=row.id,
        act=row.act,
        comment_id=row.comment_id,
        at=row.at,
        who=row.who,
        before=current,
        after=before,
    )


def _comment(row: AnyRow) -> Comment:
    return replace(decode(row.data, Comment), id=row.id, state=CommentState(row.state))


def _write(connection: Connection, comment: Comment) -> None:
    connection.execute(
        update(comments)
        .where(comments.c.id == comment.id)
        .values(state=comment.state.value, data=record_of(comment))
    )


def _noted(row: AnyRow) -> NotedAct:
    return NotedAct(
        id=row.id,
        comment=row.comment_id,
        page=row.page,
        at=datetime.fromtimestamp(row.at, UTC),
        who=row.who,
        act=row.act,
        why=row.why,
        batch=row.batch,
        before=decode(row.before, Comment) if row.before else None,
        undone=datetime.fromtimestamp(row.undone, UTC) if row.undone else None,
    )


def in_state(state: CommentState) -> Change:
    """The change that brings a comment into a state, whatever state it was in; what its
    author deleted stays deleted."""

    def change(comment: Comment) -> Comment | None:
        if comment.state is CommentState.DELETED:
            return None
        return replace(comment, state=state)

    return change
