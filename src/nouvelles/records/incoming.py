"""What comes in: sources, entries, captures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Headers = tuple[tuple[str, str], ...]

#: Whether an outlet's pages are fetched, or only what its feeds say is kept.
ReadingMode = Literal["pages", "headlines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet: who publishes, where, in which language, under which licence.

    `host` is the outlet's host without `www.`; captures and entries belong to the source
    with the longest matching host. `licence` is an SPDX identifier, or "" where nothing
    is known or all rights are reserved. `invented` marks the sample day's outlets.
    """

    host: str
    name: str
    language: str = ""
    country: str = ""
    home: str = ""
    owner: str = ""
    kind: str = ""
    licence: str = ""
    licence_url: str = ""
    feed: str = ""
    invented: bool = False
    zone: str = ""  # IANA name of the outlet's time zone
    mode: ReadingMode = "pages"
    conditions: tuple[str, ...] = ()  # what it asks besides: "tracking-pixel" …


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that an entry brings along: a picture, a sound, a film."""

    url: str
    media_type: str = ""
    length: int = 0  # bytes, as stated; 0 when not


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item announced by a feed: what the outlet itself says about an article.

    `content` is the article's full text as plain text, where the feed carries it. It is
    searched in; what of it may be shown is the rights room's to say.
    """

    feed: str
    guid: str
    url: str
    title: str
    summary: str = ""  # plain text
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    licence: str = ""  # SPDX, where the entry or its feed states one
    content: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one address at one time, with the facts of the HTTP answer.

    `body` is the payload with content encodings removed. Header names are lower-case.
    `truncated` says that the archive or the size limit cut the body.
    """

    url: str
    at: datetime
    status: int
    headers: Headers
    body: bytes
    truncated: bool = False

    def header(self, name: str) -> str:
        """The values of one header joined by ", ", or "" when it is absent."""
        return ", ".join(value for key, value in self.headers if key == name)
