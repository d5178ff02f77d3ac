"""What the desk says of a comment: why it waits, what was done, in words of the edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from nouvelles.comments.records import Reason
from nouvelles.discussion import Trip
from nouvelles.records import CommentState, PageMode
from nouvelles.records.desk import (
    Act,
    ComplaintState,
    Measure,
    NoticeState,
    ReportKind,
    Role,
    Why,
)
from nouvelles.store.headlines import PageHead
from nouvelles.store.moderation_queue import Waiting
from nouvelles.web.addresses import Addresses
from nouvelles.web.verdicts import why
from nouvelles.web.words import Words, mark

STATES: Mapping[str, str] = {
    CommentState.QUEUED: mark("Waiting"),
    CommentState.SHOWN: mark("Published"),
    CommentState.SPAM: mark("Spam"),
    CommentState.REMOVED: mark("Removed"),
    CommentState.DELETED: mark("Deleted by its author"),
}
BANDS: Mapping[str, str] = {
    "publish": mark("looks genuine"),
    "queue": mark("doubtful"),
    "spam": mark("looks like spam"),
}
WHYS: Mapping[str, str] = {
    Why.ABUSE: mark("Insult or harassment"),
    Why.HATE: mark("Hatred"),
    Why.PRIVATE: mark("Personal data"),
    Why.MINOR: mark("Concerns a minor"),
    Why.ILLEGAL: mark("Illegal content"),
    Why.OFF_TOPIC: mark("Off topic"),
    Why.DUPLICATE: mark("Said already"),
    Why.OTHER: mark("Another reason"),
}
REPORTS: Mapping[str, str] = {
    ReportKind.SPAM: mark("Spam or advertising"),
    ReportKind.ABUSE: mark("Insult or harassment"),
    ReportKind.HATE: mark("Hatred"),
    ReportKind.PRIVATE: mark("Personal data"),
    ReportKind.MINOR: mark("Concerns a minor"),
    ReportKind.OTHER: mark("Another reason"),
}
#: What was done, as history and audit say it.
ACTS: Mapping[str, str] = {
    Act.APPROVE: mark("approved"),
    Act.QUEUE: mark("put back to wait"),
    Act.SPAM: mark("marked as spam"),
    Act.REMOVE: mark("removed"),
    Act.REDACT: mark("personal data taken out"),
    Act.HIDE: mark("hidden upon a report"),
    Act.FEATURE: mark("featured"),
    Act.UNFEATURE: mark("no longer featured"),
    Act.ANSWER: mark("answered by the newsroom"),
    "ban host": mark("host held back"),
    "ban word": mark("word held back"),
    "ban ring": mark("ring held back"),
    "lift host": mark("host let in"),
    "lift word": mark("word let in"),
    "lift ring": mark("ring let in"),
    "page": mark("rule of a page changed"),
    "undo": mark("undone"),
    "sign in": mark("signed in"),
    "sign out": mark("signed out"),
    "add account": mark("account made"),
    "reset password": mark("password changed"),
    "disable account": mark("account disabled"),
    "enable account": mark("account enabled"),
    "decide notice": mark("notice decided"),
    "decide appeal": mark("appeal decided"),
    "decide complaint": mark("complaint decided"),
    "edit": mark("edited by its author"),
    "delete": mark("deleted by its author"),
}
MEASURES: Mapping[str, str] = {
    Measure.NOTHING: mark("Nothing is removed"),
    Measure.REMOVED: mark("The comment is removed"),
    Measure.REDACTED: mark("Personal data was taken out"),
    Measure.PAGE_REMOVED: mark("The page is removed"),
}
NOTICES: Mapping[str, str] = {
    NoticeState.OPEN: mark("Waiting for a decision"),
    NoticeState.DECIDED: mark("Decided"),
    NoticeState.APPEALED: mark("Appealed against"),
    NoticeState.CLOSED: mark("Decided upon the appeal"),
}
COMPLAINTS: Mapping[str, str] = {
    ComplaintState.OPEN: mark("Waiting for a decision"),
    ComplaintState.UPHELD: mark("The comment stays out of sight"),
    ComplaintState.REVERSED: mark("The comment is shown again"),
}

ROLES: Mapping[str, str] = {
    Role.EDITOR: mark("an editor"),
    Role.MODERATOR: mark("a moderator"),
}
#: When comments on a page are read.
MODES: Mapping[str, str] = {
    "": mark("As everywhere"),
    PageMode.AFTER: mark("Published first, as the filter sees fit"),
    PageMode.BEFORE: mark("Each comment waits for a moderator"),
}
#: The rule of a page in the log: how it is read, whether it is closed.
_RULES: Mapping[str, str] = {
    **MODES,
    "closed": mark("No more comments are taken"),
}
#: What the detail of an act of the log is one of.
_DETAILS: Mapping[str, Mapping[str, str]] = {
    Act.REMOVE: WHYS,
    "add account": ROLES,
    "decide complaint": COMPLAINTS,
    "decide notice": MEASURES,
    "decide appeal": MEASURES,
}

#: What the gate found before any word was read.
GATES: Mapping[str, str] = {
    Trip.FAST: mark("sent within three seconds"),
    Trip.TRAP: mark("a field that is to stay empty was filled in"),
    Trip.AUTHOR_RATE: mark("several from one network in a short time"),
    Trip.PAGE_RATE: mark("many on this page in a short time"),
    Trip.SITE_RATE: mark("many on this site in a short time"),
    Trip.REPEATED: mark("the same was said here before"),
    "ban: word": mark("has a word that is held back"),
    "ban: host": mark("links to a host that is held back"),
    "ban: ring": mark("is like comments that are held back"),
    "ban: author": mark("from an author who is held back"),
}

_LINK = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reason in words, and whether it speaks for spam."""

    words: str
    is_against: bool


