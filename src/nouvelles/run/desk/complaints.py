"""Complaints of authors, as Regulation (EU) 2022/2065 asks for them in its article 20.

Whoever wrote a comment that a moderator removed, or that was taken for spam, complains on
the comment's own page, free of charge, for six months from the decision or as long as its
words are kept; a person decides, and the decision stands there with its reasons.
"""

from __future__ import annotations

from sqlalchemy import Connection

from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act, Complaint, ComplaintState
from nouvelles.run.desk import moderate
from nouvelles.run.desk.notices import APPEAL_S
from nouvelles.store import Store, complaints
from nouvelles.store.audit import note_audit

#: What a complaint can be about.
PUT_ASIDE = (CommentState.REMOVED, CommentState.SPAM)


def made_by(store: Store, comment: int) -> tuple[Complaint, ...]:
    """What the author of a comment complained of, the first first."""
    with store.read() as connection:
        return complaints.complaints_about(connection, comment)


def find(store: Store, number: int) -> Complaint | None:
    """A complaint by its number."""
    with store.read() as connection:
        return complaints.complaint_of(connection, number)


def may_complain(store: Store, comment: Comment, now: int) -> bool:
    """Whether the author of a comment may complain: once about each decision."""
    with store.read() as connection:
        return _may_complain(connection, comment, now)


def complain(store: Store, comment: Comment, text: str, now: int) -> bool:
    """Complain; False where that cannot be, or was done."""
    with store.write() as connection:
        if not text or not _may_complain(connection, comment, now):
            return False
        complaints.add_complaint(connection, comment.id, text, now)
    return True


def _may_complain(connection: Connection, comment: Comment, now: int) -> bool:
    if comment.state not in PUT_ASIDE or not comment.text:
        return False
    put_aside = complaints.put_aside_at(connection, comment.id)
    made = complaints.complaints_about(connection, comment.id)
    since = int(comment.at.timestamp()) if put_aside is None else put_aside
    is_new = not made or made[-1].at.timestamp() < since
    return is_new and now - since < APPEAL_S


def decide(
    store: Store, complaint: Complaint, *, show: bool, reasons: str, who: str, now: int
) -> bool:
    """Decide: the comment is shown again, or stays where it is; False where somebody was
    sooner."""
    state = ComplaintState.REVERSED if show else ComplaintState.UPHELD
    with store.write() as connection:
        if not complaints.decide(
            connection, complaint.id, state, reasons=reasons, who=who, now=now
        ):
            return False
        note_audit(
            connection,
            who,
            "decide complaint",
            about=str(complaint.comment),
            detail=state.value,
            now=now,
        )
    if show:
        moderate.decide(store, [complaint.comment], Act.APPROVE, who=who, now=now)
    return True
