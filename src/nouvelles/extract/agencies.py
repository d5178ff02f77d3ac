"""News agencies credited for a text: their licence to the outlet is none to us.

Found where agencies are credited: structured data, the line with author or source, the
dateline, the end of the text. In the looser of these places the name must be in the
list (`language.agencies`); in the strict ones (a source line, a dateline in brackets,
"the outlet, with X") any name counts, since a wrong one only makes us show less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.extract.page import Page, first_text, listed
from nouvelles.language import fold, tokens
from nouvelles.language.agencies import (
    AROUND_NAMES,
    END_PARAGRAPHS,
    agency_table,
    closing_agencies,
    credited,
    dateline_agencies,
    is_agency,
    known_agencies,
    name_key,
    sources_named,
)
from nouvelles.records import Block

#: Longer lines are sentences, not credits.
_LONGEST_LINE: Final = 120
_LONGEST_NAME: Final = 40

_ADDRESS = regex.compile(r"^\S+\.\p{Ll}{2,6}$", regex.IGNORECASE)
_HAS_LETTER = regex.compile(r"\p{L}")
#: Figures, addresses, and the networks whose posts are embedded.
_NO_NAME = regex.compile(
    r"\d|//|[:：@]|\.\p{Ll}|^(?:twitter|x|facebook|instagram|youtube|flickr|tiktok)$",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """What is made of the phrases that credit an agency."""

    source: regex.Pattern[str]
    together: regex.Pattern[str]
    phrases: tuple[str, ...]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = agency_table()
    source = "|".join(map(regex.escape, table.source))
    phrases = sorted(table.together, key=len, reverse=True)
    together = "|".join(map(regex.escape, phrases))
    return _Patterns(
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
        name = name.strip(AROUND_NAMES)
        if name and not is_own(name, site_name, page.url):
            found.setdefault(
                agency_table().names.get(name_key(name), name_key(name)), name
            )
    return tuple(found.values())


def _from_structure(page: Page, authors: Iterable[tuple[str, bool]]) -> Iterator[str]:
    for text, is_person in authors:
        if not is_person:
            yield from sources_named(text)
        else:
            yield from (p for p in credited(text) if is_agency(p))
    for key in ("sourceOrganization", "creditText"):
        yield from sources_named(first_text(page.article.get(key)))
    for origin in listed(page.article.get("isBasedOn")):
        publisher = origin.get("publisher") if isinstance(origin, dict) else None
        name = first_text(publisher) or first_text(origin)
        yield from [_host(name)] if name.startswith("http") else sources_named(name)
    for meta in ("source", "news_source", "dc.source", "cre", "article:source"):
        yield from known_agencies(page.meta(meta))
    for meta in ("syndication-source", "original-source"):
        yield _host(page.meta(meta))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _from_lines(lines: Iterable[str], site_name: str, url: str) -> Iterator[str]:
    patterns = _patterns()
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        if match := patterns.source.search(line):
            yield from sources_named(match["name"])
        elif (match := _together(line, patterns)) is not None:
            name = match["name"].partition(" (")[0].strip(AROUND_NAMES)
            known = list(known_agencies(name))
            # "Le Courrier, avec Transmer" credits whoever it is; "with friends" nobody.
            own = match["self"].strip(AROUND_NAMES)
            if not known and own and is_own(own, site_name, url):
                known = list(sources_named(name))
            yield from known
        elif len(line) <= _LONGEST_NAME:
            yield from known_agencies(line.strip(AROUND_NAMES))


def _together(line: str, patterns: _Patterns) -> regex.Match[str] | None:
    lower = line.lower()
    if any(phrase in lower for phrase in patterns.phrases):
        return patterns.together.match(line)
    return None


def _from_dateline(body: tuple[Block, ...]) -> Iterator[str]:
    return dateline_agencies(next((b.text for b in body if b.kind == "paragraph"), ""))


def _from_end(body: tuple[Block, ...]) -> Iterator[str]:
    last = body[-END_PARAGRAPHS:]
    return closing_agencies([b.text for b in last if b.kind == "paragraph"])


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
    key = name_key(site)
    return (
        not compact
        or compact in labels
        or begins
        or fold(name).strip() in (host, site)
        or compact == "".join(tokens(site_name))
        or (bool(site) and name_key(name) in (f"the {key}", f"{key} staff"))
    )
