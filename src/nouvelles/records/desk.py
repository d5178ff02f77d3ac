"""Who sits at the editor's desk, and what they do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nouvelles.records.discussion import Comment


class Role(StrEnum):
    """What an account may do: an editor everything that a moderator may, and decide."""

    MODERATOR = "moderator"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in at the desk."""

    id: int
    name: str
    role: Role
    created: datetime
    disabled: datetime | None = None


class Act(StrEnum):
    """What can be done to a comment at the desk, as the log of acts has it."""

    APPROVE = "approve"
    QUEUE = "queue"  # back to those that wait
    SPAM = "spam"
    REMOVE = "remove"  # with a reason
    REDACT = "redact"  # words taken out by a moderator, a mark in their place
    HIDE = "hide"  # a reader's report that concerns a minor
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    ANSWER = "answer"  # by the newsroom


class Why(StrEnum):
    """Why a comment is removed; its author and the log are told."""

    ABUSE = "abuse"
    HATE = "hate"
    PRIVATE = "private"
    MINOR = "minor"
    ILLEGAL = "illegal"
    OFF_TOPIC = "off-topic"
    DUPLICATE = "duplicate"
    OTHER = "other"


class ReportKind(StrEnum):
    """What a reader reports of a comment."""

    SPAM = "spam"
    ABUSE = "abuse"
    HATE = "hate"
    PRIVATE = "private"
    MINOR = "minor"  # which hides it until a person has looked
    OTHER = "other"


class BanKind(StrEnum):
    """What comments are held back for."""

    WORD = "word"
    HOST = "host"
    RING = "ring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Something for which comments are held back, until a time or for good."""

    id: int
    kind: str
    value: str
    who: str
    why: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a reader reported of a comment."""

    id: int
    comment: int
    kind: str
    text: str
    at: datetime
    settled: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedAct:
    """One line of a comment's history; `before` is the comment as it was until then."""

    id: int
    comment: int | None
    page: str
    at: datetime
    who: str
    act: str
    why: str
    batch: int | None = None
    before: Comment | None = None
    undone: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One thing that was done at the desk."""

    at: datetime
    who: str
    act: str
    about: str
    detail: str


class NoticeState(StrEnum):
    """Where a notice of illegal content stands."""

    OPEN = "open"
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"  # decided upon the appeal


class ComplaintState(StrEnum):
    """Where the complaint of an author stands."""

    OPEN = "open"
    UPHELD = "upheld"  # the comment stays where it is
    REVERSED = "reversed"  # the comment is shown again


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What an author says against the removal or hiding of a comment (its number), and
    the decision upon it; its words are "" once their time was over."""

    id: int
    comment: int
    state: ComplaintState
    at: datetime
    text: str
    decided: datetime | None = None
    reasons: str = ""
    who: str = ""


class Measure(StrEnum):
    """What is decided upon a notice (Regulation (EU) 2022/2065, article 17)."""

    NOTHING = "nothing"
    REMOVED = "removed"
    REDACTED = "redacted"
    PAGE_REMOVED = "page removed"  # by the publisher, outside the desk


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeForm:
    """What a notice says: why the content is illegal, where it is, in good faith.

    `law` is the rule that it names, "" where it names none. `language` is the edition's.
    """

    why: str
    law: str
    language: str
    good_faith: bool
    concerns_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision with its statement of reasons: measure, facts, ground."""

    measure: Measure
    facts: str
    ground: str  # the law or the term of use that it rests on
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice with all that became of it; `contact` is (name, e-mail) where it may be
    read and was given."""

    id: int
    state: NoticeState
    page: str
    at: datetime
    form: NoticeForm
    comment: int | None = None
    decision: Decision | None = None
    appealed: datetime | None = None
    appeal: str = ""
    final: Decision | None = None
    closed: datetime | None = None
    erased: datetime | None = None  # when its words were dropped
