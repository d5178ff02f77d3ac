"""The audit: who did what at the desk, the last first."""

from __future__ import annotations

from nouvelles.store.audit import audit_lines
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render
from nouvelles.web.desk.forms import is_number
from nouvelles.web.desk.wording import act_words, detail_words

SIZE = 100


def log(desk: Desk, ask: Ask) -> Answer:
    """A page of the audit."""
    given = ask.query.get("before", "")
    before = int(given) if is_number(given) else None
    with desk.store.read() as connection:
        found = audit_lines(connection, SIZE + 1, before=before)
    shown, words = found[:SIZE], ask.edition.words
    more = len(found) > SIZE
    return render(
        desk,
        ask,
        "log.html",
        lines=[
            (
                line,
                act_words(words, line.act),
                detail_words(words, line.act, line.detail),
            )
            for _, line in shown
        ],
        older=ask.at("log", before=str(shown[-1][0])) if more else "",
    )
