"""Kept pages, sent from the event loop: past routing, threads and the store.

Only what is asked for in the plainest way comes from here (GET, no query) and only while
the paper is known not to have changed; everything else goes the long way, which keeps
what it made. Both compose their answers in the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from nouvelles.web.answers import (
    HTML,
    Answer,
    Kept,
    Wire,
    compose,
    is_known,
    takes_gzip,
)
from nouvelles.web.repeats import Repeats, View
from nouvelles.web.site import Site, State
from nouvelles.web.tally import is_reader

#: Where in a request's scope the paper's counter of changes stands, for whoever makes the
#: page: None where it is not told quickly, absent where it was not asked for.
COUNTER: Final = "nouvelles.counter"


class AtHand:
    """ASGI middleware in front of the paper's routes."""

    def __init__(self, app: ASGIApp, site: Site, kept: Kept, repeats: Repeats) -> None:
        self._app = app
        self._site = site
        self._kept = kept
        self._repeats = repeats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._find(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        answer, state = found
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in _LOOKED_AT
        }
        wire = status, made, body = _ready(answer, headers)
        view = None
        if answer.media_type == HTML and is_reader(headers):
            view = View(path=scope["path"], ads=answer.ads)
            self._site.tally.note(state[1][0], view.path, view.ads)
        self._repeats.remember(scope, state, wire, view)
        await send({"type": "http.response.start", "status": status, "headers": made})
        await send({"type": "http.response.body", "body": body})

    def _find(self, scope: Scope) -> tuple[Answer, State] | None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
            return None
        counter = self._site.reads.glance()
        scope[COUNTER] = counter
        if counter is None or not self._kept.is_of(counter):
            return None
        state = self._site.state(counter)
        answer = self._kept.find((scope["path"], ""), state)
        return (answer, state) if answer else None


_LOOKED_AT = frozenset(
    (b"accept-encoding", b"if-none-match", b"user-agent", b"purpose", b"sec-purpose")
)


def _ready(answer: Answer, headers: Mapping[str, str]) -> Wire:
    """What goes over the wire; made once for each way of asking."""
    known = is_known(answer, headers.get("if-none-match", ""))
    gzip = not known and takes_gzip(headers.get("accept-encoding", ""))
    found = answer.ready.get((known, gzip))
    if found is None:
        status, made, body = compose(answer, known=known, gzip=gzip)
        raw = [(name.encode(), value.encode("latin-1")) for name, value in made.items()]
        found = answer.ready[known, gzip] = (status, raw, body)
    return found
