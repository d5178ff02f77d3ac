"""The records that pass between rooms: frozen, keyword-only, of plain types.

One declaration per field. A view that shows an article holds the article; it does not
repeat its fields. Times are aware datetimes that keep the zone their source wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Headers = tuple[tuple[str, str], ...]


# ---- what comes in -----------------------------------------------------------------

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
    conditions: tuple[str, ...] = ()  # what its licence asks besides: "tracking-pixel"


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


# ---- what the rooms make -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a page says about its own use: licence and opt-outs, each as it was found.

    `robots` holds the directives that bind us (noarchive, nosnippet, noimageindex …);
    `max_snippet` is None without a limit. `where` names the places that were read
    ("header tdm-reservation", "meta robots", "link license" …).
    """

    licence: str = ""  # SPDX identifier, "" when none is stated
    licence_url: str = ""
    robots: tuple[str, ...] = ()
    max_snippet: int | None = None
    where: tuple[str, ...] = ()


BlockKind = Literal[
    "paragraph", "heading", "list", "quote", "table", "code", "image", "embed", "live"
]

MarkKind = Literal["link", "emphasis", "strong", "quote", "code", "sub", "sup"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a part of a block's text is: characters `start` to `end` (not included)."""

    kind: MarkKind
    start: int
    end: int
    url: str = ""  # of a link, absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of an article's body, in reading order.

    `text` is plain text with single spaces; a list or table also has `items`, one string
    an item or row. An image has its address in `url`, its caption in `text`; an embed
    its address in `url`, its provider ("youtube", "x", …) in `text`. A live block opens
    an entry of a live blog: its headline in `text` ("" for none), its time in `at`.
    `path` is the XPath of the element that it came from, "" where there is none.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    url: str = ""
    credit: str = ""
    path: str = ""
    marks: tuple[Mark, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that a page names: where it is, whose it is, under which licence."""

    url: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    licence: str = ""  # SPDX, as stated for the picture itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that was repaired or that disagrees: a code and the words to judge it."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of a page that is no part of its article: a word of why, where, what.

    `words` are its first words, at most 60 characters; `path` is an XPath.
    """

    reason: str
    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The address of another language version of an article."""

    language: str  # BCP 47, or "x-default"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a page states about its licence or use, word for word: nothing is judged."""

    name: str  # "license", "usageInfo", "tdm-reservation", "tdm-policy", "robots" …
    value: str


#: What a page is, as far as it was taken for an article.
ArticleKind = Literal["news", "opinion", "live", "video", "gallery"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text of one outlet, taken out of a capture.

    `canonical` is the address that the page gives itself (tracking parameters dropped),
    or the capture's. `published` keeps the zone that the page wrote; `day_only` says that
    no time of day was found. `language` is BCP 47, with its confidence from 0 to 1.
    `agencies` are news agencies credited for text (names as printed). `dateline` is the
    place that opens the text ("KYIV"). Of a page behind a paywall, `free_blocks` is how
    many blocks of the body stand before the wall (None where that is not known).
    """

    canonical: str
    headline: str
    body: tuple[Block, ...]
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    day_only: bool = False
    language: str = "und"
    language_confidence: float = 0.0
    section: str = ""
    keywords: tuple[str, ...] = ()
    image: Image | None = None
    site_name: str = ""
    paywalled: bool = False
    doubts: tuple[Doubt, ...] = ()
    dateline: str = ""
    kind: ArticleKind = "news"
    free_blocks: int | None = None
    alternates: tuple[Alternate, ...] = ()
    statements: tuple[Statement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The folded words of an article for searching, in reading order, by field."""

    headline: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture re-encoded by us, without any metadata of the original."""

    media_type: str
    width: int
    height: int
    data: bytes


# ---- rights ------------------------------------------------------------------------


class Surface(StrEnum):
    """A place where something of an article can be shown."""

    HEADLINE = "headline"
    EXTRACT = "extract"
    FULL_TEXT = "full-text"
    TRANSLATION = "translation"
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
    conditions: tuple[str, ...] = ()  # of the source's licence: "tracking-pixel"
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


# ---- what the paper shows ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One passage that differs between two revisions of an article.

    `before` is "" for what was added, `after` is "" for what was taken out.
    """

    field: Literal["headline", "standfirst", "body"]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One capture of an article that differs from the one before it."""

    at: datetime
    digest: str  # hexadecimal SHA-256 of the captured bytes
    headline: str
    changes: tuple[Change, ...] = ()  # against the revision before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as lists show it. `id` is its public name, stable for ever.

    `summary` is what the outlet's own feed says of it. `rights` is what the rights room
    asks about; nothing of the article is shown without its answer.
    """

    id: str
    url: str
    source: Source
    headline: str
    standfirst: str
    lede: str  # the first words of the body, for the extract
    summary: str
    language: str
    published: datetime | None
    day_only: bool
    captured: datetime | None
    rights: RightsItem
    picture: str = ""  # name of the picture that we hold, "" for none
    withdrawn: datetime | None = None  # since when its outlet has it no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article as its own page shows it; `article` is None when only an entry is held.

    `extracted_by` names the extractor with its version, as the ledger does.
    """

    listed: Listed
    article: Article | None
    authors: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    stale: bool = False
    extracted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands where a removed article was."""

    status: Literal[410, 451]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """A source with how much of it the paper holds."""

    source: Source
    articles: int
    newest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list, and whether more follow."""

    items: tuple[Listed, ...]
    total: int
    number: int = 1
    size: int = 30
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found.

    `text` is plain text of the article round the place where the words were found (some
    hundred characters are enough), from which the page cuts the snippet that the rights
    allow; "" where the words stand in the headline alone.
    """

    listed: Listed
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of a search's hits, best first; `total` counts all pages."""

    items: tuple[Hit, ...]
    total: int
    number: int = 1
    size: int = 30
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPicture:
    """A picture that we hold, with the rights of the article that it belongs to."""

    picture: Picture
    rights: RightsItem
