"""Countries that are told by their people or their capital: "British PM" for « la Première
ministre de Grande-Bretagne », « Athènes » for the Greek government."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Final

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.proper import titles
from nouvelles.translate.stems import bare, content, is_latin

#: Letters of a name that its cases may change, and that it keeps.
_CASE: Final = 2
_KEPT: Final = 4


def is_told_otherwise(
    word: str, text: str, other: str, language: str, other_language: str
) -> bool:
    """Whether a word of a text is of the name of a country or its capital, and another text
    speaks of the country, its people or its capital as often."""
    here, there = primary(language), primary(other_language)
    return any(
        0 < _times(country, other, there) >= _times(country, text, here)
        for country in _countries_of(here).get(_key(word), ())
    )


def _times(country: str, text: str, language: str) -> int:
    """How many words of a text speak of a country."""
    beginnings = _beginnings(country, language)
    return sum(bare(word).startswith(beginnings) for word in content(text))


def _key(word: str) -> str:
    """What stays of a name when it is declined."""
    cut = bare(word)
    return cut if is_latin(word) else cut[: max(_KEPT, len(cut) - _CASE)]


@lru_cache(maxsize=32)
def _countries_of(language: str) -> dict[str, frozenset[str]]:
    """Words of the names of countries and capitals to the countries, in English."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in lexicon.table("peoples"):
        for word in (*_names(country, language), *_names(country, "en")):
            found[_key(word)].add(country)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=2048)
def _beginnings(country: str, language: str) -> tuple[str, ...]:
    """How words begin that speak of a country in a language."""
    people = lexicon.table("peoples")[country].get(language, "")
    names = map(_key, _names(country, language))
    return tuple(dict.fromkeys((*map(bare, people.split()), *names)))


def _names(country: str, language: str) -> list[str]:
    """The words of a country's names and its capital's, but for ordinary ones."""
    known, ordinary = exonyms("en", language), titles(language)
    capital = lexicon.table("peoples")[country].get("capital", "")
    return [
        word
        for name in (country, capital)
        for form in known.get(name, ())
        for word in content(form)
        if word[:1].isupper()
        and not word.isupper()
        and len(word) >= _KEPT
        and word.casefold() not in ordinary
    ]
