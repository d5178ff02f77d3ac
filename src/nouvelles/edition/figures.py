"""Numbers in a text, as they can be found again in a text of another language.

A number is what was written in figures of any script, with its scale (« 12 mille »,
"1.2万", "1억 2500만"), read in every way that it can be read ("3,141" is 3141 or 3.141).
Where in doubt it has one meaning more: a number that is there is rather found twice
than not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import fold, tokens
from nouvelles.language.fold import UNSPACED
from nouvelles.language.identify import primary

#: Below this, whole numbers are written in words, or are days, or say little.
_TELLING: Final = 32
#: Whole numbers of four digits in these bounds may be years.
_YEARS: Final = range(1800, 2101)
#: Above this, nobody writes a number out.
_SPOKEN: Final = 10**12
#: From this on, the figure before a scale is known without it ("649 Millionen").
_KNOWN_ALONE: Final = 100
#: The least scale that further figures may follow, as in "1억 2500만".
_COMPOUND: Final = 10**4

_NUMBER = regex.compile(
    rf"(?<![[\p{{L}}--[{UNSPACED}]]\p{{N}}+]|[\p{{L}}\p{{N}}][.,:/\-‐‑])\p{{Nd}}+"
    r"(?:[\u0020\u00A0\u202F\u2009'’]\p{Nd}{3}(?!\p{Nd})|[.,٫٬]\p{Nd}+)*"
    r"(?![:/\p{N}]|\s?[hHч時时点]\s?\p{Nd}|[.,]\p{Nd}|[\-‐‑]\p{L})",
    regex.V1,
)
#: Telephones, clock times and ISO dates: not figures that a report states.
_NO_FIGURE = regex.compile(
    r"\+\p{Nd}[\p{Nd}\s\-]{5,}|"
    r"\p{Nd}{1,2}\s?(?:[h:٫.]|時|时|点)\s?\p{Nd}{2}(?=\s*(?:[ap]\.?m\b|Uhr|h\b|uhr))"
    r"|\p{Nd}{1,2}\s?[hH:時时点]\s?\p{Nd}{0,2}\b|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}"
    # "at 2.40" is a time in many languages; of a price as small little is lost.
    r"|(?<![\p{N}.,])[01]?\p{Nd}\.[0-5]\p{Nd}(?![\p{N}.,])|(?<![\p{N}.,])0\p{Nd}{3}(?!\p{N})"
)
_SPLIT = regex.compile(r"[^\p{Nd}]")
_NEXT_WORD = regex.compile(rf"\s?([{UNSPACED}]|[\p{{L}}\p{{M}}]+)")
_GAP = regex.compile(r"\s?")

#: Words that multiply the figure before them, by their beginnings (CLDR 46, compact
#: decimal formats, long form; checked 2026-11).
_SCALES: Final = (
    (10**2, ("百", "백")),
    (10**3, ("thousand", "mille", "millier", "mil", "tausend", "tusen", "duizend", "ngan",
             "tysiec", "tysiac", "bin", "ribu", "тысяч", "тыс", "тис", "χιλιαδ", "हजार",
             "هزار", "ألف", "آلاف", "אלף", "พัน", "千", "천")),
    (10**4, ("万", "萬", "만")),
    (10**6, ("million", "millon", "milhao", "milhoes", "milion", "miljon", "miljoen",
             "juta", "milyon", "trieu", "mio", "mln", "млн", "миллион", "мільйон",
             "εκατομμυρι", "میلیون", "مليون", "ملايين", "מיליון")),
    (10**8, ("亿", "億", "억")),
    (10**9, ("billion", "milliard", "bilhao", "bilhoes", "miliard", "miljard", "milyar",
             "ty", "mrd", "mld", "млрд", "миллиард", "мільярд", "δισεκατομμυρι",
             "میلیارد", "مليار", "מיליארד")),
)  # fmt: skip
#: "mil" begins "militar", "тис" begins "тиск": these must be the whole word.
_WHOLE: Final = (
    "bin", "mil", "mio", "mld", "mln", "mrd", "ngan", "ribu", "ty", "млн", "млрд", "тис",
    "тыс",
)  # fmt: skip
#: Measures, by the beginnings of their words: outlets convert them for their readers.
_MEASURES: Final = (
    "kilom", "quilom", "chilom", "metr", "meter", "centim", "kilogr", "kilo", "hektar",
    "hectar", "mile", "feet", "foot", "inch", "pound", "acre", "километр", "кілометр",
    "метр", "сантиметр", "дюйм", "миль", "гектар", "كيلومتر", "متر", "كم", "کیلومتر",
    "公里", "公斤", "千米", "キロ", "メートル", "킬로", "미터", "דונם",
)  # fmt: skip
_SYMBOLS: Final = frozenset({
    "m", "km", "cm", "mm", "kg", "ha", "ft", "lb", "lbs", "mi", "mph", "км", "м", "см",
    "кг", "га", "米",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it is written, with all that it may mean; nothing where that is not
    known."""

    written: str
    values: frozenset[Decimal]
    is_measure: bool = False


