"""Full names of people in a text: what may be written in other letters without doubt.

A name in Cyrillic stands in a case, and its letters may be those of a foreigner (Трамп):
so it counts only as a given name that is known, as it is called, with a surname of the
language behind it that agrees. A name in Arabic letters counts where each of its two or
more words is in the list of names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

from nouvelles.language.transliteration.arabic import known_names

_NAME: Final = regex.compile(
    r"(?<![\p{L}\p{M}])(?P<given>\p{Lu}[\p{Cyrillic}'’ʼ]+)"
    r"(?: \p{Lu}[\p{Cyrillic}'’ʼ]+(?:[оеій]вич|[ії]вна|[ое]вна|[ьи]ч|ична))?"
    r" (?P<surname>\p{Lu}[\p{Cyrillic}'’ʼ-]{2,})(?![\p{L}\p{M}])"
)
#: Ends of surnames, as they are called, of men, of women, of both.
_OF_MEN: Final = regex.compile(
    r"(?:[оеё]в|[иіыї]н|[сц]ьк?ий|ский|цкий|ной|ный|ний|ой|ий|[аеиоуя]й)$"
)
_OF_WOMEN: Final = regex.compile(r"(?:[оеє]ва|[иіыї]на|[сц]ьк?а|ская|цкая|ная|на|ая)$")
_OF_BOTH: Final = regex.compile(r"(?:ко|ло|[ую]к|их|ых)$")
#: Of men alone, for of women they do not change: Грабар, Бондаренко.
_CONSONANT: Final = regex.compile(r"[бвгґджзклмнпрстфхцчшщь]$")


def person_spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where full names of people stand in a text, in their own script and as called."""
    if language in ("ar", "fa"):
        yield from known_names(text, language)
        return
    names = _given_names().get(language)
    if names is None:
        return
    for match in _NAME.finditer(text):
        given, surname = match["given"], match["surname"]
        is_hers = given in names["f"] and _is_womans(surname)
        if is_hers or (given in names["m"] and _is_mans(surname)):
            yield match.span()


def _is_womans(surname: str) -> bool:
    return any(one.search(surname) for one in (_OF_WOMEN, _OF_BOTH, _CONSONANT))


def _is_mans(surname: str) -> bool:
    return bool(_OF_MEN.search(surname) or _OF_BOTH.search(surname))


@lru_cache(maxsize=1)
def _given_names() -> dict[str, dict[str, frozenset[str]]]:
    path = files("nouvelles.language").joinpath("data/given_names.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        language: {gender: frozenset(names.split()) for gender, names in lists.items()}
        for language, lists in read.items()
    }
