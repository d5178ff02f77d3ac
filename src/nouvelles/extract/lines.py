"""The lines of a page, and the boxes in which they stand (`walk` reads them).

A line is a run of text that no block-level element interrupts: a paragraph, a heading, an
item of a menu. A box is a block-level element. All that follows (headline, byline, body)
is decided on lines and boxes; nobody walks the tree again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from nouvelles.records import MarkKind

#: Elements that say what stands in them, by the bits of `Box.inside`.
KINDS: Final = {
    tag: 1 << bit
    for bit, tag in enumerate((
        "article", "main", "aside", "footer", "header", "figure", "form", "ul", "ol",
        "table", "blockquote", "button", "figcaption", "details", "dl", "li", "section",
        "pre",
    ))
}  # fmt: skip


class Box:
    """A block-level element: its names, where it stands, what lines are below it.

    `names` are its class, id, itemprop, role and the like, with spaces between.
    `steps` are the places, among its siblings, of the element and of the inline elements
    between it and its parent box, outermost first. `first` and `end` are the range of
    lines below it; `letters` and `linked` their lengths in characters. `index` is its
    place among the page's boxes; `inside` the kinds of elements it stands in (`KINDS`).
    """

    __slots__ = (
        "children",
        "depth",
        "end",
        "first",
        "index",
        "inside",
        "known_path",
        "letters",
        "linked",
        "names",
        "node",
        "parent",
        "steps",
        "tag",
    )  # fmt: skip

    def __init__(
        self,
        tag: str,
        parent: Box | None,
        names: str,
        steps: tuple[int, ...],
        node: LexborNode,
        first: int,
        index: int,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.names = names
        self.steps = steps
        self.node = node
        self.first = first
        self.end = first
        self.index = index
        self.letters = 0
        self.linked = 0
        self.children = 0
        self.known_path = ""
        if parent is None:
            self.depth = 0
            self.inside = KINDS.get(tag, 0)
        else:
            self.depth = parent.depth + 1
            self.inside = parent.inside | KINDS.get(tag, 0)

    def around(self) -> Iterator[Box]:
        """This box and those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @property
    def path(self) -> str:
        """The element's place in the document, as an XPath."""
        waiting = []
        box: Box | None = self
        while box is not None and not box.known_path:
            waiting.append(box)
            box = box.parent
        path = box.known_path if box else "/html/body"
        for one in reversed(waiting):
            path += "".join(f"/*[{step}]" for step in one.steps)
            one.known_path = path
        return path


Mark = tuple[MarkKind, int, int, str]


class Line:
    """A run of text, or one picture, film or frame (`media` is then its element's name).

    `marks` are (kind, start, end, address) in characters of `text`. `linked` counts the
    characters within links, `strong` those that stand out. `cuts` are the places in the
    text where an element that only groups (`span`, `time`) begins or ends. `breaks` is the
    number of line breaks (`br`) between this line and the one before it in the same box.
    """

    __slots__ = (
        "box",
        "breaks",
        "cuts",
        "index",
        "linked",
        "marks",
        "media",
        "names",
        "node",
        "steps",
        "strong",
        "text",
    )  # fmt: skip

    def __init__(self, text: str, box: Box, index: int) -> None:
        self.text = text
        self.box = box
        self.index = index
        self.marks: tuple[Mark, ...] = ()
        self.cuts: tuple[int, ...] = ()
        self.linked = 0
        self.strong = 0
        self.breaks = 0
        self.media = ""
        self.node: LexborNode | None = None
        #: Of one that is no text, its place below its box, as `Box.steps`.
        self.steps: tuple[int, ...] = ()
        self.names = ""

    def pieces(self) -> list[str]:
        """The texts between cuts, without white space around, none empty."""
        places = (0, *self.cuts, len(self.text))
        texts = (self.text[a:b].strip() for a, b in pairwise(places))
        return [text for text in texts if text]

    @property
    def path(self) -> str:
        """The place of its element in the document, as an XPath; of text, its box's."""
        return self.box.path + "".join(f"/*[{step}]" for step in self.steps)


class Lines:
    """All lines of a page in reading order, and the boxes that hold some.

    Outer boxes stand before inner ones. `menus` are boxes of which no line was read.
    """

    __slots__ = ("boxes", "lines", "menus")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.menus: list[Box] = []
