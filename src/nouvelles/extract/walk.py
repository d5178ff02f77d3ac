"""A page's body in one walk: its lines, and the boxes in which they stand."""

from __future__ import annotations

import re
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.extract.elements import (
    BOX,
    BREAK,
    MARKED,
    MARKS,
    MEDIUM,
    MENUS,
    MOST_TAGS,
    NAMES,
    NEW,
    SKIPPED,
    TEXT,
    TEXT_ID,
    Elements,
)
from nouvelles.extract.hints import service
from nouvelles.extract.lines import Box, Line, Lines, Mark
from nouvelles.records import MarkKind

#: The name of what a page does not show at first.
HIDDEN: Final = "is-hidden"
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_SPACES = re.compile(r"[\t\n\r\f\v ]+")
#: What most texts have none of.
_ODD = re.compile("[\t\n\r\f\v\u00ad\u200b\ufeff]|  ")
#: Soft hyphens and zero-width spaces: hints for line breaking, no part of the text.
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")

_ELEMENTS: Final = Elements()
_WITHOUT_PROGRAMS: Final = Elements(programs=False)

#: Characters of a page on which there is next to nothing to read.
_NEXT_TO_NOTHING: Final = 200


def read_lines(tree: LexborHTMLParser) -> Lines:
    """The lines and boxes of a parsed page; none for a page without body.

    What stands in `noscript` is read where there is next to nothing else: it is meant for
    those who run no programs, and all of a page stands in one that is never closed.
    """
    walk = _Walk(_ELEMENTS)
    if tree.body is not None:
        walk.run(tree.body)
        if walk.found.boxes[0].letters < _NEXT_TO_NOTHING:
            whole = _Walk(_WITHOUT_PROGRAMS)
            whole.run(tree.body)
            if whole.found.boxes[0].letters > walk.found.boxes[0].letters:
                walk = whole
    found = walk.found
    # Half of the boxes hold nothing that is read.
    found.boxes = [box for box in found.boxes if box.end > box.first]
    for index, box in enumerate(found.boxes):
        box.index = index
    return found


class _Walk:
    """The line that is being read, and what was found before it."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.found = Lines()
        self.parts: list[str] = []
        self.length = 0
        self.breaks = 0
        self.marks: list[Mark] = []
        self.cuts: list[int] = []
        #: Inline elements that are open: [kind, start, address].
        self.open: list[list[Any]] = []
        self.names = ""

    def run(self, body: LexborNode) -> None:
        """Walk the tree without recursion, for some are deeper than Python's stack."""
        found, elements = self.found, self.elements
        kinds, tags = elements.kinds, elements.tags
        parts, lines, boxes = self.parts, found.lines, found.boxes
        box = Box("body", None, names_of(body.attributes), (), body, 0, 0)
        boxes.append(box)
        stack: list[tuple[Any, int, Box, tuple[int, ...], int]] = []
        steps: tuple[int, ...] = ()
        node, place, what = body.first_child, 0, BOX
        while True:
            if node is None:
                if what == BOX:
                    if parts:
                        self.close(box)
                    self.leave(box)
                elif what == MARKED:
                    self.unmark()
                elif parts:
                    self.cuts.append(self.length)
                if not stack:
                    return
                node, place, box, steps, what = stack.pop()
                node = node.next
                continue
            number = node.tag_id
            if number == TEXT_ID:
                text = node.text_content
                if text and (parts or not text.isspace()):
                    self.read(text)
                node = node.next
                continue
            kind = kinds[number] if number < MOST_TAGS else NEW
            if kind == NEW:
                kind = elements.find(node)
            if kind == TEXT:  # a comment, or an instruction to a program
                node = node.next
                continue
            place += 1
            if kind == BOX:
                if parts:
                    self.close(box)
                self.breaks = 0
                attributes = node.attributes
                names = names_of(attributes) if attributes else ""
                tag = tags.get(number) or str(node.tag)
                inner = Box(
                    tag, box, names, (*steps, place), node, len(lines), len(boxes)
                )
                boxes.append(inner)
                box.children += 1
                if tag in MENUS or (names and service(names)):
                    found.menus.append(inner)
                    node = node.next
                    continue
                stack.append((node, place, box, steps, what))
                box, steps, what = inner, (), BOX
            elif kind <= MARKED:
                tag = tags[number]
                stack.append((node, place, box, steps, what))
                steps, what = (*steps, place), kind
                if kind == MARKED:
                    self.mark(MARKS[tag], node)
                else:
                    if parts:
                        self.cuts.append(self.length)
                    if tag == "span" and not self.names:
                        self.names = node.attributes.get("class") or ""
            else:
                if kind != SKIPPED and parts:
                    self.close(box)
                if kind == BREAK:
                    self.breaks += 1
                elif kind == MEDIUM:
                    self.medium(str(node.tag), node, box, (*steps, place))
                node = node.next
                continue
            node, place = node.first_child, 0

    def read(self, text: str) -> None:
        """Add a text to the line, its white space made single."""
        if _ODD.search(text):
            text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
        parts = self.parts
        if text and text[0] == " " and (not parts or parts[-1][-1] == " "):
            text = text[1:]
        if text:
            parts.append(text)
            self.length += len(text)

    def mark(self, kind: MarkKind, node: LexborNode) -> None:
        address = (node.attributes.get("href") or "") if kind == "link" else ""
        self.open.append([kind, self.length, address])

    def unmark(self) -> None:
        kind, start, address = self.open.pop()
        if self.length > start:
            self.marks.append((kind, start, self.length, address))

    def close(self, box: Box) -> None:
        """End the line that is being read, and begin another."""
        text = "".join(self.parts)
        for one in self.open:
            kind, start, address = one
            if self.length > start:
                self.marks.append((kind, start, self.length, address))
            one[1] = 0
        if text != " ":
            self.add(text.rstrip(" "), box)
        self.parts.clear()
        self.length = 0
        self.marks = []
        self.cuts = []
        self.names = ""

    def add(self, text: str, box: Box) -> None:
        lines = self.found.lines
        line = Line(text, box, len(lines))
        if self.marks:
            length = len(text)
            for kind, start, end, _ in self.marks:
                if kind == "link":
                    line.linked += min(end, length) - start
                elif kind in ("strong", "emphasis"):
                    line.strong += min(end, length) - start
            line.marks = tuple(self.marks)
        if self.cuts:
            line.cuts = tuple(self.cuts)
        line.breaks = self.breaks
        line.names = self.names
        self.breaks = 0
        lines.append(line)
        box.letters += len(text)
        box.linked += line.linked

    def leave(self, box: Box) -> None:
        """Count a box's lines with those of its parent."""
        box.end = len(self.found.lines)
        self.breaks = 0
        if box.parent is not None:
            box.parent.letters += box.letters
            box.parent.linked += box.linked

    def medium(
        self, tag: str, node: LexborNode, box: Box, steps: tuple[int, ...]
    ) -> None:
        lines = self.found.lines
        line = Line("", box, len(lines))
        line.media, line.node, line.steps = tag, node, steps
        line.names = names_of(node.attributes)
        lines.append(line)


def names_of(attributes: dict[str, str | None]) -> str:
    """The names that a page's makers gave an element, with spaces between."""
    found = []
    if len(attributes) == 1 and (names := attributes.get("class")):
        return names
    for name, value in attributes.items():
        if name in NAMES:
            if value:
                found.append(value)
        elif name == "hidden" or (name == "style" and value and _HIDING.search(value)):
            found.append(HIDDEN)
    return " ".join(found)
