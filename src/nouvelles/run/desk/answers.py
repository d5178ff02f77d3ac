"""The newsroom answers: a comment of its own, with a badge, published at once."""

from __future__ import annotations

from datetime import UTC, datetime

from nouvelles.discussion import clean_draft, find_faults
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act
from nouvelles.store import Store, moderation
from nouvelles.store.audit import note_audit
from nouvelles.store.comments import NewComment, add_comments


def answer(
    store: Store,
    to: Comment,
    text: str,
    *,
    language: str,
    featured: bool,
    who: str,
    now: int,
) -> int | None:
    """Publish an answer under the account's name; the batch to take it back by, None
    where it cannot be published: no words, too many, or nobody sees what it answers."""
    draft = clean_draft({"name": who, "text": text})
    if to.state is not CommentState.SHOWN:
        return None
    if find_faults(draft, 2 * store.settings.comments.length):
        return None
    comment = Comment(
        id=0,
        page=to.page,
        name=who,
        text=draft.text,
        at=datetime.fromtimestamp(now, UTC),
        parent=to.id,
        language=language,
        staff=True,
        featured=featured,
    )
    with store.write() as connection:
        (made,) = add_comments(connection, [NewComment(comment=comment)])
        # Taken back, it is an answer that was removed: the act's "before".
        batch = moderation.note_made(connection, made, Act.ANSWER.value, who, now)
        note_audit(connection, who, Act.ANSWER.value, about=str(to.id), now=now)
    return batch
