"""Comments as they are kept: added, read by page, changed by their authors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from nouvelles.comments.records import Verdict
from nouvelles.discussion import made_html
from nouvelles.forgetting import remembered
from nouvelles.records import Comment, CommentState, PageMode
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode, digest16, encode
from nouvelles.store.comment_translations import drop_translated
from nouvelles.store.complaints import drop_complaints
from nouvelles.store.lessons import drop_lessons
from nouvelles.store.readtables import count_change, count_erasure
from nouvelles.store.schema_comments import (
    comment_acts,
    comment_bans,
    comments,
)
from nouvelles.store.story_pages import read_with


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A comment with what is kept beside it. `comment.id` is not looked at.

    `email` is encrypted; `token` (digest of the author's secret), `form` (digest of the
    form's number) and `author` (keyed hash of a network) have 16 bytes.
    """

    comment: Comment
    token: bytes | None = None
    form: bytes | None = None
    editable: int = 0
    email: bytes | None = None
    author: bytes | None = None
    ring: int | None = None
    verdict: Verdict | None = None
    version: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComment:
    """A comment as its author comes back to it."""

    comment: Comment
    editable: int  # until when, seconds since 1970
    gate: str
    email: bytes | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """How a page is moderated where somebody said so; `closed` in seconds since 1970."""

    mode: PageMode | None = None
    closed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """What is held back: a word, a host, a ring or an author (in hexadecimal)."""

    kind: str
    value: str


def said_digest(page: str, name: str, text: str) -> bytes:
    """What tells that the same was said on the same page before."""
    return digest16("\0".join((page, name, text)).encode("utf-8", "surrogatepass"))


def record_of(comment: Comment) -> bytes:
    """A comment as it is kept, with the HTML that readers see where they see it."""
    is_shown = comment.state is CommentState.SHOWN
    html = made_html(comment.text) if is_shown else ""
    return encode(replace(comment, html=html))


def add_comments(
    connection: Connection, new: Sequence[NewComment]
) -> tuple[Comment, ...]:
    """Keep comments, which are given their numbers. One whose form brought a comment
    before is not kept again: that comment is given."""
    known = _brought(connection, [one.form for one in new if one.form])
    fresh: dict[bytes | int, NewComment] = {}  # each form once
    for place, one in enumerate(new):
        if one.form not in known:
            fresh.setdefault(one.form or place, one)
    made = _insert(connection, list(fresh.values()))
    added = dict(zip(fresh, made, strict=True))
    if any(one.state is CommentState.SHOWN for one in made):
        count_change(connection)
    return tuple(
        known.get(one.form) or added[one.form or place] for place, one in enumerate(new)
    )


def _brought(
    connection: Connection, forms: Sequence[bytes]
) -> dict[bytes | None, Comment]:
    """The comments that forms brought before."""
    if not forms:
        return {}
    query = select(comments.c.form, comments.c.data).where(comments.c.form.in_(forms))
    return {row.form: decode(row.data, Comment) for row in connection.execute(query)}


def _insert(connection: Connection, new: Sequence[NewComment]) -> list[Comment]:
    """New rows with their numbers, which stand in the records too."""
    if not new:
        return []
    adding = comments.insert().returning(comments.c.id, sort_by_parameter_order=True)
    numbers = connection.execute(adding, [_row(one) for one in new]).scalars()
    made = [
        replace(one.comment, id=int(number))
        for one, number in zip(new, numbers, strict=True)
    ]
    connection.execute(
        update(comments)
        .where(comments.c.id == bindparam("number"))
        .values(data=bindparam("record")),
        [{"number": one.id, "record": record_of(one)} for one in made],
    )
    return made


def _row(new: NewComment) -> dict[str, Any]:
    one, verdict = new.comment, new.verdict
    return {
        "page": one.page,
        "parent": one.parent,
        "state": one.state.value,
        "at": int(one.at.timestamp()),
        "language": one.language.partition("-")[0].lower(),
        "data": record_of(one),
        "email": new.email,
        "token": new.token,
        "editable": new.editable,
        "form": new.form,
        "digest": said_digest(one.page, one.name, one.text),
        "author": new.author,
        "ring": new.ring,
        "score": verdict and verdict.score,
        "band": verdict and verdict.band.value,
        "verdict": encode(verdict) if verdict else None,
        "version": new.version,
        "gate": new.gate,
    }


def comments_of(
    connection: Connection | sqlite3.Connection, page: str
) -> tuple[Comment, ...]:
    """What readers see of a page, by time: what is shown, and in the place of what is
    no more a comment without words, where something that is shown answers it. What was
    said of stories that a story took in is said of it."""
    rows = ask(connection, _OF_PAGE, read_with(connection, page), _VISIBLE)
    found = [_seen(row.id, row.state, row.data) for row in rows]
    kept = {one.parent for one in found if one.state is CommentState.SHOWN}
    above = {one.id: one.parent for one in found}
    for number in list(kept):  # a chain of those that are no more
        while (number := above.get(number or 0)) and number not in kept:
            kept.add(number)
    return tuple(
        one for one in found if one.state is CommentState.SHOWN or one.id in kept
    )


# Of one page 2,000 are read at most; beyond, the oldest stand there.
_OF_PAGE = (
    "SELECT id, state, data FROM comments WHERE page IN {} AND state IN {} "
    "ORDER BY at, id LIMIT 2000"
)
_RULES = "SELECT page, mode, closed FROM page_moderation WHERE page IN {}"
_VISIBLE = [
    CommentState.SHOWN.value,
    CommentState.REMOVED.value,
    CommentState.DELETED.value,
]


