"""What the rights room is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Surface(StrEnum):
    """A place where something of an article can be shown."""

    HEADLINE = "headline"
    EXTRACT = "extract"
    FULL_TEXT = "full-text"
    TRANSLATION = "translation"
    TRANSLATED_HEADLINE = "translated-headline"
    IMAGE = "image"
    FEED = "feed"
    SNIPPET = "snippet"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsItem:
    """All that the rights room needs to know of an article to answer for it."""

    source_licence: str = ""
    page_licence: str = ""
    agencies: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    max_snippet: int | None = None
    opted_out: bool = False  # tdm-reservation: 1
    paywalled: bool = False
    image_licence: str = ""
    image_credit: str = ""
    source_name: str = ""
    conditions: tuple[str, ...] = ()  # of the source: "tracking-pixel" …
    withdrawn: bool = False  # the outlet has taken the article away


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The answer of the rights room for one item on one surface.

    `limit` is the most characters that may be shown (None: no limit; 0: nothing).
    `reason` is a word of the room's list; `licence` the one the answer rests on.
    """

    allowed: bool
    reason: str
    limit: int | None = None
    licence: str = ""
