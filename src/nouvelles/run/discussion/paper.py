"""The discussion of one paper, as its pages know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

from nouvelles.config import Settings
from nouvelles.discussion import Draft, Gate
from nouvelles.errors import ConfigError
from nouvelles.records import Comment, CommentState, PageMode
from nouvelles.run.akismet.second_opinion import SecondOpinion
from nouvelles.run.clock import Clock
from nouvelles.run.discussion.interpreting import Interpreter
from nouvelles.run.discussion.judging import Judge
from nouvelles.run.discussion.key import PaperKey, load_key
from nouvelles.run.discussion.taking import Sent, Taking
from nouvelles.store import Store
from nouvelles.store import comments as kept
from nouvelles.store.codec import digest16
from nouvelles.store.comments import NewComment, OwnComment, PageRule
from nouvelles.store.moderation import removed_for
from nouvelles.store.story_pages import standing

if TYPE_CHECKING:
    from nouvelles.records.desk import Complaint


@dataclass(frozen=True, kw_only=True)
class PaperDiscussion:
    """What is said in a paper: read by page, sent, and come back to by its authors."""

    store: Store
    key: PaperKey
    clock: Clock
    taking: Taking
    interpreter: Interpreter

    @property
    def gate(self) -> Gate:
        return self.key.gate

    def glance(self) -> int | None:
        """The paper's counter of changes, where the database tells it quickly."""
        return self.store.watch.counter()

    def comments(self, page: str) -> tuple[Comment, ...]:
        """What readers see of a page ("article:ID", "story:ID"), by time."""
        with self.store.look() as looking:
            return kept.comments_of(looking, page)

    def said_of(self, page: str) -> tuple[tuple[Comment, ...], PageRule]:
        """What readers see of a page, by time, and how it is moderated."""
        with self.store.look() as looking:
            return kept.comments_of(looking, page), kept.page_rule(looking, page)

    def comment(self, number: int) -> Comment | None:
        """A comment that is shown, by its number."""
        with self.store.read() as connection:
            found = kept.comment_of(connection, number)
        return found if found and found.state is CommentState.SHOWN else None

    def rule(self, page: str) -> PageRule:
        """How a page is moderated, where not as everywhere."""
        with self.store.look() as looking:
            return kept.page_rule(looking, page)

    def send(self, sent: Sent) -> Future[Comment]:
        """Put a comment in line.

        Raises:
            FullError: nothing more is taken for now.
        """
        return self.taking.send(sent)

    def own(self, token: str) -> OwnComment | None:
        """The comment that belongs to an author's secret."""
        with self.store.read() as connection:
            return kept.own_comment(connection, _digest(token))

    def removed_for(self, comment: Comment) -> str:
        """Why a moderator removed a comment, as a word of `Why`; "" where none did."""
        if comment.state is not CommentState.REMOVED:
            return ""
        with self.store.read() as connection:
            return removed_for(connection, comment.id)

    # Complaints are loaded when an author comes back, which few do.

    def complaints(self, comment: Comment) -> tuple[Complaint, ...]:
        """What the author of a comment complained of, the first first."""
        from nouvelles.run.desk import complaints

        return complaints.made_by(self.store, comment.id)

    def may_complain(self, comment: Comment) -> bool:
        """Whether its author may complain of where a comment is."""
        from nouvelles.run.desk import complaints

        return complaints.may_complain(self.store, comment, int(self.clock()))

    def complain(self, token: str, text: str) -> bool:
        """Complain of where a comment is; False where that cannot be, or was done."""
        from nouvelles.run.desk import complaints

        own = self.own(token)
        if own is None:
            return False
        return complaints.complain(self.store, own.comment, text, int(self.clock()))

    def edit(self, token: str, text: str, address: str) -> Comment | None:
        """Another text for a comment, judged anew; None where it may not be edited.

        What waits goes on waiting, and what was put aside stays there.
        """
        now = int(self.clock())
        own = self.own(token)
        if own is None or not may_edit(own, now):
            return None
        before = own.comment
        if before.text == text:
            return before
        changed = self._judged_anew(own, text, address, now)
        with self.store.write() as connection:
            still = kept.own_comment(connection, _digest(token))
            if still is None or still.comment != before:
                return None  # a moderator, or the author elsewhere, was faster
            kept.change_own(connection, changed, before.id, now=now, before=before)
        return changed.comment

    def _judged_anew(
        self, own: OwnComment, text: str, address: str, now: int
    ) -> NewComment:
        """A comment with another text, where that makes it stand. The filter is asked
        before anything is written: it may take a while."""
        before = own.comment
        draft = Draft(
            name=before.name,
            text=text,
            quote=before.quote,
            parent=before.parent,
            question=before.question,
        )
        sent = Sent(page=before.page, draft=draft, address=address, gate=own.gate)
        with self.store.read() as connection:
            new = self.taking.judge_one(connection, sent, now)
        is_shown = before.state is CommentState.SHOWN
        comment = replace(
            before,
            text=text,
            language=new.comment.language,
            edited=datetime.fromtimestamp(now, UTC),
            state=new.comment.state if is_shown else before.state,
        )
        return replace(new, comment=comment)

    def delete(self, token: str) -> bool:
        """Take a comment away for good, with all that is kept of it; at any time."""
        now = int(self.clock())
        with self.store.write() as connection:
            own = kept.own_comment(connection, _digest(token))
            if own is None or own.comment.state is CommentState.DELETED:
                return False
            kept.delete_own(connection, own.comment, now)
        return True

    def export(self, token: str) -> Mapping[str, Any] | None:
        """All that is kept of a comment and its author, for its author."""
        own = self.own(token)
        if own is None:
            return None
        one, verdict = own.comment, own.verdict
        with self.store.read() as connection:
            now = standing(connection, [one.page])
        return {
            "id": one.id,
            "page": now[one.page],
            "state": one.state.value,
            "written": one.at.isoformat(),
            "edited": one.edited and one.edited.isoformat(),
            "name": one.name,
            "email": self.key.decrypt(own.email) if own.email else None,
            "text": one.text,
            "quote": one.quote,
            "language": one.language,
            "in_reply_to": one.parent,
            "gate": own.gate,
            "complaints": [
                {
                    "written": made.at.isoformat(),
                    "text": made.text,
                    "state": made.state.value,
                    "decided": made.decided and made.decided.isoformat(),
                    "reasons": made.reasons,
                }
                for made in self.complaints(one)
            ],
            "filter": verdict
            and {
                "score": round(verdict.score, 3),
                "band": verdict.band.value,
                "reasons": [[reason.code, reason.value] for reason in verdict.reasons],
            },
        }


