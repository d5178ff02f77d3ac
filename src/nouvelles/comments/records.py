"""What the room is given and gives: a remark, the verdict on it, what is learned of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """Where a comment goes."""

    PUBLISH = "publish"
    QUEUE = "queue"  # a person looks first
    SPAM = "spam"  # out of sight without a person, still kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment as its author sent it, with what it is about.

    `language` is a BCP 47 tag or "" (of the text, as far as known); `seconds` from the
    opening of the form to its sending, None where nobody took the time.
    """

    text: str
    author: str = ""
    author_url: str = ""
    title: str = ""
    language: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of `reasons.CODES`, what it was found on, and log-odds it is worth.

    Positive speaks for spam. Catalogues have the words of each code; `value` is a host, a
    word or a number, as it stands.
    """

    code: str
    value: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the filter thinks of a remark: probability of spam, band, reasons by weight."""

    score: float
    band: Band
    reasons: tuple[Reason, ...] = ()
    incivility: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A remark as it is remembered: its places in the table of all views, where its facts
    rank, the prior's opinions, its language; digests of its author and hosts, whose lessons
    are capped. What each place weighs is had from the prior."""

    places: bytes  # uint32, ascending
    ranks: bytes  # float32, one a fact
    opinions: tuple[float, ...]
    language: str
    teachers: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decision of a moderator; `key` names it (a comment's number), for undoing."""

    key: str
    taught: Taught
    spam: bool
