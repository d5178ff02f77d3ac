"""Which words with a capital are names, and which first names are one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate import lexicon
from nouvelles.translate.exonyms import countries
from nouvelles.translate.plain import plain
from nouvelles.translate.stems import bare, is_latin, stem
from nouvelles.translate.words import ordinary_words

CAPITAL: Final = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{2,}")
#: What stands before a word with a capital that does not open a sentence or a quote.
_INSIDE: Final = regex.compile(r"(?<=[\p{L}\p{N},;)\"'»”-]\s{0,2}(?:\"|«\s?|“|„|\()?)")
#: What stands before a word that opens a sentence behind a quote.
_AFTER_QUOTE: Final = regex.compile(r"(?<=[.!?…]\s?[\"»”']\s{1,2})")
_OPENS_QUOTE: Final = regex.compile(r"(?<=[\"“„])|(?<=«\s?)")
THEN_CAPITAL: Final = regex.compile(r"[ -]\p{Lu}")
ROMAN: Final = regex.compile(r"[IVXLC]+(?:e|er|th|st|nd|rd)?")
#: Languages that write every noun with a capital.
CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
#: Languages written in another script than the editions, as far as there are tables.
OTHER_SCRIPT: Final = frozenset({"ru", "uk", "ar", "fa"})
#: Languages of which a word that opens a sentence is no name by its capital alone.
FULL_NAMES: Final = CAPITAL_NOUNS | OTHER_SCRIPT
#: Ends of articles, adjectives and joined prepositions: der, einem, großes, zum, ins.
_GERMAN_JOINED: Final = regex.compile(
    r"(?:e|en|em|er|es|as|um|ur|im|ns|am|ein|kein|und|oder)$"
)
#: What opens a sentence before a noun: Die Menge, Zwei Lieder, Diese Daten.
_GERMAN_OPENS: Final = regex.compile(
    r"(?:D(?:er|ie|as|en|em|es)|(?:K?[Ee]in|[Mm]ein|[Ss]ein|[Ii]hr|[Uu]nser)(?:e[mnrs]?)?"
    r"|(?:Dies|Jed|Jen|Solch|Manch|Welch|All|Viel|Einig|Mehrer|Beid)e[mnrs]?"
    r"|Zwei|Drei|Vier|Fünf|Sechs|Sieben|Acht|Neun|Zehn|Im|Am|Zum|Zur|Vom|Beim|Ins)"
)
#: Verbs of saying that end like adjectives, with whoever says it behind them.
_GERMAN_SAID: Final = regex.compile(
    r"sagte|meinte|erklärte|fügte|ergänzte|betonte|teilte|antwortete|fragte|berichtete"
    r"|äußerte|warnte|erzählte|erwiderte|kritisierte|forderte|sagen|meinen|erklären"
)
#: Ends of the names of peoples, and letters that they share with their countries.
_PEOPLES: Final = {
    "en": regex.compile(r"(?:an|ean|ian|ese|ish|i)s?$"),
    "fr": regex.compile(
        r"(?:ais|aise|ois|oise|ain|aine|ien|ienne|éen|éenne|ol|ole)s?$"
    ),
}
_BEGINS: Final = 4
_DECLINED_ENDS: Final = "аяіїйиьо"
#: Letters that the cases of a name put at its end, at most.
_CASE: Final = 2


def names_of(text: str, language: str) -> tuple[str, ...]:
    """The words of a text that may be names: those with a capital, but for ordinary ones
    that open a sentence."""
    said = plain(text)
    return tuple(
        dict.fromkeys(
            match[0]
            for match in CAPITAL.finditer(said)
            if is_inside(said, match) or not is_ordinary(said, match, language)
        )
    )


def is_inside(text: str, match: regex.Match[str]) -> bool:
    """Whether a word with a capital opens no sentence; one that opens a quote is a name
    if another capital follows."""
    if not _INSIDE.match(text, match.start()) or _AFTER_QUOTE.match(
        text, match.start()
    ):
        return False
    return not _OPENS_QUOTE.match(text, match.start()) or bool(
        THEN_CAPITAL.match(text, match.end())
    )


def is_ordinary(text: str, match: regex.Match[str], language: str) -> bool:
    """Whether a word is no name by itself: a title, a word of small letters elsewhere, or
    where that is not known one that opens a sentence, no other capital behind it."""
    word = match[0]
    if _is_people(word, language):
        return True
    if word.casefold() in titles(language) or _is_listed(word, language):
        return True
    if _INSIDE.match(text, match.start()):
        return language in CAPITAL_NOUNS and (
            stem(word) in _ordinary_stems(language)
            or _is_german_noun(text, match.start())
        )
    return language in FULL_NAMES and (
        stem(word) in _ordinary_stems(language)
        or not THEN_CAPITAL.match(text, match.end())
    )


def opens_as_name(text: str, match: regex.Match[str], language: str) -> bool:
    """Whether a word that opens a sentence may be a name for all that is known: no list has
    it, nor a word that begins alike. Only where names are written in another script."""
    word = match[0]
    return (
        language in OTHER_SCRIPT
        and not is_inside(text, match)
        and word.casefold() not in titles(language)
        and stem(word) not in _ordinary_stems(language)
    )


@lru_cache(maxsize=20_000)
def _is_people(word: str, language: str) -> bool:
    """Whether a word tells of a people: it begins as a country does (Ecuadorean) and is
    none itself (Iran)."""
    end = _PEOPLES.get(language)
    return (
        end is not None
        and word not in countries(language)
        and bool(end.search(word))
        and bare(word)[:_BEGINS] in _lands(language)
    )


@lru_cache(maxsize=8)
def _lands(language: str) -> frozenset[str]:
    """The beginnings of the names of countries."""
    return frozenset(bare(name)[:_BEGINS] for name in countries(language))


def is_of_people(word: str, language: str) -> bool:
    """Whether a word ends as the names of peoples do."""
    end = _PEOPLES.get(language)
    return end is not None and bool(end.search(word))


@lru_cache(maxsize=20_000)
def is_country(word: str, language: str) -> bool:
    """Whether a word is a country's name by itself, where names are declined in any case
    (Китаю)."""
    lands = countries(language)
    if word in lands or language not in OTHER_SCRIPT:
        return word in lands
    return any(
        word[:cut] in _cut_lands(language)
        for cut in range(max(_BEGINS - 1, len(word) - _CASE), len(word))
    )


@lru_cache(maxsize=8)
def _cut_lands(language: str) -> frozenset[str]:
    """The names of countries of one word, but for the letter that cases change."""
    return frozenset(
        name[:-1] if name[-1] in _DECLINED_ENDS else name
        for name in countries(language)
        if name.isalpha() and len(name) > _BEGINS
    )


def _is_listed(word: str, language: str) -> bool:
    return word.casefold() in ordinary_words(language)


@lru_cache(maxsize=32)
def _ordinary_stems(language: str) -> frozenset[str]:
    return frozenset(map(stem, ordinary_words(language)))


def _is_german_noun(text: str, at: int) -> bool:
    """Whether a capital is that of a noun: an article, a number or an adjective stands
    before it."""
    before = text[:at].rstrip().rpartition(" ")[2]
    if _GERMAN_OPENS.fullmatch(before):
        return True
    return (
        before.islower()
        and not _GERMAN_SAID.fullmatch(before)
        and bool(_GERMAN_JOINED.search(before))
    )


def namesakes(name: str) -> frozenset[str]:
    """The forms of a first name, which may be declined itself."""
    known = _all_namesakes()
    if is_latin(name):
        return known.get(name, frozenset())
    begun = next((name[:n] for n in range(len(name), 2, -1) if name[:n] in known), "")
    return known.get(begun, frozenset())


@lru_cache(maxsize=1)
def _all_namesakes() -> dict[str, frozenset[str]]:
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
def titles(language: str) -> frozenset[str]:
    return frozenset(lexicon.table("titles").get(language, "").split())
