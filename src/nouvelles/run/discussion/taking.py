"""Taking comments in: one thread judges and keeps what many readers send.

What is sent waits in a line of a fixed length and is kept in batches, one transaction
each; who sent it is answered once it is on disk. When the line is full, or as many wait
for a moderator as may, nothing more is taken, and the reader is told so.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from nouvelles.comments.records import Remark
from nouvelles.discussion import Draft
from nouvelles.language.identify import identify, load_model
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import Comment, PageMode
from nouvelles.run.clock import Clock
from nouvelles.run.discussion.judging import Judge, Judged, banned_by, state_of
from nouvelles.run.discussion.key import PaperKey
from nouvelles.store import Store
from nouvelles.store import comments as kept
from nouvelles.store.codec import digest16
from nouvelles.store.comments import NewComment

#: Comments that wait to be kept, and those that are kept at once.
LINE = 500
BATCH = 50

#: Seconds for which the count of those that wait for a moderator is believed.
RECOUNT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A draft as it was sent. `title` is of the page that it is about; `seconds` are
    those between form and sending; `gate` is what the gate found, "" for nothing;
    `expected` are languages that the text is likely to be in."""

    page: str
    draft: Draft
    title: str = ""
    nonce: str = ""
    address: str = ""
    seconds: float | None = None
    gate: str = ""
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What comments are held against: bans, rules of their pages, what was said."""

    bans: tuple[kept.Ban, ...]
    modes: Mapping[str, PageMode | None]
    said: set[bytes]


def _known(connection: Connection, batch: Sequence[Sent], now: int) -> Known:
    digests = [
        kept.said_digest(one.page, one.draft.name, one.draft.text) for one in batch
    ]
    return Known(
        bans=kept.live_bans(connection, now),
        modes={
            page: kept.page_rule(connection, page).mode
            for page in {one.page for one in batch}
        },
        said=kept.said_before(connection, digests),
    )


class FullError(Exception):
    """Nothing more is taken for now."""


class Taking:
    """The line, and the thread that empties it."""

    def __init__(
        self, store: Store, key: PaperKey, clock: Clock, judge: Judge | None
    ) -> None:
        self._store, self._key, self._clock, self._judge = store, key, clock, judge
        self._line: queue.Queue[tuple[Sent, Future[Comment]] | None]
        self._line = queue.Queue(LINE)
        self._counted: tuple[float, int] | None = None
        self._warming: threading.Thread | None = None

    def warm(self) -> None:
        """Load what knows languages (a second and more) while somebody writes."""
        if self._warming is None:
            self._warming = threading.Thread(target=load_model, name="warming")
            self._warming.start()

    def send(self, sent: Sent) -> Future[Comment]:
        """Put a comment in line; the future is done once it is kept.

        Raises:
            FullError: the line is full, or too many wait for a moderator.
        """
        if self._counted and self._counted[1] >= self._store.settings.comments.waiting:
            raise FullError
        made: Future[Comment] = Future()
        try:
            self._line.put_nowait((sent, made))
        except queue.Full:
            raise FullError from None
        return made

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep what is sent, in a thread, until the block ends; then what is in line."""
        thread = threading.Thread(target=self._run, name="comments")
        thread.start()
        try:
            yield
        finally:
            self._line.put(None)
            thread.join()
            if self._warming is not None:
                self._warming.join()

    def _run(self) -> None:
        while True:
            batch = self._next()
            if batch is None:
                return
            for _, made in batch:
                made.set_running_or_notify_cancel()
            try:
                done = self._keep([sent for sent, _ in batch])
            except Exception as error:  # noqa: BLE001 - each reader is told, and the log
                log.error(Logged.COMMENT_NOT_KEPT, error=str(error) or repr(error))
                for _, made in batch:
                    made.set_exception(error)
            else:
                for (_, made), comment in zip(batch, done, strict=True):
                    made.set_result(comment)

    def _next(self) -> list[tuple[Sent, Future[Comment]]] | None:
        """What is in line, at most a batch, waiting for the first; None at the end."""
        first = self._line.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < BATCH:
            try:
                one = self._line.get_nowait()
            except queue.Empty:
                break
            if one is None:
                self._line.put(None)  # found again when this batch is kept
                break
            batch.append(one)
        return batch

    def _keep(self, batch: Sequence[Sent]) -> tuple[Comment, ...]:
        now = int(self._clock())
        with self._store.read() as connection:
            known = _known(connection, batch, now)
        new = [self.judged(known, sent, now) for sent in batch]
        with self._store.write() as connection:
            done = kept.add_comments(connection, new)
            self._recount(connection, now)
        return done

    def _recount(self, connection: Connection, now: float) -> None:
        if self._counted is None or not 0 <= now - self._counted[0] < RECOUNT_S:
            self._counted = (now, kept.waiting(connection))

    def judge_one(self, connection: Connection, sent: Sent, now: int) -> NewComment:
        """What was sent as it is kept, alone."""
        return self.judged(_known(connection, [sent], now), sent, now)

    def judged(self, known: Known, sent: Sent, now: int) -> NewComment:
        """What was sent as it is kept: its language, its verdict, its state."""
        draft, settings = sent.draft, self._store.settings.comments
        author = self._key.author(sent.address, now) if sent.address else None
        found, _ = identify(draft.text, expected=sent.expected)
        language = "" if found == "und" else found
        judged = self._ask(sent, language, now)
        banned = banned_by(
            known.bans,
            f"{draft.name}\n{draft.text}",
            judged.ring if judged else None,
            author,
        )
        digest = kept.said_digest(sent.page, draft.name, draft.text)
        gate = sent.gate
        if not gate and digest in known.said:
            gate = "said before"
        known.said.add(digest)
        mode = known.modes.get(sent.page) or PageMode(settings.moderation)
        comment = Comment(
            id=0,
            page=sent.page,
            name=draft.name,
            text=draft.text,
            at=datetime.fromtimestamp(now, UTC),
            state=state_of(judged, gate, mode, banned),
            parent=draft.parent,
            language=language,
            quote=draft.quote,
            question=draft.question,
        )
        return NewComment(
            comment=comment,
            token=digest16(self._key.gate.own_token(sent.nonce).encode()),
            form=digest16(sent.nonce.encode()),
            editable=now + 60 * settings.edit_min,
            email=self._key.encrypt(draft.email) if draft.email else None,
            author=author,
            ring=judged.ring if judged else None,
            verdict=judged.verdict if judged else None,
            version=judged.version if judged else "",
            gate=gate or (f"ban: {banned}" if banned else ""),
        )

    def _ask(self, sent: Sent, language: str, now: int) -> Judged | None:
        if self._judge is None:
            return None
        remark = Remark(
            text=sent.draft.text,
            author=sent.draft.name,
            title=sent.title,
            language=language,
            seconds=sent.seconds,
        )
        try:
            return self._judge(remark, sent.page, now)
        except Exception as error:  # noqa: BLE001 - a person looks in the filter's place
            log.error(Logged.FILTER_FAILED, error=str(error) or repr(error))
            return None
