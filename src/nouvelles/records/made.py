"""What the rooms make of a capture: claims, an article, its terms, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import Struct


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


# No dataclass: a feed whose entries have no links has one for each of them.
class Doubt(Struct, frozen=True, kw_only=True, gc=False):
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
