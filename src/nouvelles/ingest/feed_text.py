"""The texts and dates of feeds: markup to plain text, written dates to datetimes."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import struct_time

import nh3

from nouvelles.errors import InputError
from nouvelles.ingest.urls import normalise

#: Elements that end a line: without a space, the words on both sides would grow
#: together when the tags are taken away.
_BLOCK_TAG = re.compile(
    r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|blockquote|figure|figcaption|hr)\b)",
    re.IGNORECASE,
)

#: A language tag as BCP 47 forms it; anything else is not kept.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def plain_text(text: str, *, markup: bool) -> str:
    """Text with single spaces, without tags; scripts and styles are left out.

    Character references are undone also in plain text: feeds escape twice more often
    than they write about HTML.
    """
    if markup:
        text = nh3.clean(_BLOCK_TAG.sub(" <", text), tags=set(), attributes={})
    return " ".join(html.unescape(text).split())


def language_tag(text: str | None) -> str:
    """A BCP 47 tag, or "" for what is none."""
    tag = (text or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def page_address(text: str) -> str:
    """The normalised address, or "" for what is no address of a page."""
    try:
        return normalise(text)
    except InputError:
        return ""


def feed_date(text: str, parsed: struct_time | None) -> datetime | None:
    """The time that a feed wrote, in the zone that it wrote.

    `parsed` is feedparser's reading of it in UTC, which knows more forms than we do. A
    time without a zone counts as UTC, as feedparser has it.
    """
    written = _written_date(text)
    if parsed is None:
        return written
    try:
        utc = datetime(*parsed[:6], tzinfo=UTC)
    except ValueError:
        return written
    # Without fractions of seconds, which feedparser drops.
    same = written is not None and written.replace(microsecond=0) == utc
    return written if same else utc


def _written_date(text: str) -> datetime | None:
    """ISO 8601 or RFC 2822, with a zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = read(text.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if date.tzinfo is not None and _in_range(date):
            return date
    return None


def _in_range(date: datetime) -> bool:
    """Whether the time can be told in UTC: years 1 to 9999."""
    try:
        date.astimezone(UTC)
    except (OverflowError, ValueError):
        return False
    return True
