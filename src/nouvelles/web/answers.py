"""Answers: rendered bytes with their headers, kept, compared and sent.

Everything the paper sends goes through `send`, so every answer, errors too, carries the
same security headers, obeys HEAD and If-None-Match, and is compressed the same way.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from starlette.requests import Request
from starlette.responses import Response

from nouvelles.forgetting import hold

#: Revalidated at every reading, so that what was removed is gone at once; with the ETag
#: this costs one counter, not a page.
REVALIDATE = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"

SECURITY = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        # Nothing of ours connects to anything; whoever looks at the page may ask for the
        # robots.txt beside it (Lighthouse does so from within).
        "connect-src 'self'; "
        "form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

#: Below this, compression costs more bytes than it saves.
_SMALL = 512


#: Status, headers and body.
Wire = tuple[int, list[tuple[bytes, bytes]], bytes]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The bytes of one answer. `keep` says that it may be kept until the paper changes;
    `ads` are the advertisements on it, which are counted."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    cache: str = REVALIDATE
    headers: tuple[tuple[str, str], ...] = ()
    keep: bool = False
    ads: tuple[int, ...] = ()
    #: As it went over the wire, by whether it was known and whether it is compressed.
    ready: dict[tuple[bool, bool], Wire] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def etag(self) -> str:
        """Tells versions of one page apart, by which nobody gains: a checksum does, in a
        fifth of the time of a digest (5 us for 22 kB; CPU, 2026-11)."""
        return f'W/"{len(self.body):x}-{crc32(self.body):08x}"'

    @cached_property
    def gzipped(self) -> bytes:
        # The time would make equal bytes differ.
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def is_text(self) -> bool:
        return not self.media_type.startswith("image/")


def redirect(address: str, status: int, *, vary: str = "") -> Answer:
    """A redirection to one of our own paths."""
    headers = (
        (("location", address), ("vary", vary)) if vary else (("location", address),)
    )
    return Answer(body=b"", status=status, media_type=TEXT, headers=headers)


def send(request: Request, answer: Answer) -> Response:
    """The answer as this request wants it: whole, compressed, or not again."""
    known = is_known(answer, request.headers.get("if-none-match", ""))
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    status, headers, body = compose(answer, known=known, gzip=gzip)
    if request.method == "HEAD":
        body = b""
    return Response(body, status, headers)


def compose(
    answer: Answer, *, known: bool, gzip: bool
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer to who knows it already, or takes gzip."""
    headers = {**SECURITY, "cache-control": answer.cache}
    for name, value in answer.headers:
        headers[name] = value
    if answer.is_text:
        named = headers.get("vary")
        headers["vary"] = f"{named}, Accept-Encoding" if named else "Accept-Encoding"
    if answer.status == 200:
        headers["etag"] = answer.etag
        if known:
            return 304, headers, b""
    body = answer.body
    if gzip and answer.is_text and len(body) >= _SMALL:
        body = answer.gzipped
        headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers["content-type"] = answer.media_type
    return answer.status, headers, body


def is_known(answer: Answer, if_none_match: str) -> bool:
    """Whether who asks has this already."""
    return (
        answer.status == 200
        and bool(if_none_match)
        and _matches(if_none_match, answer.etag)
    )


def _matches(given: str, etag: str) -> bool:
    """If-None-Match by weak comparison (RFC 9110, sections 8.8.3.2 and 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags


def takes_gzip(accepted: str) -> bool:
    """Whether gzip is accepted (RFC 9110, section 12.5.3); `q=0` refuses it."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class Kept:
    """The last rendered answers, all of one state of the paper; safe between threads."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        hold(self)

    def forget(self) -> None:
        """Keep nothing, nor what is being made now."""
        with self._lock:
            self._state = None
            self._answers.clear()

    def is_of(self, counter: int) -> bool:
        """Whether what is kept is of a paper with this counter of changes."""
        state = self._state
        return isinstance(state, tuple) and state[0] == counter

    def find(self, key: Hashable, state: Hashable) -> Answer | None:
        """The answer kept under a key in this state; another state forgets them all."""
        with self._lock:
            if state != self._state:
                self._answers.clear()
                self._state = state
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Hashable, state: Hashable, answer: Answer) -> None:
        """Keep an answer made in a state, unless the state has passed meanwhile."""
        with self._lock:
            if state != self._state or not answer.keep:
                return
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
