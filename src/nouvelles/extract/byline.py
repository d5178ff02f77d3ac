"""Who signed an article: persons, and newsrooms or agencies where these sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import regex

from nouvelles.extract.around import Around
from nouvelles.extract.names import LONGEST_NAME, MOST_NAMES, clean_names, without_by
from nouvelles.extract.page import Json, Page, first_text, listed, types_of
from nouvelles.extract.signatures import (
    microdata_signers,
    printed_signers,
    signing_team,
)
from nouvelles.extract.states import state_authors
from nouvelles.language import fold
from nouvelles.language.agencies import is_agency

_ADDRESS = regex.compile(r"^(?:https?:)?//|^www\.|^/|\.(?:com|org|net|html?)\b")
#: Names of accounts, which sign only where nobody else does.
_ACCOUNT = regex.compile(r"^[\p{Ll}\d._-]+$")
#: Authors that content management systems fill in.
_NOBODY: Final = frozenset((
    "admin", "administrator", "null", "none", "unknown", "undefined", "anonymous", "user",
    "default", "webmaster", "superuser", "root", "no author", "n/a", "guest",
))  # fmt: skip

#: Meta elements with names of authors.
_METAS: Final = (
    "article:author_name", "author", "dc.creator", "dcterms.creator", "byl",
    "parsely-author", "sailthru.author", "citation_author", "article:author",
    "cxenseparse:author", "creator", "twitter:data1",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Who signs: names each once; and what metadata give, with whether as a person."""

    names: tuple[str, ...]
    given: list[tuple[str, bool]]


def find_signers(
    page: Page,
    around: Around,
    headline: str,
    language: str,
    own: Callable[[str], bool],
) -> Signers:
    """The names that sign an article, as the page gives them.

    JSON-LD, meta elements, marked elements and lines that begin with "By" are asked in
    this order until one names a person other than the outlet (`own`); where none does,
    the first that was met signs: a newsroom, an agency, the outlet itself.
    """
    given: list[tuple[str, bool]] = []
    weak: list[list[str]] = []
    for source in (_from_json_ld, _from_metas):
        found = [(text, person) for text, person in source(page) if text]
        given += found[:MOST_NAMES]
        names = _distinct(
            name
            for text, person in found
            for name in _stated_names(text, person, language, own)
        )
        if source is _from_metas:
            names = _without_own(names, own)
        if any(not own(name) and not _ACCOUNT.match(name) for name in names):
            return Signers(names=tuple(names), given=given)
        weak.append(names)
    for found_names in _printed(page, around, headline, language, sure=any(weak)):
        printed = _without_own(found_names, own)
        if any(not own(name) and not is_agency(name) for name in printed):
            return Signers(names=tuple(_distinct(printed)), given=given)
        weak.append(printed)
    names = next((names for names in weak if names), [])
    team = "" if names else signing_team(around, language)
    return Signers(names=tuple(names or ([team] if team else [])), given=given)


def _printed(
    page: Page, around: Around, headline: str, language: str, *, sure: bool
) -> Iterator[list[str]]:
    """What signs outside of metadata, place by place: each is read when asked for."""
    yield printed_signers(around, language, sure=sure)
    yield microdata_signers(page, language)
    yield _state_names(page, headline, language)


def _state_names(page: Page, headline: str, language: str) -> list[str]:
    """The names that an application's state gives next to the headline."""
    texts = state_authors(page, headline)
    return [name for text in texts for name in clean_names(text, language)]


def _without_own(names: list[str], own: Callable[[str], bool]) -> list[str]:
    """Names of one line without the outlet, unless it signs alone."""
    return [name for name in names if not own(name)] or names


def _stated_names(
    text: str, person: bool, language: str, own: Callable[[str], bool]
) -> list[str]:
    """The names in a text that metadata give as an author's."""
    if not text or _ADDRESS.search(text) or fold(text) in _NOBODY:
        return []
    names = clean_names(text, language) if person else []
    persons = [name for name in names if not own(name) and not is_agency(name)]
    if persons:
        return [name for name in names if not own(name)]
    # "Le Figaro et AFP", "Redaktion": whoever signs together is one.
    bare = without_by(text, language)
    return [bare] if bare and len(bare) <= 2 * LONGEST_NAME else []


def _distinct(names: Iterable[str]) -> list[str]:
    return list({fold(name): name for name in reversed(list(names))}.values())[::-1][
        :MOST_NAMES
    ]


def _from_json_ld(page: Page) -> Iterator[tuple[str, bool]]:
    by_id: dict[str, Json] = {}
    for key in ("author", "creator"):
        found = False
        for author in _flat(page.article.get(key)):
            if isinstance(author, dict) and not author.get("name") and not by_id:
                by_id = _by_id(page)
            text, person = _author(author, by_id)
            found = found or bool(text)
            yield text, person
        if found:
            return


def _flat(value: Any) -> Iterator[Any]:
    """The items of a JSON-LD value, one level of lists within lists opened."""
    for item in listed(value):
        yield from listed(item)


def _by_id(page: Page) -> dict[str, Json]:
    return {
        thing["@id"]: thing
        for thing in page.things
        if isinstance(thing.get("@id"), str) and thing.get("name")
    }


def _author(author: Any, by_id: dict[str, Json]) -> tuple[str, bool]:
    if isinstance(author, dict) and not author.get("name"):
        author = by_id.get(str(author.get("@id")), author)
    if isinstance(author, dict):
        kinds = types_of(author)
        organization = any(kind.endswith("Organization") for kind in kinds)
        # Without a name, `first_text` would give the address of a profile.
        name = first_text(author.get("name"))
        if not name:
            parts = (first_text(author.get(key)) for key in ("givenName", "familyName"))
            name = " ".join(filter(None, parts))
        return name, not organization
    return first_text(author), True


def _from_metas(page: Page) -> Iterator[tuple[str, bool]]:
    for name in _METAS:
        contents = [c for c in page.metas.get(name, ()) if not _ADDRESS.search(c)]
        if name == "twitter:data1" and not _names_author(page):
            continue
        if any(contents):
            yield from ((content, True) for content in contents)
            return


def _names_author(page: Page) -> bool:
    """Whether the card of Twitter labels its first field as the author."""
    label = page.meta("twitter:label1").lower()
    return any(
        word in label for word in ("written", "author", "verfasst", "écrit", "auto")
    )
