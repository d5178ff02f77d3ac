"""Names: those of the source come back, in their own form or the language's, no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.evidence import support
from nouvelles.translate.exonyms import countries, exonyms
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain, words
from nouvelles.translate.reasons import Fault
from nouvelles.translate.stems import bare, is_latin, likeness, stem
from nouvelles.translate.words import has_table, ordinary_words

_CAPITAL: Final = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{2,}")
#: What stands before a word with a capital that does not open a sentence or a quote.
_INSIDE: Final = regex.compile(r"(?<=[\p{L}\p{N},;)\"'»”-]\s{0,2}(?:\"|«\s?|“|„|\()?)")
#: What stands before a word that opens a sentence behind a quote.
_AFTER_QUOTE: Final = regex.compile(r"(?<=[.!?…]\s?[\"»”']\s{1,2})")
_OPENS_QUOTE: Final = regex.compile(r"(?<=[\"“„])|(?<=«\s?)")
_THEN_CAPITAL: Final = regex.compile(r"[ -]\p{Lu}")
_AFTER_CAPITAL: Final = regex.compile(r"(?<=\p{Lu}[\p{L}\p{M}'.-]*[ -])")
_ROMAN: Final = regex.compile(r"[IVXLC]+(?:e|er|th|st|nd|rd)?")
#: Languages that write every noun with a capital.
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
#: Languages written in another script than the editions, as far as there are tables.
_OTHER_SCRIPT: Final = frozenset({"ru", "uk", "ar", "fa"})
#: Languages of which a word that opens a sentence is no name by its capital alone.
_FULL_NAMES: Final = _CAPITAL_NOUNS | _OTHER_SCRIPT
#: Languages that write few words with a capital: one that is lost was a name, whatever
#: stands in its place.
_FEW_CAPITALS: Final = frozenset({"fr"})
#: Words of a text in which one new name is enough, beside another name and apart from any.
#: Of other sources the names of a text are not known well enough.
_BESIDE: Final = {"fr": 30, "en": 20}
_APART: Final = {"fr": 40, "en": 30, "de": 30, "es": 30}
#: Ends of articles, adjectives and joined prepositions: der, einem, großes, zum, ins.
_GERMAN_JOINED: Final = regex.compile(
    r"(?:e|en|em|er|es|as|um|ur|im|ns|am|ein|kein|und|oder)$"
)
#: Ends of the names of peoples, and letters that they share with their countries.
_PEOPLES: Final = {
    "en": regex.compile(r"(?:an|ean|ian|ese|ish|i)s?$"),
    "fr": regex.compile(
        r"(?:ais|aise|ois|oise|ain|aine|ien|ienne|éen|éenne|ol|ole)s?$"
    ),
}
_BEGINS: Final = 4
#: How likely a counterpart must be for a name to be there.
_THERE: Final = 0.3
#: Letters of a place's name by which it is known inside of a word.
_STEM: Final = 5
#: How alike two spellings of one name are, at least, in one script and across two.
_LIKE: Final = 0.65
_HEARD: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A word with a capital that the other text has no counterpart for.

    `inside` tells that it does not open a sentence or quote, `ordinary` that it is a word
    that is written in small letters elsewhere or a `title`; `full` that another capital
    follows, as a last name does; `beside` that a name which the other text has stands next
    to it.
    """

    word: str
    inside: bool
    full: bool
    title: bool
    ordinary: bool
    beside: bool


def names(pair: Pair) -> Flag | None:
    """Flags a name that only the translation has, where one of the source is missing.

    Words that a table knows as ordinary ones, titles, and words of institutions
    (`data/titles.toml`) are no names, whatever their first letter; but where a name was
    lost they may stand in its place. In a text that is not long one new name is enough:
    translators hardly ever put one in there, but for a first name beside the last one.
    """
    source, target = pair.source, pair.target
    here, there = primary(pair.source_language), primary(pair.target_language)
    if not has_table(here, there):  # which words are ordinary is not known
        return None
    new = [one for one in _alone(target, source, there, here) if one.inside]
    if not new:
        return None
    added = [one for one in new if not one.ordinary]
    apart = [one for one in added if not one.beside]
    lost = [one for one in _alone(source, target, here, there) if not one.ordinary]
    inside = [one for one in lost if one.inside or one.full]
    in_place = here in _FEW_CAPITALS or (
        here not in _FULL_NAMES and not all(one.title for one in new)
    )
    if inside and (added or in_place):
        first = (added or new)[0]
        detail = f"{inside[0].word} / {first.word}"
        return Flag(check="names", fault=Fault.NAME, detail=detail)
    if lost and apart:
        detail = f"{lost[0].word} / {apart[0].word}"
        return Flag(check="names", fault=Fault.NAME, detail=detail)
    if len(added) == 1 and len(words(source)) <= _enough(here, added[0]):
        return Flag(check="names", fault=Fault.NAME, detail=added[0].word)
    return None


def _enough(language: str, added: _Name) -> int:
    """Words of a text in which one new name is enough."""
    return (_BESIDE if added.beside else _APART).get(language, 0)


