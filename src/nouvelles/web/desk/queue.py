"""The queue: what waits, what was sorted out, what was reported; and acts on it.

One person works it: each comment with what it answers and why it waits, acts of one key or
one touch, each taken back as easily. The script only spares the turning of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from nouvelles.records import CommentState
from nouvelles.records.desk import Act, Why
from nouvelles.run.desk import moderate
from nouvelles.run.desk.moderate import Done
from nouvelles.store import moderation, moderation_queue
from nouvelles.store.headlines import page_heads
from nouvelles.store.moderation_queue import Asked, Waiting
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, said, see
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.forms import is_number
from nouvelles.web.desk.wording import (
    ACTS,
    BANDS,
    STATES,
    WHYS,
    Reasoned,
    hosts_in,
    page_path,
    reasons_of,
    report_words,
)  # fmt: skip
from nouvelles.web.names import language_tag

#: Comments on one page of the queue.
SIZE = 25
#: What waits is counted up to here; beyond, "more than".
MOST = 10_000
#: Comments of a ring that one act takes.
MOST_ALIKE = 1_000

#: Acts of the queue's forms, by what their buttons send.
BUTTONS = {
    "approve": Act.APPROVE,
    "spam": Act.SPAM,
    "queue": Act.QUEUE,
    "feature": Act.FEATURE,
    "unfeature": Act.UNFEATURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A comment as the queue's template has it."""

    one: Waiting
    state: str
    headline: str
    headline_language: str
    path: str
    hosts: Sequence[str]
    reasons: Sequence[Reasoned]
    reports: Sequence[tuple[str, str]]
    band: str


def queue(desk: Desk, ask: Ask) -> Answer:
    """The page of what was asked for: a state or what was reported, a band, a language,
    an article or a story."""
    asked = _asked(ask)
    number = _number(ask.query.get("page", ""))
    with desk.store.read() as connection:
        found = moderation_queue.queue_page(connection, asked, number, SIZE, ask.now)
        counts = moderation_queue.count_waiting(connection, MOST)
        tags = moderation_queue.languages_waiting(connection, asked.state)
        head = page_heads(connection, [asked.page] if asked.page else ())
        done = _done(connection, ask)
    if not found.rows and number > 1:
        return see(_page_path(ask, 1))  # those of the last page are done
    return render(
        desk,
        ask,
        "queue.html",
        rows=[row_of(ask, one) for one in found.rows],
        counts=counts,
        most=MOST,
        asked=asked,
        given={name: ask.query.get(name, "") for name in ("band", "language")},
        languages_waiting=[tag for tag in tags if language_tag(tag)],
        head=head.get(asked.page),
        newer=_page_path(ask, number - 1) if number > 1 else "",
        older=_page_path(ask, number + 1) if found.has_more else "",
        done=done,
        bands=BANDS,
        states=STATES,
        whys=WHYS,
    )


def ring(desk: Desk, ask: Ask) -> Answer:
    """A comment with all that are alike, to be dealt with at once."""
    with desk.store.read() as connection:
        one = moderation_queue.one_waiting(connection, number_of(ask), ask.now)
        if one is None or one.ring is None:
            return refusal(desk, ask, 404)
        asked = Asked(state="", ring=one.ring)
        found = moderation_queue.queue_page(connection, asked, 1, MOST_ALIKE, ask.now)
        done = _done(connection, ask)
    rows = [row_of(ask, other) for other in found.rows]
    return render(
        desk, ask, "ring.html", rows=rows, one=one, done=done, whys=WHYS,
        key=f"{one.ring & (1 << 64) - 1:016x}",
    )  # fmt: skip


def act(desk: Desk, ask: Ask) -> Answer:
    """Do what a form asks to the comments that it names."""
    ids = ask.form.numbers("id")
    return _decide(desk, ask, ids) if ids else see(ask.back("queue"))


def act_on_ring(desk: Desk, ask: Ask) -> Answer:
    """Do what a form asks to a comment and all that are alike."""
    with desk.store.read() as connection:
        one = moderation_queue.one_waiting(connection, number_of(ask), ask.now)
        if one is None or one.ring is None:
            return refusal(desk, ask, 404)
        ids = moderation_queue.ring_of(connection, one.ring, ask.now)
    return _decide(desk, ask, ids[-MOST_ALIKE:])


