"""News agencies credited for a text: their licence to the outlet is none to us.

Found where agencies are credited: structured data, the line with author or source, the
dateline, the end of the text. In the looser of these places the name must be in the
list (`data/agencies.toml`); in the strict ones (a source line, a dateline in brackets,
"the outlet, with X") any name counts, since a wrong one only makes us show less.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.extract.page import Page, first_text, listed
from nouvelles.language import fold, tokens
from nouvelles.records import Block

#: Longer lines are sentences, not credits.
_LONGEST_LINE: Final = 120
_LONGEST_NAME: Final = 40
#: Blocks at the end of a text among which a credit may stand.
_END_BLOCKS: Final = 3

#: "PARIS, 3 nov. (AFP) –", "KIEW (dpa) -", "(Reuters) -", "Pequim (Xinhua).-".
_DATELINE = regex.compile(
    r"^(?P<place>[^()（）\n]{0,60}?)\s*[(（](?P<name>[^()（）]{2,40})[)）]\s*[-–—−:.]"
)
#: "МОСКВА, 3 ноября. /ТАСС/."
_SLASHED = regex.compile(r"^[^/\n]{2,60}/(?P<name>[^/\n]{2,20})/\s*[.,:–—-]")
#: "新华社北京11月3日电", "（共同社）", "【共同社11月3日電】"
_HAN_DATELINE = regex.compile(r"^[【（(]?(?P<name>\p{Han}{2,4}社|中新网|新华网)")
_BRACKETED_END = regex.compile(r"[(（\[](?P<name>[^()（）\[\]]{2,40})[)）\]]\s*\.?$")
_ADDRESS = regex.compile(r"^\S+\.\p{Ll}{2,6}$", regex.IGNORECASE)
_SEVERAL = regex.compile(r"\s*(?:[/,;|·、+]|\s(?:et|and|und|y|e|и|та)\s)\s*")
_HAS_LETTER = regex.compile(r"\p{L}")
#: Figures, addresses, and the networks whose posts are embedded.
_NO_NAME = regex.compile(
    r"\d|//|[:：@]|\.\p{Ll}|^(?:twitter|x|facebook|instagram|youtube|flickr|tiktok)$",
    regex.IGNORECASE,
)
_DASHES = " .,:;–—-()（）[]\u00a0\u202f\"'«»“”"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Folded names to the name as known, and the patterns made of the phrases."""

    names: dict[str, str]
    source: regex.Pattern[str]
    together: regex.Pattern[str]
    phrases: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> _Table:
    path = files("nouvelles.extract").joinpath("data/agencies.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    names = {
        _key(form): name
        for name, others in raw["names"].items()
        for form in (name, *others)
    }
    source = "|".join(map(regex.escape, raw["source"]["words"]))
    phrases = sorted(raw["with"]["words"], key=len, reverse=True)
    together = "|".join(map(regex.escape, phrases))
    return _Table(
        names=names,
        phrases=tuple(phrases),
        source=regex.compile(
            rf"(?:^|[\s|·•])(?:{source})\s*[:：]\s*"
            r"(?P<name>\S.*?)(?:\s*[\u3000|·•]|\s{2}|$)",
            regex.IGNORECASE,
        ),
        together=regex.compile(
            rf"^(?P<self>.{{0,60}}?)(?:^|[\s,;(–—-])(?:{together})(?:\s*[:：]\s*|\s+|(?<=\p{{Han}}|[’']))"
            r"(?P<name>\S.*?)$",
            regex.IGNORECASE,
        ),
    )


def _key(name: str) -> str:
    return " ".join(tokens(name))


def find_agencies(
    page: Page,
    *,
    site_name: str,
    authors: Iterable[tuple[str, bool]],
    lines: Iterable[str],
    body: tuple[Block, ...],
) -> tuple[str, ...]:
    """The agencies credited for a text, names as printed, without the outlet itself.

    Args:
        authors: what the page gives as authors, and whether as persons.
        lines: short lines of the article's head and foot, in reading order.
        body: the article's blocks; the first and the last are read.
    """
    found: dict[str, str] = {}
    for name in (
        *_from_structure(page, authors),
        *_from_lines(lines, site_name, page.url),
        *_from_dateline(body),
        *_from_end(body),
    ):
        name = name.strip(_DASHES)
        if name and not is_own(name, site_name, page.url):
            found.setdefault(_table().names.get(_key(name), _key(name)), name)
    return tuple(found.values())


