"""Robots directives of a page or header, as far as they bind what we show.

Source: "Robots meta tag, data-nosnippet, and X-Robots-Tag specifications", Google
Search Central (as known 2026-11-23); the directives are the same at the other search
engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Our name in directives that speak to one visitor only.
AGENT: Final = "nouvelles"

#: Directives that bind us, and what they mean for us. "none" says "noindex, nofollow";
#: "nocache" is Bing's older word for "noarchive".
_BINDING: Final = {
    "noarchive": "noarchive",
    "nocache": "noarchive",
    "noindex": "noindex",
    "none": "noindex",
    "nosnippet": "nosnippet",
    "noimageindex": "noimageindex",
    "notranslate": "notranslate",
}

#: Directives with a value; in a header, any other word before a colon is a visitor.
_VALUED: Final = frozenset(
    {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What was said: binding words, and the shortest `max-snippet` (None: no limit)."""

    robots: frozenset[str] = frozenset()
    max_snippet: int | None = None

    def __or__(self, other: Directives) -> Directives:
        """Both together; where they disagree the stricter holds."""
        limits = [n for n in (self.max_snippet, other.max_snippet) if n is not None]
        return Directives(
            robots=self.robots | other.robots,
            max_snippet=min(limits) if limits else None,
        )


def parse_meta(content: str) -> Directives:
    """The directives of one `<meta name="robots" content="…">`."""
    found = Directives()
    for part in content.split(","):
        found |= _directive(part)
    return found


def parse_header(value: str) -> Directives:
    """The directives of one X-Robots-Tag line that speak to everyone or to us.

    "otherbot: noindex, nofollow" speaks to otherbot up to the end of the line or the
    next visitor's name.
    """
    found = Directives()
    to_us = True
    for part in value.split(","):
        before, colon, after = part.partition(":")
        name = before.strip().lower()
        directive = part
        if colon and name not in _VALUED:
            to_us = name in ("*", AGENT)
            directive = after
        if to_us:
            found |= _directive(directive)
    return found


def _directive(part: str) -> Directives:
    name, _, value = (piece.strip().lower() for piece in part.partition(":"))
    if name in _BINDING:
        return Directives(robots=frozenset({_BINDING[name]}))
    if name == "max-image-preview" and value == "none":
        return Directives(robots=frozenset({"max-image-preview:none"}))
    # -1 means no limit; anything that is no number is no directive.
    if name == "max-snippet" and value.isascii() and value.isdigit():
        return Directives(max_snippet=int(value[:9]))
    return Directives()