def _decide(desk: Desk, ask: Ask, ids: Sequence[int]) -> Answer:
    name, _, why = ask.form.one("act").partition(":")
    if name == "remove" and why in {one.value for one in Why}:
        wanted = Act.REMOVE
    elif name in BUTTONS and not why:
        wanted = BUTTONS[name]
    else:
        return refusal(desk, ask, 400)
    done = moderate.decide(desk.store, ids, wanted, why=why, who=ask.who, now=ask.now)
    return told(desk, ask, done, wanted.value)


def number_of(ask: Ask) -> int:
    """The number in an address; 0, which nothing has, for what is none."""
    id = ask.params["id"]
    return int(id) if is_number(id) else 0


def undo(desk: Desk, ask: Ask) -> Answer:
    """Take a batch of acts back."""
    batch = ask.form.one("batch")
    if not is_number(batch):
        return refusal(desk, ask, 400)
    done = moderate.undo(desk.store, int(batch), who=ask.who, now=ask.now)
    if done.batch == 0:
        return refusal(desk, ask, 409)
    if ask.wants_json:
        words = ask.edition.words.say("Undone.")
        return _to_script(desk, words, done, batch=0)
    return see(ask.back("queue"))


def told(desk: Desk, ask: Ask, done: Done, act: str) -> Answer:
    """What was done, to the script in words, else by the page that was left."""
    if ask.wants_json:
        words = _words(ask, act, len(done.comments))
        return _to_script(desk, words, done, batch=done.batch)
    back = ask.back("queue")
    joint = "&" if "?" in back else "?"
    return see(f"{back}{joint}done={done.batch}")


def _to_script(desk: Desk, words: str, done: Done, *, batch: int) -> Answer:
    """What was done, and how many wait now, as the tabs write it."""
    with desk.store.read() as connection:
        counts = moderation_queue.count_waiting(connection, MOST)
    tabs = {name: f"{n}+" if n == MOST else str(n) for name, n in counts.items()}
    return said({"said": words, "batch": batch, "ids": done.comments, "counts": tabs})


def row_of(ask: Ask, one: Waiting) -> Row:
    """A comment in the words of the page's language."""
    words, head = ask.edition.words, one.head
    return Row(
        one=one,
        state=words.say(STATES[one.comment.state]),
        headline=head.headline if head else "",
        headline_language=head.language if head else "",
        path=page_path(ask.edition.addresses, head) if head else "",
        hosts=hosts_in(f"{one.comment.text} {one.comment.home}"),
        reasons=reasons_of(words, one),
        reports=[
            (report_words(words, report.kind), report.text) for report in one.reports
        ],
        band=words.say(BANDS[one.band]) if one.band in BANDS else "",
    )


def _words(ask: Ask, act: str, number: int) -> str:
    words = ask.edition.words
    return words.count(
        "{number} comment: {act}", "{number} comments: {act}", number,
        act=words.say(ACTS[act]),
    )  # fmt: skip


def _asked(ask: Ask) -> Asked:
    show = ask.query.get("show", "")
    states = {one.value for one in CommentState}
    band = ask.query.get("band", "")
    return Asked(
        state="" if show == "reported" else show if show in states else "queued",
        reported=show == "reported",
        band=band if band in BANDS else "",
        language=language_tag(ask.query.get("language", "")),
        page=ask.query.get("of", ""),
    )


def _done(connection: Connection, ask: Ask) -> tuple[int, str] | None:
    """The batch that a form did just now, and what it was in words."""
    given = ask.query.get("done", "")
    if not is_number(given):
        return None
    acts = moderation.acts_of_batch(connection, int(given))
    live = [one for one in acts if one.undone is None]
    if not live or live[0].act not in ACTS:
        return None
    return int(given), _words(ask, live[0].act, len(live))


def _number(given: str) -> int:
    return min(max(int(given), 1), 1_000_000) if is_number(given) else 1


def _page_path(ask: Ask, number: int) -> str:
    query = {name: value for name, value in ask.query.items() if name != "done"}
    query["page"] = str(number) if number > 1 else ""
    return ask.at("queue", **query)
