"""Notices of illegal content at the desk: what waits, and decisions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping

from nouvelles.records.desk import Measure, Notice, NoticeState
from nouvelles.run.desk import notices as kept
from nouvelles.store import moderation_queue
from nouvelles.store import notices as stored
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, see
from nouvelles.web.desk.failures import refusal
from nouvelles.web.desk.forms import is_number
from nouvelles.web.desk.queue import number_of, row_of
from nouvelles.web.desk.wording import MEASURES, NOTICES
from nouvelles.web.words import mark

SIZE = 50

#: What a form shows, and the states that are in it.
SHOWN: Mapping[str, list[NoticeState]] = {
    "": [NoticeState.OPEN, NoticeState.APPEALED],
    "decided": [NoticeState.DECIDED, NoticeState.CLOSED],
}

NO_REASONS = mark(
    "A decision needs its reasons: the facts, and the law or the rule that it rests on."
)


def notices(desk: Desk, ask: Ask) -> Answer:
    """Those that wait for a decision, or those that have one."""
    show = ask.query.get("show", "")
    states = SHOWN.get(show, SHOWN[""])
    given = ask.query.get("before", "")
    before = int(given) if is_number(given) else None
    with desk.store.read() as connection:
        found = stored.notices_in(connection, states, SIZE + 1, before=before)
    more = len(found) > SIZE
    older = ask.at("notices", show=show, before=str(found[SIZE - 1].id)) if more else ""
    return render(
        desk,
        ask,
        "notices.html",
        found=found[:SIZE],
        older=older,
        show=show,
        states=NOTICES,
        measures=MEASURES,
    )


def notice(desk: Desk, ask: Ask) -> Answer:
    """One notice with the comment that it is about."""
    found = _find(desk, ask)
    return _page(desk, ask, *found) if found else refusal(desk, ask, 404)


def decide(desk: Desk, ask: Ask) -> Answer:
    """Decide upon it."""
    found = _find(desk, ask)
    if found is None:
        return refusal(desk, ask, 404)
    measure = ask.form.one("measure")
    facts = ask.form.one("facts", kept.LONGEST)
    ground = ask.form.one("ground", kept.LONGEST)
    if measure not in {one.value for one in Measure} or not facts or not ground:
        words = ask.edition.words.say(NO_REASONS)
        return _page(desk, ask, *found, fault=words, status=400)
    done = kept.decide(
        desk.store,
        found[0],
        Measure(measure),
        facts=facts,
        ground=ground,
        who=ask.who,
        now=ask.now,
    )
    if not done:
        return refusal(desk, ask, 409)
    return see(ask.at(f"notices/{found[0].id}"))


def _find(desk: Desk, ask: Ask) -> tuple[Notice, str, str] | None:
    return kept.with_contact(desk.store, number_of(ask))


def _page(
    desk: Desk,
    ask: Ask,
    found: Notice,
    name: str,
    email: str,
    *,
    fault: str = "",
    status: int = 200,
) -> Answer:
    row = None
    if found.comment is not None:
        with desk.store.read() as connection:
            one = moderation_queue.one_waiting(connection, found.comment, ask.now)
        row = row_of(ask, one) if one else None
    return render(
        desk,
        ask,
        "notice.html",
        status=status,
        notice=found,
        # Only who decides needs to know whom to answer.
        name=name if ask.is_editor else "",
        email=email if ask.is_editor else "",
        row=row,
        fault=fault,
        states=NOTICES,
        measures=MEASURES,
        given={
            key: ask.form.one(key, kept.LONGEST)
            for key in ("measure", "facts", "ground")
        },
        is_open=found.state in SHOWN[""],
        done=None,
    )
