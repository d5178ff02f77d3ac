"""RSS 2.0 (specification of March 2009), with the modules that readers know.

`atom:link` names the feed itself (best practices of the RSS Advisory Board),
`content:encoded` holds full texts, Dublin Core who wrote them, in which language, whose
they are and where they stand, and `creativeCommons:license` the licence. `source` is
left out: it names another feed, and an article of ours may have come without one.
"""

from __future__ import annotations

from email.utils import format_datetime
from xml.etree import ElementTree as ET

from nouvelles.edition.atom import ATOM
from nouvelles.edition.feed import (
    BY_MACHINE,
    GENERATOR,
    INVENTED,
    SOURCE_TYPE,
    Feed,
    FeedEntry,
    add,
    in_utc,
    stable_id,
    write_xml,
)

MEDIA_TYPE = "application/rss+xml"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATIVE_COMMONS = "http://backend.userland.com/creativeCommonsRssModule"


def write_rss(feed: Feed) -> bytes:
    """The RSS document of a feed, UTF-8 with its XML declaration."""
    spaces = {"atom": ATOM, "dc": DC, "content": CONTENT}
    spaces["creativeCommons"] = CREATIVE_COMMONS
    root = ET.Element(
        "rss", {"version": "2.0"} | {f"xmlns:{k}": v for k, v in spaces.items()}
    )
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    # The description is required, and may not be empty.
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    if feed.rights:
        add(channel, "copyright", feed.rights)
    add(channel, "lastBuildDate", format_datetime(in_utc(feed.newest), usegmt=True))
    add(channel, "generator", GENERATOR)
    add(channel, "atom:link", rel="self", type=MEDIA_TYPE, href=feed.address)
    for entry in feed.entries:
        _add_item(channel, entry)
    return write_xml(root)


def _add_item(channel: ET.Element, entry: FeedEntry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.page)
    add(item, "guid", stable_id("article", entry.id), isPermaLink="false")
    if entry.published is not None:
        add(item, "pubDate", format_datetime(in_utc(entry.published), usegmt=True))
    if entry.summary:
        add(item, "description", entry.summary)
    if entry.content:
        add(item, "content:encoded", entry.content)
    for name in entry.authors or (entry.outlet,):
        add(item, "dc:creator", name)
    if entry.outlet:
        add(item, "dc:publisher", entry.outlet)
    if entry.language:
        add(item, "dc:language", entry.language)
    if entry.original:
        add(item, "dc:source", entry.original)
    if entry.rights:
        add(item, "dc:rights", entry.rights)
    if entry.licence_url:
        add(item, "creativeCommons:license", entry.licence_url)
    if entry.invented:
        add(item, "category", entry.invented, domain=f"urn:nouvelles:{INVENTED}")
    if entry.by_machine:
        add(item, "category", entry.by_machine, domain=f"urn:nouvelles:{BY_MACHINE}")
        add(item, "dc:type", SOURCE_TYPE)
