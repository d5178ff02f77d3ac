"""How long what belongs to comments is kept: hashes for hours, refused words for days."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, exists, select, update

from nouvelles.config import CommentSettings
from nouvelles.records import Comment, CommentState
from nouvelles.store.codec import decode
from nouvelles.store.comment_translations import drop_translated
from nouvelles.store.comments import record_of
from nouvelles.store.complaints import forget_complaints, is_waiting
from nouvelles.store.database import Store
from nouvelles.store.notices import forget_notices
from nouvelles.store.readtables import count_erasure
from nouvelles.store.schema_comments import (
    comment_acts,
    comment_reports,
    comments,
)

HOUR_S = 3_600
DAY_S = 86_400

#: Rows that are emptied in one transaction.
CHUNK = 200

#: Seconds between two rounds: so much before its end, a hash is dropped.
ROUND_S = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a round of forgetting took away."""

    hashes: int = 0
    texts: int = 0
    notices: int = 0  # and complaints, and what reports said


def forget(store: Store, now: int) -> Forgotten:
    """Drop what has been kept for its time: hashes of networks, words of what is not
    shown, with e-mails, verdicts and what acts and reports say of them; words and names
    of notices, complaints and reports that were decided."""
    kept = store.settings.comments
    with store.write() as connection:
        hashes = _forget_hashes(connection, now - kept.address_h * HOUR_S + ROUND_S)
    texts = sum(
        _forget_texts(store, state, now - days * DAY_S, now)
        for state, days in _times(kept).items()
    )
    before = now - kept.notice_days * DAY_S
    with store.write() as connection:
        notices = (
            forget_notices(connection, before, now)
            + forget_complaints(connection, before, now)
            + _forget_reports(connection, before)
        )
    return Forgotten(hashes=hashes, texts=texts, notices=notices)


def _times(kept: CommentSettings) -> dict[CommentState, int]:
    return {
        CommentState.SPAM: kept.spam_days,
        CommentState.REMOVED: kept.removed_days,
    }


def _forget_hashes(connection: Connection, before: int) -> int:
    dropped = 0
    for table in (comments, comment_reports):
        result = connection.execute(
            update(table)
            .where(table.c.author.is_not(None), table.c.at <= before)
            .values(author=None)
        )
        dropped += result.rowcount
    return dropped


def _forget_reports(connection: Connection, before: int) -> int:
    """Drop what readers said of comments, where that was settled before a time."""
    reports = comment_reports
    dropped = connection.execute(
        update(reports)
        .where(reports.c.settled <= before, reports.c.text != "")
        .values(text="")
    )
    return dropped.rowcount


def _forget_texts(store: Store, state: CommentState, before: int, now: int) -> int:
    query = (
        select(comments.c.id, comments.c.data)
        .where(
            comments.c.state == state.value,
            comments.c.at <= before,
            comments.c.erased.is_(None),
            # From the last decision on it: until then it can be undone, and contested.
            ~exists().where(
                comment_acts.c.comment_id == comments.c.id, comment_acts.c.at > before
            ),
            ~is_waiting(comments.c.id),
        )
        .limit(CHUNK)
    )
    dropped = 0
    while True:
        with store.write() as connection:
            rows = connection.execute(query).all()
            for row in rows:
                _empty(connection, row.id, decode(row.data, Comment), now)
            if rows:
                count_erasure(connection)
        dropped += len(rows)
        if len(rows) < CHUNK:
            return dropped


def _empty(connection: Connection, number: int, comment: Comment, now: int) -> None:
    blank = replace(comment, name="", text="", quote="", home="")
    gone = dict.fromkeys(("email", "author", "verdict"), None)
    connection.execute(
        update(comments)
        .where(comments.c.id == number)
        .values(data=record_of(blank), erased=now, **gone)
    )
    connection.execute(
        update(comment_acts)
        .where(comment_acts.c.comment_id == number)
        .values(before=None)
    )
    connection.execute(
        update(comment_reports)
        .where(comment_reports.c.comment_id == number)
        .values(text="")
    )
    drop_translated(connection, number)
