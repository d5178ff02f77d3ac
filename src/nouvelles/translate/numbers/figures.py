"""Numbers in figures, with every value that they may stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate.numbers.number import Number, Written
from nouvelles.translate.numbers.table import NumberWords, number_words

#: Groups of three behind one and the same mark, then a decimal part; or plain digits.
_FIGURES: Final = regex.compile(
    r"(?<![\d])(?:\d{1,3}(?:[ '٬]\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)"
    r"(?:[.,٫]\d+)?(?!\d)"
)
#: 15:30, 15 h 30, 15h, 15.30 Uhr, 3.15 pm; 10:00-11:00 are two
_CLOCK: Final = regex.compile(
    r"(?<![\d.,:/])(?<!(?<!:\d\d)-)(?P<hour>[01]?\d|2[0-4])"
    r"(?:\s?(?:[h:]|uhr|heures)\s?(?P<minute>[0-5]\d)|\.(?P<dotted>[0-5]\d)"
    r"(?=\s?(?:[ap]\.?\s?m\b|uhr|gmt|utc|h\b))|(?=\s?(?:h\b|uhr\b|heures?\b|[ap]\.?\s?m\b)))(?![\d:])",
    regex.IGNORECASE,
)
#: 12.05.2018, 12/05/2018: day and month in figures are read one by one.
_DATE: Final = regex.compile(r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d(?!\d)")
_DECADE_BEFORE: Final = regex.compile(
    r"(?:années|años|anni|anos|')\s?$", regex.IGNORECASE
)
#: What stands before a time of day: "об 11.15", "um 11.15".
_AT: Final = regex.compile(
    r"(?<!\p{L})(?:об?|в|у|um|at|à|alle|las|às|gegen|kl)\s$", regex.IGNORECASE
)
#: A time of day without a mark: "1200 GMT".
_HUNDREDS: Final = regex.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
_ZONE: Final = regex.compile(r"\s?(?:GMT|UTC|BST|hrs)\b")
_DOTTED: Final = regex.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_DECADE_AFTER: Final = regex.compile(r"s\b|er\b|-?[хеітиы]\b|-х\b|-ті")
_DIGITS: Final = regex.compile(r"\d+")
_NO_DIGIT: Final = regex.compile(r"\D")
#: A decade, or a century.
_DECADE: Final = regex.compile(r"(?:19|20)\d0|1\d00")
_SHARE: Final = frozenset({10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 0.0})


def figures(text: str, language: str) -> Iterator[Number]:
    """The numbers in figures of a text as `plain` gives it, in reading order."""
    taken: set[int] = set()
    words = number_words(language)
    for match in _CLOCK.finditer(text):
        yield _time(match)
        taken.update(range(*match.span()))
    for match in _DATE.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            taken.update(range(*match.span()))
            yield from _parts(match)
    for match in _FIGURES.finditer(text):
        if match.start() not in taken:
            yield _plain(text, match, words)


def _time(match: regex.Match[str]) -> Number:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["dotted"] or 0)
    halves = {hour, hour % 12, hour % 12 + 12}
    whole = not (match["minute"] or match["dotted"])
    return Number(
        start=match.start(),
        end=match.end(),
        values=frozenset(map(float, halves)) if whole or not minute else frozenset(),
        clock=frozenset((one % 24) * 60 + minute for one in halves),
        written="figures",
    )


def _parts(match: regex.Match[str]) -> Iterator[Number]:
    for part in _DIGITS.finditer(match[0]):
        start = match.start() + part.start()
        value = float(part[0])
        values = {value}
        if len(part[0]) == 2 and part.end() == len(match[0]):
            values |= {1900 + value, 2000 + value}
        yield Number(
            start=start, end=start + len(part[0]), values=frozenset(values),
            written="figures",
        )  # fmt: skip


def _plain(text: str, match: regex.Match[str], words: NumberWords) -> Number:
    start, end = match.span()
    values = _readings(match[0])
    scale, end = _scale(text, end, words)
    if scale > 1:
        values = {round(value * scale, 6) for value in values}
        if _one_letter(text, match.end(), end):  # 5m: five million, or metres
            values |= _readings(match[0])
    elif words.afternoon.match(text, end):
        values |= {value + 12 for value in values if value < 12}
    if len(match[0]) == 2 and values <= _SHARE:
        decade = _DECADE_BEFORE.search(text, max(0, start - 8), start)
        if decade or _DECADE_AFTER.match(text, match.end()):
            values |= {1900 + value for value in values} | {2000 + v for v in values}
    elif len(match[0]) == 4 and _DECADE.fullmatch(match[0]):
        if _DECADE_AFTER.match(text, match.end()) or _DECADE_BEFORE.search(
            text, max(0, start - 8), start
        ):
            values |= {float(match[0][2:])}
            if match[0][2:] == "00":  # the 1800s are the 19th century
                values |= {float(match[0][:2]) + 1}
    elif len(match[0]) == 2 and text[max(0, start - 1) : start] == "'":
        values |= {1900 + value for value in values} | {2000 + v for v in values}
    clock: frozenset[int] = frozenset()
    if min(values) <= 24 and float(min(values)).is_integer() and scale == 1:
        hour = int(min(values))
        clock = frozenset({hour % 24 * 60, hour % 12 * 60, (hour % 12 + 12) * 60})
    if _HUNDREDS.fullmatch(match[0]) and _ZONE.match(text, end):
        clock = frozenset({int(match[0][:2]) % 24 * 60 + int(match[0][2:])})
    dotted = _DOTTED.fullmatch(match[0])
    if dotted and _AT.search(text, max(0, start - 8), start):
        hour, minute = map(int, dotted.groups())
        clock = frozenset(
            h * 60 + minute for h in (hour % 24, hour % 12, hour % 12 + 12)
        )
    # 9月 is September, which other languages write as a word.
    written: Written = "loose" if text[end : end + 1] == "月" else "figures"
    return Number(
        start=start, end=end, values=frozenset(values), written=written, clock=clock
    )


def _readings(figure: str) -> set[float]:
    """The values of one run of figures: its last mark may part thousands or decimals."""
    marks = _NO_DIGIT.findall(figure)
    if not marks:
        return {float(figure)}
    digits = _NO_DIGIT.sub("", figure)
    tail = _NO_DIGIT.split(figure)[-1]
    grouped = len(tail) == 3
    decimal = marks[-1] in ".,٫" and (len(marks) == 1 or marks[-1] != marks[0])
    found = set()
    if decimal:
        found.add(float(f"{digits[: len(digits) - len(tail)]}.{tail}"))
    if grouped or not decimal:
        found.add(float(digits))
    return found


@lru_cache(maxsize=32)
def _scales(words: tuple[tuple[str, float], ...]) -> regex.Pattern[str]:
    forms = sorted((form for form, _ in words), key=len, reverse=True)
    listed = "|".join(map(regex.escape, forms)) or "(?!)"
    return regex.compile(
        rf"[\s-]{{0,2}}(?:de )?(?P<word>{listed})(?![\p{{L}}--\p{{Han}}])\.?",
        regex.IGNORECASE | regex.V1,
    )


def _scale(text: str, end: int, words: NumberWords) -> tuple[float, int]:
    """What the words behind a figure multiply it by, and where they end."""
    product = 1.0
    pattern = _scales(tuple(words.scales.items()))
    short = {"m": 1e6, "b": 1e9, "k": 1e3, "M": 1e6}
    while match := pattern.match(text, end):
        product *= words.scales[match["word"].lower()]
        end = match.end()
    if product == 1 and text[end : end + 1] in short:
        after = text[end + 1 : end + 2]
        if not (after.isalnum() or after == "²"):
            return short[text[end]], end + 1
    return product, end


def _one_letter(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start].isascii()
