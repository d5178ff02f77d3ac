"""Names: those of the source come back, in their own form or the language's, no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.evidence import support
from nouvelles.translate.exonyms import countries, exonyms
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.peoples import is_told_otherwise
from nouvelles.translate.plain import plain, words
from nouvelles.translate.proper import (
    CAPITAL,
    CAPITAL_NOUNS,
    FULL_NAMES,
    OTHER_SCRIPT,
    ROMAN,
    THEN_CAPITAL,
    is_country,
    is_inside,
    is_of_people,
    is_ordinary,
    names_of,
    namesakes,
    opens_as_name,
    titles,
)
from nouvelles.translate.reasons import Fault
from nouvelles.translate.stems import bare, content, is_latin, likeness, stem
from nouvelles.translate.words import has_table, word_table

#: Languages that write few words with a capital: one that is lost was a name, whatever
#: stands in its place.
_FEW_CAPITALS: Final = frozenset({"fr"})
#: Words of a text in which one new name is enough, beside another name and apart from any.
#: Of other sources the names of a text are not known well enough.
_BESIDE: Final = {"en": 20}
_APART: Final = {"fr": 50, "en": 40, "de": 50}
#: Words between the places of two names that may be about the same, are, are just there.
_ABOUT: Final = 6.0
_NEAR: Final = 3.0
_THERE_ITSELF: Final = 1.5
_TITLE_THERE: Final = 2.5
#: Words of a text that is more than a sentence, and between two names of it that may be
#: about the same.
_LONG: Final = 46
_FAR: Final = 12.0
#: How likely a counterpart must be for a name to be there.
_THERE: Final = 0.3
#: Letters of a place's name by which it is known inside of a word.
_STEM: Final = 5
#: How alike two spellings of one name are, at least, in one script and across two.
_LIKE: Final = 0.65
_HEARD: Final = 0.6
#: The same of a people's name and a word in small letters.
_PEOPLE: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A word with a capital that the other text has no counterpart for.

    `inside` tells that it does not open a sentence or quote, `ordinary` that it is a word
    that is written in small letters elsewhere or a `title`; `full` that another capital
    follows, as a last name does; `beside` is the name next to it that the other text has,
    `certain` that it is known for a name by itself: a country, Latin letters among others;
    `opens` that it opens a sentence and no list has it; `alone` that the word next to it is
    no such word too; `at` its place, from 0 to 1.
    """

    word: str
    inside: bool
    full: bool
    title: bool
    ordinary: bool
    beside: str
    certain: bool
    opens: bool
    alone: bool
    at: float


def names(pair: Pair) -> Flag | None:
    """Flags a name that only the translation has, where one of the source is missing.

    Words that a table knows as ordinary ones, titles, and words of institutions
    (`data/titles.toml`) are no names, whatever their first letter; but where a name was
    lost they may stand in its place. In a text that is not long one new name is enough:
    translators hardly ever put one in there, but for a first name beside the last one.
    """
    here, there = primary(pair.source_language), primary(pair.target_language)
    if not has_table(here, there):  # which words are ordinary is not known
        return None
    new = [one for one in _alone(pair.target, pair.source, there, here) if one.inside]
    added = [one for one in new if not one.ordinary]
    if not new:
        return None
    gone = _alone(pair.source, pair.target, here, there)
    size = len(words(pair.source))
    found = _swapped(gone, new, here, size) or _in_its_place(gone, new, here, size)
    if found:
        detail = f"{found[0].word} / {found[1].word}"
        return Flag(check="names", fault=Fault.NAME, detail=detail)
    one = next((one for one in new if one.certain), None)  # a country from nowhere
    if one is None and len(added) == 1 and size <= _enough(here, added[0]):
        one = added[0]
    return Flag(check="names", fault=Fault.NAME, detail=one.word) if one else None


def _swapped(
    gone: Sequence[_Name], new: Sequence[_Name], here: str, size: int
) -> tuple[_Name, _Name] | None:
    """A name that was lost and one that came, wherever they stand in a sentence; in more
    than a sentence not far from each other."""
    lost = [one for one in gone if not one.ordinary]
    added = [one for one in new if not one.ordinary]
    apart = [one for one in added if not one.beside]
    inside = [one for one in lost if one.inside or one.full]
    in_place = here in _FEW_CAPITALS or (
        here not in FULL_NAMES and not all(one.title for one in new)
    )
    if pair := _beside_one(lost, new):
        return pair
    about = _FAR if size > _LONG else size
    sure = added or in_place or any(one.certain for one in inside)
    pair = _near(inside, added or new, size, about) if sure else None
    return pair or _near(lost, apart, size, about)


def _near(
    some: Sequence[_Name], others: Sequence[_Name], size: int, words_off: float
) -> tuple[_Name, _Name] | None:
    """The first of some names with one of others that stands about where it stood."""
    for one in some:
        for other in others:
            if abs(one.at - other.at) * size <= words_off:
                return one, other
    return None


