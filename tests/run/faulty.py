"""Stages that go wrong in every way a stage can; the page's body says which."""

from __future__ import annotations

import os
import signal

from nouvelles.errors import Reject, Retry
from nouvelles.records import Capture, Terms
from nouvelles.stage import CAPTURE, Stage


def behave(capture: Capture) -> Terms:
    word = capture.body.decode()
    if word == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hang":
        while True:
            pass
    if word == "bug":
        raise KeyError("a bug")
    if word == "reject":
        raise Reject("too-short", "6 characters")
    if word == "retry":
        raise Retry("busy", after_s=60)
    return Terms(headline=word, text=word)


def repeat(terms: Terms) -> Terms:
    return Terms(headline=terms.headline, text=terms.text * 2)


LINE = (
    Stage(
        name="extract",
        version="1",
        takes=(CAPTURE,),
        gives=Terms,
        function=behave,
        batch=4,
        time_limit_s=2.0,
    ),
    Stage(name="terms", version="1", takes=("extract",), gives=Terms, function=repeat),
)
