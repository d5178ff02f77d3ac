"""Atom feeds (RFC 4287, December 2005), written as a tree and never as pasted strings."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: What no XML 1.0 document may hold (XML 1.0, fifth edition, production 2, `Char`).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The category of entries from an invented press.
INVENTED = "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry ready for print: nothing in it asks for a permission any more.

    `summary` is plain text, `content` HTML made by us ("" for none). `page` is our own
    page, `original` the outlet's. `updated` is an aware datetime.
    """

    id: str
    title: str
    language: str
    page: str
    original: str
    updated: datetime
    published: datetime | None = None
    outlet: str = ""
    outlet_home: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    rights: str = ""
    licence_url: str = ""
    invented: str = ""  # the label of invented press, "" for real outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its own address is its id's ground, `page` the page it mirrors.

    `updated` stands for a feed without entries.
    """

    address: str
    page: str
    title: str
    subtitle: str
    language: str
    updated: datetime
    rights: str = ""
    entries: tuple[FeedEntry, ...] = ()


def stable_id(*names: str) -> str:
    """The same names give the same `urn:uuid:` for ever (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "nouvelles:" + "/".join(names)).urn


def write_atom(feed: Feed) -> bytes:
    """The Atom document of a feed, UTF-8 with its XML declaration.

    Characters that XML forbids are left out.
    """
    root = ET.Element(_name("feed"), {_XML_LANG: feed.language})
    newest = max((entry.updated for entry in feed.entries), default=feed.updated)
    _add(root, "id", stable_id("feed", feed.address))
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _time(newest))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.rights:
        _add(root, "rights", feed.rights)
    _add(root, "generator", "nouvelles")
    for entry in feed.entries:
        _add_entry(root, entry)
    ET.register_namespace("", ATOM)
    ET.indent(root, space=" ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(root: ET.Element, entry: FeedEntry) -> None:
    node = _add(root, "entry")
    if entry.language:
        node.set(_XML_LANG, entry.language)
    _add(node, "id", stable_id("article", entry.id))
    _add(node, "title", entry.title)
    _add(node, "updated", _time(entry.updated))
    if entry.published is not None:
        _add(node, "published", _time(entry.published))
    _add(node, "link", rel="alternate", type="text/html", href=entry.page)
    if entry.original:
        _add(node, "link", rel="via", href=entry.original)
    if entry.licence_url:
        _add(node, "link", rel="license", href=entry.licence_url)
    for name in entry.authors or (entry.outlet,):
        _add(_add(node, "author"), "name", name)
    _add_source(node, entry)
    if entry.invented:
        _add(node, "category", term=INVENTED, label=entry.invented)
    if entry.rights:
        _add(node, "rights", entry.rights)
    if entry.summary:
        _add(node, "summary", entry.summary)
    if entry.content:
        _add(node, "content", entry.content, type="html")


def _add_source(node: ET.Element, entry: FeedEntry) -> None:
    """The feed the entry comes from, as far as known: RFC 4287, section 4.2.11."""
    source = _add(node, "source")
    _add(source, "id", stable_id("source", entry.outlet_home or entry.outlet))
    _add(source, "title", entry.outlet)
    _add(source, "updated", _time(entry.updated))
    if entry.outlet_home:
        _add(source, "link", rel="alternate", href=entry.outlet_home)


def _add(
    parent: ET.Element, name: str, text: str = "", **attributes: str
) -> ET.Element:
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    node = ET.SubElement(parent, _name(name), clean)
    if text:
        node.text = _NOT_XML.sub("", text)
    return node


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
