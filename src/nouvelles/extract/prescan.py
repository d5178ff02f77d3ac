"""What encoding a page names in its own first bytes.

The algorithm "prescan a byte stream to determine its encoding" of the HTML Standard,
13.2.3.2, with "get an attribute" and "get an XML encoding", as known 2026-11-29. Where
the standard lets the parser change its mind at a meta element that comes later
(13.2.3.5), we look on for a while, too.
"""

from __future__ import annotations

import re
from typing import Final

from webencodings import lookup

#: Bytes in which a meta element declares the encoding for sure.
PRESCAN_BYTES: Final = 1_024
#: Bytes in which it is looked for when nothing else says anything. No limit in the
#: standard; the head of most pages is shorter.
LATE_BYTES: Final = 262_144

#: What the prescan walks over: comments, meta elements, other tags, declarations.
_TOKEN: Final = re.compile(
    rb"(?P<comment><!--)|<(?P<meta>meta)(?=[\s/])|(?P<tag></?[a-zA-Z][^\s>]*)|<[!/?][^>]*",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    rb"[\s/]*(?P<name>[^\s/>=][^\s/>=]*|=[^\s/>=]*)"
    rb"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?"
)
#: "Extracting a character encoding from a meta element": a quote must be closed.
_CONTENT: Final = re.compile(
    rb"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"'][^\s;]*))", re.IGNORECASE
)
_XML: Final = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*(?:\"([^\"\x00-\x20]*)\"|'([^'\x00-\x20]*)')"
)
#: More attributes of one element are not read: enough, and never quadratic.
_MOST_ATTRIBUTES: Final = 40


def prescan(page: bytes) -> str:
    """The web's name of the encoding that a page declares, or "" for none."""
    if page.startswith(b"<\0?\0x\0"):
        return "utf-16le"
    if page.startswith(b"\0<\0?\0x"):
        return "utf-16be"
    head = page[:PRESCAN_BYTES]
    return _in_meta(head) or _in_xml(head)


def late(page: bytes) -> str:
    """The encoding that a meta element names beyond the prescan, or ""."""
    return _in_meta(page[:LATE_BYTES])


def web_name(label: str) -> str:
    """The Encoding Standard's name for a label, or "" for one that it does not know."""
    encoding = lookup(label)
    return str(encoding.name) if encoding else ""


def _in_meta(head: bytes) -> str:
    place = 0
    while (token := _TOKEN.search(head, place)) is not None:
        place = token.end()
        if token["comment"]:
            # The dashes of "<!-->" open and close it.
            end = head.find(b"-->", place - 2)
            if end < 0:
                return ""
            place = end + 3
        elif token["meta"] or token["tag"]:
            attributes, place = _attributes(head, place)
            if token["meta"] and (name := _named(attributes)):
                return name
    return ""


def _attributes(head: bytes, place: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of a tag whose name ends at a place, and where they end."""
    found: dict[bytes, bytes] = {}
    for _ in range(_MOST_ATTRIBUTES):
        match = _ATTRIBUTE.match(head, place)
        if match is None:
            break
        place = match.end()
        value = match["double"] or match["single"] or match["bare"] or b""
        found.setdefault(match["name"].lower(), value)
    return found, place


def _named(attributes: dict[bytes, bytes]) -> str:
    label = attributes.get(b"charset")
    if label is None:
        pragma = attributes.get(b"http-equiv", b"").strip().lower()
        match = _CONTENT.search(attributes.get(b"content", b""))
        if pragma != b"content-type" or match is None:
            return ""
        label = match[1] or match[2] or match[3] or b""
    name = web_name(label.decode("ascii", "replace"))
    # A meta element that could be read is not in UTF-16, whatever it says.
    if name in ("utf-16le", "utf-16be"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _in_xml(head: bytes) -> str:
    match = _XML.match(head)
    if match is None:
        return ""
    name = web_name((match[1] or match[2] or b"").decode("ascii", "replace"))
    return "utf-8" if name in ("utf-16le", "utf-16be") else name
