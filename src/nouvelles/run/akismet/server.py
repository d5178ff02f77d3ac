"""The Akismet server behind its routes: which call gets which answer.

Nothing of a comment is kept: it is judged and forgotten; what is learned of one that a site
submits is learned into the model of its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Full, Queue
from threading import BoundedSemaphore
from typing import Any, Final

from nouvelles.akismet import (
    Answer,
    Call,
    Comment,
    Endpoint,
    Month,
    SiteKey,
    checked,
    comment_of,
    invalid,
    is_test,
    is_trial_author,
    key_sites,
    later,
    out_of_order,
    plain,
    ruled,
    same_site,
    stats,
    subscription,
    thanked,
    usage_limit,
)
from nouvelles.errors import StoreError
from nouvelles.logs import Event, log
from nouvelles.run.akismet.counts import Counts, Paces, Repeats, month_of
from nouvelles.run.akismet.judging import Judge
from nouvelles.run.akismet.late import Late
from nouvelles.run.akismet.models import KeyModels
from nouvelles.run.clock import Clock
from nouvelles.store import Store
from nouvelles.store.akismet import add_counts, find_key, months_of

#: Calls that wait to be answered, at the most: at 1 ms each, half a second's worth.
WAITING: Final = 500
#: How often a spam came within a day before its site may drop it.
DISCARD_FROM: Final = 3

_MONTH: Final = re.compile(r"\d{4}-\d{2}\Z")
#: How many months get-stats tells of, by what it is asked; all otherwise.
_INTERVALS: Final = {"6-months": 6, "60-days": 2}

#: Answers of the same kind to a site whose key holds.
_Reply = Callable[["AkismetServer", SiteKey, Call], Answer]


class AkismetServer:
    """One paper's server. Calls are answered in turn by a thread of its own, so that they
    and the pages do not wait for each other."""

    def __init__(
        self, store: Store, judge: Judge[Any, Any], clock: Clock, per_minute: int
    ) -> None:
        self._store, self._clock = store, clock
        self._models = KeyModels(store, judge, clock)
        self._counts, self._repeats = Counts(), Repeats()
        self._paces = Paces(per_minute)
        self._room = BoundedSemaphore(WAITING)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="akismet")
        #: Keys that were found since the start: nobody else's calls are counted.
        self._found: set[str] = set()
        self.late: Queue[Late] = Queue(WAITING)

    def wait_s(self, key: str) -> float:
        """Seconds that a key has to wait before it may ask again; 0.0: none."""
        return self._paces.wait_s(key, self._clock())

    def ask(self, call: Call) -> Future[Answer] | None:
        """The answer to come, in turn; None where too many wait already.

        It may end in `StoreError`.
        """
        if not self._room.acquire(blocking=False):
            return None
        asked = self._thread.submit(self._answer, call)
        asked.add_done_callback(lambda _: self._room.release())
        return asked

    def put_off(self, call: Call, asked: Future[Answer] | None, guid: str) -> Answer:
        """The answer to a call whose time is over; a verdict that comes late is told to
        sites that named an address for it."""
        if call.endpoint == Endpoint.COMMENT_CHECK:
            self._note(call, "later")
            callback = call.fields.get("callback", "")
            if asked is not None and callback:
                late = Late(key=call.key, callback=callback, guid=guid, answer=asked)
                # Where there is no room, the site helps itself after a while.
                with suppress(Full):
                    self.late.put_nowait(late)
            return later()
        if asked is not None and call.endpoint in _SUBMITTED:
            return thanked()  # it is in line, and will be learned
        return out_of_order(503, "busy", after_s=120)

    def warm(self) -> None:
        """Load what was learned before, so that the first questions are in time."""
        try:
            self._models.warm()
        except StoreError as error:
            log.error(Event.AKISMET_FAILED, error=str(error))

    def keep(self) -> None:
        """Keep what was counted and learned since the last time."""
        counted = self._counts.take()
        try:
            add_counts(self._store, counted)
        except StoreError as error:
            self._counts.give_back(counted)
            log.error(Event.AKISMET_NOT_KEPT, error=str(error))
            return
        try:
            self._models.keep()
        except StoreError as error:
            log.error(Event.AKISMET_NOT_KEPT, error=str(error))

    def close(self) -> None:
        """Answer what is in hand, and keep it."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self.keep()

    def site_of(self, key: str) -> SiteKey | None:
        """The key as it was given out, None for any other word."""
        with self._store.read() as connection:
            return find_key(connection, key)

    def _answer(self, call: Call) -> Answer:
        if call.endpoint == Endpoint.TEST:
            return plain("ok")
        if call.trouble:
            return invalid(call.trouble)
        if not call.key:
            return invalid("There is no key: send it as api_key.")
        key = self.site_of(call.key)
        if key is None:
            return invalid("This server has not given out this key.")
        self._found.add(key.key)
        if key.disabled is not None:
            return invalid("This key was taken back.", suspended=True)
        reply, blog_needed = _REPLIES[call.endpoint]
        blog = call.fields.get("blog", "")
        if blog_needed and not blog:
            return invalid("There is no blog: send the address of the site.")
        if blog and not same_site(blog, key.site):
            return invalid(f"This key is for {key.site}, not for {blog[:100]}.")
        return reply(self, key, call)

    def _check(self, key: SiteKey, call: Call) -> Answer:
        comment = comment_of(call)
        spam = ruled(comment)
        discard = False
        if spam is None:
            spam, discard = self._judge(key.key, call, comment)
        self._note(call, "spam" if spam else "ham")
        return checked(spam=spam, discard=discard)

    def _judge(self, key: str, call: Call, comment: Comment) -> tuple[bool, bool]:
        """Whether it is spam, and whether so plainly that it may be dropped."""
        trial = is_test(call)
        ruling = self._models.judge(key, comment, trial=trial)
        spam = ruling.spam or comment.trapped
        if trial or not (spam and ruling.sure):
            return spam, False
        times = self._repeats.count(key, comment, self._clock())
        return True, times >= DISCARD_FROM

    def _submit(self, key: SiteKey, call: Call) -> Answer:
        spam = call.endpoint == Endpoint.SUBMIT_SPAM
        comment = comment_of(call)
        # The role is that of whoever submits it.
        if not is_test(call) and not is_trial_author(comment):
            self._models.learn(key.key, comment, spam=spam)
        self._note(call, "missed" if spam else "false_alarms")
        return thanked()

    def _usage_limit(self, key: SiteKey, call: Call) -> Answer:
        now = month_of(self._clock())
        return usage_limit(_month(self._months(key), now))

    def _key_sites(self, key: SiteKey, call: Call) -> Answer:
        wanted = call.fields.get("month", "")
        if not _MONTH.match(wanted):
            wanted = month_of(self._clock())
        return key_sites(key, _month(self._months(key), wanted), call.fields)

    def _stats(self, key: SiteKey, call: Call) -> Answer:
        months = self._months(key)
        most = _INTERVALS.get(call.fields.get("from", ""))
        return stats(months[-most:] if most else months)

    def _months(self, key: SiteKey) -> list[Month]:
        self.keep()
        with self._store.read() as connection:
            return months_of(connection, key.key)

    def _note(self, call: Call, what: str) -> None:
        if call.key in self._found and not is_test(call):
            self._counts.note(call.key, self._clock(), what)


