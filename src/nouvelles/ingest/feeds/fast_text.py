"""What the elements of a feed say, read from lxml's tree: texts, links, licences."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import lru_cache
from html.entities import name2codepoint
from typing import Any

from nouvelles.ingest.feeds.names import HTML_ELEMENTS, HTML_NAMES
from nouvelles.ingest.feeds.text import (
    BLOCK_TAGS,
    absolute,
    language_tag,
    plain_text,
    squeezed,
)

# lxml carries no types of its own.
Element = Any

#: The children of an item or channel by our field, in the feed's order.
Fields = dict[str, list[Element]]

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"

#: The values of `type` for escaped markup, and for markup that is not escaped.
_HTML_KINDS = ("html", "text/html")
_XHTML_KINDS = ("xhtml", "application/xhtml+xml")
_PAGE_KINDS = (*_HTML_KINDS, *_XHTML_KINDS)

#: What makes plain text look like markup (feedparser 6.0.14, `looks_like_html`): a
#: closing tag or a reference, and no tag that HTML does not know.
_CLOSING_TAG = re.compile(r"</\w+>")
_REFERENCE = re.compile(r"&#?(\w+);")
_TAG_NAME = re.compile(r"</?(\w+)")

#: Query parameters that were taken for references: `?a=1&b;=2`.
_FALSE_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")

_UNSEEN = frozenset({"script", "style", "applet"})


#: The beginning of a link that stands for itself, whatever is around it (RFC 3986, 3.1).
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")


class Unsure(Exception):
    """The fast way does not know this feed for certain."""


def plain_of(element: Element, rss: bool) -> str:
    """The plain text of an element, whatever its kind."""
    text = element.text or ""
    kind = ""
    if element.keys():
        kind = element.get("type", "").strip().lower()
        # In RSS, other attributes (xml:lang, isPermaLink) say nothing of the text.
        if (kind or not rss) and _is_base64(kind, element.get("mode")):
            text, kind = _unpacked(text), "html"
    if len(element):
        text = _inline_text(element)
        return plain_text(text, markup="</" in text and _is_html(element, kind))
    if "<" not in text:
        return plain_text(text, markup=False) if "&" in text else squeezed(text)
    markup = _is_html(element, kind)
    if not markup and rss and kind not in _XHTML_KINDS:
        markup = _looks_like_html(text)
    return plain_text(text, markup=markup)


def _is_html(element: Element, kind: str) -> bool:
    """Whether the text is escaped markup: as its kind says, else as its name does."""
    return kind in _HTML_KINDS if kind else element.tag.endswith(HTML_NAMES)


def _is_base64(kind: str, mode: str | None) -> bool:
    """As RFC 4287, 4.1.3.3 has it: any media type that is neither text nor XML."""
    if mode == "base64":
        return True
    return "/" in kind and not kind.startswith("text/") and not kind.endswith("xml")


def _unpacked(text: str) -> str:
    """The text in base64; as it is where it is none after all."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except ValueError:
        return text


def _looks_like_html(text: str) -> bool:
    if not _CLOSING_TAG.search(text) and not _REFERENCE.search(text):
        return False
    if any(name.lower() not in HTML_ELEMENTS for name in _TAG_NAME.findall(text)):
        return False
    names = _REFERENCE.findall(text)
    return all(name in name2codepoint or name[:1].isdigit() for name in names)


def _inline_text(element: Element) -> str:
    """The text of inline markup, lines kept apart, without scripts.

    libxml2 lets nobody nest deeper than 256, so that this may call itself.
    """
    parts = [element.text or ""]
    for child in element:
        space = _space_around(child.tag)
        if space is not None:
            parts += (space, _inline_text(child), space)
        parts.append(child.tail or "")
    return "".join(parts)


@lru_cache(maxsize=256)
def _space_around(tag: object) -> str | None:
    """What keeps an element's text apart from others; None where it is not seen."""
    if not isinstance(tag, str):
        return None
    name = tag.rpartition("}")[2].lower()
    if name in _UNSEEN:
        return None
    return " " if BLOCK_TAGS.fullmatch(name) else ""