def act_words(words: Words, act: str) -> str:
    """An act as the log has it, in words."""
    return words.say(ACTS[act]) if act in ACTS else act


def detail_words(words: Words, act: str, detail: str) -> str:
    """The detail of an act of the log in words; what somebody wrote stays as it is."""
    if act == "page" and all(part in _RULES for part in detail.split(" ")):
        return words.say(", ").join(words.say(_RULES[one]) for one in detail.split(" "))
    known = _DETAILS.get(act, {})
    return words.say(known[detail]) if detail in known else detail


def why_words(words: Words, why: str) -> str:
    """A reason of the log in words; what somebody wrote stays as it is."""
    return words.say(WHYS[why]) if why in WHYS else why


def report_words(words: Words, kind: str) -> str:
    """What a reader reported, in words."""
    return words.say(REPORTS.get(kind, REPORTS[ReportKind.OTHER]))


def reasons_of(words: Words, one: Waiting) -> list[Reasoned]:
    """Why a comment is where it is: what the gate found, then the filter's reasons."""
    found = []
    if one.gate:
        said = words.say(GATES[one.gate]) if one.gate in GATES else one.gate
        found.append(Reasoned(said, True))
    reasons = one.verdict.reasons if one.verdict else ()
    return found + [
        Reasoned(_reason_words(words, reason), reason.weight >= 0) for reason in reasons
    ]


def _reason_words(words: Words, reason: Reason) -> str:
    """A reason in words; one of a filter that is no more stays as it was kept."""
    try:
        return why(reason, words)
    except (KeyError, ValueError):
        return f"{reason.code} {reason.value}".strip()


def hosts_in(text: str) -> list[str]:
    """The hosts that a text links to, each once, in order."""
    found = []
    for link in _LINK.findall(text):
        address = link if "://" in link else f"http://{link}"
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:  # a port or brackets that are none
            continue
        found.append(host.removeprefix("www."))
    return [host for host in dict.fromkeys(found) if host]


def page_path(at: Addresses, head: PageHead) -> str:
    """Where a page stands in an edition."""
    if head.is_story:
        return at.story(head.id, head.slug)
    return at.article(head.id, head.headline)
