"""Elements of HTML by what they are to a reader: within a line, unread, media, boxes.

What is in none of the lists is a box: a block-level element, as all unknown ones are.
"""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborNode

from nouvelles.records import MarkKind

#: Elements that stand within a line of text (HTML Standard, 4.5 and 15.3, as known
#: 2026-11-24: those that its style sheet does not display as blocks, and that hold text).
INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
))  # fmt: skip
#: Elements whose text is no part of the page's: programs, choices, annotations of sounds.
UNREAD: Final = frozenset((
    "script", "style", "template", "noscript", "svg", "math", "object", "canvas",
    "select", "textarea", "datalist", "rp", "rt", "head", "title", "noembed",
    "noframes", "frameset", "input", "meta", "link", "base", "area", "map", "param",
    "source", "track", "wbr",
))  # fmt: skip
#: Elements that show something that is no text.
MEDIA: Final = frozenset((
    "img", "amp-img", "video", "amp-video", "audio", "amp-audio", "iframe",
    "amp-iframe", "embed", "amp-twitter", "amp-youtube", "amp-instagram",
    "amp-facebook",
))  # fmt: skip
#: What inline elements do to the text in them.
MARKS: Final[dict[str, MarkKind]] = {
    "a": "link", "em": "emphasis", "i": "emphasis", "b": "strong", "strong": "strong",
    "q": "quote", "code": "code", "sub": "sub", "sup": "sup",
}  # fmt: skip
#: Attributes in which a page's makers name what an element is for.
NAMES: Final = frozenset(
    ["class", "id", "itemprop", "role", "data-testid", "data-component", "data-type",
    "data-qa", "data-name", "data-module", "aria-label", "name"]
)  # fmt: skip
#: A menu: its lines are read for nobody, only its first words are told.
MENUS: Final = frozenset(("nav", "dialog"))

#: What an element is to the walk; a box, where nothing else.
BOX, PLAIN, MARKED, MEDIUM, BREAK, SKIPPED, TEXT = range(7)
#: One of which it is not known yet.
NEW: Final = -1

#: The number of texts in lexbor. Those from `MOST_TAGS` on are of elements that HTML does
#: not know; they differ in each document.
TEXT_ID: Final = 2
MOST_TAGS: Final = 1_000


class Elements:
    """What elements are by their number in lexbor, found out once for each.

    `tags` are the names of those that were met. Without `programs`, what stands in
    `noscript` is read.
    """

    def __init__(self, *, programs: bool = True) -> None:
        self.kinds = [NEW] * MOST_TAGS
        self.tags: dict[int, str] = {}
        self._unread = UNREAD if programs else UNREAD - {"noscript"}

    def find(self, node: LexborNode) -> int:
        """What an element is that was not met before."""
        tag = node.tag
        if tag is None or tag.startswith("-"):
            kind = TEXT
        elif tag in self._unread:
            kind = SKIPPED
        elif tag == "br":
            kind = BREAK
        elif tag in MEDIA:
            kind = MEDIUM
        elif tag in MARKS:
            kind = MARKED
        elif tag in INLINE:
            kind = PLAIN
        else:
            kind = BOX
        if node.tag_id < MOST_TAGS:
            self.kinds[node.tag_id] = kind
            self.tags[node.tag_id] = str(tag)
        return kind
