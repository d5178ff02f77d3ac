"""The HTML of an imported comment as light Markdown: what `markdown` shows again."""

from __future__ import annotations

from typing import Final

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS: Final = frozenset(
    ("p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
)
_LEFT_OUT: Final = frozenset(("script", "style", "template", "iframe", "object"))
_WRAPS: Final = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`"}
#: Signs that would mean something in Markdown and do not in the text.
_MEANING = regex.compile(r"([\\`*_\[\]<>])")
#: Elements within elements; deeper ones give their words alone.
_DEEPEST: Final = 50


def to_markdown(html: str) -> str:
    """The words of HTML with what little Markdown keeps. Lines that stand apart stay so
    (WordPress makes paragraphs of them)."""
    body = LexborHTMLParser(html).body
    text = _inner(body, 0) if body is not None else ""
    return regex.sub(r"\n[ \t]*\n\s*", "\n\n", text).strip()


def _inner(node: LexborNode, depth: int) -> str:
    return "".join(_one(child, depth + 1) for child in node.iter(include_text=True))


def _one(node: LexborNode, depth: int) -> str:
    name = node.tag or ""
    if name == "-text":
        return _MEANING.sub(r"\\\1", node.text_content or "")
    if name in _LEFT_OUT:
        return ""
    if depth > _DEEPEST:
        return _MEANING.sub(r"\\\1", node.text() or "")
    if name == "br":
        return "\n"
    words = _inner(node, depth)
    if name == "a":
        return _link(words, node.attributes.get("href") or "")
    if name in _WRAPS and words.strip():
        return f"{_WRAPS[name]}{words.strip()}{_WRAPS[name]}"
    if name == "li":
        return f"\n- {words.strip()}"
    if name == "blockquote":
        quoted = "\n".join(f"> {line}" for line in words.strip().splitlines())
        return f"\n\n{quoted}\n\n"
    return f"\n\n{words}\n\n" if name in _BLOCKS else words


def _link(words: str, address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return words
    safe = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    plain = words.strip().replace("\\", "")
    return safe if plain in ("", address) else f"[{words.strip()}]({safe})"
