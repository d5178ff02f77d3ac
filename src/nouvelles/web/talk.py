"""Comments as a page shows them: threads two deep, with what each may be answered by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from nouvelles.discussion import arrange, fragment, shown_html
from nouvelles.records import Comment, CommentState
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import Subject
from nouvelles.web.typesetting import set_remark

if TYPE_CHECKING:
    from nouvelles.discussion import Thread
    from nouvelles.store.comments import PageRule

#: Comments on the page of an article or story, and bytes of their HTML: with them an
#: article's page stays below 30 kB.
FEW, ROOM = 30, 8_500
#: Bytes of a comment's markup beside its words.
MARKUP = 280
#: The same on a page of comments alone.
MANY, MUCH_ROOM = 100, 200_000


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
    short: str  # with a comment's number behind it, leads to its page
    translates: bool
    all_of_it: str


def show_talk(
    site: Site,
    edition: Edition,
    subject: Subject,
    *,
    number: int = 1,
    most: int = FEW,
    room: int = ROOM,
    below: int = 0,
) -> Talk | None:
    """A part of what is said about a subject, or, with `below`, of a comment and what
    answers it; None where the paper has no comments."""
    if site.discussion is None:
        return None
    found, rule = site.discussion.said_of(subject.page)
    return make_talk(
        site,
        edition,
        subject,
        found,
        closed=is_closed(site, subject, rule),
        number=number,
        most=most,
        room=room,
        below=below,
    )


def make_talk(
    site: Site,
    edition: Edition,
    subject: Subject,
    found: Sequence[Comment],
    *,
    closed: bool,
    number: int = 1,
    most: int = FEW,
    room: int = ROOM,
    below: int = 0,
) -> Talk:
    """The same of the comments that were found; `closed`: no more are taken."""
    assert site.discussion is not None
    chosen = answers_to(found, below) if below else found
    parts = cut(arrange(chosen), subject, most, room)
    at = edition.addresses
    return Talk(
        threads=group(parts[number - 1]) if number <= len(parts) else (),
        count=sum(one.state is CommentState.SHOWN for one in chosen),
        number=number,
        parts=len(parts),
        is_closed=closed,
        language=subject.language,
        reply=at.write(subject.path),
        answer=at.answer(),
        report=at.reports() if site.takes_notices else "",
        short=at.short(),
        translates=site.discussion.interpreter.is_there,
        all_of_it=at.comments(subject.path),
    )


def answers_to(found: Sequence[Comment], number: int) -> list[Comment]:
    """A comment and all that answers it, directly or not."""
    wanted = {number}
    # A parent is older than what answers it, but for imports: those are numbered so.
    for one in sorted(found, key=lambda one: one.id):
        if one.parent in wanted:
            wanted.add(one.id)
    return [one for one in found if one.id in wanted]


def is_closed(site: Site, subject: Subject, rule: PageRule | None = None) -> bool:
    """Whether nobody may comment any more: it is too old, or a moderator said so (in its
    rule, which is read where it is not given)."""
    assert site.discussion is not None
    if subject.is_over(site.settings.comments.close_days, site.clock()):
        return True
    closed = (rule or site.discussion.rule(subject.page)).closed
    return closed is not None and closed <= site.clock().timestamp()


#: A comment with the head of its thread, None of a head itself.
Line = tuple[ShownComment, Comment | None]


def cut(
    threads: Sequence[Thread], subject: Subject, most: int, room: int
) -> list[list[Line]]:
    """What is read, one after the other, in parts of at most so many comments and bytes;
    a part has one comment at least."""
    parts: list[list[Line]] = []
    left = 0
    for line in _lines(threads, subject):
        size = len(line[0].html.encode("utf-8", "replace")) + MARKUP
        if not parts or len(parts[-1]) >= most or size > left:
            parts.append([])
            left = room
        parts[-1].append(line)
        left -= size
    return parts


def _lines(threads: Sequence[Thread], subject: Subject) -> Iterator[Line]:
    for thread in threads:
        yield show_comment(thread.head, subject), None
        for one in thread.replies:
            yield show_comment(one.comment, subject, to=one.to), thread.head


def group(part: Sequence[Line]) -> tuple[ShownThread, ...]:
    """A part in threads; answers whose head stands in the part before head one, and say
    whom they answer."""
    threads: list[tuple[ShownComment, list[ShownComment]]] = []
    for one, head in part:
        if head is None or not threads:
            threads.append((one if one.to else replace(one, to=head), []))
        else:
            threads[-1][1].append(one)
    return tuple(ShownThread(head=one, replies=tuple(more)) for one, more in threads)


def set_comment(comment: Comment) -> Markup:
    """The text of a comment, ready for print."""
    return set_remark(shown_html(comment.text, comment.html), comment.language)


def show_comment(
    comment: Comment, subject: Subject, *, to: Comment | None = None
) -> ShownComment:
    """A comment ready for print."""
    is_shown = comment.state is CommentState.SHOWN
    return ShownComment(
        comment=comment,
        html=set_comment(comment),
        anchor=subject.path + fragment(comment.quote) if comment.quote else "",
        to=to,
        gone="" if is_shown else comment.state.value,
    )
