"""One item of a sound feed, from lxml's tree to an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import make_dataclass
from datetime import datetime
from typing import Any, cast

from msgspec import Struct

from nouvelles.ingest.feeds.authors import author_name
from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.fast_text import (
    Element,
    Fields,
    Unsure,
    about,
    find_licence_in,
    link_address,
    links_of,
    plain_of,
    resolve,
    states_licence,
    text_of,
    title_of,
    written_language,
)
from nouvelles.ingest.feeds.names import Names
from nouvelles.ingest.feeds.record import entry_id, stated_length
from nouvelles.ingest.feeds.text import (
    file_address,
    language_tag,
    page_address,
)
from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt, Enclosure, Entry


class Context(Struct, frozen=True, gc=False):
    """What the entries of a feed share."""

    address: str
    names: Names
    spdx: Callable[[str], str]
    rss: bool
    language: str
    licence: str


#: An entry that is not frozen yet: it is filled in 0.2 µs, by place, and then becomes an
#: entry. A frozen dataclass needs 1.2, a tenth of what reading a summary takes.
_Draft = make_dataclass(
    "_Draft", [(each.name, each.type) for each in fields_of(Entry)], slots=True
)


def read_entry(item: Element, context: Context, doubts: list[Doubt]) -> Entry:
    """The entry of an item; what was odd about it is added to the doubts.

    Raises:
        Unsure: its title shows that the feed is written wrongly.
    """
    fields = _fields(item, context.names)
    title = title_of(fields, context.rss)
    if title.startswith("<![CDATA["):
        raise Unsure
    summary, content = _bodies(fields, context.rss)
    links = links_of(fields) if "link" in fields else {}
    stated, link = _identity(item, fields, links)
    url = page_address(context.address, link) if link else ""
    guid = stated.strip() or entry_id("", url, title, summary, content)
    if not url:
        doubts.append(Doubt(code=Word.NO_LINK, detail=guid))
    published = updated = None
    if "published" in fields:
        published = _date(fields, "published", guid, doubts)
    if "updated" in fields:
        updated = _date(fields, "updated", guid, doubts)
    if published is None and context.rss:
        # RSS has no other date: dc:date is the day of publication there.
        published, updated = updated, None
    licence = context.licence
    if states_licence(fields, links):
        licence = _licence(fields, links, context)
    enclosures: tuple[Enclosure, ...] = ()
    if "enclosure" in fields or "media" in fields or "enclosure" in links:
        enclosures = _enclosures(fields, context)
    authors = _authors(fields) if "author" in fields else ()
    entry: Any = _Draft(  # in the order of an entry's fields
        context.address,
        guid,
        url,
        title,
        summary,
        authors,
        published,
        updated,
        _language(item, fields) or context.language,
        licence,
        content,
        enclosures,
    )
    entry.__class__ = Entry
    return cast(Entry, entry)


def _fields(item: Element, names: Names) -> Fields:
    """The children by field, those of `media:group` and `media:content` with them."""
    fields: Fields = {}
    for child in item[:]:
        if name := names[child.tag]:
            if name in fields:
                fields[name].append(child)
            else:
                fields[name] = [child]
    if "media" in fields or "media-group" in fields:
        for group in fields.get("media-group", ()):
            for child in group:
                if name := names[child.tag]:
                    fields.setdefault(name, []).append(child)
        for media in fields.get("media", ()):
            for child in media:
                if (name := names[child.tag]) in ("media-title", "media-text"):
                    fields.setdefault(name, []).append(child)
    return fields


def _bodies(fields: Fields, rss: bool) -> tuple[str, str]:
    """The feed's own summary, and the full text.

    Of several descriptions the first is the summary; another counts as full text where
    it says more and there is no other.
    """
    texts = [plain_of(one, rss) for one in fields.get("summary", ())]
    if "media-text" in fields:
        texts += [plain_of(one, rss) for one in fields["media-text"]]
    if "subtitle" in fields and not texts:
        texts = [plain_of(one, rss) for one in fields["subtitle"]]
    content = ""
    for element in fields.get("content", ()):
        text = plain_of(element, rss)
        if len(text) > len(content):
            content = text
    if len(texts) < 2:
        return (texts[0] if texts else ""), content
    summary = next(filter(None, texts), "")
    longest = max(texts, key=len)
    if len(longest) > max(len(summary), len(content)):
        content = longest
    return summary, content


def _identity(item: Element, fields: Fields, links: dict[str, str]) -> tuple[str, str]:
    """The stated id and the link; a guid is a link where it does not say otherwise."""
    stated, permanent = about(item) if item.keys() else "", ""
    for element in fields.get("id", ()):
        text = (element.text or "").strip()
        if not text:
            continue
        if _is_permanent(element):
            text = resolve(element, text)
            permanent = permanent or text
        stated = text
    if "origin" in fields and (origin := text_of(fields, "origin")):
        # FeedBurner sends readers through its own counter; this is where they arrive.
        return stated, origin
    return stated, links.get("alternate") or permanent


def _is_permanent(guid: Element) -> bool:
    """Whether a guid is a link; `isPermaLink` counts in any letters, as feeds write."""
    if stated := guid.get("isPermaLink"):
        return bool(stated == "true")
    names = [name for name in guid.attrib if name.lower() == "ispermalink"]
    return not names or guid.get(names[0]) == "true"


def _date(fields: Fields, name: str, guid: str, doubts: list[Doubt]) -> datetime | None:
    text = text_of(fields, name)
    if not text:
        return None
    date = read_date(text)
    if date is None:
        doubts.append(Doubt(code=Word.BAD_DATE, detail=f"{guid}: {text[:80]}"))
    return date


def _authors(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for element in fields["author"]:
        holders = [element] if not len(element) else element
        for holder in holders:
            if holder is element or holder.tag.endswith(("name", "Name")):
                name = author_name(holder.text or "")
                if name and name not in found:
                    found.append(name)
    return tuple(found)


def _language(item: Element, fields: Fields) -> str:
    """As an element of its own says, else the title, else the item."""
    if "language" in fields:
        for element in fields["language"]:
            if tag := language_tag(element.text):
                return tag
    if "title" in fields and (tag := written_language(fields["title"][0])):
        return tag
    return written_language(item)


def _licence(fields: Fields, links: dict[str, str], context: Context) -> str:
    link = links.get("license", "")
    found = find_licence_in(fields, link, context.address, context.spdx)
    return found or context.licence


def _enclosures(fields: Fields, context: Context) -> tuple[Enclosure, ...]:
    holders = fields.get("enclosure", []) + fields.get("media", [])
    if "link" in fields:
        holders += [
            link
            for link in fields["link"]
            if "enclosure" in link.get("rel", "").lower()
        ]
    found: dict[str, Enclosure] = {}
    for holder in holders:
        link = resolve(holder, link_address(holder))
        url = file_address(context.address, link) if link else ""
        if url and url not in found:
            length = holder.get("length") or holder.get("fileSize") or ""
            found[url] = Enclosure(
                url=url,
                media_type=(holder.get("type") or "").strip().lower(),
                length=stated_length(length),
            )
    return tuple(found.values())
