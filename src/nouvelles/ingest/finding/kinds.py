"""What bytes are by what is in them, whatever they were called on the way."""

from __future__ import annotations

import re
from typing import Literal

from nouvelles.ingest.encodings import inflate

Kind = Literal["feed", "sitemap", "sitemap-index", "page", "opml", "nothing"]

#: Bytes in which a document must have shown what it is.
_HEAD_BYTES = 65_536

#: The elements with which the kinds begin; the first that is met decides.
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap-index",
    "opml": "opml",
    "html": "page",
    "head": "page",
    "body": "page",
}
_ROOT = re.compile(
    r"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|feed|rdf|channel|urlset|sitemapindex|opml|html"
    r"|head|body)(?=[\s>/])|<!doctype\s+(html)\b",
    re.IGNORECASE,
)

#: What RDF documents of feeds speak: RSS 1.0, or the RSS 0.9 of Netscape.
_RDF_FEED = re.compile(
    r"purl\.org/rss/1\.0|my\.netscape\.com/rdf|<(?:\w+:)?(?:channel|item)\b"
)

#: Elements of pages without <html>; warnings of PHP in front of XML are made of such.
_PAGE_PART = re.compile(
    r"<(?:title|meta|link|script|div|p|a|h[1-6]|table|ul|ol|article|main|section|br|b)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)

_JSON_FEED = re.compile(r"\"version\"\s{0,9}:\s{0,9}\"https?:(?:\\?/){2}jsonfeed\.org")
_ADDRESS_LINE = re.compile(r"https?://[^\s<>]{1,2000}")

#: Signs of UTF-16, with and without a mark.
_UTF16 = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def what_is(data: bytes, *, media_type: str = "") -> Kind:
    """What a document is, by its first element; gzip is looked into.

    `media_type` is heard only where the bytes leave it open: text without markup that
    is sent as HTML is a page.
    """
    head = data[:_HEAD_BYTES]
    for _ in range(2):
        if head[:2] == b"\x1f\x8b":
            head = inflate(head, _HEAD_BYTES)[0] or b""
    # Inflating stops only after its limit; what came over it is not needed.
    text = head[:_HEAD_BYTES].decode(_UTF16.get(head[:2], "utf-8"), "replace")
    text = _without_comments(text.lstrip("\ufeff \t\r\n\0"))
    if not text:
        return "nothing"
    if text[0] in "{[":
        return "feed" if _JSON_FEED.search(text) else "nothing"
    lines = text.split(maxsplit=3)[:3]
    if lines and all(_ADDRESS_LINE.fullmatch(line) for line in lines[:2]):
        return "sitemap"
    root = _ROOT.search(text)
    if root:
        name = (root[1] or root[2]).lower()
        if name != "rdf":
            return _ROOTS[name]
        return "feed" if _RDF_FEED.search(text) else "nothing"
    if _PAGE_PART.search(text) or "html" in media_type.lower():
        return "page"
    return "nothing"


def _without_comments(text: str) -> str:
    """What comments hide is not there; one that is not closed hides all that follows."""
    first, *rest = text.split("<!--")
    return "".join([first, *(piece.partition("-->")[2] for piece in rest)])
