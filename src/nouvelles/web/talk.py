"""Comments as a page shows them: threads two deep, with what each may be answered by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nouvelles.discussion import Thread, arrange, fragment, to_html
from nouvelles.records import Comment, CommentState
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import Subject

#: Comments on the page of an article or story: whole threads, as many as fit.
FEW = 30
#: The same on a page of comments alone.
MANY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComment:
    """A comment ready for print. `anchor` leads to the passage quoted, on its page;
    `to` is whom it answers within a thread; `gone` says that it is no more."""

    comment: Comment
    html: Markup
    anchor: str = ""
    to: Comment | None = None
    gone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownThread:
    """A comment with its answers."""

    head: ShownComment
    replies: tuple[ShownComment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said about a page: `count` in all, `threads` of this part; `number` of
    `parts`. `reply` is the path of the form; `answer` with the number of a comment leads
    to the form for an answer, in few letters: they stand there thirty times; and so does
    `report` to that by which it is reported, "" where nobody would read it."""

    threads: tuple[ShownThread, ...]
    count: int
    number: int
    parts: int
    is_closed: bool
    language: str  # of what is talked about
    reply: str
    answer: str
    report: str
    all_of_it: str


def show_talk(
    site: Site, edition: Edition, subject: Subject, *, number: int = 1, most: int = FEW
) -> Talk | None:
    """What is said about a subject; None where the paper has no comments."""
    if site.discussion is None:
        return None
    found = site.discussion.comments(subject.page)
    parts = cut(arrange(found), most)
    chosen = parts[number - 1] if number <= len(parts) else ()
    at = edition.addresses
    return Talk(
        threads=tuple(show_thread(one, subject) for one in chosen),
        count=sum(one.state is CommentState.SHOWN for one in found),
        number=number,
        parts=len(parts),
        is_closed=is_closed(site, subject),
        language=subject.language,
        reply=at.write(subject.path),
        answer=at.answer(),
        report=at.reports() if site.takes_notices else "",
        all_of_it=at.comments(subject.path),
    )


def is_closed(site: Site, subject: Subject) -> bool:
    """Whether nobody may comment any more: it is too old, or a moderator said so."""
    assert site.discussion is not None
    if subject.is_over(site.settings.comments.close_days, site.clock()):
        return True
    closed = site.discussion.rule(subject.page).closed
    return closed is not None and closed <= site.clock().timestamp()


def cut(threads: Sequence[Thread], most: int) -> list[tuple[Thread, ...]]:
    """Threads in parts of at most so many comments; a thread is never cut, so that a
    long one has a part of its own."""
    parts: list[list[Thread]] = []
    room = 0
    for thread in threads:
        if not parts or thread.size > room:
            parts.append([])
            room = most
        parts[-1].append(thread)
        room -= thread.size
    return [tuple(part) for part in parts]


def show_thread(thread: Thread, subject: Subject) -> ShownThread:
    """A thread ready for print."""
    return ShownThread(
        head=show_comment(thread.head, subject),
        replies=tuple(
            show_comment(one.comment, subject, to=one.to) for one in thread.replies
        ),
    )


def show_comment(
    comment: Comment, subject: Subject, *, to: Comment | None = None
) -> ShownComment:
    """A comment ready for print."""
    is_shown = comment.state is CommentState.SHOWN
    return ShownComment(
        comment=comment,
        html=Markup(to_html(comment.text)),  # noqa: S704 - cleaned there
        anchor=subject.path + fragment(comment.quote) if comment.quote else "",
        to=to,
        gone="" if is_shown else comment.state.value,
    )
