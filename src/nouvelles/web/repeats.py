"""The same request again: answered with what was sent before, without being read anew.

Programs ask in the same words over and over, and a page that many read is asked for in a
few different ways. A request that was answered from what is kept is remembered byte for
byte with its answer; it holds as long as that page does.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.types import Scope

from nouvelles.forgetting import hold
from nouvelles.web.answers import Wire
from nouvelles.web.site import Site, State

#: Requests that are remembered, bytes of all that they were answered with, and bytes of
#: the longest request. Feeds are of 50 kB: a thousand of them would take 50 MB.
MOST = 1024
MOST_BYTES = 8_000_000
LONGEST = 2048

#: For how long days and spent advertisements are taken for what they were: others who
#: serve the same paper learn of those later still (`keeping`).
_AS_BEFORE = timedelta(seconds=1)

#: Names of headers with which there is more to a request than its first bytes, or to
#: its connection than this request.
_UNUSUAL = frozenset(
    (b"connection", b"content-length", b"expect", b"transfer-encoding", b"upgrade")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is counted when a page is sent: its path and advertisements."""

    path: str
    ads: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An answer as it went over the wire, but for the server's own headers."""

    status: int
    headers: bytes
    body: bytes
    view: View | None


class Kept:
    """Answers by the bytes of their requests, the least recent first; bounded."""

    def __init__(self) -> None:
        self.sent: OrderedDict[bytes, Sent] = OrderedDict()
        self.bytes = 0

    def keep(self, request: bytes, sent: Sent) -> None:
        before = self.sent.get(request)
        self.sent[request] = sent
        self.bytes += _size(sent) - (_size(before) if before else 0)
        while len(self.sent) > MOST or self.bytes > MOST_BYTES:
            _, gone = self.sent.popitem(last=False)
            self.bytes -= _size(gone)


def _size(sent: Sent) -> int:
    return len(sent.body)


class Repeats:
    """The last requests that were answered from what is kept, all of one state of the
    paper. Used in the event loop alone, but for `forget`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._state: State | None = None
        self.kept = Kept()
        self._seen: State | None = None
        self._seen_at = datetime.min.replace(tzinfo=site.zone)
        self._looking: State | None = None
        self._looked = False
        hold(self)

    def forget(self) -> None:
        """Remember nothing. From any thread: so another place is begun, none emptied."""
        self._state, self.kept = None, Kept()

    def find(self, request: bytes, loop: AbstractEventLoop) -> Sent | None:
        """What these bytes were answered with, if that still holds; it is counted.

        Whether the paper has changed is looked at once for all requests that the event
        loop found waiting: they came before that look. It forgets it before it asks the
        network for others.
        """
        sent = self.kept.sent.get(request)
        if sent is None:
            return None
        if not self._looked:
            self._looking, self._looked = self._now(), True
            loop.call_soon(self._look_again)
        state = self._looking
        if state != self._state:
            self.kept = Kept()
            return None
        if sent.view is not None and state is not None:
            self._site.tally.note(state[1][0], sent.view.path, sent.view.ads)
        return sent

    def remember(
        self, scope: Scope, state: State, wire: Wire, view: View | None
    ) -> None:
        """Remember how a request was answered, if nothing but its bytes tells how."""
        request = scope.get("state", {}).get("asked", b"")
        if not request or scope["http_version"] != "1.1":
            return
        if any(name in _UNUSUAL for name, _ in scope["headers"]):
            return
        if state != self._state:
            self.kept = Kept()
            self._state = state
        self.kept.keep(request, _sent(wire, view))

    def _look_again(self) -> None:
        self._looked = False

    def _now(self) -> State | None:
        counter = self._site.reads.glance()
        if counter is None:
            return None
        now = self._site.clock()
        seen = self._seen
        if (
            seen is None
            or seen[0] != counter
            or not self._seen_at <= now < self._seen_at + _AS_BEFORE
        ):
            self._seen, self._seen_at = self._site.state(counter), now
        return self._seen


def is_whole(data: bytes) -> bool:
    """Whether these bytes are one request for a page, and no part of another."""
    return (
        len(data) <= LONGEST
        and data.startswith(b"GET /")
        and data.endswith(b"\r\n\r\n")
        and data.count(b"\r\n\r\n") == 1
        and data.count(b"\n") == data.count(b"\r\n")
    )


def _sent(wire: Wire, view: View | None) -> Sent:
    status, headers, body = wire
    return Sent(
        status=status,
        headers=b"".join(b"%b: %b\r\n" % header for header in headers),
        body=body,
        view=view,
    )