def _in_its_place(
    gone: Sequence[_Name], new: Sequence[_Name], here: str, size: int
) -> tuple[_Name, _Name] | None:
    """The same of words that are less surely names, where one stands about where the other
    stood: one that opens a sentence, one that is written small elsewhere (Apple), a title
    in the place of a name of the same script ("Government" for Freeman)."""
    apart = [one for one in new if not one.ordinary and not one.beside]
    common = [one for one in new if one.ordinary and not one.title]
    small = [
        one
        for one in gone
        if one.inside and one.ordinary and not one.title and here not in FULL_NAMES
    ]
    lost = [one for one in gone if not one.ordinary and (one.inside or one.full)]
    rules = [
        ([one for one in gone if one.opens], apart, _ABOUT),
        (small, apart, _NEAR),
        (lost, common, _THERE_ITSELF),
    ]
    if size <= _LONG and here in FULL_NAMES and not lost:
        named = [one for one in new if not one.ordinary and one.alone]
        rules.append(([one for one in gone if not one.inside], named, _NEAR))
    if size <= _LONG and here not in OTHER_SCRIPT:
        called = [one for one in new if one.title and one.alone]
        rules.append((lost, called, _TITLE_THERE))
    pairs = (_near(some, others, size, off) for some, others, off in rules)
    return next(filter(None, pairs), None)


def _beside_one(
    lost: Sequence[_Name], new: Sequence[_Name]
) -> tuple[_Name, _Name] | None:
    """A lost name and a new one that stand beside the same third one: Michael Vann,
    Michael Victoria."""
    for gone in lost:
        for come in new:
            if (
                gone.beside
                and come.beside
                and not come.title
                and likeness(gone.beside, come.beside)
                >= _least(gone.beside, come.beside)
            ):
                return gone, come
    return None


def _enough(language: str, added: _Name) -> int:
    """Words of a text in which one new name is enough."""
    return (_BESIDE if added.beside else _APART).get(language, 0)


def _alone(text: str, other: str, language: str, other_language: str) -> list[_Name]:
    """The words with a capital of a text that the other has no counterpart for."""
    said = plain(text)
    matches = [
        match
        for match in CAPITAL.finditer(said)
        if not match[0].isupper() and not ROMAN.fullmatch(match[0])
    ]
    if not matches:
        return []
    borne = {one.word: one for one in support(text, other, language, other_language)}
    # Between languages of one script names are spelled, not heard; German nouns are many.
    one_script = not {language, other_language} & FULL_NAMES
    theirs = names_of(other, other_language)
    ours = tuple(dict.fromkeys(match[0] for match in matches))
    there = {
        name
        for name in ours
        if (word := borne.get(name)) is None
        or (word.likely >= _THERE and not (word.heard and one_script))
        or _counterpart(name, ours, theirs)
        or is_told_otherwise(name, text, other, language, other_language)
        or _in_compound(name, other, language, other_language)
        or _left_in_english(name, other, language, other_language)
        or _is_small_people(name, other, language)
    }
    listed = titles(language)
    small = {one for one in ours if one.casefold() in listed}
    missing = [match for match in matches if match[0] not in there]
    return [
        _Name(
            word=match[0],
            inside=is_inside(said, match),
            full=bool(THEN_CAPITAL.match(said, match.end())),
            title=match[0].casefold() in listed,
            ordinary=(borne[match[0]].known or is_ordinary(said, match, language))
            and not (language in OTHER_SCRIPT and is_country(match[0], language)),
            beside=_beside(said, match, there - small),
            certain=match[0] in countries(language)
            or (language in OTHER_SCRIPT and is_latin(match[0])),
            opens=not borne[match[0]].known and opens_as_name(said, match, language),
            alone=not any(
                is_inside(said, one)
                and 1 in (match.start() - one.end(), one.start() - match.end())
                for one in missing
            ),
            at=match.start() / len(said),
        )
        for match in missing
    ]


def _beside(text: str, match: regex.Match[str], there: set[str]) -> str:
    """The name right before or behind this one, if the other text has it; or ""."""
    before = CAPITAL.search(text, text.rfind(" ", 0, max(0, match.start() - 1)) + 1)
    if before and before.end() + 1 == match.start() and before[0] in there:
        return before[0]
    behind = CAPITAL.match(text, match.end() + 1)
    return behind[0] if behind and behind[0] in there else ""


def _counterpart(name: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a name of the other text may be this one, and is not more likely another of
    this text: Goldson is Голдсона, so Holt is not."""
    sakes = namesakes(name.casefold())
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
    """Whether the other text has a place's own form inside of a word (Südfrankreich,
    mazedonisch), or a German one holds the word itself (Standardmodell)."""
    forms = exonyms(language, other_language).get(name, ())
    said = plain(other).casefold()
    if any(form.casefold()[: max(_STEM, len(form) - 3)] in said for form in forms):
        return True
    part = bare(name)[: max(_STEM, len(name) - 2)]
    return (
        other_language in CAPITAL_NOUNS
        and len(name) >= _STEM
        and any(part in bare(word)[1:] for word in content(other))
    )


def _left_in_english(name: str, other: str, language: str, other_language: str) -> bool:
    """Whether a name is an English word in a text of another language, and the other text
    has that word in its own: « National Hurricane Center », Центр ураганів."""
    if "en" in (language, other_language) or not is_latin(name):
        return False
    partners = word_table("en", other_language).there.get(stem(name), {})
    there = set(map(stem, content(other)))
    return any(p >= _THERE and one in there for one, p in partners.items())


def _is_small_people(name: str, other: str, language: str) -> bool:
    """Whether a people, which the other language writes small, stands there: « les
    Babyloniens », los babilonios."""
    return is_of_people(name, language) and any(
        likeness(name, word) >= _PEOPLE
        for word in content(other)
        if word.islower() and len(word) >= _STEM
    )
