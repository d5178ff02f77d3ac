"""The lines that are text, and the pictures among them, as typed blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nouvelles.extract.entries import Entry, find_entries
from nouvelles.extract.lines import KINDS, Box, Line
from nouvelles.extract.media import Medium, find_media
from nouvelles.extract.page import Page
from nouvelles.extract.rules import HEADINGS
from nouvelles.records import Block, Mark
from nouvelles.records.parts import BAR, CELL

#: Marks that end a sentence: what a line break stands behind is a paragraph of its own.
_STOPS: Final = frozenset('.!?…。！？؟۔।:：”"»」』')

#: Rows with several cells, and letters of a cell on average, that make a table of data;
#: others hold a page together.
_FEWEST_ROWS: Final = 2
_LONGEST_CELL: Final = 120

_LISTS: Final = frozenset(("ul", "ol", "menu"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Blocks in reading order; `captions` are the lines that stand with pictures."""

    blocks: tuple[Block, ...] = ()
    captions: frozenset[int] = frozenset()


def read_blocks(page: Page, kept: Sequence[int], hints: Sequence[int]) -> Body:
    """The lines that are text (places in order) as blocks, and the media among them.

    `hints` are those of the names of each of the page's boxes.
    """
    media = find_media(page, kept, hints)
    entries = find_entries(page, kept, hints)
    return Body(
        blocks=tuple(_blocks(page, list(kept), media, entries)),
        captions=frozenset(place for medium in media for place in medium.lines),
    )


def _blocks(
    page: Page, kept: list[int], media: list[Medium], entries: list[Entry]
) -> Iterator[Block]:
    lines = page.lines
    data = _data_tables([lines[place] for place in kept])
    waiting = list(media)
    opening = list(entries)
    at = 0
    while at < len(kept):
        place = kept[at]
        while opening and opening[0].first <= place:
            yield opening.pop(0).block
        while waiting and waiting[0].place < place:
            yield waiting.pop(0).block
        line = lines[place]
        end = at + 1
        if (outer := _list_of(line.box)) is not None:
            end = _end_in(outer, kept, at)
            yield _list(page, outer, [lines[p] for p in kept[at:end]])
        elif (table := _table_of(line.box)) is not None and table.index in data:
            end = _end_in(table, kept, at)
            yield _table(page, table, [lines[p] for p in kept[at:end]])
        else:
            while end < len(kept) and _goes_on(lines[kept[end - 1]], lines[kept[end]]):
                end += 1
            yield _plain(page, [lines[p] for p in kept[at:end]])
        at = end
    for medium in waiting:
        yield medium.block


def _end_in(box: Box, kept: list[int], at: int) -> int:
    """The end of the run of kept lines, from `at`, that stand in a box."""
    while at < len(kept) and kept[at] < box.end:
        at += 1
    return at


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line goes on behind a line break: a verse, an old page's paragraph."""
    if line.box is not following.box or following.index != line.index + 1:
        return False
    return following.breaks == 1 and line.text[-1:] not in _STOPS


def _plain(page: Page, lines: list[Line]) -> Block:
    text, marks = joined(page, lines)
    box = lines[0].box
    level = _level(box)
    if level:
        return Block(kind="heading", text=text, level=level, path=box.path, marks=marks)
    if box.inside & KINDS["pre"]:
        return Block(kind="code", text=text, path=box.path, marks=marks)
    quoted = box.inside & KINDS["blockquote"]
    return Block(
        kind="quote" if quoted else "paragraph", text=text, path=box.path, marks=marks
    )


def _level(box: Box) -> int:
    """The level of the heading in which a box stands, 0 for none."""
    for depth, around in enumerate(box.around()):
        if around.tag in HEADINGS:
            return int(around.tag[1])
        if depth == 2 or around.children > 1:
            break
    return 0


def _list_of(box: Box) -> Box | None:
    """The outermost list whose items hold a box; None outside of one."""
    if not box.inside & KINDS["li"]:
        return None
    found = None
    for around in box.around():
        if around.tag in _LISTS:
            found = around
        elif around.tag in ("article", "main", "td"):
            break
    return found


def _list(page: Page, outer: Box, lines: list[Line]) -> Block:
    items: list[list[Line]] = []
    last: Box | None = None
    for line in lines:
        item = next((b for b in line.box.around() if b.tag == "li"), line.box)
        if item is not last or not items:
            items.append([])
            last = item
        items[-1].append(line)
    return _of_items(page, "list", outer, [[item] for item in items], " ")


def _table_of(box: Box) -> Box | None:
    """The innermost table that holds a box; None outside of one."""
    if not box.inside & KINDS["table"]:
        return None
    return next((b for b in box.around() if b.tag == "table"), None)


def _data_tables(kept: list[Line]) -> set[int]:
    """The tables (places of boxes) that are of data, by their own kept lines."""
    rows: dict[int, dict[int, set[int]]] = {}
    letters: Counter[int] = Counter()
    for line in kept:
        if (table := _table_of(line.box)) is not None:
            row, cell = _row_and_cell(line)
            rows.setdefault(table.index, {}).setdefault(row, set()).add(cell)
            letters[table.index] += len(line.text)
    found = set()
    for table_at, cells_of in rows.items():
        wide = sum(len(cells) > 1 for cells in cells_of.values())
        cells = sum(len(cells) for cells in cells_of.values())
        if wide >= _FEWEST_ROWS and letters[table_at] <= _LONGEST_CELL * cells:
            found.add(table_at)
    return found


def _row_and_cell(line: Line) -> tuple[int, int]:
    cell = row = line.box.index
    for box in line.box.around():
        if box.tag in ("td", "th"):
            cell = box.index
        elif box.tag == "tr":
            row = box.index
            break
    return row, cell


def _table(page: Page, table: Box, lines: list[Line]) -> Block:
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        row, cell = _row_and_cell(line)
        rows.setdefault(row, {}).setdefault(cell, []).append(line)
    items = [list(cells.values()) for cells in rows.values()]
    return _of_items(page, "table", table, items, CELL)


def _of_items(
    page: Page, kind: str, box: Box, items: list[list[list[Line]]], between: str
) -> Block:
    """A list or table: items of parts of lines. Its text is the items in order."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for parts in items:
        said: list[str] = []
        for part in parts:
            if said:
                length += len(between)
            text, found = joined(page, part, length)
            if between == CELL:
                text = text.replace(CELL, BAR)
            said.append(text)
            marks += found
            length += len(text)
        texts.append(between.join(said))
        length += 1
    return Block(
        kind="table" if kind == "table" else "list",
        text=" ".join(texts),
        items=tuple(texts),
        path=box.path,
        marks=tuple(marks),
    )


def joined(
    page: Page, lines: list[Line], start: int = 0
) -> tuple[str, tuple[Mark, ...]]:
    """Lines as one text, and their marks in it; `start` is added to the marks' places."""
    texts: list[str] = []
    marks: list[Mark] = []
    for line in lines:
        for kind, first, end, address in line.marks:
            end = min(end, len(line.text))
            url = page.resolve(address) if kind == "link" else ""
            if first < end and (url or kind != "link"):
                marks.append(
                    Mark(kind=kind, start=start + first, end=start + end, url=url)
                )
        texts.append(line.text)
        start += len(line.text) + 1
    return " ".join(texts), tuple(marks)
