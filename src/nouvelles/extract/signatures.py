"""Who signs in the lines of a page, where its metadata name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from selectolax.lexbor import LexborNode

from nouvelles.extract.around import Around
from nouvelles.extract.days import read_days
from nouvelles.extract.lines import Line
from nouvelles.extract.names import (
    LONGEST_NAME,
    MOST_NAMES,
    announced_names,
    begins_as_byline,
    collective,
    fields,
    printed_names,
)
from nouvelles.extract.page import Page, text_of

_LONGEST_LINE: Final = 160
#: Lines after a byline in which others go on signing.
_MORE_LINES: Final = 6

#: Lines before the text among which a name may stand alone, but for headings.
_LINES_BEFORE: Final = 3
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "li", "figcaption")

#: "By" amid a line that also says when: "Posted on 21 September 2020 by Ann Field".
_AMID = regex.compile(
    r"(?<=\d.{0,40}\s|^\p{L}+\s)(?:by|von|par|por|di|door|av|af|przez|oleh|от|від)\s+(?=\p{L})",
    regex.IGNORECASE,
)
#: Addresses of the pages that tell who somebody is.
_PROFILE = regex.compile(
    r"/(?:authors?|autor(?:e[ns]?|in|a)?|auteurs?|staff|reporters?"
    r"|journalists?|journalistes?|by|byline|contributors?|columnists?|writers?|redaktion"
    r"|redakteure?|kirjoittajat|forfatter|skribent|penulis|yazarlar?|firmas|avtor|giornalisti"
    r"|redattori|redakcia|tacgia|tac-gia)/",
    regex.IGNORECASE,
)
#: Between parts of a line that hold figures: a date, a time, a number of comments.
_FIGURES = regex.compile(r"\s*[–—|•·,(@-]?\s*\d[\d.:/,-]*\s*(?:Uhr|Std|min\.?|h\b)?\s*")
#: "（记者 王小明）", "本报记者王小明 李四", "作者：王小明", "文／王小明".
_HAN_SIGNED = regex.compile(
    r"(?:(?:记者|記者|作者|撰文|撰稿|执笔人|通讯员|通訊員|采写|編輯|编辑|文)[\s:：／/]*)"
    r"(?P<names>\p{Han}{2,4}(?:[\s、，]+\p{Han}{2,4}(?![\p{Han}]))*)(?![\p{Han}])"
)
_HAN_BETWEEN = regex.compile(r"[\s、，]+")
_HAN_READ: Final = 80


def printed_signers(around: Around, language: str, *, sure: bool) -> list[str]:
    """The names in the first lines near the headline, or after the text, that sign.

    A line that begins with "By"; one whose names (class, id …) say so; a link to an
    author's page; "By" amid a line; what signs after the text; a name alone before the
    text; if not `sure`, a name beside a date. None of them: [].
    """
    near = [line for line in around.near if len(line.text) <= _LONGEST_LINE]
    foot = [line for line in around.foot if len(line.text) <= _LONGEST_LINE]
    for find, lines in (
        *((find, near) for find in (_begun, _marked, _linked, _amid)),
        *((find, foot) for find in (_begun, _marked)),
        *([(_han, near)] if language in ("", "zh") else []),
        (_alone, near),
        *([] if sure else [(_beside_date, near)]),
    ):
        if names := find(lines, around, language):
            return names
    return []


def _begun(lines: list[Line], around: Around, language: str) -> list[str]:
    for line in lines:
        if not begins_as_byline(line.text, language) or around.hints(line).elsewhere:
            continue
        if names := announced_names(line.text, language):
            return names
    return []


def _marked(lines: list[Line], around: Around, language: str) -> list[str]:
    signed = [line for line in lines if around.hints(line).signed]
    for place, line in enumerate(signed):
        if names := printed_names(line.text, language):
            return names + _more(signed[place + 1 :], line, language)
    return []


def _more(lines: list[Line], first: Line, language: str) -> list[str]:
    """The names in the lines that follow a byline in the same box, or one around it."""
    found: list[str] = []
    parent = first.box.parent
    for line in lines[:_MORE_LINES]:
        same = line.box is first.box or (parent and line.box.parent is parent)
        if not same and not (parent and parent.parent in (line.box.parent, line.box)):
            break
        found += printed_names(line.text, language)
    return found


def _linked(lines: list[Line], around: Around, language: str) -> list[str]:
    """The names of the links to authors' pages in the first line that has such."""
    for line in lines:
        if not line.linked or around.hints(line).elsewhere:
            continue
        found: list[str] = []
        for kind, start, end, address in line.marks:
            if kind == "link" and _PROFILE.search(address):
                found += printed_names(line.text[start:end], language)
        if found:
            return found
    return []


