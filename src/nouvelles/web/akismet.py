"""The routes of the Akismet server (see `nouvelles.akismet`).

Every answer carries `X-akismet-guid`, errors too: WordPress's plug-in publishes a comment
whose answer has none, whatever the answer says. An answer is there within `box_s` of the
last byte of the question; what is not known by then comes later.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Final, Protocol
from uuid import uuid4

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from nouvelles.akismet import Answer, Call, Endpoint, out_of_order, read_call
from nouvelles.logs import Event, log
from nouvelles.web import answers
from nouvelles.web.answers import JSON, TEXT
from nouvelles.web.receiving import read_body

#: Bytes of a question. WordPress sends a text twice, escaped: 20,000 letters of any script
#: are 360,000 bytes.
MOST_BYTES: Final = 1_000_000
#: Seconds in which a site must have sent its question, and for the answer.
PATIENCE_S: Final = 5.0
BOX_S: Final = 0.25
#: Questions that are read at the same time; who sends slowly must not keep others waiting.
_AT_ONCE: Final = 256

#: What is asked below /1.1/, and below /1.2/.
OLD: Final = (
    Endpoint.VERIFY_KEY,
    Endpoint.COMMENT_CHECK,
    Endpoint.SUBMIT_SPAM,
    Endpoint.SUBMIT_HAM,
    Endpoint.DEACTIVATE,
    Endpoint.GET_SUBSCRIPTION,
    Endpoint.GET_STATS,
    Endpoint.TOKEN,
    Endpoint.VERIFY_WPCOM_KEY,
    Endpoint.TEST,
)
NEW: Final = (Endpoint.USAGE_LIMIT, Endpoint.KEY_SITES)
_READ_ONLY = (*NEW, Endpoint.TEST)


class AkismetDoor(Protocol):
    """The server behind the routes; nothing of it waits."""

    def wait_s(self, key: str) -> float:
        """Seconds that a key has to wait before it may ask again; 0.0: none."""
        ...

    def ask(self, call: Call) -> Future[Answer] | None:
        """The answer to come; None where too many wait already."""
        ...

    def put_off(self, call: Call, asked: Future[Answer] | None, guid: str) -> Answer:
        """The answer to a call whose time is over."""
        ...


def akismet_routes(
    door: AkismetDoor,
    *,
    box_s: float = BOX_S,
    patience_s: float = PATIENCE_S,
    at_once: int = _AT_ONCE,
) -> list[Route]:
    """The routes, and one below for whatever else is asked of the same server."""
    turns = asyncio.Semaphore(at_once)

    def route(version: str, endpoint: Endpoint) -> Route:
        async def answer(request: Request) -> Response:
            guid = uuid4().hex
            if request.method != "POST" and endpoint not in _READ_ONLY:
                return _send(request, out_of_order(405, "POST it"), guid)
            if turns.locked():
                return _send(request, out_of_order(503, "busy", after_s=120), guid)
            try:
                async with asyncio.timeout(patience_s), turns:
                    body = await read_body(request, MOST_BYTES)
            except TimeoutError:
                return _send(request, out_of_order(408, "too slow"), guid)
            except ClientDisconnect:
                return _send(request, out_of_order(400, "gone"), guid)  # to nobody
            if body is None:
                return _send(request, out_of_order(413, "too large"), guid)
            call = read_call(
                endpoint,
                request.scope["query_string"],
                body,
                request.headers.get("content-type", ""),
                request.headers.get("host", ""),
            )
            return _send(request, await _within(door, call, guid, box_s), guid)

        return Route(f"/{version}/{endpoint}", answer, methods=_METHODS)

    async def unknown(request: Request) -> Response:
        return _send(request, out_of_order(404, "no such call"), uuid4().hex)

    return [
        *(route("1.1", endpoint) for endpoint in OLD),
        *(route("1.2", endpoint) for endpoint in NEW),
        *(
            Route(f"/{old}/{{rest:path}}", unknown, methods=_METHODS)
            for old in _VERSIONS
        ),
    ]


_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_VERSIONS: Final = ("1.1", "1.2")


async def _within(door: AkismetDoor, call: Call, guid: str, box_s: float) -> Answer:
    """The answer that is there in time."""
    wait_s = door.wait_s(call.key)
    if wait_s:
        return out_of_order(429, "too many", after_s=int(wait_s) + 1)
    asked = door.ask(call)
    if asked is None:
        return door.put_off(call, None, guid)
    # Waiting for it, not waiting it away: it is made all the same.
    done, _ = await asyncio.wait({asyncio.wrap_future(asked)}, timeout=box_s)
    if not done:
        return door.put_off(call, asked, guid)
    error = asked.exception()
    if error is not None:
        log.error(Event.AKISMET_FAILED, endpoint=call.endpoint, error=repr(error))
        return out_of_order(503, "out of order", after_s=120)
    return asked.result()


def _send(request: Request, answer: Answer, guid: str) -> Response:
    made = answers.Answer(
        body=answer.body,
        media_type=JSON if answer.json else TEXT,
        status=answer.status,
        cache="no-store",
        headers=(*answer.headers, ("x-akismet-guid", guid)),
    )
    return answers.send(request, made)
