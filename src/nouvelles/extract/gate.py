"""What is no article: told before parsing where possible, else from what was found."""

from __future__ import annotations

import sys
from typing import Final

import regex

from nouvelles.errors import Reject
from nouvelles.extract.decode import wide_order
from nouvelles.extract.listing import is_listing
from nouvelles.extract.media import SERVICES
from nouvelles.extract.page import Page, first_text, names_page
from nouvelles.extract.reasons import Reason
from nouvelles.extract.walls import asks_consent, find_wall, says_missing, wants_scripts
from nouvelles.extract.weight import weight
from nouvelles.markup import excess
from nouvelles.records import Block, Capture

#: First bytes of formats that are sent as pages (WHATWG MIME Sniffing, section 6 and 7,
#: as known 2026-11-23).
_SIGNATURES: Final = (
    (b"%PDF-", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"),
    (b"RIFF", "riff"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"OggS", "ogg"),
    (b"ID3", "mp3"), (b"\x00\x00\x00\x18ftyp", "mp4"), (b"\x7fELF", "elf"),
    (b"\x00asm", "wasm"), (b"wOFF", "font"), (b"wOF2", "font"), (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"), (b"\xd0\xcf\x11\xe0", "office"),
)  # fmt: skip
_HTML_TYPES: Final = (
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
)
#: What a page begins with, after its prolog, and what other formats do.
_PAGE = regex.compile(rb"<(?:!doctype html|html)\b", regex.I)
_FEED = regex.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml|svg)\b", regex.I)
_SPACES = regex.compile(rb"\s+")
_MARKUP = regex.compile(rb"<[a-zA-Z!/]")
_SNIFFED_BYTES: Final = 65_536

#: More are not parsed. The default of what is fetched (`PoliteSettings.page_bytes`); the
#: largest of 1,058 pages has 2.9 million.
MOST_BYTES: Final = 20_000_000

#: Fewer characters are no article. Half of what trafilatura takes for a failed
#: extraction (MIN_EXTRACTED_SIZE = 250): news flashes of two sentences pass. The
#: shortest true body among 365 of our bench has 346, counted so.
SHORTEST: Final = 120

#: A wall, or a page that says that it holds nothing, is short; an article about such
#: pages is not.
_WALL_LONGEST: Final = 1_500

#: Characters with which a page that asks for a sign-in shows a beginning before it.
_FREE: Final = 400

#: Articles that a list may state in its structured data; a page of one states its own.
_MANY: Final = 4

#: A text in a page's own frame, or made by its programs: what stands beside is shorter.
_BESIDE: Final = 250

_REFRESH = regex.compile(r"^\s*(\d+)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", regex.I)
_REFRESH_SOON: Final = 5


def check_capture(capture: Capture) -> None:
    """Reject a capture that is no whole HTML page, without parsing it.

    Raises:
        Reject: redirect, http-status, too-large, empty-page, not-html.
    """
    if 300 <= capture.status < 400:
        raise Reject(Reason.REDIRECT, capture.header("location") or str(capture.status))
    if capture.status != 200:
        raise Reject(Reason.HTTP_STATUS, str(capture.status))
    if capture.truncated:
        raise Reject(Reason.TOO_LARGE, "truncated")
    check_format(capture.body, capture.header("content-type"))


def check_format(page: bytes, content_type: str) -> None:
    """Reject bytes that are not a page.

    Raises:
        Reject: too-large, empty-page, not-html.
    """
    if len(page) > MOST_BYTES:
        raise Reject(Reason.TOO_LARGE, f"{len(page)} bytes")
    start = page[:_SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not start:
        raise Reject(Reason.EMPTY_PAGE)
    for signature, name in _SIGNATURES:
        if page.startswith(signature):
            raise Reject(Reason.NOT_HTML, name)
    declared = content_type.partition(";")[0].strip().lower()
    root = _root(start)
    if _PAGE.match(start, root):
        return
    if _FEED.match(start, root):
        raise Reject(Reason.NOT_HTML, "feed, sitemap or drawing")
    if (
        declared
        and not declared.startswith(("text/", *_HTML_TYPES))
        and "/" in declared
    ):
        raise Reject(Reason.NOT_HTML, declared)
    if start[:1] in b"{[":
        raise Reject(Reason.NOT_HTML, "json")
    wide = page[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_order(page)
    if not _MARKUP.search(start) and not wide:
        raise Reject(Reason.NOT_HTML, declared or "no markup")


def _root(start: bytes) -> int:
    """Where the first element begins, after comments, declarations and white space."""
    # A pattern that repeats "<!--.*?-->" takes forever on many comments.
    place = 0
    while True:
        if spaces := _SPACES.match(start, place):
            place = spaces.end()
        for opening, closing in ((b"<!--", b"-->"), (b"<?", b">")):
            if start.startswith(opening, place):
                end = start.find(closing, place + len(opening))
                if end < 0:
                    return len(start)
                place = end + len(closing)
                break
        else:
            return place


def check_bounded(html: str | bytes) -> None:
    """Reject a page that would keep the parsers busy for long: too-large.

    Bytes, of any encoding that has ASCII's characters as ASCII, are weighed faster.
    """
    if much := excess(html):
        raise Reject(Reason.TOO_LARGE, much)


def check_page(page: Page, headline: str, blocks: tuple[Block, ...]) -> None:
    """Reject a page that is no article, by what was found on it.

    Raises:
        Reject: redirect, bot-check, consent-wall, login-wall, geo-block, soft-404,
            index-page, frames, script-only, no-text, too-short.
    """
    length = weighted_length(blocks, enough=_WALL_LONGEST)
    if length < SHORTEST and (address := _refresh(page)):
        raise Reject(Reason.REDIRECT, address)
    stated = _states_article(page)
    if length < _WALL_LONGEST and not stated:
        # An article may stop at a sign-in: what is shown of it is an article still.
        wall = find_wall(page, headline)
        if wall and (wall.reason != Reason.LOGIN_WALL or length < _FREE):
            raise Reject(wall.reason, wall.by)
        if says_missing(page, headline):
            raise Reject(Reason.SOFT_404, headline)
    if (not stated or length < _WALL_LONGEST) and asks_consent(blocks):
        raise Reject(Reason.CONSENT_WALL)
    if not stated and is_listing(page, textless=length < SHORTEST):
        raise Reject(Reason.INDEX_PAGE)
    if length < SHORTEST and not stated:
        _check_hidden(page)
    if not length:
        raise Reject(Reason.NO_TEXT)
    if length < SHORTEST:
        raise Reject(Reason.TOO_SHORT, str(length))


def _check_hidden(page: Page) -> None:
    """Reject a page whose text is elsewhere: in frames, or yet to be made by programs."""
    frames = page.tree.css("frame[src]")
    beside = sum(len(line.text) for line in page.lines)
    if not frames and beside < _BESIDE:
        whole = [
            frame
            for frame in page.tree.css("iframe[src]")
            if not SERVICES.search(frame.attributes.get("src") or "")
        ]
        frames = whole if len(whole) == 1 else []
    if frames:
        raise Reject(Reason.FRAMES, page.resolve(frames[0].attributes.get("src") or ""))
    if wants_scripts(page):
        raise Reject(Reason.SCRIPT_ONLY)


def weighted_length(blocks: tuple[Block, ...], enough: int = sys.maxsize) -> int:
    """Characters of text, those of scripts without spaces counted twice.

    Counting ends where there is `enough`.
    """
    total = 0
    for block in blocks:
        if block.kind != "image":
            total += weight(block.text)
            if total >= enough:
                break
    return total


def _refresh(page: Page) -> str:
    """Where a page sends its reader on within seconds, or ""."""
    match = _REFRESH.match(page.meta("refresh"))
    if match is None or int(match[1][:6]) > _REFRESH_SOON:
        return ""
    address = page.resolve(match[2])
    return "" if address == page.url else address


def _states_article(page: Page) -> bool:
    """Whether a page declares that it is one article, not that it shows some."""
    if page.meta("article:published_time"):
        return True
    if page.article:
        headlines = {
            first_text(thing.get("headline"))
            for thing in page.things
            if thing.get("headline") and thing.get("datePublished")
        }
        return len(headlines) < _MANY or names_page(page.article, page.url)
    return any("articleBody" in box.names for box in page.boxes)
