"""News agencies by name, and the credits that stand in a text itself.

Found at the dateline of the first paragraph and in brackets at the end of the last
ones. A name that is not in the list (`data/agencies.toml`) counts only where nothing
but an agency can stand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

from nouvelles.language.fold import tokens

#: Paragraphs at the end of a text among which a credit may stand.
END_PARAGRAPHS: Final = 3
_LONGEST_NAME: Final = 40

#: "PARIS, 3 nov. (AFP) –", "KIEW (dpa) -", "(Reuters) -", "Pequim (Xinhua).-".
_DATELINE = regex.compile(
    r"^(?P<place>[^()（）\n]{0,60}?)\s*[(（](?P<name>[^()（）]{2,40})[)）]\s*[-–—−:.]"
)
#: "МОСКВА, 3 ноября. /ТАСС/."
_SLASHED = regex.compile(r"^[^/\n]{2,60}/(?P<name>[^/\n]{2,20})/\s*[.,:–—-]")
#: "新华社北京11月3日电", "（共同社）", "【共同社11月3日電】"
_HAN_DATELINE = regex.compile(r"^[【（(]?(?P<name>\p{Han}{2,4}社|中新网|新华网)")
_BRACKETED_END = regex.compile(r"[(（\[](?P<name>[^()（）\[\]]{2,40})[)）\]]\s*\.?$")
_SEVERAL = regex.compile(r"\s*(?:[/,;|·、+]|\s(?:et|and|und|y|e|и|та)\s)\s*")

AROUND_NAMES: Final = " .,:;–—-()（）[]\u00a0\u202f\"'«»“”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Folded names to the name as known; words before a source, and of working together."""

    names: dict[str, str]
    source: tuple[str, ...]
    together: tuple[str, ...]


@lru_cache(maxsize=1)
def agency_table() -> Table:
    """The list as it comes with nouvelles."""
    path = files("nouvelles.language").joinpath("data/agencies.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    names = {
        name_key(form): name
        for name, others in raw["names"].items()
        for form in (name, *others)
    }
    return Table(
        names=names,
        source=tuple(raw["source"]["words"]),
        together=tuple(raw["with"]["words"]),
    )


def name_key(name: str) -> str:
    """What two spellings of a name have in common."""
    return " ".join(tokens(name))


def is_agency(name: str) -> bool:
    """Whether a name is one of the list's."""
    return name_key(name) in agency_table().names


def agency_name(name: str) -> str:
    """The agency as the list names it; a name that is not in the list as it is."""
    return agency_table().names.get(name_key(name), name)


def credits_agency(credit: str) -> bool:
    """Whether a credit names one of the list's, alone or among others."""
    return any(is_agency(piece) for piece in credited(credit))


def credited(credit: str) -> list[str]:
    """The names in a credit like "dpa/AFP" or "AFP et Reuters"."""
    return [piece.strip(AROUND_NAMES) for piece in _SEVERAL.split(credit)]


def known_agencies(credit: str) -> Iterator[str]:
    """The names of a credit, if all its pieces are in the list."""
    if not credit:
        return
    pieces = credited(credit)
    if is_agency(credit):
        yield credit
    elif len(pieces) > 1 and all(is_agency(piece) for piece in pieces):
        yield from pieces


def sources_named(text: str) -> Iterator[str]:
    """The names in a place where only a source can stand, known or not."""
    if "//" in text:
        return
    for piece in credited(text.partition(" (")[0]):
        looks = regex.search(r"\p{L}", piece) and not regex.search(
            r"\d|//|\.\p{Ll}", piece
        )
        if looks and len(piece) <= _LONGEST_NAME and len(piece.split()) <= 4:
            yield piece


def dateline_agencies(first: str) -> Iterator[str]:
    """The agencies in the dateline of a first paragraph."""
    if match := _DATELINE.match(first):
        known = list(known_agencies(match["name"]))
        # "Springfield (IL) –" is a place; an unknown agency has a longer name.
        if not known and match["place"].strip() and len(match["name"]) > 3:
            known = list(sources_named(match["name"]))
        yield from known
    for pattern in (_SLASHED, _HAN_DATELINE):
        if match := pattern.match(first):
            yield from known_agencies(match["name"])


def closing_agencies(paragraphs: Sequence[str]) -> Iterator[str]:
    """The agencies in brackets at the end of one of these, the last paragraphs."""
    for paragraph in paragraphs[-END_PARAGRAPHS:]:
        if match := _BRACKETED_END.search(paragraph):
            yield from known_agencies(match["name"])