def _alone(text: str, other: str, language: str, other_language: str) -> list[_Name]:
    """The words with a capital of a text that the other has no counterpart for."""
    said = plain(text)
    matches = [
        match
        for match in _CAPITAL.finditer(said)
        if not match[0].isupper() and not _ROMAN.fullmatch(match[0])
    ]
    if not matches:
        return []
    borne = {one.word: one for one in support(text, other, language, other_language)}
    # Between languages of one script names are spelled, not heard; German nouns are many.
    one_script = not {language, other_language} & _FULL_NAMES
    theirs = _named(other, other_language)
    ours = tuple(dict.fromkeys(match[0] for match in matches))
    there = {
        name
        for name in ours
        if (word := borne.get(name)) is None
        or (word.likely >= _THERE and not (word.heard and one_script))
        or _counterpart(name, ours, theirs)
        or _in_compound(name, other, language, other_language)
    }
    titles = _titles(language)
    small = {one for one in ours if one.casefold() in titles}
    return [
        _Name(
            word=match[0],
            inside=_is_inside(said, match),
            full=bool(_THEN_CAPITAL.match(said, match.end())),
            title=match[0].casefold() in titles,
            ordinary=borne[match[0]].known or _is_ordinary(said, match, language),
            beside=_is_beside(said, match, there - small),
        )
        for match in matches
        if match[0] not in there
    ]


def _named(text: str, language: str) -> tuple[str, ...]:
    """The words of a text that may be names: those with a capital, but for ordinary ones
    that open a sentence."""
    said = plain(text)
    return tuple(
        dict.fromkeys(
            match[0]
            for match in _CAPITAL.finditer(said)
            if _is_inside(said, match) or not _is_ordinary(said, match, language)
        )
    )


def _is_inside(text: str, match: regex.Match[str]) -> bool:
    """Whether a word with a capital opens no sentence; one that opens a quote is a name
    if another capital follows."""
    if not _INSIDE.match(text, match.start()) or _AFTER_QUOTE.match(
        text, match.start()
    ):
        return False
    return not _OPENS_QUOTE.match(text, match.start()) or bool(
        _THEN_CAPITAL.match(text, match.end())
    )


def _is_ordinary(text: str, match: regex.Match[str], language: str) -> bool:
    """Whether a word is no name by itself: a title, a word of small letters elsewhere, or
    where that is not known one that opens a sentence, no other capital behind it."""
    word = match[0]
    if _is_people(word, language):
        return True
    if word.casefold() in _titles(language) or _is_listed(word, language):
        return True
    if _INSIDE.match(text, match.start()):
        return language in _CAPITAL_NOUNS and (
            stem(word) in _ordinary_stems(language)
            or _is_german_noun(text, match.start())
        )
    return language in _FULL_NAMES and (
        stem(word) in _ordinary_stems(language)
        or not _THEN_CAPITAL.match(text, match.end())
    )


@lru_cache(maxsize=20_000)
def _is_people(word: str, language: str) -> bool:
    """Whether a word tells of a people: it begins as a country does (Ecuadorean)."""
    end = _PEOPLES.get(language)
    return (
        end is not None
        and bool(end.search(word))
        and bare(word)[:_BEGINS] in _lands(language)
    )


@lru_cache(maxsize=8)
def _lands(language: str) -> frozenset[str]:
    """The beginnings of the names of countries."""
    return frozenset(bare(name)[:_BEGINS] for name in countries(language))


def _is_listed(word: str, language: str) -> bool:
    return word.casefold() in ordinary_words(language)


@lru_cache(maxsize=32)
def _ordinary_stems(language: str) -> frozenset[str]:
    return frozenset(map(stem, ordinary_words(language)))


def _is_beside(text: str, match: regex.Match[str], there: set[str]) -> bool:
    """Whether a name that the other text has stands right before or behind this one."""
    before = _CAPITAL.search(text, text.rfind(" ", 0, max(0, match.start() - 1)) + 1)
    behind = _CAPITAL.match(text, match.end() + 1)
    return bool(
        (before and before.end() + 1 == match.start() and before[0] in there)
        or (behind and behind[0] in there)
    )


def _counterpart(name: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a name of the other text may be this one, and is not more likely another of
    this text: Goldson is Голдсона, so Holt is not."""
    sakes = _sakes(name.casefold())
    for their in theirs:
        if any(their.casefold().startswith(one) for one in sakes):
            return True
        alike = likeness(name, their)
        if alike >= _least(name, their) and not any(
            likeness(one, their) > max(alike, _least(one, their)) for one in ours
        ):
            return True
    return False


def _least(one: str, other: str) -> float:
    return _LIKE if is_latin(one) == is_latin(other) else _HEARD


def _in_compound(name: str, other: str, language: str, other_language: str) -> bool:
    """Whether the other text has a place's own form inside of a word: Südfrankreich,
    mazedonisch."""
    forms = exonyms(language, other_language).get(name, ())
    said = plain(other).casefold()
    return any(form.casefold()[: max(_STEM, len(form) - 3)] in said for form in forms)


def _is_german_noun(text: str, at: int) -> bool:
    """Whether a capital is that of a noun: an article or adjective stands before it."""
    before = text[:at].rstrip().rpartition(" ")[2]
    return before.islower() and bool(_GERMAN_JOINED.search(before))


def _sakes(name: str) -> frozenset[str]:
    """The forms of a first name, which may be declined itself."""
    known = _namesakes()
    if is_latin(name):
        return known.get(name, frozenset())
    begun = next((name[:n] for n in range(len(name), 2, -1) if name[:n] in known), "")
    return known.get(begun, frozenset())


@lru_cache(maxsize=1)
def _namesakes() -> dict[str, frozenset[str]]:
    """First names with their forms in other languages, of declined ones the beginning."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.table("namesakes")["names"]:
        forms = [form.casefold() for form in row.split()]
        begun = frozenset(
            form if is_latin(form) else form[: max(3, len(form) - 2)] for form in forms
        )
        found.update(dict.fromkeys([*forms, *begun], begun))
    return found


@lru_cache(maxsize=32)
def _titles(language: str) -> frozenset[str]:
    return frozenset(lexicon.table("titles").get(language, "").split())
