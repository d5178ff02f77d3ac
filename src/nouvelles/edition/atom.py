"""Atom feeds (RFC 4287, December 2005), written as a tree and never as pasted strings."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from nouvelles.edition.feed import (
    BY_MACHINE,
    GENERATOR,
    INVENTED,
    SOURCE_TYPE,
    Feed,
    FeedEntry,
    add,
    rfc3339,
    stable_id,
    write_xml,
)

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


def write_atom(feed: Feed) -> bytes:
    """The Atom document of a feed, UTF-8 with its XML declaration.

    Characters that XML forbids are left out.
    """
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    add(root, "id", stable_id("feed", feed.address))
    add(root, "title", feed.title)
    if feed.subtitle:
        add(root, "subtitle", feed.subtitle)
    add(root, "updated", rfc3339(feed.newest))
    add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.rights:
        add(root, "rights", feed.rights)
    add(root, "generator", GENERATOR)
    for entry in feed.entries:
        _add_entry(root, entry)
    return write_xml(root)


def _add_entry(root: ET.Element, entry: FeedEntry) -> None:
    node = add(root, "entry")
    if entry.language:
        node.set("xml:lang", entry.language)
    add(node, "id", stable_id("article", entry.id))
    title = add(node, "title", entry.title)
    if entry.title_language:
        title.set("xml:lang", entry.title_language)
    add(node, "updated", rfc3339(entry.updated))
    if entry.published is not None:
        add(node, "published", rfc3339(entry.published))
    add(node, "link", rel="alternate", type="text/html", href=entry.page)
    if entry.original:
        add(node, "link", rel="via", href=entry.original)
    if entry.licence_url:
        add(node, "link", rel="license", href=entry.licence_url)
    for name in entry.authors or (entry.outlet,):
        add(add(node, "author"), "name", name)
    _add_source(node, entry)
    if entry.invented:
        add(node, "category", term=INVENTED, label=entry.invented)
    if entry.by_machine:
        label = entry.by_machine
        add(node, "category", term=BY_MACHINE, scheme=SOURCE_TYPE, label=label)
    if entry.rights:
        add(node, "rights", entry.rights)
    if entry.summary:
        add(node, "summary", entry.summary)
    if entry.content:
        add(node, "content", entry.content, type="html")


def _add_source(node: ET.Element, entry: FeedEntry) -> None:
    """The feed the entry comes from, as far as known: RFC 4287, section 4.2.11."""
    source = add(node, "source")
    add(source, "id", stable_id("source", entry.outlet_home or entry.outlet))
    add(source, "title", entry.outlet)
    add(source, "updated", rfc3339(entry.updated))
    if entry.outlet_home:
        add(source, "link", rel="alternate", href=entry.outlet_home)