def _amid(lines: list[Line], around: Around, language: str) -> list[str]:
    """The names after "By" in the middle of a line, or in one of its fields."""
    for line in lines:
        for field in fields(line.text)[1:]:
            begun = begins_as_byline(field, language)
            names = announced_names(field, language) if begun else []
            if names and not around.hints(line).elsewhere:
                return names
        match = _AMID.search(line.text)
        if match is None or around.hints(line).elsewhere:
            continue
        if names := announced_names(line.text[match.start() :], language):
            return names
    return []


def _alone(lines: list[Line], around: Around, language: str) -> list[str]:
    """The name that is the whole of one of the last lines before the text."""
    for line in lines:
        near_text = 0 < around.start - line.index <= _LINES_BEFORE
        plain = line.box.tag not in _HEADINGS and not line.linked
        if not (near_text and plain) or around.hints(line).elsewhere:
            continue
        names = printed_names(line.text, language)
        if len(names) == 1 and names[0] == line.text.strip(" ,;:|–—-"):
            return names
    return []


def _beside_date(lines: list[Line], around: Around, language: str) -> list[str]:
    """The name in a line that is otherwise a date: "28 January 2026 Ann Field"."""
    for line in lines:
        if around.hints(line).elsewhere or len(line.text) > 2 * LONGEST_NAME:
            continue
        if next(read_days(line.text, language), None) is None:
            continue
        for piece in _FIGURES.split(line.text):
            if names := printed_names(piece, language):
                return names[:1]
    return []


def _han(near: list[Line], around: Around, _: str) -> list[str]:
    """The names that Chinese pages put after "reporter" or "author", in any place."""
    for line in (*near, *around.text, *around.foot):
        for match in _HAN_SIGNED.finditer(line.text[:_HAN_READ]):
            return [name for name in _HAN_BETWEEN.split(match["names"]) if name]
    return []


def signing_team(around: Around, language: str) -> str:
    """The newsroom, desk or team that signs near the headline, or ""."""
    for line in around.near:
        if len(line.text) > LONGEST_NAME:
            continue
        signs = around.hints(line).signed or begins_as_byline(line.text, language)
        if signs and (team := collective(line.text, language)):
            return team
    return ""


def microdata_signers(page: Page, language: str) -> list[str]:
    """The first marked author, and others beside it; further ones are of teasers."""
    return [name for t in _microdata(page) for name in printed_names(t, language)]


def _microdata(page: Page) -> Iterator[str]:
    nodes = page.tree.css("[itemprop~=author], [rel~=author]")[:MOST_NAMES]
    nodes = [node for node in nodes if _text_or_content(node)]
    first = nodes[0].parent if nodes else None
    for node in nodes:
        if node.parent != first:
            break
        names = [_text_or_content(n) for n in node.css("[itemprop~=name]")]
        for text in [name for name in names if name] or [_text_or_content(node)]:
            if len(text) <= 2 * LONGEST_NAME:
                yield text


def _text_or_content(node: LexborNode) -> str:
    return text_of(node) or node.attributes.get("content") or ""
