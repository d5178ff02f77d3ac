"""Names put into the edition's form behind an engine, with the grammar that follows.

An engine leaves a name that it does not know as it was, or in the source's form. It is
replaced here, never masked before: a masked name breaks the articles around it, which is
how « dans La Russie » comes about.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.language.transliteration import with_persons
from nouvelles.translate import lexicon
from nouvelles.translate.exonyms import countries, exonyms
from nouvelles.translate.french import contract, in_country, of_country, with_article
from nouvelles.translate.plain import plain

_LETTER: Final = r"[\p{L}\p{M}]"
#: Editions that write every noun with a capital: there it tells nothing.
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
_NAME_BEHIND: Final = regex.compile(r"[ -]\p{Lu}")
_NAME_BEFORE: Final = regex.compile(
    r"(?<=[\p{L}\p{N},;)] )(?!(?:L[ae]|Les|The) )\p{Lu}[\p{L}\p{M}'’.-]*[ -]$"
)
_WORD: Final = regex.compile(rf"{_LETTER}+")


def named(source: str, target: str, language: str, target_language: str) -> str:
    """A translation in which places and institutions have the edition's names.

    Replaced are names that stand in both texts in the source's form and have another in
    the edition's language. A place inside of a longer name stays: Europa League, New York
    Times; so does what may be a person's name (Jordan). Full names of people that were
    left in another script are written in the edition's.
    """
    known = exonyms(language, target_language)
    edition = primary(target_language)
    for form in sorted(
        _shared(source, target, language, target_language), key=len, reverse=True
    ):
        pattern = regex.compile(rf"(?<!{_LETTER}){regex.escape(form)}(?!{_LETTER})")
        made, end = "", 0
        for match in pattern.finditer(target):
            stays = edition not in _CAPITAL_NOUNS and _is_inside(target, *match.span())
            made += target[end : match.start()]
            made += match[0] if stays else known[form][0]
            end = match.end()
        target = made + target[end:]
    target = with_persons(target, language, target_language)
    return french_joints(target) if edition == "fr" else target


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether a place's name is a part of another name: a word with a capital stands right
    before it (and does not open a sentence) or behind it."""
    return bool(_NAME_BEHIND.match(text, end) or _NAME_BEFORE.search(text, 0, start))


def _shared(source: str, target: str, language: str, target_language: str) -> list[str]:
    """Names of the source that stand in the translation as they were."""
    here, there = plain(source), plain(target)
    known = exonyms(language, target_language)
    index = _by_first_word(primary(language), primary(target_language))
    return [
        form
        for first in {*_WORD.findall(here)} & index.keys()
        for form in index[first]
        if form in there
        and form in here
        and not any(one in there for one in known[form])
        and not _may_be_a_person(form, here, primary(language))
    ]


def _may_be_a_person(form: str, text: str, language: str) -> bool:
    """Whether a name is one that people bear too, and nothing tells that it is the place:
    what stands before it, its people, another country."""
    if form not in lexicon.table("shared_names").get(language, {}).get("names", ()):
        return False
    before = lexicon.cues("shared_names", language, "before")
    if before and any(
        text.startswith(f" {form}", match.end()) for match in before.finditer(text)
    ):
        return False
    others = countries(language) - {form}
    return not any(
        word in others or (word.startswith(form) and len(word) > len(form) + 1)
        for word in _WORD.findall(text)
    )


@lru_cache(maxsize=64)
def _by_first_word(language: str, target_language: str) -> dict[str, list[str]]:
    """The names that have another form in the edition's language, by their first word."""
    index: dict[str, list[str]] = {}
    for form, its in exonyms(language, target_language).items():
        if form not in its and len(form) > 3 and (words := _WORD.findall(form)):
            index.setdefault(words[0], []).append(form)
    return index


def french_joints(text: str) -> str:
    """Countries with the preposition and article that they take: « dans La Russie » is
    « en Russie », « de le Brésil » « du Brésil »."""

    def joined(match: regex.Match[str]) -> str:
        name = match["name"]
        article, joint = match["article"], match["joint"].lower()
        capital = match["joint"][0].isupper()
        if joint in ("dans", "en", "à"):
            made = in_country(name)
        elif joint == "de":
            made = of_country(name) if not article else _of_named(name)
        else:
            made = f"{joint} {with_article(name)}"
        return made[0].upper() + made[1:] if capital else made

    return contract(str(_joints().sub(joined, text)))


def _of_named(name: str) -> str:
    """« de la Russie », « du Brésil »: an article stood there already."""
    return contract(f"de {with_article(name)}")


@lru_cache(maxsize=1)
def _joints() -> regex.Pattern[str]:
    """A preposition before a country: with a capital article, or with a wrong joint.

    « dans la Russie d'alors » is French and stays; a bare « à Russie » is not.
    """
    names = "|".join(map(regex.escape, sorted(countries("fr"), key=len, reverse=True)))
    return regex.compile(
        rf"(?<![\p{{L}}'’-])(?:(?P<joint>[Dd]ans|[Ee]n|[Àà]|[Dd]e"
        r"|[Pp]our|[Pp]ar|[Aa]vec|[Vv]ers|[Cc]ontre) "
        rf"(?P<article>L['’]|La |Le |Les )|(?P<joint>[Dd]ans|[Àà]|[Ee]n) (?P<article>))"
        rf"(?P<name>{names})(?![\p{{L}}-])"
    )
