"""What becomes of a comment: the gate's word, the filter's, bans, and the page's rule."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from nouvelles.comments.records import Band, Remark, Verdict
from nouvelles.records import CommentState, PageMode
from nouvelles.store.comments import Ban


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, the ring that a text belongs to (None: too short for one), and which
    version of the filter judged."""

    verdict: Verdict
    ring: int | None = None
    version: str = ""


class Judge(Protocol):
    """The filter as it is asked; one thread asks at a time."""

    def __call__(self, remark: Remark, page: str, now: int) -> Judged:
        """What the filter thinks of a remark on a page."""
        ...


class Late:
    """A filter that is opened at the first remark: most of the time nobody writes one, and
    what it rests on takes 9 MB (2026-11)."""

    def __init__(self, opens: Callable[[], Judge]) -> None:
        self._opens = opens
        self._judge: Judge | None = None
        self._lock = threading.Lock()

    def __call__(self, remark: Remark, page: str, now: int) -> Judged:
        """As `Judge`; two threads that are both the first wait for one opening."""
        with self._lock:
            if self._judge is None:
                self._judge = self._opens()
        return self._judge(remark, page, now)


def state_of(
    judged: Judged | None, gate: str, mode: PageMode, banned: str
) -> CommentState:
    """Where a comment goes.

    Only the filter puts aside, and a ban on a host or a ring; the gate and a ban on words
    or authors have a person look. Without a filter everything waits.
    """
    if judged is not None and judged.verdict.band is Band.SPAM:
        return CommentState.SPAM
    if banned in ("host", "ring"):
        return CommentState.SPAM
    if judged is None or judged.verdict.band is not Band.PUBLISH:
        return CommentState.QUEUED
    if gate or banned or mode is PageMode.BEFORE:
        return CommentState.QUEUED
    return CommentState.SHOWN


def banned_by(
    bans: Iterable[Ban], text: str, ring: int | None, author: bytes | None
) -> str:
    """The kind of the first ban that a comment falls under, "" for none."""
    folded = text.casefold()
    of_ring = "" if ring is None else f"{ring & (2**64 - 1):016x}"
    of_author = author.hex() if author else ""
    for ban in bans:
        value = ban.value.casefold()
        is_hit = {
            "word": bool(value) and value in folded,
            "host": bool(value) and _has_host(folded, value),
            "ring": value == of_ring,
            "author": bool(of_author) and value == of_author,
        }.get(ban.kind, False)
        if is_hit:
            return ban.kind
    return ""


def _has_host(text: str, host: str) -> bool:
    """Whether an address of a host, or below it, stands in a text."""
    at = text.find(host)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(host) : at + len(host) + 1]
        whole = before in ("", "/", ".", "@", " ", "\n", "(") and not after.isalnum()
        if whole and after not in ("-", "."):
            return True
        at = text.find(host, at + 1)
    return False
