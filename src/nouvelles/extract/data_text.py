"""The text of an article from a page's data, where the page itself shows none.

Structured data have it as plain text (`articleBody`), applications as markup: in a
template, or in the state that their programs carry.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Final

import regex

from nouvelles.extract.page import Page, squeeze
from nouvelles.language import sound_json
from nouvelles.records import Block

#: Shorter copies in the data are summaries.
SHORTEST: Final = 200

_PARAGRAPH: Final = regex.compile(r"\n|</p>|<br\s*+/?>\s*+<br\s*+/?>", regex.I)
_TAG: Final = regex.compile(r"<[^<>]{0,500}>")
#: What a program fills in; and where it puts something between paragraphs.
_HOLES: Final = regex.compile(r"\{\{|<%|\$\{")
_SLOT: Final = regex.compile(r"(\$\$|%%|##)[A-Z\d_-]{2,40}+\1")

#: A string of JSON, and what says that it has paragraphs of markup: "<p", "\u003cp".
_STRING: Final = regex.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?+\Z)', regex.DOTALL)
_MARKUP: Final = regex.compile(r"(?:<|\\u003[cC])p(?:[\s>]|\\u003[eE])")
_FEWEST_PARAGRAPHS: Final = 2
#: Characters of scripts that are searched on one page.
_MOST_SEARCHED: Final = 5_000_000


def read_data_text(page: Page) -> tuple[Block, ...]:
    """The paragraphs of `articleBody` (schema.org), () for none or a mere summary."""
    body = page.article.get("articleBody")
    if not isinstance(body, str) or len(body) < SHORTEST:
        return ()
    if "<" not in body and "&lt;" in body:
        body = html.unescape(body)
    parts = (_TAG.sub(" ", part) for part in _PARAGRAPH.split(body))
    texts = (squeeze(html.unescape(part)) for part in parts)
    return tuple(Block(kind="paragraph", text=text) for text in texts if text)


def find_markup(page: Page) -> str:
    """The markup of a text that no program has shown yet, "" for none.

    Some systems (Blogger's) put an article's whole markup in a script that is a template,
    others (Next, Nuxt) among the strings of their state. The longest that has no holes
    to be filled counts.
    """
    found = (one for one in _hidden(page) if not _HOLES.search(one))
    longest = max(found, key=len, default="")
    return _SLOT.sub("", longest) if len(longest) >= SHORTEST else ""


def _hidden(page: Page) -> Iterator[str]:
    left = _MOST_SEARCHED
    for node in page.tree.css("script"):
        kind = node.attributes.get("type") or ""
        if node.attributes.get("src") or "ld+json" in kind:
            continue
        text = node.text(deep=True)
        if "template" in kind:
            yield text
        elif len(text) >= SHORTEST and (left := left - len(text)) > 0:
            yield from _strings(text)


def _strings(script: str) -> Iterator[str]:
    """The strings of a script that are markup with paragraphs."""
    if _MARKUP.search(script) is None:
        return
    for match in _STRING.finditer(script):
        spelled = match[0]
        if len(_MARKUP.findall(spelled)) < _FEWEST_PARAGRAPHS:
            continue
        try:
            yield str(json.loads(sound_json(spelled), strict=False))
        except ValueError:
            continue