def is_agency(name: str) -> bool:
    """Whether a name is one of the list's."""
    return _key(name) in _table().names


def credits_agency(credit: str) -> bool:
    """Whether a credit names one of the list's, alone or among others."""
    return any(is_agency(piece.strip(_DASHES)) for piece in _SEVERAL.split(credit))


def _known(text: str) -> Iterator[str]:
    """The names of a credit like "dpa/AFP", if all its pieces are known."""
    if not text:
        return
    pieces = [piece.strip(_DASHES) for piece in _SEVERAL.split(text)]
    if is_agency(text):
        yield text
    elif len(pieces) > 1 and all(is_agency(piece) for piece in pieces):
        yield from pieces


def _from_structure(page: Page, authors: Iterable[tuple[str, bool]]) -> Iterator[str]:
    for text, is_person in authors:
        if not is_person:
            yield from _strict(text)
        else:
            yield from (p for p in _SEVERAL.split(text) if is_agency(p))
    for key in ("sourceOrganization", "creditText"):
        yield from _strict(first_text(page.article.get(key)))
    for origin in listed(page.article.get("isBasedOn")):
        publisher = origin.get("publisher") if isinstance(origin, dict) else None
        name = first_text(publisher) or first_text(origin)
        yield from [_host(name)] if name.startswith("http") else _strict(name)
    for meta in ("source", "news_source", "dc.source", "cre", "article:source"):
        yield from _known(page.meta(meta))
    for meta in ("syndication-source", "original-source"):
        yield _host(page.meta(meta))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _from_lines(lines: Iterable[str], site_name: str, url: str) -> Iterator[str]:
    table = _table()
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        if match := table.source.search(line):
            yield from _strict(match["name"])
        elif (match := _together(line, table)) is not None:
            name = match["name"].partition(" (")[0].strip(_DASHES)
            known = list(_known(name))
            # "Le Courrier, avec Transmer" credits whoever it is; "with friends" nobody.
            own = match["self"].strip(_DASHES)
            if not known and own and is_own(own, site_name, url):
                known = list(_strict(name))
            yield from known
        elif len(line) <= _LONGEST_NAME:
            yield from _known(line.strip(_DASHES))


def _together(line: str, table: _Table) -> regex.Match[str] | None:
    lower = line.lower()
    if any(phrase in lower for phrase in table.phrases):
        return table.together.match(line)
    return None


def _strict(text: str) -> Iterator[str]:
    """The names in a place where only a source can stand."""
    if "//" in text:
        return
    for piece in _SEVERAL.split(text.partition(" (")[0]):
        piece = piece.strip(_DASHES)
        looks = regex.search(r"\p{L}", piece) and not regex.search(
            r"\d|//|\.\p{Ll}", piece
        )
        if looks and len(piece) <= _LONGEST_NAME and len(piece.split()) <= 4:
            yield piece


def _from_dateline(body: tuple[Block, ...]) -> Iterator[str]:
    first = next((b.text for b in body if b.kind == "paragraph"), "")
    if match := _DATELINE.match(first):
        known = list(_known(match["name"]))
        # "Springfield (IL) –" is a place; an unknown agency has a longer name.
        if not known and match["place"].strip() and len(match["name"]) > 3:
            known = list(_strict(match["name"]))
        yield from known
    for pattern in (_SLASHED, _HAN_DATELINE):
        if match := pattern.match(first):
            yield from _known(match["name"])


def _from_end(body: tuple[Block, ...]) -> Iterator[str]:
    for block in body[-_END_BLOCKS:]:
        if block.kind == "paragraph" and (match := _BRACKETED_END.search(block.text)):
            yield from _known(match["name"])


def is_own(name: str, site_name: str, url: str) -> bool:
    """Whether a name is the outlet's own: that of the site, or of its host.

    An address of any site is taken for it, too: nobody is called so.
    """
    compact = "".join(tokens(name))
    if _ADDRESS.search(name):
        return True
    host = _host(url)
    labels = {label.replace("-", "") for label in host.split(".")}
    # "MDR Thüringen" on mdr.de, "Reuters Staff" on reuters.com.
    begins = any(len(label) > 2 and compact.startswith(label) for label in labels)
    site = fold(site_name).strip()
    return (
        not compact
        or compact in labels
        or begins
        or fold(name).strip() in (host, site)
        or compact == "".join(tokens(site_name))
        or (bool(site) and _key(name) in (f"the {_key(site)}", f"{_key(site)} staff"))
    )
