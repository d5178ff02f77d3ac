"""Numbers: what the source counts must come back, in figures or words, in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import regex

from nouvelles.translate.checks.dates import named
from nouvelles.translate.numbers import Number
from nouvelles.translate.numbers import numbers as read
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: What stands between a measure and the same in brackets: a unit; characters of it.
_UNIT_AND_BRACKET: Final = regex.compile(r"\s?\p{L}[\p{L}/² ]*\((?:[\p{L}.]+ ){0,2}")
_BRACKET: Final = 24
#: Numbers up to which one may be put in without anything being counted anew.
_SMALL: Final = 31
#: Numbers of turns of speech that another turn stands for: "No. 1", "100 %", a turn of
#: 180 degrees.
_TURNS: Final = frozenset((1.0, 100.0, 180.0))
#: Years that may be written by their last two figures.
_YEARS: Final = (1900.0, 2099.0)


def numbers(pair: Pair) -> Flag | None:
    """Flags a number that is missing, new, or another one in words.

    A number in figures must be on the other side somehow: in figures, in words, as an
    ordinal, "dozen", "half". Numbers in words are used loosely ("one or two"), so they
    are only flagged where each side has one that the other lacks.
    """
    ours = read(pair.source, pair.source_language)
    theirs = read(pair.target, pair.target_language)
    lost, added = _unmatched(ours, theirs), _unmatched(theirs, ours)
    here = plain(pair.source), plain(pair.target)
    lost, added = (
        [one for one in lost if not _is_short_year(here[0], one, here[1], added)],
        [one for one in added if not _is_short_year(here[1], one, here[0], lost)],
    )
    detail = " / ".join(filter(None, (_first(here[0], lost), _first(here[1], added))))
    if not added or not lost:
        # Of a measure in two units, the second in brackets, one may be left out or put in.
        lost = [
            one
            for one in lost
            if not _converted(here[0], one, ours)
            and not _is_between(one, ours, theirs)
            and not one.values & _TURNS
            and not _is_weekday_there(one, pair, of_source=True)
        ]
        added = [
            one
            for one in added
            if not _converted(here[1], one, theirs)
            and not _is_between(one, ours, theirs)
            and not _idiom(one)
            and not _is_weekday_there(one, pair, of_source=False)
        ]
    if any(one.written == "figures" for one in lost):
        return Flag(check="numbers", fault=Fault.NUMBER_MISSING, detail=detail)
    if any(one.written == "figures" for one in added):
        return Flag(check="numbers", fault=Fault.NUMBER_ADDED, detail=detail)
    if lost and added:
        return Flag(check="numbers", fault=Fault.NUMBER_WORD, detail=detail)
    return None


def _unmatched(some: Iterable[Number], others: Sequence[Number]) -> list[Number]:
    """Numbers that count, of which the other side has none that may be the same."""
    return [
        one for one in some if one.written != "loose" and not any(map(one.same, others))
    ]


def _idiom(number: Number) -> bool:
    """Whether a number may be put in by a turn of speech: "100 %", « 24 h », "one day"."""
    return min(number.values, default=0.0) <= _SMALL or 100.0 in number.values


def _is_short_year(
    text: str, number: Number, other: str, others: Iterable[Number]
) -> bool:
    """Whether of a number and one of the other side one is a year and the other its last
    two figures behind letters: SS19, « la collection 2019 »."""
    return any(
        _ends_year(text, number, one) or _ends_year(other, one, number)
        for one in others
    )


def _ends_year(text: str, short: Number, year: Number) -> bool:
    behind_letter = short.start > 0 and text[short.start - 1].isalpha()
    return behind_letter and any(
        _YEARS[0] <= value <= _YEARS[1] and value % 100 in short.values
        for value in year.values
    )


def _is_between(
    number: Number, ours: Sequence[Number], theirs: Sequence[Number]
) -> bool:
    """Whether both sides have the numbers before and behind one, which one side names and
    the other means: "11th, 12th and 13th", « du XIe au XIIIe »."""
    return any(
        all(
            any(value + step in one.values for one in side)
            for side in (ours, theirs)
            for step in (-1, 1)
        )
        for value in number.values
    )


def _converted(text: str, number: Number, all_: Sequence[Number]) -> bool:
    """Whether a number and another one are a measure in two units: "300 km (190 miles)"."""
    return any(
        number in (first, second)
        and second.start - first.end <= _BRACKET
        and _UNIT_AND_BRACKET.fullmatch(text, first.end, second.start) is not None
        for first, second in pairwise(all_)
    )


def _is_weekday_there(number: Number, pair: Pair, *, of_source: bool) -> bool:
    """Whether a day of a month may be told by its weekday: "Saturday" for « le 29
    septembre » that both stand alone."""
    if min(number.values, default=0.0) > _SMALL:
        return False
    ours = named(pair.source, pair.source_language)
    theirs = named(pair.target, pair.target_language)
    here, there = (ours, theirs) if of_source else (theirs, ours)
    month = any(one not in there for one in here if one.startswith("month"))
    day = any(one not in here for one in there if one.startswith("day"))
    return month and day


def _first(text: str, found: Sequence[Number]) -> str:
    return text[found[0].start : found[0].end] if found else ""
