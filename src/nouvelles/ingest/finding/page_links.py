"""A page that is looked through for its links: parsed within bounds, addresses whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.errors import InputError
from nouvelles.ingest.charset import as_utf8
from nouvelles.ingest.feeds.text import language_tag
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import normalise
from nouvelles.markup import excess
from nouvelles.records import Headers

#: Content-Type: text/html; charset="utf-8"
_HTTP_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})", re.I)

#: <meta charset="…"> and <meta http-equiv=content-type content="text/html; charset=…">
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:-]{1,40})",
    re.I,
)

#: The HTML Standard looks for a declaration in so many bytes (13.2.3.2, 2026-11).
_PRESCAN_BYTES = 1_024

#: Elements inside a word or a sentence: no space is meant where they begin or end. A
#: span is none of them: it more often holds a kicker than a letter.
_INLINE = frozenset(
    {"abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s"}
    | {"small", "strong", "sub", "sup", "u", "wbr", "rb", "ruby"}
)

#: Elements whose text nobody reads as part of a title.
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "title", "time", "rt", "rp"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """A parsed page. `base` is what its relative addresses start from."""

    address: str
    base: str
    language: str
    tree: LexborHTMLParser

    def resolve(self, href: str | None) -> str:
        """The whole address, normalised, or "" for what leads to no page of the web."""
        bare = (href or "").strip()
        if not bare or bare.startswith("#"):
            return ""
        # feed: stands for http:, or in front of it (the "feed URI scheme", 2004).
        if bare[:5].lower() == "feed:":
            bare = bare[5:]
            bare = f"https:{bare}" if bare.startswith("//") else bare
        try:
            return normalise(urljoin(self.base, bare))
        except (InputError, ValueError):
            return ""


def read_links_of(page: bytes, *, address: str, headers: Headers = ()) -> LinkPage:
    """The page in these bytes. Header names are lower-case.

    Raises:
        NotRead: "empty"; "too-large" or "too-deep" for markup that no honest page has.
    """
    text = as_utf8(page, _stated(page, headers))[0].decode("utf-8", "replace")
    if not text.strip():
        raise NotRead(Word.EMPTY, address)
    if over := excess(text):
        word = Word.TOO_DEEP if over.startswith("nested") else Word.TOO_LARGE
        raise NotRead(word, address, over)
    tree = LexborHTMLParser(text)
    return LinkPage(
        address=address,
        base=_base(tree, address),
        language=_language(tree),
        tree=tree,
    )


def text_of(node: LexborNode) -> str:
    """The text of an element with single spaces; blocks and spans end a word."""
    parts: list[str] = []
    before: LexborNode | None = None
    broken = True
    for inner in node.traverse(include_text=True):
        parent = inner.parent
        if not inner.is_text_node:
            broken = broken or inner.tag not in _INLINE
        elif parent is not None and parent.tag not in _SILENT:
            if broken or not _runs_on(before, parent):
                parts.append(" ")
            parts.append(inner.text_content or "")
            before, broken = parent, False
    return " ".join("".join(parts).split())


def _runs_on(before: LexborNode | None, parent: LexborNode) -> bool:
    """Whether two texts, told by the elements that hold them, may be of one word."""
    if before is None or before.mem_id == parent.mem_id:
        return True
    return before.tag in _INLINE or parent.tag in _INLINE


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements round a node, from the inside out."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _stated(page: bytes, headers: Headers) -> str:
    """The encoding that the headers state, else a meta element of the page."""
    types = " ".join(value for key, value in headers if key == "content-type")
    if match := _HTTP_CHARSET.search(types):
        return match[1]
    meta = _META_CHARSET.search(page[:_PRESCAN_BYTES])
    return meta[1].decode("ascii") if meta else ""


def _base(tree: LexborHTMLParser, address: str) -> str:
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node else ""
    try:
        return urljoin(address, href.strip())
    except ValueError:  # an unclosed bracket, as in "http://[x"
        return address


def _language(tree: LexborHTMLParser) -> str:
    node = tree.css_first("html[lang]")
    return language_tag(node.attributes.get("lang")) if node else ""