def numbers(sentence: str) -> Iterator[Number]:
    """The numbers of a sentence that say something everywhere alike: no times, years,
    measures or small ones."""
    blanked = _NO_FIGURE.sub(lambda match: "·" * len(match[0]), sentence)
    for number in all_numbers(blanked):
        if number.is_measure or not number.values:
            continue
        is_scaled = not _SPLIT.sub("", number.written) or number.written[-1].isalpha()
        if is_scaled or any(_is_telling(v, number.written) for v in number.values):
            yield number


def all_numbers(text: str) -> Iterator[Number]:
    """Every number of a text, small ones and years too."""
    before: tuple[int, int, int, frozenset[Decimal]] | None = None
    for match in _NUMBER.finditer(text):
        scale, end = _scale_after(text, match.end())
        bare = _readings(match[0])
        values = frozenset(value * scale for value in bare)
        start = match.start()
        if before is not None and _follows(text, before, start):
            start, _, larger, others = before
            is_sum = larger >= _COMPOUND and scale < larger
            # "4천 2백만" multiplies a sum, which is not worth the rules.
            values = frozenset(a + b for a in others for b in values if is_sum)
        elif before is not None:
            yield _number(text, before)
        if scale > 1 and start == match.start():
            values |= {v for v in bare if v >= _KNOWN_ALONE or v % 1}
        before = (start, end, scale, values)
    if before is not None:
        yield _number(text, before)


def can_spell(language: str) -> bool:
    """Whether numbers can be looked for in words in this language."""
    # Its fifty languages are loaded when a number is first looked for in words.
    from num2words import CONVERTER_CLASSES

    return primary(language) in CONVERTER_CLASSES


#: Letters at the end of a word that change with its case, and letters that stay.
_ENDING: Final = 2
_STEM: Final = 4
#: Words between those of a number: "and", « et », "e", "و".
BETWEEN: Final = frozenset({"and", "et", "e", "y", "und", "och", "و"})


@lru_cache(maxsize=4096)
def spelled(value: Decimal, language: str) -> regex.Pattern[str] | None:
    """What finds a number in words, in the folded words of a text with a space round each
    and those `BETWEEN` left out; None where we cannot spell it."""
    tag = primary(language)
    if value % 1 or value > _SPOKEN or not can_spell(tag):
        return None
    from num2words import num2words

    words = [
        word for word in tokens(num2words(int(value), lang=tag)) if word not in BETWEEN
    ]
    stems = [word[: max(_STEM, len(word) - _ENDING)] for word in words]
    return regex.compile("".join(rf" {regex.escape(stem)}\w*" for stem in stems) + " ")


def _number(text: str, found: tuple[int, int, int, frozenset[Decimal]]) -> Number:
    start, end, _, values = found
    follows = _NEXT_WORD.match(text, end)
    word = fold(follows[1]) if follows else ""
    is_measure = word in _SYMBOLS or word.startswith(_MEASURES)
    return Number(written=text[start:end], values=values, is_measure=is_measure)


def _follows(
    text: str, before: tuple[int, int, int, frozenset[Decimal]], start: int
) -> bool:
    """Whether figures go on a number of a script that groups by ten thousands."""
    _, end, scale, _ = before
    is_east = scale > 1 and regex.match(rf"[{UNSPACED}]", text[end - 1])
    return bool(is_east) and bool(_GAP.fullmatch(text, end, start))


def _scale_after(text: str, position: int) -> tuple[int, int]:
    """By what the words behind a figure multiply it, and where they end."""
    scale = 1
    while follows := _NEXT_WORD.match(text, position):
        factor = _factor(follows[1])
        if factor == 1:
            break
        scale, position = scale * factor, follows.end()
    return scale, position


def _factor(word: str) -> int:
    folded = fold(word)
    for factor, beginnings in _SCALES:
        for one in beginnings:
            begins = fold(one)
            if folded == begins or (
                one not in _WHOLE and len(begins) > 2 and folded.startswith(begins)
            ):
                return factor
    return 1


def _readings(written: str) -> list[Decimal]:
    """The values that a number may have: its last mark is a decimal one, or none is."""
    plain = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in written
    )
    groups = _SPLIT.split(plain)
    whole = Decimal("".join(groups))
    if len(groups) == 1:
        return [whole]
    marks = [letter for letter in plain if not letter.isdecimal()]
    decimal = Decimal("".join(groups[:-1]) + "." + groups[-1])
    is_grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if not is_grouped:
        return [decimal]
    if len(marks) == 1 and marks[0] in ".,":
        return [whole, decimal]
    return [whole]


def _is_telling(value: Decimal, written: str) -> bool:
    if value % 1:
        return True
    is_year = len(written) == 4 and written.isdecimal() and int(value) in _YEARS
    return value >= _TELLING and not is_year
