"""A text and its marks as pieces that stand within each other, never across.

Marks come as pages have them: nested, side by side, in bad input across each other or
beyond the text. Every format needs them as a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import regex

from nouvelles.records import Mark, MarkKind

#: Of marks over the same characters, which stands outside. Code is the innermost:
#: in Markdown nothing can stand in it.
_ORDER: Final[tuple[MarkKind, ...]] = (
    "link", "quote", "strong", "emphasis", "sup", "sub", "code",
)  # fmt: skip

#: Characters that no address has unescaped (WHATWG URL Standard: C0 controls, spaces).
_NO_ADDRESS = regex.compile(r"[\p{Cc}\p{Cs}\s]")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked piece of text; an address has it only where `kind` is "link"."""

    kind: MarkKind
    url: str
    pieces: tuple[Piece, ...]


Piece = str | Span


class _Stretch(NamedTuple):
    """A mark as it is sorted: by its beginning, longer ones first, then by `_ORDER`."""

    start: int
    minus_end: int
    rank: int
    url: str


def web_address(url: str) -> str:
    """An address that may be linked to, or "": of the web, and without spaces in it."""
    address = url.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return "" if _NO_ADDRESS.search(address) else address


def nested(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The pieces of a text, marks as a tree.

    Marks of one kind are joined where they overlap or touch (of links the first keeps
    its place). A mark that crosses another's end is cut there. No mark begins or ends
    with white space, none is empty; a link without an address of the web is none.
    """
    stretches = [each for kind in _ORDER for each in _apart(kind, text, marks)]
    return tuple(_pieces(text, stretches, 0, len(text)))


def _apart(kind: MarkKind, text: str, marks: Iterable[Mark]) -> Iterator[_Stretch]:
    """The marks of one kind, within the text and not over each other."""
    rank = _ORDER.index(kind)
    start = end = 0
    address = ""
    for mark in sorted(
        (mark for mark in marks if mark.kind == kind), key=lambda m: (m.start, -m.end)
    ):
        url = web_address(mark.url) if kind == "link" else ""
        first, last = max(mark.start, 0), min(mark.end, len(text))
        if first >= last or (kind == "link" and not url):
            continue
        if start < end and first <= end and url == address:
            end = max(end, last)
            continue
        if start < end:
            yield _Stretch(start, -end, rank, address)
        start, end, address = max(first, end), last, url
    if start < end:
        yield _Stretch(start, -end, rank, address)


def _pieces(
    text: str, stretches: list[_Stretch], start: int, end: int
) -> Iterator[Piece]:
    """Pieces of text[start:end]; all stretches lie within. As deep as there are kinds."""
    heapify(stretches)
    while stretches:
        outer = heappop(stretches)
        first, last = _trimmed(text, outer.start, -outer.minus_end)
        if first >= last:
            continue
        if (first, last) != (outer.start, -outer.minus_end):
            heappush(stretches, outer._replace(start=first, minus_end=-last))
            continue
        if start < first:
            yield text[start:first]
        inner: list[_Stretch] = []
        while stretches and stretches[0].start < last:
            one = heappop(stretches)
            if -one.minus_end > last:
                heappush(stretches, one._replace(start=last))
                one = one._replace(minus_end=-last)
            inner.append(one)
        pieces = tuple(_pieces(text, inner, first, last))
        yield Span(_ORDER[outer.rank], outer.url, pieces)
        start = last
    if start < end:
        yield text[start:end]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def plain(pieces: Iterable[Piece]) -> str:
    """The text of pieces, without what they are."""
    return "".join(p if isinstance(p, str) else plain(p.pieces) for p in pieces)


#: Half characters, as JSON in pages may escape them, which no encoding can write; and
#: controls, which terminals obey. Tabs and line ends are text.
_UNSOUND = regex.compile(r"[\p{Cs}\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F]")


def sound(text: str) -> str:
    """Text that can be written anywhere; what cannot becomes U+FFFD, one for one."""
    return _UNSOUND.sub("\N{REPLACEMENT CHARACTER}", text)