_SUBMITTED: Final = (Endpoint.SUBMIT_SPAM, Endpoint.SUBMIT_HAM)

#: Who answers, and whether the site has to say who it is.
_REPLIES: Final[Mapping[Endpoint, tuple[_Reply, bool]]] = {
    Endpoint.VERIFY_KEY: (lambda *_: plain("valid"), True),
    Endpoint.COMMENT_CHECK: (AkismetServer._check, True),
    Endpoint.SUBMIT_SPAM: (AkismetServer._submit, True),
    Endpoint.SUBMIT_HAM: (AkismetServer._submit, True),
    Endpoint.USAGE_LIMIT: (AkismetServer._usage_limit, False),
    Endpoint.KEY_SITES: (AkismetServer._key_sites, False),
    # The key holds on: whoever runs the server takes it back, not a plug-in.
    Endpoint.DEACTIVATE: (lambda *_: plain("deactivated"), False),
    Endpoint.GET_SUBSCRIPTION: (lambda _, key, __: subscription(key), False),
    Endpoint.GET_STATS: (AkismetServer._stats, False),
    Endpoint.TOKEN: (lambda *_: invalid("There are no pages of statistics."), False),
    Endpoint.VERIFY_WPCOM_KEY: (
        lambda *_: invalid("This server knows no accounts of WordPress.com."),
        False,
    ),
}


def _month(months: list[Month], wanted: str) -> Month:
    return next((one for one in months if one.month == wanted), Month(month=wanted))
