"""Names of people and papers in Latin letters, as the press of a language writes them.

    transliterated("Сергей Путин", "ru", "fr")    # « Sergueï Poutine »
    transliterated("Сергей Путин", "ru", "en")    # "Sergey Putin"
    transliterated("محمد زيدان", "ar", "fr")      # None: who knows its vowels?

French has the forms of its press (« Khrouchtchev »), every other language of Latin
letters those of BGN/PCGN without their signs, as English papers print them. Russian and
Ukrainian names follow rules letter by letter. Arabic and Persian do not write their short
vowels: there a name is written only where each of its words is in a list; none is guessed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex
from babel.core import get_global

from nouvelles.language.identify import primary
from nouvelles.language.transliteration.arabic import arabic
from nouvelles.language.transliteration.cyrillic import cyrillic
from nouvelles.language.transliteration.persons import person_spans

__all__ = ["signature", "transliterated", "with_persons"]

_CYRILLIC: Final = frozenset({"ru", "uk"})
_ARABIC: Final = frozenset({"ar", "fa"})
_OTHER: Final = regex.compile(r"[\p{Cyrillic}\p{Arabic}]")
_WORD: Final = regex.compile(r"[\p{L}\p{M}'’ʼ-]+")


@lru_cache(maxsize=4096)
def transliterated(name: str, language: str, edition: str) -> str | None:
    """A name as an edition writes it; None where it is written so already, the edition
    has another script than Latin, or its letters do not tell."""
    if not _OTHER.search(name) or not _is_latin(edition):
        return None
    own, reader = primary(language), primary(edition)
    made: str | None
    if own in _CYRILLIC:
        made = cyrillic(name, own, reader)
    elif own in _ARABIC:
        made = arabic(name, own, reader)
    else:
        return None
    return made if made and not _OTHER.search(made) else None


def signature(name: str, language: str, edition: str) -> str | None:
    """The same of who signs an article: of people, not of a newsroom (« Редакция »)."""
    found = _WORD.findall(name)
    if len(found) < 2 or any(word[0].islower() for word in found):
        return None
    return transliterated(name, language, edition)


def with_persons(text: str, language: str, edition: str) -> str:
    """A text in the edition's language, in which full names of people that were left in
    their own script are written in the edition's."""
    if not _OTHER.search(text) or not _is_latin(edition):
        return text
    made, end = "", 0
    for start, stop in person_spans(text, primary(language)):
        name = text[start:stop]
        made += text[end:start] + (transliterated(name, language, edition) or name)
        end = stop
    return made + text[end:]


@lru_cache(maxsize=256)
def _is_latin(edition: str) -> bool:
    """Whether a language is written in Latin letters (CLDR's likely subtags)."""
    likely: str = get_global("likely_subtags").get(primary(edition), "")
    return "_Latn" in likely
