"""Comments in the order in which they are read: threads by time, two deep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nouvelles.records import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer; `to` is whom it answers, where that is not the head of the thread."""

    comment: Comment
    to: Comment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment with all that answers it, directly or not: featured answers first, then
    by time."""

    head: Comment
    replies: tuple[Reply, ...] = ()

    @property
    def size(self) -> int:
        return 1 + len(self.replies)


def arrange(comments: Sequence[Comment]) -> tuple[Thread, ...]:
    """Threads of comments, those with the earliest head first.

    A comment whose parent is not among them heads a thread; so does one in a circle,
    which imports may hold.
    """
    by_id = {one.id: one for one in comments}
    in_order = sorted(comments, key=lambda one: (one.at, one.id))
    heads: dict[int, list[Comment]] = {}
    for one in in_order:
        heads.setdefault(_head(one, by_id), []).append(one)
    return tuple(_thread(by_id[head], heads[head], by_id) for head in heads)


def _head(comment: Comment, by_id: dict[int, Comment]) -> int:
    """The head of a comment's thread; of a circle, its lowest number."""
    seen: list[int] = []
    one = comment
    while one.id not in seen:
        seen.append(one.id)
        above = by_id.get(one.parent or 0)
        if above is None:
            return one.id
        one = above
    return min(seen[seen.index(one.id) :])


def _thread(
    head: Comment, all_of_it: list[Comment], by_id: dict[int, Comment]
) -> Thread:
    replies = []
    for one in all_of_it:
        if one is head:
            continue
        parent = by_id[one.parent or 0]
        replies.append(Reply(comment=one, to=None if parent is head else parent))
    replies.sort(key=lambda one: not one.comment.featured)  # stable: then by time
    return Thread(head=head, replies=tuple(replies))
