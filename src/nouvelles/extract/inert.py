"""A page's tree as HTML that does nothing: no programs, no addresses, no styles.

Only elements and attributes of the lists below are written, so nothing of a page can
run, be fetched, or lead anywhere. Pictures and films are named in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

#: Elements that are written as they are. They need no parent but those that a parser
#: has given them already.
_SAME: Final = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "blockquote", "pre", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot",
    "tr", "td", "th", "figure", "figcaption", "article", "section", "aside", "header",
    "footer", "nav", "div", "hr", "address", "b", "i", "em", "strong", "small", "sub",
    "sup", "code", "kbd", "samp", "q", "cite", "u", "s", "mark", "abbr", "br", "ruby",
    "rt", "rp", "bdi", "bdo", "del", "ins", "time", "span",
))  # fmt: skip
#: Elements of a line that are written as `span`: what they do is taken from them.
_AS_SPAN: Final = frozenset((
    "a", "acronym", "big", "button", "data", "dfn", "font", "label", "nobr", "strike",
    "tt", "var", "output",
))  # fmt: skip
#: Elements that show no text of the page to anyone.
_SKIPPED: Final = frozenset((
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base",
    "source", "track", "param", "area", "map", "datalist", "noembed", "noframes",
    "wbr", "svg", "math", "canvas", "select", "option", "textarea", "object", "frame",
))  # fmt: skip
#: Elements of which only the name is told, with the text that stands for them.
_NAMED: Final = frozenset((
    "img", "amp-img", "video", "amp-video", "audio", "amp-audio", "iframe",
    "amp-iframe", "embed", "input", "progress", "meter",
))  # fmt: skip
_VOID: Final = frozenset(("br", "hr", "col"))
_ATTRIBUTES: Final = frozenset(("dir", "lang", "colspan", "rowspan", "start", "value"))


class Label(NamedTuple):
    """What is said of an element: classes for its look, words for whoever asks, and a
    name by which it is found ("" for none)."""

    classes: str
    words: str
    name: str = ""

    @property
    def attributes(self) -> str:
        """As an element has it, its class apart."""
        words = escape(self.words)
        name = f' id="{escape(self.name)}"' if self.name else ""
        return f'{name} title="{words}" data-why="{words}"'


def inert_html(root: LexborNode, labels: Mapping[int, Label]) -> str:
    """What is below an element, as HTML; `labels` are by the `mem_id` of elements.

    Walked without recursion, for some trees are deeper than Python's stack.
    """
    written: list[str] = []
    stack: list[tuple[Iterator[LexborNode], str]] = []
    children, end = root.iter(include_text=True), ""
    while True:
        node = next(children, None)
        if node is None:
            written.append(end)
            if not stack:
                return "".join(written)
            children, end = stack.pop()
        elif node.is_text_node:
            written.append(escape(node.text_content or "", quote=False))
        elif node.is_element_node and node.tag not in _SKIPPED:
            label = labels.get(node.mem_id)
            if node.tag in _NAMED:
                written.append(_named(node, label))
                continue
            tag, start = _start(node, label)
            written.append(start)
            if tag not in _VOID:
                stack.append((children, end))
                children, end = node.iter(include_text=True), f"</{tag}>"


def _start(node: LexborNode, label: Label | None) -> tuple[str, str]:
    """The tag that an element is written with, and its start."""
    name = node.tag or ""
    # What is unknown is a box of its own; as `div` it would end a paragraph.
    classes = [] if name in _SAME | _AS_SPAN else ["box"]
    tag = name if name in _SAME else "span"
    attributes = [
        f' {key}="{escape(value or "")}"'
        for key, value in node.attributes.items()
        if key in _ATTRIBUTES
    ]
    if name == "a":
        classes.append("a")
    if label is not None:
        classes.append(label.classes)
        attributes.append(label.attributes)
    named = f' class="{" ".join(classes)}"' if classes else ""
    return tag, f"<{tag}{named}{''.join(attributes)}>"


def _named(node: LexborNode, label: Label | None) -> str:
    name = node.tag or ""
    words = node.attributes.get("alt") or node.attributes.get("title") or ""
    said = escape(f"[{': '.join(filter(None, (name, words.strip())))}]")
    if label is None:
        return f'<span class="medium">{said}</span>'
    return f'<span class="medium {label.classes}"{label.attributes}>{said}</span>'
