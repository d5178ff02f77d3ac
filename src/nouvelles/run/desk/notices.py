"""Notices of illegal content as Regulation (EU) 2022/2065 asks: articles 16, 17 and 20.

Whoever sends one is given a private link, which is its receipt and later tells the
decision with its reasons; by the same link it can be appealed against for six months.
Name and e-mail are encrypted; the database has only a digest of the link.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import msgspec

from nouvelles.records.desk import Act, Decision, Measure, Notice, NoticeForm, Why
from nouvelles.run.desk import moderate
from nouvelles.run.discussion.key import load_key
from nouvelles.store import Store, notices
from nouvelles.store.audit import note_audit
from nouvelles.store.codec import digest16

#: Seconds for which a decision may be appealed against (article 20 (1): six months).
APPEAL_S = 183 * 86_400

#: Characters of an explanation, a statement, an appeal.
LONGEST = 5_000


def receive(
    store: Store,
    form: NoticeForm,
    *,
    page: str,
    comment: int | None,
    name: str,
    email: str,
    now: int,
) -> str:
    """Keep a notice; the token of its private link, which nobody else knows."""
    token = secrets.token_urlsafe(24)
    contact = None
    if name or email:
        words = msgspec.json.encode([name, email]).decode()
        contact = load_key(store.folder).encrypt(words)
    with store.write() as connection:
        notices.add_notice(
            connection,
            form,
            receipt=digest16(token.encode()),
            page=page,
            comment=comment,
            contact=contact,
            now=now,
        )
    return token


def by_link(store: Store, token: str) -> Notice | None:
    """The notice of a private link."""
    receipt = digest16(token.encode("utf-8", errors="replace"))
    with store.read() as connection:
        return notices.notice_of_receipt(connection, receipt)


def with_contact(store: Store, number: int) -> tuple[Notice, str, str] | None:
    """A notice with the name and the e-mail of whoever sent it, "" where none was given
    or where they were encrypted with another key."""
    with store.read() as connection:
        found = notices.notice_of(connection, number)
    if found is None:
        return None
    notice, contact = found
    words = load_key(store.folder).decrypt(contact) if contact else ""
    name, email = msgspec.json.decode(words) if words else ("", "")
    return notice, name, email


def decide(
    store: Store,
    notice: Notice,
    measure: Measure,
    *,
    facts: str,
    ground: str,
    who: str,
    now: int,
) -> bool:
    """Decide upon a notice or its appeal, and do to the comment what was decided; False
    where somebody was sooner."""
    decision = Decision(
        measure=measure, facts=facts, ground=ground, who=who, at=_moment(now)
    )
    with store.write() as connection:
        if not notices.decide(connection, notice, decision):
            return False
        act = "decide appeal" if notice.appealed else "decide notice"
        note_audit(
            connection, who, act, about=str(notice.id), detail=measure.value, now=now
        )
    if notice.comment is not None:
        former = notice.decision.measure if notice.decision else Measure.NOTHING
        _carry_out(store, notice.comment, former, measure, who=who, now=now)
    return True


def may_appeal(notice: Notice, now: int) -> bool:
    """Whether the decision upon a notice may still be appealed against."""
    if notice.decision is None or notice.appealed is not None:
        return False
    return now - notice.decision.at.timestamp() < APPEAL_S


def appeal(store: Store, notice: Notice, text: str, now: int) -> bool:
    """Appeal against the decision; False where that cannot be, or was done."""
    if not may_appeal(notice, now) or not text:
        return False
    with store.write() as connection:
        return notices.appeal(connection, notice, text, now)


def _carry_out(
    store: Store, comment: int, former: Measure, measure: Measure, *, who: str, now: int
) -> None:
    """What a decision does to the comment: removed, or shown again upon an appeal."""
    if measure is Measure.REMOVED and former is not Measure.REMOVED:
        why = Why.ILLEGAL.value
        moderate.decide(store, [comment], Act.REMOVE, why=why, who=who, now=now)
    elif former is Measure.REMOVED and measure is not Measure.REMOVED:
        moderate.decide(store, [comment], Act.APPROVE, who=who, now=now)


def _moment(now: int) -> datetime:
    return datetime.fromtimestamp(now, UTC)
