"""A translation set as the edition prints: spaces, numbers, times, apostrophes, quotes.

Nothing here changes what is said. Currencies stay what they are.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

import regex
from babel import Locale
from babel.numbers import format_decimal

from nouvelles.language import primary
from nouvelles.translate.lexicon import table
from nouvelles.translate.quoting import set_quotes

NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"
_SPACE: Final = "[ \u00a0\u202f\u2009]"

#: What parts thousands and decimals in figures, by language: CLDR's, without spaces.
_POINT_DECIMAL: Final = frozenset({"en", "zh", "ja", "th", "he"})
_GROUPED: Final = {
    True: regex.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])(?!\.\d)"),
    False: regex.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])(?!,\d)"),
}
_DECIMAL: Final = {
    True: regex.compile(r"(?<![\d.,:])\d+\.\d{1,2}(?![\d:]|[.,]\d)(?!\s?[ap]\.?m)"),
    False: regex.compile(r"(?<![\d.,:])\d+,\d{1,2}(?![\d:]|[.,]\d)"),
}
_TWELVE: Final = regex.compile(
    r"(?<![\d:.])(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m(?:\.|\b)",
    regex.IGNORECASE,
)
_TWENTY_FOUR: Final = regex.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])"
)
#: A time of day as French prints it, and how one is told from a duration in the source.
_FRENCH_HOUR: Final = regex.compile(
    rf"(?<![\d.,:]|\p{{L}})(?P<hour>[01]?\d|2[0-3]){_SPACE}?h(?:{_SPACE}?(?P<minute>[0-5]\d))?(?![\p{{L}}\d])"
)
_AT: Final = regex.compile(
    rf"\b(?:à|vers|dès|jusqu['’]à|à partir de){_SPACE}{_FRENCH_HOUR.pattern}"
    rf"(?!{_SPACE}d(?:e\b|['’]))",
    regex.IGNORECASE,
)
_TWO_STOPS: Final = regex.compile(r"(?<=\d\u00a0[ap]\.m\.)\.(?!\.)")
_UNIT: Final = regex.compile(
    r"(?<=\d) (?=(?:km|m|cm|mm|kg|g|t|ha|°C|°F|km/h|km²|m²|€|\$|£|euros?|dollars?"
    r"|millions?|milliards?|"
    r"ans|jours|heures|mois|Uhr|Euro|Millionen|Milliarden|Prozent)(?!\p{L}))"
)
_FIRST: Final = regex.compile(
    r"(?<!\d)1 (?=janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre)"
)
_APOSTROPHE: Final = regex.compile(r"(?<=\p{L})'(?=\p{L})")
_PERCENT: Final = regex.compile(rf"(?<=\d){_SPACE}?%")
#: Signs that French alone writes with a space before them.
_HIGH: Final = ":;!?"
_ADDRESS: Final = regex.compile(r"https?://\S+|\S+@\S+|<[^>]*>")


def set_text(text: str, source: str, language: str, target_language: str) -> str:
    """A translation as the edition of its language sets it.

    Figures are rewritten where the translation has them in the source's writing:
    "1,234.5" is « 1 234,5 » in French. Addresses and tags are left alone.
    """
    edition = primary(target_language)
    style = table("typography").get(edition, {})
    made, end = "", 0
    for match in _ADDRESS.finditer(text):
        made += _set(
            text[end : match.start()], source, primary(language), edition, style
        )
        made += match[0]
        end = match.end()
    made += _set(text[end:], source, primary(language), edition, style)
    if primary(language) == "fr" != edition:
        made = _french_hours(made, source, target_language, style)
    return set_quotes(made, target_language)


def _set(
    text: str, source: str, language: str, edition: str, style: dict[str, Any]
) -> str:
    text = _figures(text, source, language, edition)
    text = _times(text, style)
    if "apostrophe" in style:
        text = _APOSTROPHE.sub(style["apostrophe"], text)
    if "percent_space" in style:
        text = _PERCENT.sub(style["percent_space"] + "%", text)
    if "narrow_before" in style:
        text = _french_signs(text, style)
    else:  # what an engine left of a French source
        text = _before(_HIGH).sub(r"\1", text)
    return _UNIT.sub(NBSP, text)


def _french_signs(text: str, style: dict[str, Any]) -> str:
    """The spaces before high signs, and « 1er » for the first of a month."""
    for signs, space in (
        (style["narrow_before"], NARROW),
        (style["wide_before"], NBSP),
    ):
        text = _before(signs).sub(rf"{space}\1", text)
    return _FIRST.sub(f"1er{NBSP}", text)


@lru_cache(maxsize=8)
def _before(signs: str) -> regex.Pattern[str]:
    """Some of these signs, with the space before them."""
    return regex.compile(
        rf"(?<=[\p{{L}}\p{{N}}%»\")…]){_SPACE}?([{signs}]+)(?=\s|$|[»\")])"
    )


def _figures(text: str, source: str, language: str, edition: str) -> str:
    """Figures in the source's writing, if that is another one, in the edition's."""
    point = language in _POINT_DECIMAL
    if point == (edition in _POINT_DECIMAL) and not point:
        patterns = [_GROUPED[point]]
    elif point == (edition in _POINT_DECIMAL):
        return text
    else:
        patterns = [_GROUPED[point], _DECIMAL[point]]

    def rewritten(match: regex.Match[str]) -> str:
        figure = match[0]
        if figure not in source:
            return figure
        bare = (
            figure.replace(",", "")
            if point
            else figure.replace(".", "").replace(",", ".")
        )
        try:
            value = Decimal(bare)
        except InvalidOperation:  # a figure that only looks like one of this writing
            return figure
        places = len(bare.partition(".")[2])
        written = format_decimal(
            value, format=f"#,##0.{'0' * places}" if places else "#,##0", locale=edition
        )
        return str(written)

    for pattern in patterns:
        text = pattern.sub(rewritten, text)
    return text


def _french_hours(
    text: str, source: str, target_language: str, style: dict[str, Any]
) -> str:
    """Times that an engine left as French prints them, by the edition's clock:
    « à 15 h 30 » is "3:30 p.m.", in British English "15:30". What may be a duration stays.
    """
    certain = {(at["hour"], at["minute"]) for at in _AT.finditer(source)}

    def written(match: regex.Match[str]) -> str:
        if (match["hour"], match["minute"]) not in certain or "clock" not in style:
            return match[0]
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if _has_halves(target_language):
            minutes = f":{minute:02}" if minute else ""
            return f"{hour % 12 or 12}{minutes}{NBSP}{'p' if hour >= 12 else 'a'}.m."
        form = style["clock"] if minute else style["full_hour"]
        return str(form.format(hour=hour, minute=minute)).replace(" ", NBSP)

    return str(_TWO_STOPS.sub("", _FRENCH_HOUR.sub(written, text)))


@lru_cache(maxsize=32)
def _has_halves(language: str) -> bool:
    """Whether the English of a region tells the hours of the day by halves (CLDR)."""
    if primary(language) != "en":
        return False
    return "a" in Locale.parse(language, sep="-").time_formats["short"].pattern


def _times(text: str, style: dict[str, Any]) -> str:
    """Times of day by the edition's clock: "3:30 p.m." is « 15 h 30 »."""
    if "clock" not in style or style["clock"] == "{hour}:{minute:02}":
        return text

    def written(hour: int, minute: int) -> str:
        form = style["clock"] if minute else style["full_hour"]
        return str(form.format(hour=hour, minute=minute)).replace(" ", NBSP)

    def twelve(match: regex.Match[str]) -> str:
        hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        return written(hour, int(match["minute"] or 0))

    text = _TWELVE.sub(twelve, text)
    return str(
        _TWENTY_FOUR.sub(lambda m: written(int(m["hour"]), int(m["minute"])), text)
    )
