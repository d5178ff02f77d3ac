"""What passes through the protocol: a call, the comment in it, the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Endpoint(StrEnum):
    """What may be asked, by the last part of its address."""

    VERIFY_KEY = "verify-key"
    COMMENT_CHECK = "comment-check"
    SUBMIT_SPAM = "submit-spam"
    SUBMIT_HAM = "submit-ham"
    USAGE_LIMIT = "usage-limit"
    KEY_SITES = "key-sites"
    DEACTIVATE = "deactivate"
    GET_SUBSCRIPTION = "get-subscription"
    GET_STATS = "get-stats"
    TOKEN = "token"  # noqa: S105 - the name of an endpoint
    VERIFY_WPCOM_KEY = "verify-wpcom-key"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question. `key` is "" where none was found; `fields` are those that we read, in
    one spelling; `trouble` says why it could not be read, "" if it could."""

    endpoint: Endpoint
    key: str = ""
    fields: Mapping[str, str]
    context: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment as a site tells it, without what we do not read: no address of a reader,
    no headers, no form.

    `kind` is Akismet's comment_type; `context` names what the page is about; `trapped` says
    that the field which people do not see was filled in; `callback` is where a verdict that
    comes later is wanted.
    """

    text: str
    author: str = ""
    email: str = ""
    url: str = ""
    kind: str = ""
    language: str = ""
    context: tuple[str, ...] = ()
    permalink: str = ""
    role: str = ""
    trapped: bool = False
    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back, to the byte; the server adds `X-akismet-guid` to each."""

    body: bytes
    status: int = 200
    json: bool = False
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteKey:
    """A key and the site that it is for. `disabled` is when it was taken back, in seconds
    since 1970, None while it holds."""

    key: str
    site: str
    created: int
    disabled: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What was asked with a key in a month ("2026-11", in UTC).

    `missed` are comments submitted as spam, `false_alarms` those submitted as ham, as
    Akismet counts them; `later` those that were let through for want of time.
    """

    month: str
    spam: int = 0
    ham: int = 0
    missed: int = 0
    false_alarms: int = 0
    later: int = 0

    @property
    def calls(self) -> int:
        return self.spam + self.ham + self.later