# Pages read the same comments again and again, and their records do not change.
@remembered(2048)
def _seen(id: int, state: str, data: bytes) -> Comment:
    comment = replace(decode(data, Comment), id=id, state=CommentState(state))
    if comment.state is CommentState.SHOWN:
        return comment
    return replace(comment, name="", text="", quote="", home="", language="", html="")


def comment_of(connection: Connection, number: int) -> Comment | None:
    """A comment by its number, whatever its state."""
    query = select(comments.c.state, comments.c.data).where(comments.c.id == number)
    row = connection.execute(query).first()
    if row is None:
        return None
    return replace(decode(row.data, Comment), state=CommentState(row.state))


def own_comment(connection: Connection, token: bytes) -> OwnComment | None:
    """The comment of an author's secret, by its digest."""
    row = connection.execute(select(comments).where(comments.c.token == token)).first()
    if row is None:
        return None
    return OwnComment(
        comment=replace(decode(row.data, Comment), state=CommentState(row.state)),
        editable=row.editable,
        gate=row.gate,
        email=row.email,
        verdict=decode(row.verdict, Verdict) if row.verdict else None,
    )


def change_own(
    connection: Connection, new: NewComment, number: int, *, now: int, before: Comment
) -> None:
    """What an author made of their comment, judged anew; how it was stays in its acts."""
    row = _row(replace(new, comment=replace(new.comment, id=number)))
    kept = ("email", "token", "editable", "form", "author", "at")
    changed = {name: value for name, value in row.items() if name not in kept}
    connection.execute(update(comments).where(comments.c.id == number).values(changed))
    drop_translated(connection, number)
    note_act(connection, "author", "edit", number, before.page, now, before=before)
    count_change(connection)


def delete_own(connection: Connection, comment: Comment, now: int) -> None:
    """Delete a comment at its author's word: words, name, e-mail, verdict and traces."""
    blank = replace(
        comment, name="", text="", quote="", home="", state=CommentState.DELETED
    )
    connection.execute(
        update(comments)
        .where(comments.c.id == comment.id)
        .values(
            state=CommentState.DELETED.value,
            data=record_of(blank),
            digest=said_digest(comment.page, "", str(comment.id)),
            erased=now,
            **dict.fromkeys(
                ("email", "author", "ring", "score", "band", "verdict"), None
            ),
        )
    )
    connection.execute(
        update(comment_acts)
        .where(comment_acts.c.comment_id == comment.id)
        .values(before=None)
    )
    drop_lessons(connection, comment.id)
    drop_translated(connection, comment.id)
    drop_complaints(connection, comment.id)
    note_act(connection, "author", "delete", comment.id, comment.page, now)
    count_change(connection)
    count_erasure(connection)


def note_act(
    connection: Connection,
    who: str,
    act: str,
    comment: int | None,
    page: str,
    now: int,
    *,
    why: str = "",
    before: Comment | None = None,
    batch: int | None = None,
) -> int:
    """Append an act to the history of comments; its number."""
    result = connection.execute(
        comment_acts.insert().values(
            comment_id=comment,
            page=page,
            at=now,
            who=who,
            act=act,
            why=why,
            before=encode(before) if before else None,
            batch=batch,
        )
    )
    (number,) = result.inserted_primary_key or (0,)
    return int(number)


def said_before(connection: Connection, digests: Sequence[bytes]) -> set[bytes]:
    """Which of these was said on its page before (`said_digest`)."""
    query = select(comments.c.digest).where(comments.c.digest.in_(digests))
    return {row.digest for row in connection.execute(query)}


def rings_since(connection: Connection, since: int) -> Iterator[tuple[int, str]]:
    """The rings of what came since a time, with the pages on which it did."""
    query = select(comments.c.ring, comments.c.page).where(
        comments.c.at >= since, comments.c.ring.is_not(None)
    )
    for row in connection.execute(query):
        yield row.ring, row.page


def waiting(connection: Connection) -> int:
    """How many comments wait for a person."""
    query = select(func.count()).where(comments.c.state == CommentState.QUEUED.value)
    return int(connection.execute(query).scalar_one())


def page_rule(connection: Connection | sqlite3.Connection, page: str) -> PageRule:
    """How a page is moderated, where not as everywhere. A story is moderated as closely as
    any that it took in: comments wait where those of one do, and are closed with it."""
    pages = read_with(connection, page)
    rules = {row.page: row for row in ask(connection, _RULES, pages)}
    modes = {name: PageMode(row.mode) for name, row in rules.items() if row.mode}
    waits = PageMode.BEFORE in modes.values()
    return PageRule(
        mode=PageMode.BEFORE if waits else modes.get(pages[0]),
        closed=min((row.closed for row in rules.values() if row.closed), default=None),
    )


def live_bans(connection: Connection, now: int) -> tuple[Ban, ...]:
    """What is held back now."""
    query = select(comment_bans.c.kind, comment_bans.c.value).where(
        and_(
            comment_bans.c.lifted.is_(None),
            or_(comment_bans.c.until.is_(None), comment_bans.c.until > now),
        )
    )
    return tuple(
        Ban(kind=row.kind, value=row.value) for row in connection.execute(query)
    )
