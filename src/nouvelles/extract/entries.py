"""The entries of a live blog: boxes of one kind in a row, each with its time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from nouvelles.extract.dates import read_time
from nouvelles.extract.hints import BIT
from nouvelles.extract.lines import Box
from nouvelles.extract.page import Page, types_of
from nouvelles.records import Block

#: Fewer boxes with a time are no live blog.
_FEWEST: Final = 3
_LIVE: Final = BIT["live"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The block that opens an entry, and the entry's first line that is text."""

    first: int
    block: Block


def find_entries(page: Page, kept: Sequence[int], hints: Sequence[int]) -> list[Entry]:
    """The entries of a page that says it is a live blog, in order; [] of others.

    `hints` are those of the names of each of the page's boxes.
    """
    if not kept or not _is_live(page, hints):
        return []
    rows: dict[tuple[int, str], list[tuple[Box, str]]] = {}
    text = sorted(kept)
    for box, stamp in _stamped(page):
        if box.parent is not None and _first_in(box, text) is not None:
            rows.setdefault((box.parent.index, box.tag), []).append((box, stamp))
    row = max(rows.values(), key=len, default=[])
    if len(row) < _FEWEST:
        return []
    return [_entry(box, stamp, text) for box, stamp in row]


def _stamped(page: Page) -> list[tuple[Box, str]]:
    """The boxes in which a time stands, in order, with the first that does."""
    boxes = {box.node.mem_id: box for box in page.boxes}
    stamps: dict[int, str] = {}
    met: set[int] = set()
    for stamp in page.tree.css("time[datetime]"):
        written = stamp.attributes.get("datetime") or ""
        # What is around a box that an earlier time stands in, has that one, too.
        above: LexborNode | None = stamp.parent
        while above is not None and above.mem_id not in met:
            met.add(above.mem_id)
            if (box := boxes.get(above.mem_id)) is not None:
                stamps[box.index] = written
            above = above.parent
    return [(page.boxes[place], stamps[place]) for place in sorted(stamps)]


def _first_in(box: Box, text: list[int]) -> int | None:
    """The first line of the text (places in order) that stands in a box."""
    at = bisect_left(text, box.first)
    return text[at] if at < len(text) and text[at] < box.end else None


def _entry(box: Box, stamp: str, text: list[int]) -> Entry:
    written = read_time(stamp)
    first = _first_in(box, text)
    assert first is not None
    at = written.at if written and not written.day_only else None
    return Entry(first=first, block=Block(kind="live", at=at, path=box.path))


def _is_live(page: Page, hints: Sequence[int]) -> bool:
    if "LiveBlogPosting" in types_of(page.article):
        return True
    return any("LiveBlogPosting" in types_of(thing) for thing in page.things) or any(
        hint & _LIVE and box.children >= _FEWEST
        for box, hint in zip(page.boxes, hints, strict=True)
    )
