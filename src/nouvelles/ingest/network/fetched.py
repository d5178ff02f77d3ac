"""What a visit gives, and what its headers say about the next one.

Sources: RFC 9110 (validators, dates, Retry-After), RFC 9111 section 4.2 (freshness); as
known in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from nouvelles.records import Headers

#: No answer is called fresh for longer; RFC 9111 has no limit, and some say for ever.
LONGEST_FRESH_S = 31_536_000.0

#: A directive of Cache-Control: its name, and its value where it has one.
_DIRECTIVE = re.compile(r"([a-z-]+)\s*(?:=\s*\"?([^\s\",]*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What an answer is known by, as its server wrote it; "" where it did not."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A successful answer, or the news that nothing has changed (304).

    `url` is what was asked for, `final` where the answer came from. `moved` is the
    address to keep for good: where the permanent redirects at the start led, "" without
    one. `body` has no content encodings, and is empty on 304. `fresh_s` is how long the
    answer stays good; `seconds` how long the visit took, without waiting in line; `slow`
    says in what the answer was slow to come, "" where it was not.
    """

    url: str
    final: str
    moved: str
    status: int
    headers: Headers
    body: bytes
    validators: Validators
    fresh_s: float
    seconds: float
    slow: str


def retry_after_s(value: str, now: float) -> float | None:
    """Seconds from now that Retry-After asks for, at least 1; None when it says none."""
    text = value.strip()
    if text.isascii() and text.isdecimal():
        # Longer numbers than a float can hold ask for "very long".
        return max(float(text[:15]), 1.0)
    then = _http_date(text)
    return None if then is None else max(then - now, 1.0)


def fresh_s(headers: Mapping[str, str], now: float) -> float:
    """Seconds for which an answer need not be asked for again; 0 when nothing says so.

    `headers` are looked up by any spelling of their names. Age, the time that the answer
    already spent in caches, is taken off.
    """
    control = headers.get("Cache-Control")
    expires = headers.get("Expires")
    if control is None and expires is None:
        return 0.0
    said = {name.lower(): value for name, value in _DIRECTIVE.findall(control or "")}
    if "no-cache" in said or "no-store" in said:
        return 0.0
    if "max-age" in said:
        lifetime = _number(said["max-age"])
    else:
        until = _http_date(expires or "")
        since = _http_date(headers.get("Date", ""))
        # "Expires: 0" and the like mean: in the past (RFC 9111, 5.3).
        lifetime = 0.0 if until is None else until - (now if since is None else since)
    left = lifetime - _number(headers.get("Age", ""))
    return min(max(left, 0.0), LONGEST_FRESH_S)


def _number(text: str) -> float:
    text = text.strip()
    return float(text[:15]) if text.isascii() and text.isdecimal() else 0.0


def _http_date(text: str) -> float | None:
    """Seconds since 1970, or None for what is no date."""
    if not text:
        return None
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
