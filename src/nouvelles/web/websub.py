"""Our callbacks: where hubs verify subscriptions and bring news (WebSub, W3C 2018).

The only door of the paper through which anything is brought in. Its addresses cannot be
guessed, whoever does not know one is sent away before anything is read, and what comes
in is bounded in size, in time and in number.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from email.message import Message
from typing import Literal, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from nouvelles.config import Settings
from nouvelles.ingest.websub import CALLBACK_PATH
from nouvelles.web.answers import TEXT, Answer, send
from nouvelles.web.receiving import read_body

#: Bodies that are read at the same time, each of at most `reading.feed_bytes`.
_AT_ONCE = 8

#: Seconds in which a hub must have sent its body, waiting for its turn included.
PATIENCE_S = 30.0

#: After which a hub may try again what there was no room for.
_AGAIN_S = "120"


class Inbox(Protocol):
    """What becomes of a hub's calls; every method is called from a pool of threads.

    Any method may raise `StoreError`.
    """

    def knows(self, token: str) -> bool:
        """Whether this callback waits for news."""
        ...

    def answer(self, token: str, query: Mapping[str, str]) -> str | None:
        """What to answer a hub that verifies or denies; None: we do not want that."""
        ...

    def receive(
        self, token: str, body: bytes, signature: str, charset: str
    ) -> Literal["kept", "forged", "full", "unknown"]:
        """Keep what a hub sent, when its signature holds and there is room."""
        ...

    def fault(self, token: str, detail: str) -> None:
        """Count what went wrong with a callback's hub."""
        ...


def websub_routes(
    settings: Settings, inbox: Inbox, *, patience_s: float = PATIENCE_S
) -> list[Route]:
    """The routes of the callbacks."""
    most = settings.reading.feed_bytes
    turn = asyncio.Semaphore(_AT_ONCE)

    async def verify(request: Request) -> Response:
        if request.method == "HEAD":  # it would change something, and show nothing
            return _said(request, 405, headers=(("allow", "GET, POST"),))
        token, query = request.path_params["token"], dict(request.query_params)
        answer = await run_in_threadpool(inbox.answer, token, query)
        if answer is None:
            return _said(request, 404)
        # Plain text and `nosniff`: what is echoed must not become a page (5.3.1).
        return _said(request, 200, answer.encode("utf-8", errors="replace"))

    async def receive(request: Request) -> Response:
        token = request.path_params["token"]
        if not await run_in_threadpool(inbox.knows, token):
            return _said(request, 410)  # tells the hub that it may stop (section 7)
        try:
            async with asyncio.timeout(patience_s), turn:
                body = await read_body(request, most)
                if body is None:
                    detail = f"it sent more than {most} bytes"
                    await run_in_threadpool(inbox.fault, token, detail)
                    return _said(request, 413)
                return await _take(request, inbox, token, body)
        except TimeoutError:
            detail = f"what it sent did not come in within {patience_s:g} s"
            await run_in_threadpool(inbox.fault, token, detail)
            return _said(request, 408)
        except ClientDisconnect:
            return _said(request, 400)  # to nobody

    path = f"{CALLBACK_PATH}{{token}}"
    return [
        Route(path, verify, methods=["GET"]),
        Route(path, receive, methods=["POST"]),
    ]


async def _take(request: Request, inbox: Inbox, token: str, body: bytes) -> Response:
    signature = request.headers.get("x-hub-signature", "")
    charset = _charset(request.headers.get("content-type", ""))
    done = await run_in_threadpool(inbox.receive, token, body, signature, charset)
    if done == "full":
        return _said(request, 503, headers=(("retry-after", _AGAIN_S),))
    # A forged message is answered as a good one, so that nobody can try signatures out.
    return _said(request, 410 if done == "unknown" else 202)


def _charset(content_type: str) -> str:
    """The charset of a Content-Type header, lower case, "" without one."""
    message = Message()
    message["content-type"] = " ".join(content_type.split())
    return (message.get_content_charset() or "")[:40]


def _said(
    request: Request,
    status: int,
    body: bytes = b"",
    *,
    headers: tuple[tuple[str, str], ...] = (),
) -> Response:
    answer = Answer(
        body=body, media_type=TEXT, status=status, cache="no-store", headers=headers
    )
    return send(request, answer)
