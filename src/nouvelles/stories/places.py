"""Countries and cities by their names in each language, as one code.

Source: Unicode CLDR through Babel (territories, and the exemplar cities of time zones);
a city's code is its time zone's name. Declined names are found by their first letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from nouvelles.language import tokens

#: Letters of a word that are compared: endings differ by case and number.
LETTERS = 5

#: Names by their first word: (the whole name's words, code), longest first.
Names = dict[str, list[tuple[tuple[str, ...], str]]]


def _stems(name: str) -> tuple[str, ...]:
    return tuple(word[:LETTERS] for word in tokens(name))


@lru_cache(maxsize=64)
def _names(language: str) -> Names:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    codes: dict[tuple[str, ...], str] = {}
    for code, name in locale.territories.items():
        if len(code) == 2:
            codes[_stems(str(name))] = code
    for zone, facts in locale.time_zones.items():
        # Languages whose names are those of the zones themselves do not list them.
        city = facts.get("city") or zone.rpartition("/")[2].replace("_", " ")
        codes.setdefault(_stems(str(city)), zone)
    found: Names = {}
    for stems in sorted(codes, key=len, reverse=True):
        if sum(map(len, stems)) > 2:
            found.setdefault(stems[0], []).append((stems, codes[stems]))
    return found


def places(words: Sequence[str], language: str) -> dict[str, int]:
    """How often each place is named in folded words; `language` is a primary tag."""
    names = _names(language)
    if not names:
        return {}
    stems = tuple(word[:LETTERS] for word in words)
    found: dict[str, int] = {}
    at = 0
    while at < len(stems):
        length = 1
        for name, code in names.get(stems[at], ()):
            if stems[at : at + len(name)] == name:
                found[code] = found.get(code, 0) + 1
                length = len(name)  # Sudan is not named where South Sudan is
                break
        at += length
    return found
