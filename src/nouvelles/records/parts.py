"""The parts of a block that are texts by themselves: the items of a list, the cells of a
table, else its one text. Each has its part of the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from nouvelles.records.made import Block, Mark

#: Between the cells of a table's row. A bar in a cell stands between spaces that do not
#: break.
CELL: Final = " | "
BAR: Final = "\u00a0|\u00a0"

#: A text with its own marks.
Marked = tuple[str, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text of a block: of which item or row, of which cell of it; None for neither."""

    text: str
    marks: tuple[Mark, ...] = ()
    item: int | None = None
    cell: int | None = None


def parts_of(block: Block) -> Iterator[Part]:
    """The texts of a block in reading order, none twice."""
    if not block.items:
        yield Part(text=block.text, marks=block.marks)
        return
    for number, item in enumerate(items_of(block)):
        if block.kind != "table":
            yield Part(text=item[0], marks=item[1], item=number)
            continue
        for at, (text, marks) in enumerate(cells_of(item)):
            yield Part(text=text, marks=marks, item=number, cell=at)


def with_parts(
    block: Block, texts: Mapping[tuple[int | None, int | None], Marked]
) -> Block:
    """The block with other words in its parts, by their `item` and `cell`; a part that
    is not named keeps its own."""
    made = [
        (part.item, texts.get((part.item, part.cell), (part.text, part.marks)))
        for part in parts_of(block)
    ]
    if not block.items:
        ((_, (text, marks)),) = made
        return replace(block, text=text, marks=marks)
    if block.kind == "table":
        made = [(at, (text.replace(CELL, BAR), marks)) for at, (text, marks) in made]
    items = [
        _joined([marked for _, marked in cells], CELL)
        for _, cells in groupby(made, lambda one: one[0])
    ]
    text, marks = _joined(items, " ")
    return replace(
        block, text=text, marks=marks, items=tuple(item for item, _ in items)
    )


def items_of(block: Block) -> list[Marked]:
    """The items of a list or the rows of a table, each with its part of the marks.

    The text of such a block is that of its items one after the other; where an item is
    not found in it, it has no marks.
    """
    return _parts(block.text, block.marks, block.items)


def cells_of(row: Marked) -> list[Marked]:
    """The cells of a table's row, each with its part of the marks."""
    text, marks = row
    return [_stripped(cell) for cell in _parts(text, marks, text.split(CELL))]


def _joined(parts: Sequence[Marked], between: str) -> Marked:
    text = ""
    marks: list[Mark] = []
    for number, (said, its) in enumerate(parts):
        text += between if number else ""
        marks += [
            replace(mark, start=mark.start + len(text), end=mark.end + len(text))
            for mark in its
        ]
        text += said
    return text, tuple(marks)


def _parts(text: str, marks: tuple[Mark, ...], parts: Sequence[str]) -> list[Marked]:
    found: list[Marked] = []
    waiting = sorted(marks, key=lambda mark: mark.start)
    at = 0
    for part in parts:
        start = text.find(part, at)
        if start < 0:
            found.append((part, ()))
            continue
        at = end = start + len(part)
        waiting = [mark for mark in waiting if mark.end > start]
        within = (mark for mark in waiting if mark.start < end)
        found.append((part, tuple(_moved(mark, start, end) for mark in within)))
    return found


def _moved(mark: Mark, start: int, end: int) -> Mark:
    return replace(
        mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start
    )


def _stripped(marked: Marked) -> Marked:
    text, marks = marked
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if (start, end) == (0, len(text)):
        return marked
    within = (mark for mark in marks if mark.start < end and mark.end > start)
    return text[start:end], tuple(_moved(mark, start, end) for mark in within)
