"""One comment with its history, and what takes more than a key: taking words out,
answering for the newsroom, holding back a host or a ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nouvelles.errors import InputError
from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import BanKind, NotedAct
from nouvelles.run.desk import moderate
from nouvelles.run.desk.moderate import Done
from nouvelles.run.desk.redaction import MARK
from nouvelles.run.discussion.answering import answer_as_newsroom
from nouvelles.store import moderation, moderation_queue
from nouvelles.store.moderation_queue import Waiting
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.lists import DAYS, until_of
from nouvelles.web.desk.queue import number_of, row_of, told
from nouvelles.web.desk.wording import WHYS, act_words, why_words
from nouvelles.web.words import mark

#: What is wrong with a form of this page.
NOT_ONLY_TAKEN_OUT = mark(
    "Only take words out and put {mark} in their place; everything else must stay as its "
    "author wrote it. Nothing was changed."
)
NOT_ANSWERED = mark("The answer has no words, or too many. It was not published.")
BANNED_ALREADY = mark("It is held back already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An act in the history of a comment; `text` is what stood there before it, where
    the act changed words."""

    at: datetime
    who: str
    act: str
    why: str
    text: str
    undone: datetime | None
    batch: int  # 0: it cannot be undone here


def comment(desk: Desk, ask: Ask) -> Answer:
    """A comment, all reasons, its history."""
    return _page(desk, ask)


def redact(desk: Desk, ask: Ask) -> Answer:
    """Take words out."""
    one = _find(desk, ask)
    if one is None:
        return refusal(desk, ask, 404)
    done = moderate.redact(
        desk.store,
        one.comment.id,
        ask.form.one("text", 20_000),
        hide_name=bool(ask.form.one("name")),
        who=ask.who,
        now=ask.now,
    )
    if not done.batch:
        words = ask.edition.words.say(NOT_ONLY_TAKEN_OUT, mark=MARK)
        return _page(desk, ask, fault=words, status=400)
    return told(desk, ask, done, "redact")


def answer(desk: Desk, ask: Ask) -> Answer:
    """Answer for the newsroom."""
    one = _find(desk, ask)
    if one is None:
        return refusal(desk, ask, 404)
    try:
        made = answer_as_newsroom(
            desk.store,
            one.comment.id,
            ask.who,
            ask.form.one("text", 20_000),
            featured=bool(ask.form.one("featured")),
            who=ask.who,
            clock=lambda: ask.now,
        )
    except InputError:
        made = None
    if made is None:
        words = ask.edition.words.say(NOT_ANSWERED)
        return _page(desk, ask, fault=words, status=400)
    with desk.store.read() as connection:
        (noted,) = moderation.history_of(connection, made.id)
    return told(desk, ask, Done(noted.id, (one.comment.id,)), "answer")


def ban(desk: Desk, ask: Ask) -> Answer:
    """Hold back what comes from a host, or is like this comment."""
    one = _find(desk, ask)
    kind, _, value = ask.form.one("ban").partition(":")
    if one is None:
        return refusal(desk, ask, 404)
    if kind == BanKind.RING and one.ring is not None:
        value = f"{one.ring & (1 << 64) - 1:016x}"
    elif kind != BanKind.HOST or value not in row_of(ask, one).hosts:
        return refusal(desk, ask, 400)
    batch = moderate.hold_back(
        desk.store,
        BanKind(kind),
        value,
        until=until_of(ask),
        why="",
        who=ask.who,
        now=ask.now,
        comment=one.comment.id,
    )
    if batch is None:
        return _page(desk, ask, fault=ask.edition.words.say(BANNED_ALREADY), status=409)
    return told(desk, ask, Done(batch, (one.comment.id,)), f"ban {kind}")


def _find(desk: Desk, ask: Ask) -> Waiting | None:
    with desk.store.read() as connection:
        return moderation_queue.one_waiting(connection, number_of(ask), ask.now)


def _page(desk: Desk, ask: Ask, *, fault: str = "", status: int = 200) -> Answer:
    one = _find(desk, ask)
    if one is None:
        return refusal(desk, ask, 404)
    with desk.store.read() as connection:
        history = moderation.history_of(connection, one.comment.id)
    text = ask.form.one("text", 20_000) if fault else ""
    return render(
        desk,
        ask,
        "comment.html",
        status=status,
        row=row_of(ask, one),
        lines=_lines(ask, history, one.comment),
        fault=fault,
        text=text or one.comment.text,
        mark=MARK,
        days=DAYS,
        whys=WHYS,
        done=None,
        can_answer=one.comment.state is CommentState.SHOWN,
        leads_back=ask.back("queue") if status == 200 else ask.at("queue"),
    )


def _lines(ask: Ask, history: tuple[NotedAct, ...], comment: Comment) -> list[Line]:
    """The history, the last act first."""
    lines: list[Line] = []
    after, is_last = comment, True
    for one in reversed(history):
        changed = one.before is not None and one.undone is None
        text = ""
        if changed and one.before and one.before.text != after.text:
            text = one.before.text
        can_undo = changed and is_last and one.batch is not None
        lines.append(
            Line(
                at=one.at,
                who=one.who,
                act=act_words(ask.edition.words, one.act),
                why=why_words(ask.edition.words, one.why),
                text=text,
                undone=one.undone,
                batch=one.batch or 0 if can_undo else 0,
            )
        )
        if one.undone is None:
            is_last = False
            after = one.before or after
    return lines
