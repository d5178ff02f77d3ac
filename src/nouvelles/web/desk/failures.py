"""Pages of the desk that say why something is not done."""

from __future__ import annotations

from collections.abc import Mapping

from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, said
from nouvelles.web.words import mark

#: What is said by status; anything else as 400.
SAID: Mapping[int, str] = {
    400: mark("This form cannot be read. Go back and send it again."),
    401: mark(
        "Your session has ended. Sign in, then do it again: nothing was changed."
    ),
    403: mark(
        "This is not allowed: the form is not from your session, or your role does not "
        "cover it. Nothing was changed."
    ),
    404: mark("There is nothing here: it may have been erased."),
    405: mark("This address takes no such request."),
    408: mark("The form did not come in within time. Send it again."),
    409: mark("It was changed meanwhile. Look at it again."),
    413: mark("The form is too large."),
    503: mark("Too many ask at this moment. Try again in a minute."),
    415: mark("This form cannot be read. Go back and send it again."),
}


def refusal(desk: Desk, ask: Ask, status: int) -> Answer:
    """A page, or for the script a message, that says why nothing was done."""
    told = SAID.get(status, SAID[400])
    if ask.wants_json:
        return said({"said": ask.edition.words.say(told)}, status)
    return render(desk, ask, "failure.html", status=status, told=told)