def may_edit(own: OwnComment, now: float) -> bool:
    """Whether an author may still write another text."""
    still = own.comment.state in (
        CommentState.SHOWN,
        CommentState.QUEUED,
        CommentState.SPAM,
    )
    return still and now < own.editable


@contextmanager
def discussing(
    store: Store,
    clock: Clock,
    judge: Judge | None,
    second: SecondOpinion | None = None,
) -> Iterator[PaperDiscussion]:
    """The discussion of a paper, taking comments until the block ends. `second` is asked
    about those that `judge` doubts.

    Raises:
        ConfigError: a setting of comments is impossible.
        StoreError: the paper's key cannot be used.
    """
    check_settings(store.settings)
    key = load_key(store.folder)
    taking = Taking(store, key, clock, judge, second)
    with taking.running():
        yield PaperDiscussion(
            store=store,
            key=key,
            clock=clock,
            taking=taking,
            interpreter=Interpreter(store, clock),
        )


def check_settings(settings: Settings) -> None:
    """Settings of comments that can be kept to.

    Raises:
        ConfigError: one cannot.
    """
    given = settings.comments
    modes = [mode.value for mode in PageMode]
    if given.moderation not in modes:
        raise ConfigError(
            "comments.moderation",
            f"`{given.moderation}` is no way to moderate",
            f"Write one of {', '.join(modes)}.",
        )
    if not 1 <= given.address_h <= 24:
        raise ConfigError(
            "comments.address_h",
            f"{given.address_h} is not between 1 and 24",
            "Hashes of networks change daily; write hours of a day.",
        )
    if given.notice_days < 184:
        raise ConfigError(
            "comments.notice_days",
            f"{given.notice_days} is less than 184",
            "A decision can be objected to for six months: until then it is kept.",
        )
    for proxy in given.proxies:
        try:
            ip_network(proxy)
        except ValueError as error:
            raise ConfigError(
                "comments.proxies",
                f"`{proxy}` is no network ({error})",
                "Write addresses such as 127.0.0.1 or 10.0.0.0/8.",
            ) from error


def _digest(token: str) -> bytes:
    return digest16(token[:64].encode("utf-8", "replace"))
