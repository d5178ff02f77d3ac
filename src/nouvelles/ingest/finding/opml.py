"""Subscription lists: OPML 2.0 in and out, OPML 1.x in.

Source: OPML 2.0 (opml.org/spec2, 2007, as known in November 2026). The library
listparser (0.20, alive: its repository moved in May 2026) was looked at and left: of a
subscription it keeps address, title and categories, but neither home page, language,
description nor kind; it counts nothing, writes nothing, wants an lxml before 6, and
opens an address where it is given a text that looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from nouvelles.errors import InputError
from nouvelles.ingest.feeds.text import absolute, language_tag
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import normalise
from nouvelles.ingest.xml_events import Event, read_xml
from nouvelles.records import Doubt

#: What XML 1.0 cannot hold (production 2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ADVICE = "Give a subscription list (OPML), as feed readers export it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One subscription: `url` is the feed's, `home` the outlet's page, "" if unknown.

    `category` is the path of folders in which it lies, outermost first. `kind` is what
    the list calls it, in lower case: "rss" where it says nothing.
    """

    url: str
    title: str = ""
    home: str = ""
    category: tuple[str, ...] = ()
    language: str = ""
    description: str = ""
    kind: str = "rss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """A subscription list; of feeds that it names twice the first is kept.

    `duplicates` counts the others. `doubts` under words of `troubles`: malformed,
    wrong-charset, charset-guessed, and no-link for each outline that should have an
    address and has none that can be visited.
    """

    title: str = ""
    subscriptions: tuple[Subscription, ...] = ()
    duplicates: int = 0
    doubts: tuple[Doubt, ...] = ()


def parse_opml(data: bytes, *, address: str = "") -> Opml:
    """The subscriptions in these bytes, in their order; broken XML is read as far as it
    goes. Relative addresses start from `address`, where one is known.

    Raises:
        InputError: the bytes are empty or no OPML, or nested as no honest list is.
    """
    about = address or "subscription list"
    if not data.strip():
        raise InputError(about, "it is empty", _ADVICE)

    def collect(events: Iterator[Event]) -> _Reading:
        reading = _Reading(address=address)
        reading.read(events)
        return reading

    try:
        reading, doubts = read_xml(data, about, collect, roots="opml")
    except NotRead as error:
        raise InputError(about, f"it cannot be read ({error})", _ADVICE) from error
    if not reading.is_opml:
        raise InputError(about, "this is no subscription list", _ADVICE)
    return Opml(
        title=reading.title,
        subscriptions=tuple(reading.found.values()),
        duplicates=reading.duplicates,
        doubts=(*doubts, *reading.doubts),
    )


def write_opml(
    subscriptions: Sequence[Subscription], *, title: str, at: datetime
) -> bytes:
    """An OPML 2.0 document in UTF-8; `at` (aware) is its date.

    Folders stand where their first subscription stands, so that reading it again gives
    the same subscriptions, those of one folder together.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _sound(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(at)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], Any] = {(): body}
    for one in subscriptions:
        path: tuple[str, ...] = ()
        for name in one.category:
            above, path = folders[path], (*path, name)
            if path not in folders:
                folders[path] = etree.SubElement(above, "outline", text=_sound(name))
        outline = etree.SubElement(folders[path], "outline")
        for name, value in (
            ("type", one.kind),
            ("text", one.title or one.url),
            ("title", one.title),
            ("xmlUrl", one.url),
            ("htmlUrl", one.home),
            ("language", one.language),
            ("description", one.description),
        ):
            if value:
                outline.set(name, _sound(value))
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


@dataclass
class _Reading:
    """A list while it is read."""

    address: str
    title: str = ""
    is_opml: bool = False
    found: dict[str, Subscription] = field(default_factory=dict)
    duplicates: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, events: Iterator[Event]) -> None:
        folders: list[str] = []
        path: list[str] = []
        for event in events:
            if event.kind == "start":
                self.is_opml = self.is_opml or event.name == "opml"
                path.append(event.name)
                if event.name == "outline":
                    given = {key: _one_line(v) for key, v in event.attributes.items()}
                    self._take(given, tuple(filter(None, folders)))
                    folders.append(given.get("text") or given.get("title") or "")
                continue
            path.pop()
            if event.name == "outline":
                folders.pop()
            elif event.name == "title" and path[-1:] == ["head"]:
                self.title = _one_line(event.text)

    def _take(self, given: dict[str, str], folder: tuple[str, ...]) -> None:
        kind = given.get("type", "").lower()
        # A folder has no type; an entry of a collection of links is none of ours.
        if "xmlurl" not in given and kind not in ("rss", "atom"):
            return
        stated = given.get("xmlurl") or given.get("url", "")
        if not stated:
            self._doubt(given.get("text", ""), "no address")
            return
        try:
            url = self._whole(stated)
        except InputError as error:
            self._doubt(stated, error.reason)
            return
        if url in self.found:
            self.duplicates += 1
            return
        self.found[url] = Subscription(
            url=url,
            title=given.get("title") or given.get("text", ""),
            home=self._home(given.get("htmlurl", "")),
            category=folder or _category(given.get("category", "")),
            language=language_tag(given.get("language")),
            description=given.get("description", ""),
            kind=kind or "rss",
        )

    def _doubt(self, about: str, why: str) -> None:
        detail = f"{about[:200]}: {why}"
        self.doubts.append(Doubt(code=Word.NO_LINK.value, detail=detail))

    def _whole(self, stated: str) -> str:
        """Parameters are kept, all of them: an address of a feed may be made of any."""
        bare = stated
        if stated[:5].lower() == "feed:":
            bare = stated[5:].removeprefix("//") if "http" in stated else stated[5:]
            bare = f"https:{bare}" if bare.startswith("//") else bare
        return normalise(absolute(self.address, bare), keep_tracking=True)

    def _home(self, stated: str) -> str:
        try:
            return normalise(absolute(self.address, stated)) if stated else ""
        except InputError:
            return ""


def _category(stated: str) -> tuple[str, ...]:
    """The first path of the attribute: "/Boston/Weather,/Harvard"."""
    first = stated.partition(",")[0]
    return tuple(name for part in first.split("/") if (name := part.strip()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sound(text: str) -> str:
    return _NOT_XML.sub("", text)
