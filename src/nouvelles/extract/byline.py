"""Who signed an article: names, without "By", addresses, roles and the outlet itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import regex
from selectolax.lexbor import LexborNode

from nouvelles.extract.page import Json, Page, first_text, listed, text_of, types_of
from nouvelles.language import fold

#: "By" in the languages of our sample and bench; a word of its own before a name.
_BY = regex.compile(
    r"^(?:(?:by|par|von|por|di|da|de|door|av|af|przez|od|автор[ыи]?|текст|kirjoittanut"
    r"|penulis|oleh|yazan|text|propos recueillis par|written by|reported by|كتب|كتبت"
    r"|بقلم|نویسنده|记者|記者|文|作者|責任編集)(?:\s*[:：]\s*|\s+))+",
    regex.IGNORECASE,
)
_MAIL = regex.compile(r"[^\s()<>,;@]+@[^\s()<>,;@]+\.[^\s()<>,;@]+")
_HANDLE = regex.compile(r"(?:^|\s)@\w+")
_ADDRESS = regex.compile(r"^(?:https?:)?//|^www\.|\.(?:com|org|net|html?)\b")
_DATE = regex.compile(r"\d{4}|\d{1,2}[:h]\d{2}|\d{1,2}[./]\d{1,2}")

#: Between two names. A comma parts names only where no "Last, First" can be meant.
_BETWEEN = regex.compile(
    r"\s*(?:;|\||•|·|、|，|\s/\s|&|\s(?:and|et|und|y|e|и|та|i|en|och|og|ve|و)\s)\s*",
)
_COMMA = regex.compile(r"\s*,\s*")
#: What follows a name: "Jane Doe, Political Editor", "Jane Doe (Paris)".
_ASIDE = regex.compile(r"\s*\([^)]*\)\s*$|\s+(?:in|à|aus)\s+\p{Lu}\p{L}+$")
_ROLE = regex.compile(
    r"\b(?:editor|reporter|correspondent|journalist|writer|staff|redakteur\w*|redaktion"
    r"|journaliste|correspondante?|envoyée?|redacción|redação|redactor\w*|bureau"
    r"|contributor|producer|columnist|desk|team|newsroom|admin|editorial)\b",
    regex.IGNORECASE,
)
#: What is glued to a name in such lines: "Zoé Petit Updated on 3 May", "Zoé Petit3
#: mai".
_TAIL = regex.compile(
    r"\s*(?:\b(?i:updated|posted|published|publié|mis à jour|aktualisiert|veröffentlicht)\b"
    r"|(?:\b|(?<=\p{Ll}))(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d"
    r"|\d).*$",
)
#: "jane-doe", "jdoe7": names of accounts.
_ACCOUNT = regex.compile(r"^[\p{Ll}\d]+(?:[-_.][\p{Ll}\d]+)+$|^[\p{Ll}]*\d+$")
_MOST_NAMES: Final = 12
_LONGEST: Final = 60
_METAS: Final = (
    "article:author_name", "author", "dc.creator", "dcterms.creator", "byl",
    "parsely-author", "sailthru.author", "citation_author", "article:author",
)  # fmt: skip
_MARKED: Final = "[itemprop~=author], [rel~=author]"
_NAME_INSIDE: Final = "[itemprop~=name], a[rel~=author], [class*=author-name i]"
_LINKED: Final = ", ".join(
    f'a[href*="/{word}/"]'
    for word in ("author", "authors", "autor", "auteur", "autoren")
)
_CLASSED: Final = "[class*=byline i], [class*=author-name i], [data-testid*=byline i]"


def find_authors(page: Page, own: Callable[[str], bool]) -> list[tuple[str, bool]]:
    """What the page gives as authors: text and whether it is said to be a person.

    JSON-LD, meta elements, microdata and class names are asked in this order until one
    names a person; the organizations met on the way are given, too. `own` tells whether
    a name is the outlet's, which signs when nobody does.
    """
    given: list[tuple[str, bool]] = []
    for source in (_from_json_ld, _from_metas, _from_markup):
        found = [(text, person) for text, person in source(page) if text]
        given += found[:_MOST_NAMES]
        named = [n for text, person in found if person for n in clean_names(text)]
        if any(not own(name) for name in named):
            break
    return given


def _from_json_ld(page: Page) -> Iterator[tuple[str, bool]]:
    by_id = {
        thing["@id"]: thing
        for thing in page.things
        if isinstance(thing.get("@id"), str) and thing.get("name")
    }
    for key in ("author", "creator"):
        found = False
        for author in listed(page.article.get(key)):
            text, person = _author(author, by_id)
            found = found or bool(text)
            yield text, person
        if found:
            return


def _author(author: Any, by_id: dict[str, Json]) -> tuple[str, bool]:
    if isinstance(author, dict) and not author.get("name"):
        author = by_id.get(str(author.get("@id")), author)
    if isinstance(author, dict):
        kinds = types_of(author)
        organization = any(kind.endswith("Organization") for kind in kinds)
        # Without a name, `first_text` would give the address of a profile.
        return first_text(author.get("name")), not organization
    return first_text(author), True


def _from_metas(page: Page) -> Iterator[tuple[str, bool]]:
    for name in _METAS:
        contents = [c for c in page.metas.get(name, ()) if not _ADDRESS.search(c)]
        if any(contents):
            yield from ((content, True) for content in contents)
            return


def _from_markup(page: Page) -> Iterator[tuple[str, bool]]:
    """The first marked byline, and others beside it; further ones are of teasers."""
    for selector in (_MARKED, _CLASSED, _LINKED):
        nodes = [n for n in page.tree.css(selector) if _text_or_content(n)]
        first = nodes[0].parent if nodes else None
        for node in nodes[:_MOST_NAMES]:
            if node.parent != first:
                break
            inner = node.css(_NAME_INSIDE)
            texts = [text for one in inner if (text := _text_or_content(one))]
            for text in texts or [_text_or_content(node)]:
                if len(text) <= 2 * _LONGEST:
                    yield text, True
        if nodes:
            return


def _text_or_content(node: LexborNode) -> str:
    return text_of(node) or node.attributes.get("content") or ""


def clean_names(text: str) -> list[str]:
    """The persons' names in a byline as it is printed.

    "Par Zoé Petit et Jean Grand (à Lyon)" gives two; "jane@outlet.example" gives none.
    """
    text = _HANDLE.sub(" ", _MAIL.sub(" ", text))
    text = _BY.sub("", " ".join(text.split()))
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        for part in _comma_parts(piece):
            name = _ASIDE.sub("", _TAIL.sub("", part))
            name = _BY.sub("", f"{name} ").strip(" ,;:–—-|.\"'(")
            if _is_name(name) and fold(name) not in {fold(n) for n in names}:
                names.append(name)
    return names[:_MOST_NAMES]


def begins_as_byline(line: str) -> bool:
    """Whether a line begins with "By" in one of our languages."""
    return _BY.match(line) is not None


def names_in_lines(lines: Iterable[str]) -> list[str]:
    """The names in the first line that reads as a byline: "Par Zoé Petit (Lyon)"."""
    for line in lines:
        said = _BY.sub("", line)
        # Names are short and begin with capitals where a script has them.
        if said == line or len(line) > 2 * _LONGEST or said[:1].islower():
            continue
        names = clean_names(line)
        if names and all(
            name[:1].isupper() or not name[:1].islower() for name in names
        ):
            return names
    return []


def _comma_parts(piece: str) -> list[str]:
    parts = _COMMA.split(piece)
    # "Doe, Jane" is one name in the wrong order; "Jane Doe, John Roe" are two.
    if len(parts) == 2 and all(" " not in part for part in parts) and all(parts):
        return [f"{parts[1]} {parts[0]}"]
    return parts


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= _LONGEST or _ADDRESS.search(name) or _DATE.search(name):
        return False
    return not (_ROLE.search(name) or _ACCOUNT.match(name)) and len(name.split()) <= 6
