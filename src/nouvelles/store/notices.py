"""Notices of illegal content, from the receipt to the decision upon an appeal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, or_, select, update

from nouvelles.records.desk import Act, Decision, Notice, NoticeForm, NoticeState
from nouvelles.store.codec import decode, encode
from nouvelles.store.schema_comments import comment_acts as acts
from nouvelles.store.schema_desk import notices as table


@dataclass(frozen=True, slots=True)
class _Appeal:
    """An appeal as it is kept: its words, and the decision upon it."""

    text: str
    final: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCounts:
    """What became of notices in a span of time; `median_h` of those decided, None
    where none was."""

    received: int
    open: int
    measures: Mapping[str, int]
    appeals: int
    reversed: int
    median_h: float | None


def add_notice(
    connection: Connection,
    form: NoticeForm,
    *,
    receipt: bytes,
    page: str,
    comment: int | None,
    contact: bytes | None,
    now: int,
) -> int:
    """Keep a notice; its number. `receipt` is the digest of its private link's token,
    `contact` is encrypted."""
    made = connection.execute(
        table.insert().values(
            receipt=receipt,
            state=NoticeState.OPEN.value,
            page=page,
            comment_id=comment,
            at=now,
            data=encode(form),
            contact=contact,
        )
    )
    (number,) = made.inserted_primary_key or (0,)
    return int(number)


def notice_of_receipt(connection: Connection, receipt: bytes) -> Notice | None:
    """The notice of a private link, by the digest of its token."""
    row = connection.execute(select(table).where(table.c.receipt == receipt)).first()
    return _notice(row) if row else None


def notice_of(
    connection: Connection, number: int
) -> tuple[Notice, bytes | None] | None:
    """A notice with the encrypted name and e-mail of whoever sent it."""
    row = connection.execute(select(table).where(table.c.id == number)).first()
    return (_notice(row), row.contact) if row else None


def notices_in(
    connection: Connection, states: list[NoticeState], size: int, *, before: int | None
) -> tuple[Notice, ...]:
    """Notices in some states: what is to be decided from the oldest, else the newest
    first, before a number."""
    query = select(table).where(table.c.state.in_([one.value for one in states]))
    if NoticeState.OPEN in states:
        query = query.order_by(table.c.id)
    else:
        query = query.order_by(table.c.id.desc())
        if before is not None:
            query = query.where(table.c.id < before)
    return tuple(map(_notice, connection.execute(query.limit(size))))


def count_undecided(connection: Connection) -> int:
    """How many notices and appeals wait for a decision."""
    waits = [NoticeState.OPEN.value, NoticeState.APPEALED.value]
    query = select(func.count()).where(table.c.state.in_(waits))
    return int(connection.execute(query).scalar_one())


def decide(connection: Connection, notice: Notice, decision: Decision) -> bool:
    """Keep a decision upon a notice, or upon its appeal; False where it has one."""
    now = int(decision.at.timestamp())
    if notice.state is NoticeState.OPEN:
        values = {
            "state": NoticeState.DECIDED.value,
            "decided": now,
            "decision": encode(decision),
        }
    elif notice.state is NoticeState.APPEALED:
        values = {
            "state": NoticeState.CLOSED.value,
            "closed": now,
            "appeal": encode(_Appeal(notice.appeal, decision)),
        }
    else:
        return False
    changed = connection.execute(
        update(table)
        .where(table.c.id == notice.id, table.c.state == notice.state.value)
        .values(values)
    )
    return bool(changed.rowcount)


def appeal(connection: Connection, notice: Notice, text: str, now: int) -> bool:
    """Keep an appeal against a decision; False where none can be made."""
    changed = connection.execute(
        update(table)
        .where(table.c.id == notice.id, table.c.state == NoticeState.DECIDED.value)
        .values(
            state=NoticeState.APPEALED.value,
            appealed=now,
            appeal=encode(_Appeal(text)),
        )
    )
    return bool(changed.rowcount)


def forget_notices(connection: Connection, before: int, now: int) -> int:
    """Drop words and names of those whose last decision was made before a time; how many.
    States, measures and times stay, for the numbers."""
    query = select(table).where(
        table.c.erased.is_(None),
        or_(
            and_(table.c.state == NoticeState.DECIDED.value, table.c.decided <= before),
            and_(table.c.state == NoticeState.CLOSED.value, table.c.closed <= before),
        ),
    )
    rows = connection.execute(query).all()
    for row in rows:
        one = _notice(row)
        appeal = _Appeal("", _bare(one.final)) if row.appeal else None
        connection.execute(
            update(table)
            .where(table.c.id == one.id)
            .values(
                data=encode(replace(one.form, why="", law="")),
                contact=None,
                decision=encode(_bare(one.decision)),
                appeal=encode(appeal) if appeal else None,
                erased=now,
            )
        )
    return len(rows)


def _bare(decision: Decision | None) -> Decision | None:
    return decision and replace(decision, facts="", ground="")


def count_notices(connection: Connection, since: int, until: int) -> NoticeCounts:
    """What became of the notices of a span (seconds since 1970, the end not in it)."""
    query = select(table).where(table.c.at >= since, table.c.at < until)
    found = [_notice(row) for row in connection.execute(query)]
    decided = [one for one in found if one.decision]
    hours = [_hours(one) for one in decided]
    final = [one for one in decided if one.final]
    return NoticeCounts(
        received=len(found),
        open=len(found) - len(decided),
        measures=Counter(one.decision.measure.value for one in decided if one.decision),
        appeals=sum(one.appealed is not None for one in found),
        reversed=sum(
            one.final.measure != one.decision.measure
            for one in final
            if one.final and one.decision
        ),
        median_h=median(hours) if hours else None,
    )


def count_acts(connection: Connection, since: int, until: int) -> Mapping[str, int]:
    """How many comments were removed at the desk in a span, by reason, and how many were
    marked as spam ("spam"); what was undone does not count."""
    key = case((acts.c.act == Act.REMOVE.value, acts.c.why), else_=acts.c.act)
    query = (
        select(key.label("what"), func.count().label("times"))
        .where(
            acts.c.at >= since,
            acts.c.at < until,
            acts.c.act.in_([Act.REMOVE.value, Act.SPAM.value, Act.REDACT.value]),
            acts.c.undone.is_(None),
        )
        .group_by("what")
    )
    return {row.what: row.times for row in connection.execute(query)}


def _hours(notice: Notice) -> float:
    assert notice.decision is not None
    return (notice.decision.at - notice.at).total_seconds() / 3_600


def _notice(row: Row[Any]) -> Notice:
    kept = decode(row.appeal, _Appeal) if row.appeal else _Appeal("")
    return Notice(
        id=row.id,
        state=NoticeState(row.state),
        page=row.page,
        at=datetime.fromtimestamp(row.at, UTC),
        form=decode(row.data, NoticeForm),
        comment=row.comment_id,
        decision=decode(row.decision, Decision) if row.decision else None,
        appealed=datetime.fromtimestamp(row.appealed, UTC) if row.appealed else None,
        appeal=kept.text,
        final=kept.final,
        closed=datetime.fromtimestamp(row.closed, UTC) if row.closed else None,
        erased=datetime.fromtimestamp(row.erased, UTC) if row.erased else None,
    )
