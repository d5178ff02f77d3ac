"""To whom comments are sent besides, in the words of the notice."""

from __future__ import annotations

from typing import Final

from nouvelles.akismet import what_is_sent
from nouvelles.config import Settings
from nouvelles.web.words import Words, mark

_WORDS: Final = {
    "text": mark("the text"),
    "language": mark("its language"),
    "name": mark("your name"),
    "email": mark("your e-mail address"),
    "address": mark("your network address"),
}


def told_to(settings: Settings, words: Words) -> tuple[str, ...]:
    """Each server that is asked for a second opinion, and what it is sent.

    Raises:
        ConfigError: as `what_is_sent`.
    """
    sent = what_is_sent(settings.second_opinion)
    if sent is None:
        return ()
    what = words.say(", ").join(words.say(_WORDS[name]) for name in sent.what)
    return (words.say("{host} ({what})", host=sent.host, what=what),)
