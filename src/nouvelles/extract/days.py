"""Days as people write them: "12 mars 2026", "March 12, 2026", "2026年3月12日".

Months are CLDR's (`data/months.toml`), in the page's language first, else those that mean
one month in all languages. Thai years are Buddhist, Iranian dates of the Solar Hijri
calendar, Japanese ones sometimes of an era.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

from nouvelles.language import fold

_EARLIEST: Final = 1990
_LATEST: Final = 2199

#: 12.3.2026, 12/03/26, 2026-03-12, 2026. 3. 12
_NUMBERS = regex.compile(
    r"(?<![\d./-])(\d{1,4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{2}(?:\d{2})?)(?![\d/-])"
)
#: 2026年3月12日, 2026년 3월 12일, 令和8年3月12日
_HAN = regex.compile(
    r"(?P<era>令和|平成)?(?<!\d)(?P<year>\d{1,4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]"
    r"\s*(?P<day>\d{1,2})"
)
_ERAS: Final = {"令和": 2018, "平成": 1988}
_DIGIT = regex.compile(r"\d")
#: "Apr 042013": a day glued to its year is two tokens.
_TOKEN = regex.compile(r"\d{1,2}(?=(?:19|20)\d{2}(?!\d))|\d+|[\p{L}\p{M}'׳]+")
#: The longest word between the parts of a date: "5 de marzo de", "5th", "m.", "hb".
_FILLER: Final = 4

_BUDDHIST: Final = 543


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read, and where in the folded text it begins and ends."""

    day: date
    start: int
    end: int


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Names to numbers by language, and those that are one month everywhere."""
    path = files("nouvelles.extract").joinpath("data/months.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    by_language = {
        tag: {
            form: number
            for number, forms in enumerate(row["months"], 1)
            for form in forms.split("|")
        }
        for tag, row in raw.items()
    }
    meanings: dict[str, set[int]] = {}
    for names in by_language.values():
        for form, number in names.items():
            meanings.setdefault(form, set()).add(number)
    common = {
        form: min(numbers) for form, numbers in meanings.items() if len(numbers) == 1
    }
    return by_language, common


#: Months of the Solar Hijri calendar as Iran names them, folded.
_JALALI: Final = (
    "فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "ابان", "اذر", "دي",
    "بهمن", "اسفند",
)  # fmt: skip


def read_days(text: str, language: str, *, month_first: bool = False) -> Iterator[Day]:
    """The days in a text, numbers first, then those with a month's name.

    Args:
        language: primary tag, "" for unknown.
        month_first: whether 3/5/2026 is the 5th of March.
    """
    if _DIGIT.search(text) is None:
        return
    folded = fold(text)
    for match in _HAN.finditer(folded):
        year = int(match["year"]) + _ERAS.get(match["era"] or "", 0)
        if found := _day(year, int(match["month"]), int(match["day"])):
            yield Day(found, match.start(), match.end())
    for match in _NUMBERS.finditer(folded):
        if found := _from_numbers(match, month_first=month_first):
            yield Day(found, match.start(), match.end())
    yield from _named(folded, language)


def _from_numbers(match: regex.Match[str], *, month_first: bool) -> date | None:
    first, sign, second, last = match[1], match[2], int(match[3]), match[4]
    if len(first) == 4:
        return _day(int(first), second, int(last)) if len(last) <= 2 else None
    if len(first) == 3:
        return None
    year = int(last) if len(last) == 4 else 2000 + int(last)
    if len(last) == 2 and sign == "-":
        return None
    one = int(first)
    if (month_first and sign != ".") or second > 12:
        return _day(year, one, second) or _day(year, second, one)
    return _day(year, second, one) or _day(year, one, second)


def _named(folded: str, language: str) -> Iterator[Day]:
    """Days whose month is named: the number beside it is the day."""
    by_language, common = _tables()
    own = by_language.get(language, {})
    tokens = list(_TOKEN.finditer(folded))
    words = [token[0] for token in tokens]
    used = -1
    for place, word in enumerate(words):
        if word[0].isdigit() or place <= used:
            continue
        month, jalali, width = _month(words, place, own, common)
        if not month:
            continue
        numbers = _beside(words, place, width)
        if numbers is None:
            continue
        day, year, first, last = numbers
        found = _solar(year, month, day) if jalali else _day(year, month, day)
        if found:
            used = last
            yield Day(found, tokens[first].start(), tokens[last].end())


def _month(
    words: list[str], place: int, own: dict[str, int], common: dict[str, int]
) -> tuple[int, bool, int]:
    """The month that a word (or two) names, whether it is Iran's, and how many words."""
    word = words[place]
    two = f"{word} {words[place + 1]}" if place + 1 < len(words) else ""
    for table in (own, common):
        if two in table:
            return table[two], False, 2
        if word in table:
            return table[word], False, 1
        # Hebrew: "in March" is one word.
        if word[0] == "ב" and word[1:] in table:
            return table[word[1:]], False, 1
    if word in _JALALI:
        return _JALALI.index(word) + 1, True, 1
    return 0, False, 1


def _beside(
    words: list[str], place: int, width: int
) -> tuple[int, int, int, int] | None:
    """Day, year, and the first and last word of a date round a month's name."""
    before, after = place - 1, place + width
    if before >= 0 and not words[before].isdigit() and len(words[before]) <= _FILLER:
        before -= 1
    day_at = year_at = -1
    if before >= 0 and _is_day(words[before]):
        day_at = before
    for index in range(after, min(after + 4, len(words))):
        word = words[index]
        if _is_year(word):
            year_at = index
            break
        if day_at < 0 and index == after and _is_day(word):
            day_at = index
        elif len(word) > _FILLER or word.isdigit():
            break
    if year_at < 0:
        for index in range(place - 1, max(-1, place - 4), -1):
            if _is_year(words[index]):
                year_at = index
                break
    if day_at < 0 or year_at < 0:
        return None
    ends = (place, place + width - 1, day_at, year_at)
    return int(words[day_at]), int(words[year_at]), min(ends), max(ends)


def _is_day(word: str) -> bool:
    return len(word) <= 2 and word.isdigit() and 1 <= int(word) <= 31


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _day(year: int, month: int, day: int) -> date | None:
    """A day of the Gregorian calendar, of a Buddhist year or an Iranian one."""
    if 1369 <= year <= 1499:
        return _solar(year, month, day)
    if _EARLIEST + _BUDDHIST <= year <= 2700:
        year -= _BUDDHIST
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _solar(year: int, month: int, day: int) -> date | None:
    """A day of the Solar Hijri calendar, by its 33-year cycle (right for 1799 to 2256)."""
    if not (1369 <= year <= 1499 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    past = year - 1
    days = 365 * past + (8 * past + 29) // 33
    days += 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    # 1 Farvardin 1 is day 226,895 of the proleptic Gregorian calendar.
    return date.fromordinal(226_894 + days + day)
