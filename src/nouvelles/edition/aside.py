"""Where “Read also” stands in an article: once, and never where it breaks something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nouvelles.records import Block

#: Paragraphs and characters from which a text is long enough to be interrupted.
LONG_PARAGRAPHS: Final = 12
LONG_CHARACTERS: Final = 4_000

#: The part of a long text after which it stands, at the earliest and latest; the nearest
#: place to the middle of both is taken.
_EARLIEST: Final = 0.4
_LATEST: Final = 0.75

#: A paragraph that ends so announces what follows it.
_ANNOUNCES: Final = (":", "：", "…", "؛", ";")


def place_aside(body: Sequence[Block]) -> int:
    """The number of the block before which it stands; `len(body)` is after the text.

    Only a long text is interrupted, only between two paragraphs of which the first is
    ended: so it stands in no paragraph, list or quotation, beside no heading, picture or
    table, and in no live blog.
    """
    paragraphs = [block for block in body if block.kind == "paragraph"]
    lengths = [len(block.text) for block in body]
    total = sum(lengths)
    if (
        len(paragraphs) < LONG_PARAGRAPHS
        or total < LONG_CHARACTERS
        or any(block.kind == "live" for block in body)
    ):
        return len(body)
    middle = (_EARLIEST + _LATEST) / 2
    best, distance = len(body), 1.0
    read = 0
    for number in range(1, len(body)):
        read += lengths[number - 1]
        share = read / total
        if not (_EARLIEST <= share <= _LATEST and _between(body, number)):
            continue
        if abs(share - middle) < distance:
            best, distance = number, abs(share - middle)
    return best


def _between(body: Sequence[Block], number: int) -> bool:
    """Whether a block and the one before it are paragraphs, and the first is ended."""
    before, after = body[number - 1], body[number]
    if before.kind != "paragraph" or after.kind != "paragraph":
        return False
    return not before.text.rstrip().endswith(_ANNOUNCES)
