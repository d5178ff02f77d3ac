"""What the site's filter learns of moderators, and unlearns when they take it back.

Approving says that a comment is none of spam, a spam act that it is. Nothing else
teaches: what is removed for its manners is not spam, nor is what a ban or the filter
itself put aside.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from nouvelles.comments import Remark
from nouvelles.records import Comment
from nouvelles.records.desk import Act
from nouvelles.store import lessons
from nouvelles.store.headlines import page_heads
from nouvelles.store.moderation import Step

#: The acts that teach, and whether they say that a comment is spam.
TEACHING = {Act.APPROVE: False, Act.SPAM: True}


def teach(connection: Connection, act: Act, steps: Sequence[Step], now: int) -> None:
    """Keep a lesson for each comment of an act that teaches."""
    spam = TEACHING.get(act)
    # The newsroom's own words say nothing of readers'.
    teaching = [step for step in steps if not step.before.staff]
    if spam is None or not teaching:
        return
    # Imported here: the filter with all it rests on takes 14 MB, and moderators are few.
    from nouvelles.comments import VERSION, shipped, taught

    heads = page_heads(connection, {step.before.page for step in teaching})
    for step in teaching:
        head = heads.get(step.before.page)
        remark = remark_of(step.before, head.headline if head else "")
        lessons.add_lesson(
            connection,
            taught(shipped(), remark),
            spam=spam,
            comment=step.comment_id,
            act=step.act_id,
            version=VERSION,
            now=now,
        )


def unteach(connection: Connection, steps: Sequence[Step], now: int) -> None:
    """Forget what undone acts taught; what an earlier act on the same comment had taught
    holds again."""
    if not steps:
        return
    lessons.undo_lessons(connection, [step.act_id for step in steps], now)
    lessons.restore_lessons(connection, [step.comment_id for step in steps])


def remark_of(comment: Comment, title: str) -> Remark:
    """A comment as the filter looks at it."""
    return Remark(
        text=comment.text,
        author=comment.name,
        author_url=comment.home,
        title=title,
        language=comment.language,
    )
