"""The fast way through a sound feed: strict XML by lxml, the fields that we know.

It reads only what it is sure of. Where it is not, it raises `Unsure`, and feedparser
reads the whole feed again: decision 7 has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from nouvelles.ingest.feeds.fast_entry import Context, read_entry
from nouvelles.ingest.feeds.fast_text import (
    LICENCE_FIELDS,
    Element,
    Fields,
    Unsure,
    find_licence_in,
    links_of,
    text_of,
    title_of,
    written_language,
)
from nouvelles.ingest.feeds.names import Names, names_under
from nouvelles.ingest.feeds.record import Feed, stated_period_s
from nouvelles.ingest.feeds.shape import without_doctype
from nouvelles.ingest.feeds.text import absolute, language_tag, page_address
from nouvelles.records import Doubt, Entry

ROOTS = frozenset({"rss", "rdf", "feed"})

#: Controls of windows-1252 and UTF-8 that was encoded twice: feedparser mends both.
_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_ENCODED_TWICE = re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\xbf]")
_CONTROL_REFERENCE = re.compile(rb"&#(?:1(?:2[89]|[345]\d)|[xX][89][0-9a-fA-F]);")

#: Attributes that hold for what is inside: xml:base, xml:lang, also without prefix. In
#: small feeds their names are looked for among the bytes: half of the time there.
_INHERITED = etree.XPath("//@*[local-name() = 'base' or local-name() = 'lang']")
_SMALL_BYTES = 10_000

_ANY_ENTRY = re.compile(rb"<(?:[\w.-]++:)?(?:item|entry)\b", re.IGNORECASE)


def read_fast(
    data: bytes,
    *,
    start: int,
    address: str,
    spdx: Callable[[str], str],
    recover: bool = False,
) -> Feed:
    """The feed in a sound XML document in UTF-8; its first element begins at `start`.

    With `recover`, broken XML too is read as far as libxml2 can, and nothing is doubted
    but that there is a feed.

    Raises:
        Unsure: broken XML, another kind of document, or anything suspect in it.
    """
    bare = without_doctype(data, start)
    if bare is None or (not recover and _is_suspect(bare)):
        raise Unsure
    root = _root(bare, recover)
    names = names_under("" if root.prefix else root.tag[1:].rpartition("}")[0])
    if names[root.tag] not in ROOTS:
        raise Unsure
    fields, items = _channel(root, names)
    if not recover:
        _check_items(root, items, data)
    based, tongues = _inherited(root, data)
    links = links_of(fields, based)
    context = Context(
        address=address,
        names=names,
        spdx=spdx,
        rss=names[root.tag] != "feed",
        based=based,
        tongues=tongues,
        language=_language(fields, root),
        licence=_licence(fields, links, address, spdx),
    )
    doubts: list[Doubt] = []
    entries = tuple(read_entry(item, context, doubts) for item in items)
    return _feed(fields, links, context, entries, doubts)


def _inherited(root: Element, data: bytes) -> tuple[bool, bool]:
    """Whether there may be an xml:base in the feed, and an xml:lang below its root."""
    if len(data) < _SMALL_BYTES:
        return b"base" in data, b"lang" in data
    based = tongues = False
    for value in _INHERITED(root):
        if value.attrname.endswith("base"):
            based = True
        elif value.getparent() is not root:
            tongues = True
    return based, tongues


def _is_suspect(data: bytes) -> bool:
    """Whether there are signs in it that show a wrong encoding or want mending."""
    if data.isascii():
        return b"#" in data and _CONTROL_REFERENCE.search(data) is not None
    # Single bytes first: to look for one is 50 times faster than for a pattern.
    return (
        (b"\xef" in data and b"\xef\xbf\xbd" in data)
        or (b"\xc2" in data and _CONTROL.search(data) is not None)
        or (b"\xc2" in data and _ENCODED_TWICE.search(data) is not None)
        or (b"#" in data and _CONTROL_REFERENCE.search(data) is not None)
    )


def _parser(*, recover: bool) -> etree.XMLParser:
    """No document types, no entities, no network, libxml2's limits kept."""
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


_STRICT = _parser(recover=False)
_MENDING = _parser(recover=True)


def _root(data: bytes, recover: bool) -> Element:
    try:
        root = etree.fromstring(data.lstrip(), _MENDING if recover else _STRICT)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unsure from error
    # A strict parser takes a document type where we have looked, and nowhere else.
    if root is None or (recover and root.getroottree().docinfo.doctype):
        raise Unsure
    return root


def _channel(root: Element, names: Names) -> tuple[Fields, list[Element]]:
    """What the feed says of itself, by field, and its items."""
    fields: Fields = {}
    items: list[Element] = []
    outer = [root] if names[root.tag] == "feed" else [root, *root]
    for holder in outer:
        if holder is not root and names[holder.tag] != "channel":
            continue
        for child in holder:
            name = names[child.tag]
            if name == "item":
                items.append(child)
            elif name:
                fields.setdefault(name, []).append(child)
    return fields, items


def _check_items(root: Element, items: list[Element], data: bytes) -> None:
    """Every item of the document stands where items belong."""
    if not items:
        if _ANY_ENTRY.search(data):
            raise Unsure
    elif len(list(root.iter("{*}item", "{*}entry"))) != len(items):
        raise Unsure


def _licence(
    fields: Fields, links: dict[str, str], address: str, spdx: Callable[[str], str]
) -> str:
    if "license" not in links and fields.keys().isdisjoint(LICENCE_FIELDS):
        return ""
    return find_licence_in(fields, links.get("license", ""), address, spdx)


def _language(fields: Fields, root: Element) -> str:
    if "language" in fields:
        for element in fields["language"]:
            if tag := language_tag(element.text):
                return tag
    stated = written_language(root)
    return language_tag(stated) if stated else ""


def _feed(
    fields: Fields,
    links: dict[str, str],
    context: Context,
    entries: tuple[Entry, ...],
    doubts: list[Doubt],
) -> Feed:
    home = links.get("alternate", "")
    every_s = 0
    if "ttl" in fields or "period" in fields:
        stated = (text_of(fields, name) for name in ("ttl", "period", "frequency"))
        every_s = stated_period_s(*stated)
    return Feed(
        address=context.address,
        title=title_of(fields, context.rss),
        language=context.language,
        home=page_address(context.address, home) if home else "",
        licence=context.licence,
        hub=absolute(context.address, links["hub"]) if "hub" in links else "",
        self_url=absolute(context.address, links["self"]) if "self" in links else "",
        every_s=every_s,
        entries=entries,
        doubts=tuple(doubts),
    )
