"""A parsed page: its head, its structured data and its tree, each read once."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.extract.lines import Box, Line
from nouvelles.extract.walk import read_lines
from nouvelles.language import sound_json

#: schema.org types of a page's main text: NewsArticle, BlogPosting, LiveBlogPosting …
_ARTICLE_TYPE = regex.compile(r"(?:Article|Posting|Report|Review)$")

#: JSON-LD as publishers write it: wrapped in CDATA or a comment, with stray commas.
_WRAPPING = regex.compile(r"^\s*+(?:/\*|//)?+\s*+(?:<!\[CDATA\[|<!--)\s*(?:\*/)?")
_WRAPPING_END = regex.compile(r"(?:/\*|//)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*;?\s*$")
_WRAPPING_LENGTH: Final = 40
_STRAY_COMMA = regex.compile(r",(?=\s*[}\]])")

#: Elements in which a page tells of itself.
_TOLD: Final = "meta[content], base[href], script[type], title"

#: Objects of JSON-LD that are looked at, on pages that carry a whole catalogue.
_MOST_OBJECTS: Final = 2_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was parsed.

    `title` is the title element's text. `metas` has the contents of meta elements by name
    or property (lower case), in order. `article` is the JSON-LD object of the article
    itself ({} for none); `things` all objects that have a type. `lines` are the runs of
    text in reading order, `boxes` the block-level elements around them, outer before
    inner ones; `menus` those of which no line was read. Addresses are as written;
    `resolve` makes them whole.
    """

    url: str
    tree: LexborHTMLParser
    title: str
    metas: dict[str, list[str]]
    things: tuple[Json, ...]
    article: Json
    base: str
    lines: list[Line]
    boxes: list[Box]
    menus: list[Box]

    def meta(self, *names: str) -> str:
        """The first content that one of these meta elements has, in this order."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return ""

    def resolve(self, address: str) -> str:
        """An address made absolute, or "" unless it is of the web."""
        if not address.strip():
            return ""
        try:
            whole = address.strip()
            if not whole.startswith(("https://", "http://")):
                whole = urljoin(self.base, whole)
            parts = urlsplit(whole)
        except ValueError:  # an unclosed bracket, as in "http://[x"
            return ""
        return whole if parts.scheme in ("http", "https") and parts.netloc else ""


def read_page(text: str, url: str) -> Page:
    """Parse a page, its meta elements and its JSON-LD; never raises for bad markup."""
    tree = LexborHTMLParser(text)
    metas: dict[str, list[str]] = {}
    scripts: list[str] = []
    href = ""
    title: str | None = None
    # One query: each walks the whole tree.
    for node in tree.css(_TOLD):
        tag = node.tag
        if tag == "title":
            # Pictures in SVG may have one, too.
            title = text_of(node) if title is None else title
            continue
        attributes = node.attributes
        if tag == "script":
            if "ld+json" in (attributes.get("type") or "").lower():
                scripts.append(node.text())
        elif tag == "base":
            href = href or attributes.get("href") or ""
        else:
            name = attributes.get("property") or attributes.get("name") or ""
            name = (
                name or attributes.get("itemprop") or attributes.get("http-equiv") or ""
            )
            content = squeeze(attributes.get("content") or "")
            metas.setdefault(name.strip().lower(), []).append(content)
    try:
        whole = urljoin(url, href)
    except ValueError:
        whole = url
    things = tuple(_things(scripts))
    found = read_lines(tree)
    return Page(
        url=url,
        tree=tree,
        title=title or "",
        metas=metas,
        things=things,
        article=_article(things, url),
        base=whole,
        lines=found.lines,
        boxes=found.boxes,
        menus=found.menus,
    )


def squeeze(text: str) -> str:
    """Text with single spaces; no-break spaces stay, for they are typography."""
    if _ODD.search(text) is None:
        return text.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


_SPACES = regex.compile(r"[\t\n\r\f\v ]+")
#: What most texts have none of.
_ODD = regex.compile(r"[\t\n\r\f\v\u00AD\u200B\uFEFF]|  ")
#: Soft hyphens and zero-width spaces: hints for line breaking, no part of the text.
_INVISIBLE = regex.compile(r"[\u00AD\u200B\uFEFF]")


def text_of(node: LexborNode) -> str:
    """The text of a node and all below it, with single spaces."""
    return squeeze(node.text(deep=True))


def types_of(thing: Json) -> tuple[str, ...]:
    """The schema.org types of an object, without their address."""
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return tuple(n.rsplit("/", 1)[-1] for n in names if isinstance(n, str))


def first_text(value: Any) -> str:
    """The first text in a JSON-LD value: itself, its name, or that of its first item."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or ""
        else:
            break
    if not isinstance(value, str):
        return ""
    return squeeze(html.unescape(value))


def listed(value: Any) -> list[Any]:
    """A JSON-LD value as a list: absent is empty, one is a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _things(scripts: list[str]) -> Iterator[Json]:
    """All typed objects of a page's JSON-LD, outer ones first."""
    left = _MOST_OBJECTS
    pending: list[Any] = [_load(script) for script in scripts]
    while pending and left > 0:
        level: list[Any] = []
        for value in pending:
            if isinstance(value, dict):
                left -= 1
                if "@type" in value:
                    yield value
                level += value.values()
            elif isinstance(value, list):
                level += value
        pending = level


def _load(script: str) -> Any:
    sound = sound_json(script)
    for mend in (str, _unwrapped, lambda text: _STRAY_COMMA.sub("", _unwrapped(text))):
        try:
            return json.loads(mend(sound), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(script: str) -> str:
    text = _WRAPPING.sub("", script).rstrip()
    # The end alone is searched: white space within would be gone through again and again.
    start = max(0, len(text) - _WRAPPING_LENGTH)
    end = _WRAPPING_END.search(text, start)
    return text[: end.start()] if end else text


def _article(things: tuple[Json, ...], url: str) -> Json:
    """The object of the page's article: the one that names the page, else the first."""
    articles = [
        thing
        for thing in things
        if any(_ARTICLE_TYPE.search(name) for name in types_of(thing))
        and (thing.get("headline") or thing.get("name") or thing.get("articleBody"))
    ]
    named = (thing for thing in articles if names_page(thing, url))
    return next(named, articles[0] if articles else {})


def names_page(thing: Json, url: str) -> bool:
    """Whether an object of JSON-LD says that it is about the page of this address."""
    path = _path(url)
    for value in (thing.get("url"), thing.get("@id"), thing.get("mainEntityOfPage")):
        if isinstance(value, dict):
            value = value.get("@id")
        if path and isinstance(value, str) and _path(value) == path:
            return True
    return False


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""
