"""Numbers in a text of any language: in figures, in words, or loosely meant.

numbers("2,8 milliards en vingt-deux ans", "fr")    # 2.8e9 in figures, 22 in words
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate.numbers.figures import figures
from nouvelles.translate.numbers.number import Number
from nouvelles.translate.numbers.spoken import spoken
from nouvelles.translate.plain import plain

__all__ = ["Number", "numbers"]

_HOURS: Final = regex.compile(
    r"[ -]?(?:h|heures?|hours?|horas|ore|stunden|час\p{L}*|годин\p{L}*)\b",
    regex.IGNORECASE,
)
_DAYS: Final = regex.compile(r" (?:jours|días|giorni|dias)\b", regex.IGNORECASE)
_OF_THE_FINAL: Final = regex.compile(r"(?:e|es|èmes?)? de finale?\b")


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """All numbers of a text, in reading order; spans are those of `plain(text)`.

    Of a language without a table (`data/numbers.toml`) only figures are read.
    """
    bare = plain(text)
    written = list(figures(bare, language))
    taken = {at for one in written for at in range(one.start, one.end)}
    said = [one for one in spoken(bare, language) if one.start not in taken]
    found = sorted([*written, *said], key=lambda one: one.start)
    return tuple(_with_idioms(one, bare) for one in found)


def _with_idioms(number: Number, text: str) -> Number:
    """A number with what it is called elsewhere: « quinze jours » are 14 days or two
    weeks, « 8es de finale » the last 16."""
    if _HOURS.match(text, number.end) and number.values == {24.0}:
        return replace(number, written="loose")  # a day
    more: set[float] = set()
    if number.values == {15.0} and _DAYS.match(text, number.end):
        more = {14.0, 2.0}
    elif _OF_THE_FINAL.match(text, number.end):
        more = {2 * value for value in number.values}
    return replace(number, values=number.values | more) if more else number