def title_of(fields: Fields, rss: bool) -> str:
    """The first title that says something, else that of the film or picture."""
    for element in fields.get("title", ()):
        if title := plain_of(element, rss):
            return title
    if "media-title" in fields:
        for element in reversed(fields["media-title"]):
            if title := plain_of(element, rss):
                return title
    return ""


def text_of(fields: Fields, name: str) -> str:
    """The last text of a field, without surrounding space."""
    if name not in fields:
        return ""
    for element in reversed(fields[name]):
        if text := (element.text or "").strip():
            return str(text)
    return ""


def links_of(fields: Fields) -> dict[str, str]:
    """Links by their relation; the last one counts, the first of `hub`.

    Links of pages are `alternate`; those of other media types are none of ours.
    """
    found: dict[str, str] = {}
    for element in fields.get("link", ()):
        if not element.keys():
            # As RSS has it: nothing but the address of the page.
            if href := _written_address(element):
                found["alternate"] = resolve(element, href)
            continue
        href = element.get("href")
        if href is None:
            href = link_address(element)
            if not href:
                continue
            if element.text and element.text.strip() == href:
                # A link that is text is the one of the page, whatever its relation.
                found["alternate"] = resolve(element, href)
                if relation := element.get("rel"):
                    found[relation.lower()] = found["alternate"]
                continue
        relation = (element.get("rel") or "alternate").lower()
        for word in relation.split():
            if word == "alternate" and not _is_page_kind(element.get("type")):
                continue
            if word != "hub" or "hub" not in found:
                found[word] = resolve(element, href.strip())
    return found


def _is_page_kind(kind: str | None) -> bool:
    return not kind or kind.strip().lower() in _PAGE_KINDS


def link_address(element: Element) -> str:
    """Where a link or an enclosure leads, as it is written: an attribute, or its text."""
    href = element.get("href") or element.get("url") or element.get("uri")
    return str(href).strip() if href else _written_address(element)


def _written_address(element: Element) -> str:
    link = (element.text or "").strip()
    if "&" in link and ";" in link:
        return _FALSE_REFERENCE.sub(r"&\1", link.replace("&amp;", "&"))
    return str(link)


def resolve(element: Element, link: str) -> str:
    """The link against the `xml:base` around it; as it is where there is none."""
    if not link or _SCHEME.match(link):
        return link
    base = _base(element)
    return absolute(base, link) if base else link


def _base(element: Element) -> str:
    bases: list[str] = []
    holder = element
    while holder is not None:
        base = holder.get(_BASE) or holder.get("base")
        if base:
            bases.append(base)
        holder = holder.getparent()
    base = ""
    for each in reversed(bases):
        base = absolute(base, each)
    return base


def written_language(element: Element) -> str:
    """The tag in an element's own `xml:lang`, also without the prefix; "" for none."""
    names = element.keys()  # to ask for one that is not there takes twice as long
    value = element.get(_LANG) if _LANG in names else ""
    if not value and "lang" in names:
        value = element.get("lang")
    return language_tag(value) if value else ""


def about(element: Element) -> str:
    """The address that RDF gives an item."""
    return str(element.get(_ABOUT) or "")


def states_licence(fields: Fields, links: dict[str, str]) -> bool:
    """Whether anything in it may hold the address of a licence."""
    return (
        "rights" in fields
        or "license" in links
        or "license" in fields
        or "cc" in fields
    )


def find_licence_in(
    fields: Fields, link: str, address: str, spdx: Callable[[str], str]
) -> str:
    """From creativeCommons:license, cc:license, the link of the kind `license`, or a
    statement of rights that holds the address of one."""
    stated = [
        element.get(_RESOURCE) or (element.text or "").strip()
        for element in fields.get("cc", ())
    ]
    for each in (*stated, link):
        if each and (found := spdx(absolute(address, each))):
            return found
    for name in ("license", "rights"):
        text = " ".join("".join(one.itertext()) for one in fields.get(name, ()))
        if text and (found := spdx(text)):
            return found
    return ""
