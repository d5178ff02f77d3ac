"""The name of a page's site, and which headings are it rather than a headline."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.extract.headings import Shown
from nouvelles.extract.lines import KINDS, Line
from nouvelles.extract.page import Page, first_text
from nouvelles.extract.titles import PIECE, compact, is_site
from nouvelles.language import tokens

#: Lines at the beginning of a page among which the name of its site stands.
_TOP_LINES: Final = 5
#: Signs that part a headline from what is no part of it.
_SIGNS: Final = "|｜-–—·•/»«"

#: Lines as long as sentences, hardly linked: the text that a headline stands before.
_SENTENCE: Final = 80
_LINKED: Final = 0.5

#: Longer lines are not asked whether they show a title.
_LONGEST: Final = 200
#: Letters of a name that is looked for within lines.
_SHORTEST: Final = 4
#: Characters that a line may have besides a title.
_BESIDE: Final = 4

#: Addresses of home pages.
_HOME = regex.compile(r"^(?:(?:https?:)?//[^/?#]+)?/?(?:index\.\w+)?$")


def find_site_name(page: Page) -> str:
    """The outlet's name as the page gives it, or ""."""
    for value in (
        page.meta("og:site_name"),
        first_text(page.article.get("publisher")),
        page.meta("application-name", "publisher", "dc.publisher", "dcterms.publisher"),
        *(first_text(t.get("name")) for t in page.things if t["@type"] == "WebSite"),
    ):
        if value and not value.startswith(("http://", "https://")):
            return value.lstrip("@")
    return ""


def end_of_head(lines: list[Line]) -> int:
    """Where half of a page's sentences have been said: a headline stands before."""
    sentences = [
        (line.index, len(line.text))
        for line in lines
        if len(line.text) >= _SENTENCE and line.linked < _LINKED * len(line.text)
    ]
    half, said = sum(length for _, length in sentences) / 2, 0
    for place, length in sentences:
        said += length
        if said > half:
            return place + 1
    return len(lines)


def name_in_foot(lines: list[Line], foot: int, stated: tuple[str, ...]) -> str:
    """The piece that titles end in, if the page shows it behind its text alone.

    Or beside a ©; or the whole of the title element, where nothing else says a title.
    """
    short = [line for line in lines if len(line.text) <= _LONGEST]
    above = [compact(line.text) for line in short if line.index < foot]
    below = {compact(line.text) for line in short if line.index >= foot}
    owned = [compact(line.text) for line in short if "©" in line.text]
    pieces = [PIECE.split(text)[-1].strip() for text in stated]
    alone = [] if any(stated[:-1]) else [stated[-1]]
    for piece in (*alone, *pieces):
        name = compact(piece)
        if name in below and not any(name in line for line in above):
            return piece
        if len(name) >= _SHORTEST and any(name in line for line in owned):
            return piece
    return ""


def name_of_logos(logos: list[Shown], stated: tuple[str, ...]) -> str:
    """The site's name: what titles end in, and an h1 shows for the site.

    What they begin in is a name at the top of the page alone.
    """
    for logo in logos:
        at_top = logo.first < _TOP_LINES
        for text in stated:
            if text.endswith(logo.text) or (at_top and text.startswith(logo.text)):
                return logo.text
    return ""


def find_logos(
    page: Page,
    h1s: list[Shown],
    head: list[Line],
    site_name: str,
    stated: tuple[str, ...],
) -> list[Shown]:
    """The h1 elements that are of the site, by themselves or by what titles say."""
    return [
        shown
        for shown in h1s
        if _is_site_line(page, shown, site_name)
        or (shown.text not in stated and _says_site(page, shown, head, stated))
    ]


def _says_site(
    page: Page, shown: Shown, head: list[Line], stated: tuple[str, ...]
) -> bool:
    ends = any(text.endswith(shown.text) for text in stated)
    return (ends and _beside_menu(page, shown)) or _ends_as_site(shown, stated, head)


def _beside_menu(page: Page, shown: Shown) -> bool:
    """Whether a heading stands with a menu in the site's own header."""
    header = next((b for b in shown.box.around() if b.tag == "header"), None)
    if header is None or header.inside & (KINDS["article"] | KINDS["main"]):
        return False
    return any(header in menu.around() for menu in page.menus)


def _is_site_line(page: Page, shown: Shown, site_name: str) -> bool:
    """Whether a heading is the site's name: known as such, or a link to its home."""
    for line in page.lines[shown.first : shown.end]:
        for kind, _, _, address in line.marks:
            if kind == "link" and _HOME.match(address):
                return True
    return is_site(shown.text, page.url, site_name)


def _ends_as_site(shown: Shown, stated: tuple[str, ...], head: list[Line]) -> bool:
    """Whether an h1 is only what titles begin or end in, beside a headline shown below.

    "Kenya: life in Nairobi" is no such title: a colon without space announces.
    """
    following = [line.text for line in head[shown.end :]]
    for text in stated:
        if text.endswith(shown.text):
            rest = text[: -len(shown.text)].rstrip()
            rest, sign = rest[:-1].rstrip(), rest[-2:]
            parted = sign[-1:] in _SIGNS or sign == " :"
        elif text.startswith(shown.text):
            rest = text[len(shown.text) :].lstrip()
            rest, parted = rest[1:].lstrip(), rest[:1] in _SIGNS
        else:
            continue
        if not parted:
            continue
        if _shows(following, rest):
            return True
        # At the top of the page, and less than what the title says besides.
        at_top = shown.first < _TOP_LINES and len(tokens(shown.text)) <= 2
        if at_top and len(tokens(rest)) > 2:
            return True
    return False


def _shows(lines: list[str], title: str) -> bool:
    """Whether a line says a title, or a piece of it, and little besides ("■", "- -")."""
    pieces = {title, *PIECE.split(title)} - {""}
    return any(
        piece in line
        for line in lines
        for piece in pieces
        if len(line) <= len(piece) + _BESIDE
    )
