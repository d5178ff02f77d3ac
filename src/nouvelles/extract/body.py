"""The interim engine: trafilatura finds the text, we make blocks of it.

trafilatura's fast mode (its own rules without the comparison with two other extractors)
scores the same on our benches and takes 19 ms a page instead of 29. Its pictures are
left out: with them it takes captions and teasers along (F1 on fundus 0.938 instead of
0.944, on shub 0.960 instead of 0.964; 2026-11-23). The lead picture is read from the
metadata.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import regex
from trafilatura import bare_extraction

from nouvelles.extract.headline import SAME_SHARE, overlap
from nouvelles.extract.page import Page, squeeze
from nouvelles.extract.spaces import Kept, keep_spaces
from nouvelles.records import Block

# The engine reports every page that it gives up on; we reject it with a reason instead.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

#: Given so that the engine does not ask the clock; dates are not its business here.
_NO_DATES: Final = {"original_date": True, "extensive_search": False}

#: How pages mark the body of their article: schema.org, and a habit of some systems.
_MARKED: Final = "[itemprop~=articleBody], [name=articleBody]"
_MARKED_LENGTH: Final = 200

_LEVEL = regex.compile(r"h([1-6])")
#: Blocks at the beginning among which headline, standfirst and byline may be repeated.
_HEAD_BLOCKS: Final = 5


def extract_blocks(page: Page, html: str) -> tuple[Block, ...]:
    """The blocks of a page's main text, in reading order; () where there is none.

    Where the page itself marks its article's body, and the engine took something else
    (the next story of an endless scroll), the engine is given the marked part alone.
    """
    blocks = _run(html, page.url)
    marked = page.tree.css_first(_MARKED)
    if marked is None:
        return blocks
    text = "".join(marked.text(deep=True).split())
    inside = sum(len(b.text) for b in blocks if "".join(b.text.split())[:40] in text)
    if len(text) < _MARKED_LENGTH or 2 * inside >= sum(len(b.text) for b in blocks):
        return blocks
    part = f"<html><body><article>{marked.html}</article></body></html>"
    return _run(part, page.url) or blocks


def _run(html: str, url: str) -> tuple[Block, ...]:
    signed, kept = keep_spaces(html)
    document = bare_extraction(
        signed,
        url=url or None,
        fast=True,
        include_comments=False,
        output_format="xml",
        date_extraction_params=dict(_NO_DATES),
    )
    if document is None or isinstance(document, dict):
        return ()
    blocks = tuple(_blocks(document.body))
    return tuple(_with_spaces(block, kept) for block in blocks) if kept else blocks


def _with_spaces(block: Block, kept: Kept) -> Block:
    items = tuple(kept.back(item) for item in block.items)
    return replace(block, text=kept.back(block.text), items=items)


def _blocks(body: Any) -> Iterator[Block]:
    for element in body:
        match element.tag:
            case "head":
                level = _LEVEL.match(element.get("rend") or "")
                text = _text(element)
                if text:
                    depth = int(level[1]) if level else 2
                    yield Block(kind="heading", text=text, level=depth)
            case "list" | "table":
                yield from _rows(element)
            case "quote" | "code":
                if text := _text(element):
                    yield Block(kind=element.tag, text=text)
            case _:
                if text := _text(element):
                    yield Block(kind="paragraph", text=text)


def _rows(element: Any) -> Iterator[Block]:
    if element.tag == "list":
        items = tuple(text for item in element.iter("item") if (text := _text(item)))
        kind: Any = "list"
    else:
        rows = (" | ".join(_text(c) for c in row.iter("cell")) for row in element)
        items = tuple(row for row in rows if row.strip(" |"))
        kind = "table"
    if items:
        yield Block(kind=kind, text=" ".join(items), items=items)


def _text(element: Any) -> str:
    """All text below an element; line breaks become spaces."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            parts.append(" ")
        if isinstance(node.tag, str) and node.text:
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(node.tail)
    return squeeze("".join(parts))


def without_head(
    blocks: tuple[Block, ...], headline: str, others: tuple[str, ...]
) -> tuple[Block, ...]:
    """The blocks without what stands above the text, where the body repeats it.

    `others` are kicker, standfirst and the names that sign; "" says nothing.
    """
    kept: list[Block] = []
    above = [line for line in (headline, *others) if line]
    for position, block in enumerate(blocks):
        head = position < _HEAD_BLOCKS and block.kind in ("heading", "paragraph")
        if not (head and any(_repeats(block.text, line) for line in above)):
            kept.append(block)
    # A heading after which nothing follows announces what was not taken along.
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return tuple(kept)


def _repeats(text: str, line: str) -> bool:
    # "Par Zoé Petit": the line and at most a word or two more.
    longer = len(text) - len(line)
    return (0 <= longer <= 12 and line in text) or overlap(text, line) >= SAME_SHARE
