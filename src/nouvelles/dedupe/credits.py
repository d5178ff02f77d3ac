"""Which agency a text is credited to, and whether an outlet is an agency itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from nouvelles.language import tokens
from nouvelles.language.agencies import (
    agency_name,
    agency_table,
    closing_agencies,
    dateline_agencies,
)
from nouvelles.records import Telling

#: Characters at either end of a text in which credits are looked for.
_ENDS: Final = 2_000
#: Letters of names that are common words, too, and labels of a bare "afp.com".
_SHORT: Final = 4
_BARE: Final = 2


def credited_agencies(telling: Telling) -> tuple[str, ...]:
    """The agencies that a telling names for its text, as the list spells them."""
    head, foot = telling.text[:_ENDS], telling.text[-_ENDS:]
    # A standfirst may stand before the paragraph with the dateline.
    firsts = [line.strip() for line in head.split("\n", 3)[:3]]
    found = [
        *telling.agencies,
        *(name for line in firsts for name in dateline_agencies(line)),
        *closing_agencies([line.strip() for line in foot.split("\n")]),
    ]
    return tuple(dict.fromkeys(map(agency_name, found)))


def wire_agency(
    new: Iterable[str], old: Iterable[str], outlets: tuple[str, str]
) -> str:
    """Who wrote a text that two tellings have, "" where neither says so.

    An agency that both name goes first ("Agence Transmer" is "Transmer"; the name is
    the old telling's), then one that is one of the two outlets, then what either names.
    """
    said, known = list(new), list(old)
    for name in said:
        for other in known:
            if _is_same(name, other):
                return other
    for name in (*said, *known):
        if any(_is_named(host, name) for host in outlets):
            return name
    for host in outlets:
        if own := outlet_agency(host):
            return own
    return next(iter((*said, *known)), "")


def _is_same(name: str, other: str) -> bool:
    one, two = set(tokens(name)), set(tokens(other))
    return one <= two or two <= one


def _is_named(host: str, name: str) -> bool:
    """Whether an outlet's host is made of an agency's name, or of a long word of it."""
    compact = host.replace("-", "")
    words = tokens(name)
    return any(
        len(word) > _SHORT and word in compact for word in ("".join(words), *words)
    )


@lru_cache(maxsize=100_000)
def outlet_agency(host: str) -> str:
    """The agency whose site a host is: "Ukrinform" of www.ukrinform.ua; else ""."""
    labels = host.lower().removeprefix("www.").split(".")
    for place, label in enumerate(labels[:-1]):
        name = agency_table().names.get(label.replace("-", " "))
        # "app" and "map" are agencies, and before many a site's name.
        if name and (len(label) > _SHORT or (place == 0 and len(labels) == _BARE)):
            return name
    return ""
