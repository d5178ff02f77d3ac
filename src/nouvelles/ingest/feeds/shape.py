"""What can be told of a feed before it is parsed: a page, a document type, its depth.

All patterns are linear in the bytes (possessive), whatever somebody sends.
"""

from __future__ import annotations

import re

#: Deeper nesting is refused. Feeds of the press stay under 20 (inline XHTML).
MAX_DEPTH = 200

_SPACE = re.compile(rb"\s*+")

#: A page instead of a feed, as servers send it for errors and moved feeds.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)

#: A document type with its own declarations, which may hold entities; and one without,
#: as RSS 0.91 has it.
_DOCTYPE = re.compile(rb"<!DOCTYPE\b", re.IGNORECASE)
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^<>\[\]]*+>", re.IGNORECASE)

_TAG = re.compile(rb"<(?:(!--)|(!\[CDATA\[)|(/?)([A-Za-z_][\w:.-]*+)([^<>]*+)>)")

#: Elements of HTML that are never closed; feeds that escape nothing are full of them.
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr".split()
)


def start_of(data: bytes) -> int:
    """Where the document type or the first element stands: behind white space,
    processing instructions and comments."""
    place = 0
    while True:
        space = _SPACE.match(data, place)
        place = space.end() if space else place
        if data.startswith(b"<!--", place):
            end = data.find(b"-->", place + 4)
        elif data.startswith(b"<?", place):
            end = data.find(b"?>", place + 2)
        else:
            return place
        if end < 0:
            return place
        place = data.index(b">", end) + 1


def is_page(data: bytes, start: int) -> bool:
    """Whether this is a page of HTML, whatever it is called."""
    return _PAGE.match(data, start) is not None


def without_doctype(data: bytes) -> bytes | None:
    """The document without its document type; None where that declares something."""
    start = start_of(data)
    if not _DOCTYPE.match(data, start):
        return data
    plain = _PLAIN_DOCTYPE.match(data, start)
    return data[:start] + data[plain.end() :] if plain else None


def is_too_deep(data: bytes) -> bool:
    """Whether elements are nested deeper than `MAX_DEPTH`, also in broken XML."""
    open_names: list[bytes] = []
    place = 0
    while match := _TAG.search(data, place):
        place = match.end()
        comment, section, slash, name, rest = match.groups()
        if comment or section:
            place = data.find(b"-->" if comment else b"]]>", place)
            if place < 0:
                return False
        elif slash:
            _close(open_names, name)
        elif not rest.endswith(b"/") and name.lower() not in _VOID:
            open_names.append(name)
            if len(open_names) > MAX_DEPTH:
                return True
    return False


def _close(open_names: list[bytes], name: bytes) -> None:
    """Ends the innermost element of this name with all that is open in it."""
    for index in range(len(open_names) - 1, -1, -1):
        if open_names[index] == name:
            del open_names[index:]
            return
