"""The short lines around an article that may credit an agency."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.extract.byline import begins_as_byline
from nouvelles.extract.page import Page, text_of
from nouvelles.language import fold
from nouvelles.records import Block

#: Words in class names and identifiers of elements that name authors and sources.
_HINTS: Final = (
    "byline", "author", "autor", "auteur", "source", "quelle", "fuente", "fonte",
    "agenc", "signature", "firma", "credit-line", "provider", "lieferant",
)  # fmt: skip
_HINTED: Final = ", ".join(
    f"[class*={word} i], [data-testid*={word} i]" for word in _HINTS
)

#: Elements whose sources are about pictures, other articles or other people's words.
_PICTURES: Final = "figure, figcaption, [class*=caption i], [class*=image i]"

_LONGEST: Final = 120
_MOST: Final = 400
#: Lines after the end of the text among which a source may follow.
_FOOT: Final = 12
#: Characters by which a line is known again as the beginning of a block.
_SAME_START: Final = 30
_COLON = regex.compile(r"[:：]")


def find_credit_lines(
    page: Page, *, headline: str, site_name: str, body: tuple[Block, ...]
) -> list[str]:
    """Short lines that may credit a source, in no particular order, without doubles.

    Elements whose names speak of authors or sources; lines between headline and text,
    or a little after the text, that have a colon or begin as a byline or with the
    outlet's name; and short paragraphs of the text itself. (Source lines amid the text
    are of charts and tables.)
    """
    pictures = {text_of(node) for node in page.tree.css(_PICTURES)}
    found = [text_of(node) for node in page.tree.css(_HINTED)[:_MOST]]
    found += [b.text for b in (*body[:3], *body[-3:]) if b.kind == "paragraph"]
    site = fold(site_name)
    for line in _zone(page, headline, body):
        if len(line) > _LONGEST:
            continue
        own = bool(site) and fold(line).startswith(site)
        if own or _COLON.search(line) or begins_as_byline(line):
            found.append(line)
    about_pictures = "\n".join(pictures)
    return [
        line
        for line in dict.fromkeys(found)
        if 0 < len(line) <= _LONGEST and line not in about_pictures
    ]


def _zone(page: Page, headline: str, body: tuple[Block, ...]) -> list[str]:
    """The page's lines between headline and text, and a little after the text."""
    lines = page.lines
    title = " ".join(headline.split())
    start = next((n for n, line in enumerate(lines) if line == title), 0)
    texts = {" ".join(b.text.split())[:_SAME_START] for b in body if len(b.text) >= 60}
    found = [n for n, line in enumerate(lines) if line[:_SAME_START] in texts]
    found = [n for n in found if n > start]
    if not found:
        return list(lines[start : start + _FOOT])
    return [*lines[start : found[0]], *lines[found[-1] + 1 : found[-1] + _FOOT]]
