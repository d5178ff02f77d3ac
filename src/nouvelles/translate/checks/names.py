"""Names: those of the source come back, in their own form or the language's, no others."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.evidence import support
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain, words
from nouvelles.translate.reasons import Fault
from nouvelles.translate.stems import heard_alike, latin
from nouvelles.translate.words import has_table, ordinary_words

#: A word with a capital that does not open a sentence or a quote, and any such word.
_INSIDE: Final = regex.compile(
    r"(?<=[\p{L}\p{N},;)\"'»”-]\s{0,2}(?:\"|«\s?|“|„|\()?)(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{2,}"
)
_ANYWHERE: Final = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{2,}")
#: The same, and a capital word that opens a sentence and is followed by another.
_INSIDE_OR_FULL: Final = regex.compile(
    rf"{_INSIDE.pattern}|(?<![\p{{L}}\p{{M}}])\p{{Lu}}[\p{{L}}\p{{M}}]{{2,}}(?=\s\p{{Lu}})"
)
_LATIN: Final = regex.compile(r"\p{Latin}")
_ROMAN: Final = regex.compile(r"[IVXLC]+(?:e|er|th|st|nd|rd)?")
#: Languages that write every noun with a capital.
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
#: Languages written in another script than the editions, as far as there are tables.
_OTHER_SCRIPT: Final = frozenset({"ru", "uk", "ar", "fa"})
#: Languages of which a word that opens a sentence is no name by its capital alone.
_FULL_NAMES: Final = _CAPITAL_NOUNS | _OTHER_SCRIPT
#: Sources of which a new name alone is flagged, in texts of so many words at most. Measured
#: on one half of the dev faults: .3, .5 and .8 % more false alarms, 1 to 5 % for others.
_ENOUGH: Final = {"en": 35, "de": 35, "fr": 30}
#: Words of a text from which on some name or other is heard otherwise across scripts.
_ACROSS: Final = 40
#: Ends of articles, adjectives and joined prepositions: der, einem, großes, zum, ins.
_GERMAN_JOINED: Final = regex.compile(
    r"(?:e|en|em|er|es|as|um|ur|im|ns|am|ein|kein|und|oder)$"
)
#: How likely a counterpart must be for a name to be there.
_THERE: Final = 0.3
#: First letters that two spellings share, and how alike the whole must be without them.
_SAME: Final = 3
#: Letters of a place's name by which it is known inside of a word.
_STEM: Final = 5
_LIKE: Final = 0.65


def names(pair: Pair) -> Flag | None:
    """Flags a name that only the translation has, where one of the source is missing.

    Words that a table knows as ordinary ones, titles, and words of institutions
    (`data/titles.toml`) are no names, whatever their first letter. Of some sources one
    new name in a short text is enough: translators hardly ever put one in there.
    """
    source, target = pair.source, pair.target
    here, there = pair.source_language, pair.target_language
    if not has_table(here, there):  # which words are ordinary is not known
        return None
    if primary(here) in _OTHER_SCRIPT and len(words(source)) > _ACROSS:
        return None
    added = _alone(_INSIDE, target, source, there, here)
    # Where a name was lost an ordinary word with a capital may stand in its place.
    in_place = added or (
        _alone(_INSIDE, target, source, there, here, ordinary_too=True)
        if primary(here) not in _FULL_NAMES
        else []
    )
    lost = _alone(_subjects(here), source, target, here, there) if in_place else []
    if lost:
        return Flag(
            check="names", fault=Fault.NAME, detail=f"{lost[0]} / {in_place[0]}"
        )
    if len(added) == 1 and len(words(source)) <= _ENOUGH.get(primary(here), 0):
        return Flag(check="names", fault=Fault.NAME, detail=added[0])
    return None


def _alone(
    pattern: regex.Pattern[str],
    text: str,
    other: str,
    language: str,
    other_language: str,
    *,
    ordinary_too: bool = False,
) -> list[str]:
    """The names of a text that the other has no counterpart for; `ordinary_too`: also
    words that are written in small letters elsewhere."""
    borne = {one.word: one for one in support(text, other, language, other_language)}
    titles = _titles(primary(language))
    ordinary = ordinary_words(language)
    # Between languages of one script names are spelled, not heard; German nouns are many.
    one_script = not {primary(language), primary(other_language)} & _FULL_NAMES
    capitals = tuple(_ANYWHERE.findall(plain(other)))
    bare = plain(text)
    return [
        name
        for match in pattern.finditer(bare)
        if (name := match[0])
        and (word := borne.get(name)) is not None
        and (ordinary_too or name.casefold() not in ordinary)
        and not _is_german_noun(bare, match.start(), language)
        and (word.likely < _THERE or (word.heard and one_script))
        and (ordinary_too or not word.known)
        and not name.isupper()
        and name.casefold() not in titles
        and not _ROMAN.fullmatch(name)
        and not any(_near(name, one) for one in capitals)
        and not _in_compound(name, other, language, other_language)
    ]


def _in_compound(name: str, other: str, language: str, other_language: str) -> bool:
    """Whether the other text has a place's own form inside of a word: Südfrankreich,
    mazedonisch."""
    forms = exonyms(language, other_language).get(name, ())
    said = plain(other).casefold()
    return any(form.casefold()[: max(_STEM, len(form) - 3)] in said for form in forms)


def _is_german_noun(text: str, at: int, language: str) -> bool:
    """Whether a capital is that of a noun: an article or adjective stands before it."""
    if primary(language) not in _CAPITAL_NOUNS:
        return False
    before = text[:at].rstrip().rpartition(" ")[2]
    return before.islower() and bool(_GERMAN_JOINED.search(before))


def _subjects(language: str) -> regex.Pattern[str]:
    """Where a source's names are looked for: also at the beginning of its sentences.

    Of languages whose ordinary words are less known, or all have capitals, there only if
    another capital follows, as first and last name do.
    """
    return _INSIDE_OR_FULL if primary(language) in _FULL_NAMES else _ANYWHERE


@lru_cache(maxsize=200_000)
def _near(one: str, other: str) -> bool:
    """Whether two names may be spellings of one: Джулія and Julia, Дидье and Didier."""
    first, second = latin(one), latin(other)
    if first[:_SAME] == second[:_SAME]:
        return True
    if _is_latin(one) != _is_latin(other):
        return heard_alike(one, other)
    likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return likeness >= _LIKE


def _is_latin(word: str) -> bool:
    return bool(_LATIN.match(word))


@lru_cache(maxsize=32)
def _titles(language: str) -> frozenset[str]:
    return frozenset(lexicon.table("titles").get(language, "").split())
