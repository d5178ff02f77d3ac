"""Answers of the newsroom."""

from __future__ import annotations

from datetime import UTC, datetime

from nouvelles.discussion import clean_draft, find_faults
from nouvelles.errors import InputError
from nouvelles.language.identify import identify
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act
from nouvelles.run.clock import Clock
from nouvelles.store import Store
from nouvelles.store import comments as kept
from nouvelles.store.audit import note_audit
from nouvelles.store.comments import NewComment
from nouvelles.store.moderation import note_made


def answer_as_newsroom(
    store: Store,
    number: int,
    name: str,
    text: str,
    *,
    featured: bool,
    who: str,
    clock: Clock,
) -> Comment | None:
    """Answer a comment with the newsroom's badge; None where no such one is shown.

    Raises:
        InputError: name or text cannot be taken.
    """
    draft = clean_draft({"name": name, "text": text})
    faults = find_faults(draft, store.settings.comments.length)
    if faults:
        raise InputError(
            f"answer to comment {number}",
            f"it cannot be taken: {', '.join(faults)}",
            "Mend it and answer again.",
        )
    now = int(clock())
    language, _ = identify(draft.text)
    with store.write() as connection:
        asked = kept.comment_of(connection, number)
        if asked is None or asked.state is not CommentState.SHOWN:
            return None
        comment = Comment(
            id=0,
            page=asked.page,
            name=draft.name,
            text=draft.text,
            at=datetime.fromtimestamp(now, UTC),
            parent=number,
            language="" if language == "und" else language,
            staff=True,
            featured=featured,
        )
        (made,) = kept.add_comments(connection, [NewComment(comment=comment)])
        note_made(connection, made, Act.ANSWER.value, who, now)
        note_audit(connection, who, Act.ANSWER.value, about=str(number), now=now)
    return made
