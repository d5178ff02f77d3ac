"""What somebody else's server thinks of a comment, held to what the protocol allows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

#: Characters of a server's own words that are passed on.
_MOST: Final = 200


class Opinion(StrEnum):
    """A second opinion. `NONE`: it gave none, and nothing follows from that."""

    HAM = "ham"
    SPAM = "spam"
    BLATANT = "blatant"  # spam that it would not even keep
    NONE = "none"


def read_opinion(
    status: int, headers: Mapping[str, str], body: bytes
) -> tuple[Opinion, str]:
    """The opinion in an answer to comment-check, and why there is none.

    `headers` by lower-case names. Only `true` and `false` of an answer in good order are
    opinions: whatever else is said is never taken for one of them, and neither is what a
    server says of a comment that it has not judged yet.
    """
    told = headers.get("x-akismet-debug-help") or headers.get("x-akismet-alert-msg")
    if status != 200 or "x-akismet-error" in headers:
        return Opinion.NONE, f"answers {status}{_told(told)}"
    if body == b"true":
        blatant = headers.get("x-akismet-pro-tip") == "discard"
        return (Opinion.BLATANT if blatant else Opinion.SPAM), ""
    if body == b"false":
        if "x-akismet-recheck-after" in headers:
            return Opinion.NONE, "has not judged it yet"
        return Opinion.HAM, ""
    said = body[:40].decode("utf-8", "replace")
    return Opinion.NONE, f"says {said!r}{_told(told)}"


def _told(told: str | None) -> str:
    return f": {told[:_MOST]}" if told else ""
