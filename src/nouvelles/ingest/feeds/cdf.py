"""The Channel Definition Format: a channel with items, nearly all of it in attributes.

Read only as its authors wrote it down. An element that the format does not have raises
`Unsure`, as in other feeds: feedparser takes the elements of RSS in channels too.

Sources: Microsoft's submission to W3C of 9 March 1997 (NOTE-CDFsubmit) and its reference
of Internet Explorer 4, as known in November 2026; names are upper-case there, feeds
write them in any letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.fast_text import (
    Element,
    Unsure,
    plain_of,
    written_language,
)
from nouvelles.ingest.feeds.names import CDF_ELEMENTS
from nouvelles.ingest.feeds.record import Feed, entry_id
from nouvelles.ingest.feeds.text import absolute, page_address
from nouvelles.ingest.troubles import Word
from nouvelles.records import Doubt, Entry

#: Also names that other formats have for items: feedparser would make entries of them.
_ITEMS = ("item", "entry")


class _Said(NamedTuple):
    """What a channel or an item says of itself; `base` is for what stands in it."""

    title: str
    summary: str
    link: str
    changed: str
    language: str
    base: str


def read_cdf(root: Element, *, address: str) -> Feed:
    """The feed under a `CHANNEL`; items of channels within it are among its own.

    Raises:
        Unsure: an element in it is not of the format or out of place, or it is empty.
    """
    channel = _said(root, "")
    said = list(_items(root, channel.base))
    everywhere = sum(each.tag.lower().endswith(_ITEMS) for each in root.iter("*"))
    if everywhere != len(said) or not (said or any(channel)):
        raise Unsure
    doubts: list[Doubt] = []
    entries = [_entry(each, address, channel.language, doubts) for each in said]
    return Feed(
        address,
        title=channel.title,
        language=channel.language,
        home=page_address(address, channel.link) if channel.link else "",
        entries=tuple(entries),
        doubts=tuple(doubts),
    )


def _items(channel: Element, base: str) -> Iterator[_Said]:
    """The items of a channel and of those in it, in the order of the document.

    libxml2 lets nobody nest deeper than 256, so that this may call itself.
    """
    for child in channel[:]:
        name = _name(child)
        if name == "item":
            yield _said(child, base)
        elif name == "channel":
            yield from _items(child, _said(child, base).base)


def _entry(said: _Said, address: str, language: str, doubts: list[Doubt]) -> Entry:
    url = page_address(address, said.link) if said.link else ""
    guid = entry_id("", url, said.title, said.summary, "")
    if not url:
        doubts.append(Doubt(code=Word.NO_LINK, detail=guid))
    changed = read_date(said.changed) if said.changed else None
    if said.changed and changed is None:
        doubts.append(Doubt(code=Word.BAD_DATE, detail=f"{guid}: {said.changed[:80]}"))
    return Entry(
        feed=address,
        guid=guid,
        url=url,
        title=said.title,
        summary=said.summary,
        updated=changed,
        language=said.language or language,
    )


def _said(element: Element, base: str) -> _Said:
    stated = {name.lower(): value.strip() for name, value in element.attrib.items()}
    inner = absolute(base, stated["base"]) if stated.get("base") else base
    title = summary = link = ""
    for child in element[:]:
        name = _name(child)
        if name == "title":
            title = title or plain_of(child, rss=True)
        elif name == "abstract":
            summary = summary or plain_of(child, rss=True)
        elif name == "a":
            link = link or _attribute(child.attrib, "href")
    link = stated.get("href") or link
    if link and inner:
        link = absolute(inner, link)
    changed, language = stated.get("lastmod", ""), written_language(element)
    return _Said(title, summary, link, changed, language, inner)


def _attribute(attributes: Mapping[str, str], wanted: str) -> str:
    found = (value for name, value in attributes.items() if name.lower() == wanted)
    return next(found, "").strip()


def _name(element: Element) -> str:
    name = str(element.tag).lower()
    if name not in CDF_ELEMENTS:
        raise Unsure
    return name
