"""Facets: what a search may be narrowed by besides words.

Language, country and outlet of an article stand in the search index among its words, each
behind a sign that no folded word holds (those are letters and digits). So the index itself
crosses them with the words, and a search costs the same with them as without.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection, select

from nouvelles.records import Filters
from nouvelles.store.schema import sources

_LANGUAGE, _COUNTRY, _OUTLET = "§", "¶", "°"


@lru_cache(maxsize=4096)
def facets_of(language: str, country: str, source_id: int) -> str:
    """The facets of an article as words, parted by spaces.

    `language` is a primary tag, `country` a code; what is not known is left out.
    """
    found = [f"{_OUTLET}{source_id}"]
    if language:
        found.append(_LANGUAGE + language)
    if len(country) == 2 and country.isascii():
        found.append(_COUNTRY + country.lower())
    return " ".join(found)


def wanted_facets(connection: Connection, filters: Filters) -> list[str] | None:
    """The words of the index that filters ask for; None where nothing can be found."""
    found = []
    if filters.language:
        found.append(_LANGUAGE + filters.language)
    if filters.country:
        found.append(_COUNTRY + filters.country.lower())
    if filters.outlet:
        query = select(sources.c.id).where(sources.c.host == filters.outlet)
        source_id = connection.execute(query).scalar()
        if source_id is None:
            return None
        found.append(f"{_OUTLET}{source_id}")
    return found
