"""A second opinion on comments in the queue, from an Akismet server that an editor named.

Off unless one is named. It is asked for a second at the most; a server that does not answer
is left alone for a while, and no opinion follows from that. It never outweighs a moderator:
it is told what moderators decide, and learns of nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from nouvelles.akismet import (
    THANKS,
    Breaker,
    Bucket,
    Comment,
    Endpoint,
    Opinion,
    read_opinion,
    what_is_sent,
    write_question,
)
from nouvelles.config import Settings
from nouvelles.ingest.troubles import NotRead
from nouvelles.logs import Event, log
from nouvelles.run.clock import Clock

if TYPE_CHECKING:
    from nouvelles.ingest.network.service import Reply, Service

#: Seconds for one question, from the look-up of the name to the last byte.
LIMIT_S: Final = 1.0

#: Questions a second, and at once, at the most: a flood of comments is not passed on, and
#: does not wait for another server.
_PER_S: Final = 0.5
_AT_ONCE: Final = 5.0

#: What an answer says, and why it says nothing: then it counts as a failure.
_Read = Callable[["Reply"], tuple[Opinion, str]]


class SecondOpinion:
    """One server; safe between threads.

    Raises:
        ConfigError: as `what_is_sent`.
        InputError: its address leads where nothing is ever visited.
    """

    def __init__(
        self, settings: Settings, clock: Clock, *, limit_s: float = LIMIT_S
    ) -> None:
        self.sent = what_is_sent(settings.second_opinion)
        self._clock, self._settings = clock, settings
        self._service = self._open(limit_s) if self.sent is not None else None
        self._lock = threading.Lock()
        self._breaker = Breaker()
        self._bucket = Bucket(left=_AT_ONCE, at=clock())

    def _open(self, limit_s: float) -> Service:
        # Imported here: who asks nobody needs no client (11 MB, 2026-11).
        from nouvelles.ingest.network.service import Service

        return Service(self._settings.second_opinion.address, self._clock, limit_s)

    @property
    def host(self) -> str:
        """Who is asked, "" for nobody."""
        return self.sent.host if self.sent else ""

    def ask(self, comment: Comment, *, address: str = "") -> Opinion:
        """What the server thinks of a comment; `NONE` where it gives no opinion in time,
        or where nobody is asked. `address` is its author's, and is sent only if that is
        allowed."""
        with self._lock:
            self._bucket, wait_s = self._bucket.take(self._clock(), _PER_S, _AT_ONCE)
        if wait_s:
            return Opinion.NONE
        return self._post(
            Endpoint.COMMENT_CHECK,
            comment,
            address,
            lambda reply: read_opinion(reply.status, reply.headers, reply.body),
        )

    def report(self, comment: Comment, *, spam: bool) -> bool:
        """Tell the server what a moderator decided; whether it took it in."""
        endpoint = Endpoint.SUBMIT_SPAM if spam else Endpoint.SUBMIT_HAM
        opinion = Opinion.SPAM if spam else Opinion.HAM

        def read(reply: Reply) -> tuple[Opinion, str]:
            if reply.status == 200 and reply.body == THANKS:
                return opinion, ""
            return Opinion.NONE, f"answers {reply.status} to {endpoint}"

        return self._post(endpoint, comment, "", read) is opinion

    def _post(
        self, endpoint: Endpoint, comment: Comment, address: str, read: _Read
    ) -> Opinion:
        if self._service is None or not self._may_ask():
            return Opinion.NONE
        from nouvelles.ingest.network.service import FORM

        own = self._settings.second_opinion
        question = write_question(
            comment,
            own.key,
            self._settings.paper.address,
            own.send,
            address=address,
        )
        try:
            reply = self._service.post(f"/1.1/{endpoint}", question, FORM)
        except NotRead as error:
            self._failed(str(error), error.after_s)
            return Opinion.NONE
        opinion, why = read(reply)
        if opinion is Opinion.NONE and "x-akismet-recheck-after" not in reply.headers:
            self._failed(why, reply.after_s)
        else:
            with self._lock:
                self._breaker = self._breaker.succeeded()
        return opinion

    def _may_ask(self) -> bool:
        with self._lock:
            return self._breaker.closed(self._clock())

    def _failed(self, why: str, after_s: float | None) -> None:
        now = self._clock()
        with self._lock:
            self._breaker = self._breaker.failed(now, after_s)
            pause = max(0.0, self._breaker.open_until - now)
        log.warning(
            Event.NO_SECOND_OPINION, host=self.host, why=why, pause_s=round(pause)
        )
