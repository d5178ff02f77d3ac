"""The places of numbers: each stands among the words that it stood among."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import regex

from nouvelles.translate.checks.units import unit_of
from nouvelles.translate.evidence import supported
from nouvelles.translate.numbers import Number, numbers
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: Characters around a number that are read as what it counts.
_AROUND: Final = 32
#: Numbers of a text that are compared with each other, at most.
_MOST: Final = 8
#: What the same unit beside a number counts for, in words.
_UNIT: Final = 2.0
#: A year, and what stands before one: a preposition or a month.
_YEAR: Final = regex.compile(r"(?:1[5-9]|20)\d\d")
_YEAR_PLACE: Final = regex.compile(
    r"(?<!\p{L})(?:en|depuis|dès|année|fin|début|in|since|until|year|early|late|of"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|année de)\s$",
    regex.IGNORECASE,
)
_BEFORE: Final = 16
#: A day of a month: 29 septembre, 29. September, 29 сентября.
_MONTH: Final = regex.compile(
    r"(?:er|\.|-го)?\s(?:de |of )?(?:jan|f[eé][bv]|m[aä]r|a[pv]r|ma[iy]|jui|jul|jun"
    r"|ao[uû]|aug|ago|sep|o[ck]t|nov|d[eéi][cz]|enero|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
    r"|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)",
    regex.IGNORECASE,
)
#: By how much the words must speak for places that were exchanged; less is needed where
#: the order of the source was turned too.
_SURE: Final = 1.5
_TURNED: Final = -0.3


def number_order(pair: Pair) -> Flag | None:
    """Flags two numbers that stand in each other's place.

    Read are numbers in figures that both sides have once. Where their order is turned
    and the words around them do not account for it, or where these words clearly fit the
    other way round, they were exchanged.
    """
    pairs = _matched(pair)[:_MOST]
    for one, other in combinations(pairs, 2):
        if _years_stay(pair, one, other):
            continue
        turned = (one[0].start < other[0].start) != (one[1].start < other[1].start)
        gain = _fit(pair, one[0], other[1]) + _fit(pair, other[0], one[1])
        gain -= _fit(pair, one[0], one[1]) + _fit(pair, other[0], other[1])
        if gain > (_TURNED if turned else _SURE):
            bare = plain(pair.target)
            detail = " / ".join(bare[n.start : n.end] for n in (one[1], other[1]))
            return Flag(check="number_order", fault=Fault.NUMBER_ORDER, detail=detail)
    return None


def _years_stay(
    pair: Pair, one: tuple[Number, Number], other: tuple[Number, Number]
) -> bool:
    """Whether one of two numbers is a year and stands in the translation where years do,
    and the other does not: "360 000 died since 2011" for "since 2011 360 000 died"."""
    text = plain(pair.target)
    found = (one[1], other[1])
    years = [_YEAR.fullmatch(text, n.start, n.end) is not None for n in found]
    places = [
        _YEAR_PLACE.search(text, max(0, n.start - _BEFORE), n.start) is not None
        or (is_year and n.start == 0)
        for n, is_year in zip(found, years, strict=True)
    ]
    return years[0] != years[1] and places == years


def _matched(pair: Pair) -> list[tuple[Number, Number]]:
    """Numbers in figures with their only counterpart, in the order of the source."""
    ours = [n for n in numbers(pair.source, pair.source_language) if _counts(n)]
    theirs = [n for n in numbers(pair.target, pair.target_language) if _counts(n)]
    found = []
    for number in ours:
        same = [one for one in theirs if one.same(number)]
        if len(same) == 1 and sum(map(same[0].same, ours)) == 1:
            found.append((number, same[0]))
    return found


def _counts(number: Number) -> bool:
    """Figures, but for times of day: these are written as nothing else is."""
    return number.written == "figures" and not (number.clock and not number.values)


def _fit(pair: Pair, number: Number, place: Number) -> float:
    """How many words around a number of the source are borne out around a place of the
    translation, the unit counting double."""
    source, target = plain(pair.source), plain(pair.target)
    here = _counted(source, number, pair.source_language)
    there = unit_of(target, place, pair.target_language)
    same_unit = _UNIT if here and here == there else -_UNIT if here and there else 0.0
    return same_unit + supported(
        _around(source, number),
        _around(target, place),
        pair.source_language,
        pair.target_language,
    )


def _counted(text: str, number: Number, language: str) -> str | None:
    """What a number counts; a bare one of four figures is most likely a year."""
    figures = text[number.start : number.end]
    unit = unit_of(text, number, language)
    if unit is None and _MONTH.match(text, number.end):
        return "day of a month"
    if unit is None and len(figures) == 4 and figures[:2] in ("18", "19", "20"):
        return "year"
    return unit


def _around(text: str, number: Number) -> str:
    """The words around a number, cut at whole words."""
    start, end = max(0, number.start - _AROUND), number.end + _AROUND
    before = text[start : number.start]
    after = text[number.end : end]
    if start:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    return f"{before} {after}"
