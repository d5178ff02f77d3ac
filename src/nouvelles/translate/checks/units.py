"""Units and currencies: a number keeps what it counts."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.numbers import Number, numbers
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: Characters behind a number in which its unit begins, and before it (signs only).
_BEHIND: Final = 24
_LONGEST: Final = 12
#: Thousands and more, without a number of them: no measure.
_ROUND: Final = 1000.0
_SIGNS: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}


_YEAR: Final = regex.compile(r"(?:19|20)\d\d")

#: Spans of time that are told in each other: ten years, a decade.
_ALIKE: Final = ({"decade", "year"}, {"century", "year"})


def units(pair: Pair) -> Flag | None:
    """Flags a unit beside a number that only the source has, where the translation has
    another one beside the same number, that the source has nowhere.

    A measure turned into another (miles into kilometres) has another number too, and is
    flagged by that.
    """
    ours = units_beside_numbers(pair.source, pair.source_language)
    theirs = units_beside_numbers(pair.target, pair.target_language)
    if not ours or not theirs:
        return None
    anywhere = _anywhere(pair.source, pair.source_language)
    there = _anywhere(pair.target, pair.target_language)
    for number, unit in ours:
        for other, its in theirs:
            changed = unit not in there and its not in anywhere
            if changed and number.same(other) and {unit, its} not in _ALIKE:
                return Flag(check="units", fault=Fault.UNIT, detail=f"{unit} / {its}")
    return None


@lru_cache(maxsize=2048)
def units_beside_numbers(text: str, language: str) -> tuple[tuple[Number, str], ...]:
    """The numbers of a text that count something, with its unit, in reading order."""
    bare = plain(text)
    read = numbers(text, language)
    found = []
    ends = [*(one.start for one in read[1:]), len(bare)]
    for number, end in zip(read, ends, strict=False):
        if len(number.values) > 1 and number.written == "words":
            continue  # « quinze jours » are two weeks
        if number.values == {24.0} and number.written == "loose":
            continue  # 24 hours are a day
        if number.written == "loose" and max(number.values, default=0.0) >= _ROUND:
            continue  # "thousands of miles" are as many kilometres
        if unit := unit_of(bare, number, language, end):
            found.append((number, unit))
    return tuple(found)


def unit_of(
    text: str, number: Number, language: str, end: int | None = None
) -> str | None:
    """The unit of one number of a text as `plain` gives it: a sign before it, or the
    first unit soon behind it, before `end`; a time of day (11:15) has none."""
    if number.clock and ":" in text[number.start : number.end]:
        return None
    sign = _SIGNS.get(text[: number.start].rstrip()[-1:])
    if sign is not None:
        return sign
    last = min(number.end + _BEHIND, len(text) if end is None else end)
    match = _any(primary(language)).search(text, number.start, last + _LONGEST)
    if match is None or match.start() >= last:
        return None
    if match.lastgroup == "gram" and _YEAR.fullmatch(text, number.start, number.end):
        return "year"  # 2018 г.
    return match.lastgroup


def _anywhere(text: str, language: str) -> frozenset[str]:
    bare = plain(text)
    return frozenset(
        unit
        for unit, pattern in _patterns(primary(language)).items()
        if pattern.search(bare)
    )


@lru_cache(maxsize=32)
def _any(language: str) -> regex.Pattern[str]:
    """One pattern for all units, each a group of its name."""
    parts = (f"(?P<{unit}>{one.pattern})" for unit, one in _patterns(language).items())
    return regex.compile("|".join(parts), regex.IGNORECASE)


@lru_cache(maxsize=32)
def _patterns(language: str) -> dict[str, regex.Pattern[str]]:
    """The pattern of each unit in one language; a unit's sign may touch its number."""
    raw = lexicon.table("units")
    signs, words = raw["any"], raw.get(language, {})
    return {
        unit: regex.compile(
            "|".join(
                [_touching(one) for one in signs.get(unit, [])]
                + [lexicon.pattern([one]).pattern for one in words.get(unit, [])]
            ),
            regex.IGNORECASE,
        )
        for unit in dict.fromkeys([*signs, *words])
    }


def _touching(sign: str) -> str:
    """A sign (%), or an abbreviation right behind a figure (5km, 5 km)."""
    escaped = regex.escape(sign)
    return (
        escaped
        if not sign[0].isalpha()
        else rf"(?<=\d\s?){escaped}(?![\p{{L}}\p{{N}}])"
    )
