"""Complaints of authors at the desk: what waits, and decisions with their reasons."""

from __future__ import annotations

from nouvelles.discussion.draft import COMPLAINT
from nouvelles.records.desk import Complaint, ComplaintState
from nouvelles.run.desk import complaints as kept
from nouvelles.store import complaints as stored
from nouvelles.store import moderation, moderation_queue
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, see
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.forms import is_number
from nouvelles.web.desk.queue import number_of, row_of
from nouvelles.web.desk.wording import COMPLAINTS, why_words
from nouvelles.web.words import mark

SIZE = 50

NO_REASONS = mark("A decision needs its reasons: its author reads them.")


def complaints(desk: Desk, ask: Ask) -> Answer:
    """Those that wait for a decision, or those that have one."""
    show, given = ask.query.get("show", ""), ask.query.get("before", "")
    before = int(given) if is_number(given) else None
    with desk.store.read() as connection:
        found = stored.list_complaints(
            connection, SIZE + 1, is_open=show != "decided", before=before
        )
    more = len(found) > SIZE and show == "decided"
    last = str(found[SIZE - 1].id) if more else ""
    return render(
        desk,
        ask,
        "complaints.html",
        found=found[:SIZE],
        older=ask.at("complaints", show=show, before=last) if more else "",
        show=show,
        states=COMPLAINTS,
    )


def complaint(desk: Desk, ask: Ask) -> Answer:
    """One complaint with the comment that it is about."""
    found = kept.find(desk.store, number_of(ask))
    return _page(desk, ask, found) if found else refusal(desk, ask, 404)


def decide(desk: Desk, ask: Ask) -> Answer:
    """Decide upon it."""
    found = kept.find(desk.store, number_of(ask))
    if found is None:
        return refusal(desk, ask, 404)
    decision, reasons = (
        ask.form.one("decision"),
        ask.form.one("reasons", COMPLAINT),
    )
    if decision not in ("show", "keep") or not reasons:
        words = ask.edition.words.say(NO_REASONS)
        return _page(desk, ask, found, fault=words, status=400)
    done = kept.decide(
        desk.store,
        found,
        show=decision == "show",
        reasons=reasons,
        who=ask.who,
        now=ask.now,
    )
    if not done:
        return refusal(desk, ask, 409)
    return see(ask.at(f"complaints/{found.id}"))


def _page(
    desk: Desk, ask: Ask, found: Complaint, *, fault: str = "", status: int = 200
) -> Answer:
    with desk.store.read() as connection:
        one = moderation_queue.one_waiting(connection, found.comment, ask.now)
        why = moderation.removed_for(connection, found.comment)
    return render(
        desk,
        ask,
        "complaint.html",
        status=status,
        complaint=found,
        row=row_of(ask, one) if one else None,
        why=why_words(ask.edition.words, why),
        fault=fault,
        states=COMPLAINTS,
        reasons_given=ask.form.one("reasons", COMPLAINT),
        decision=ask.form.one("decision"),
        is_open=found.state is ComplaintState.OPEN,
        done=None,
    )
