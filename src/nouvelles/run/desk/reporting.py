"""Readers report comments; what concerns a minor is hidden before anybody has looked."""

from __future__ import annotations

from nouvelles.records import CommentState
from nouvelles.records.desk import Act, ReportKind
from nouvelles.store import Store, moderation, reports
from nouvelles.store.comments import comment_of
from nouvelles.store.moderation import in_state
from nouvelles.store.readtables import count_change, count_erasure

#: Characters of what a reader adds.
LONGEST = 500

#: Under which name the log has what a report does by itself.
READER = "reader"


def report(
    store: Store,
    comment: int,
    kind: ReportKind,
    text: str,
    *,
    author: bytes | None,
    may_hide: bool,
    now: int,
) -> bool:
    """Keep what a reader reported; False where readers do not see this comment.

    `author` is the keyed hash of the reader's network. Where it concerns a minor the
    comment is hidden until a moderator has looked, once: what a moderator has left
    standing stays.
    """
    with store.write() as connection:
        found = comment_of(connection, comment)
        if found is None or found.state is not CommentState.SHOWN:
            return False
        looked_at = reports.was_settled(connection, comment, kind)
        reports.add_report(
            connection, comment, kind, text[:LONGEST], author=author, now=now
        )
        if kind is ReportKind.MINOR and may_hide and not looked_at:
            moderation.apply_act(
                connection,
                [comment],
                Act.HIDE.value,
                in_state(CommentState.QUEUED),
                why=kind.value,
                who=READER,
                now=now,
            )
            count_change(connection)
            count_erasure(connection)
    return True
