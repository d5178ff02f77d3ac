"""A feed as the paper hands it out, whatever the form in which it is written."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree as ET

#: What no XML 1.0 document may hold (XML 1.0, fifth edition, production 2, `Char`).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The category of entries from an invented press.
INVENTED: Final = "invented"
#: The category of entries whose title or text a machine translated.
BY_MACHINE: Final = "machine-translation"
#: The mark by which machines know it (IPTC's word, as schema.org takes it over), which the
#: European Union's AI Act asks for (2024/1689, article 50).
SOURCE_TYPE: Final = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
#: What every feed says of its maker.
GENERATOR: Final = "nouvelles"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry ready for print: nothing in it asks for a permission any more.

    `summary` is plain text, `content` HTML made by us ("" for none). `page` is our own
    page, `original` the outlet's. `updated` is an aware datetime.
    """

    id: str
    title: str
    language: str
    title_language: str = ""  # of a translated title; "": the entry's
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
    translated_from: str = ""  # the language of the original, "" where this is it
    by_machine: str = ""  # the label of a machine's translation, "" for a person's


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

    @property
    def newest(self) -> datetime:
        """When the last of its entries changed."""
        return max((entry.updated for entry in self.entries), default=self.updated)


def stable_id(*names: str) -> str:
    """The same names give the same `urn:uuid:` for ever (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "nouvelles:" + "/".join(names)).urn


def in_utc(at: datetime) -> datetime:
    """A time in UTC; in the first and last hours of the calendar, as near as can be."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return at.replace(tzinfo=UTC)


def rfc3339(at: datetime) -> str:
    """A time as Atom, JSON Feed and sitemaps write it, in UTC (RFC 3339)."""
    return in_utc(at).isoformat(timespec="seconds").replace("+00:00", "Z")


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child; characters that XML forbids are left out.

    Names are written with their prefix, and roots declare them: the registry of
    prefixes is one for all threads, and every form has another default namespace.
    """
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    node = ET.SubElement(parent, name, clean)
    if text:
        node.text = _NOT_XML.sub("", text)
    return node


def write_xml(root: ET.Element) -> bytes:
    """The document of a tree, UTF-8 with its XML declaration."""
    ET.indent(root, space=" ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
