"""Numbers and names in a text, as they can be found again in a text of another language.

A number is what was written in figures of any script, with its scale (« 12 mille »,
"1.2万"), read in every way that it can be read ("3,141" is 3141 or 3.141). A name is two
capitalised words or more; it is known again in another script by the consonants of its
last word, coarsely, so that one that is there is rather found twice than not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

import regex
from anyascii import anyascii
from num2words import CONVERTER_CLASSES, num2words

from nouvelles.language import fold, tokens
from nouvelles.language.fold import UNSPACED
from nouvelles.language.identify import primary

#: Below this, whole numbers are written in words, or are days, or say little.
_TELLING: Final = 32
#: Whole numbers of four digits in these bounds may be years.
_YEARS: Final = range(1800, 2101)
#: Above this, nobody writes a number out.
_SPOKEN: Final = 10**12

_NUMBER = regex.compile(
    r"(?<![\p{L}\p{N}]|[\p{L}\p{N}][.,:/\-‐‑])\p{Nd}+"
    r"(?:[\u0020\u00A0\u202F\u2009'’]\p{Nd}{3}(?!\p{Nd})|[.,٫٬]\p{Nd}+)*"
    r"(?![:/\p{N}]|\s?[hHч時时点]\s?\p{Nd}|[.,]\p{Nd}|[\-‐‑]\p{L})"
)
#: Clock times and ISO dates: not figures that a report states.
_NO_FIGURE = regex.compile(
    r"\p{Nd}{1,2}\s?(?:[h:٫.]|時|时|点)\s?\p{Nd}{2}(?=\s*(?:[ap]\.?m\b|Uhr|h\b|uhr))"
    r"|\p{Nd}{1,2}\s?[hH:時时点]\s?\p{Nd}{0,2}\b|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}"
    # "at 2.40" is a time in many languages; of a price as small little is lost.
    r"|(?<![\p{N}.,])[01]?\p{Nd}\.[0-5]\p{Nd}(?![\p{N}.,])|(?<![\p{N}.,])0\p{Nd}{3}(?!\p{N})"
)
_SPLIT = regex.compile(r"[^\p{Nd}]")
_NEXT_WORD = regex.compile(rf"\s?([{UNSPACED}]|[\p{{L}}\p{{M}}]+)")

#: Words that multiply the figure before them, by their beginnings (CLDR 46, compact
#: decimal formats, long form; checked 2026-11).
_SCALES: Final = (
    (10**3, ("thousand", "mille", "millier", "mil", "tausend", "tusen", "duizend",
             "tysiec", "tysiac", "bin", "тысяч", "тыс", "тис", "هزار", "ألف", "آلاف",
             "千")),
    (10**4, ("万", "萬", "만")),
    (10**6, ("million", "millon", "milhao", "milhoes", "milion", "miljoen", "milyon",
             "mio", "mln", "млн", "миллион", "мільйон", "میلیون", "مليون", "ملايين")),
    (10**8, ("亿", "億", "억")),
    (10**9, ("billion", "milliard", "bilhao", "bilhoes", "miliard", "milyar",
             "mrd", "mld", "млрд", "миллиард", "мільярд", "میلیارد", "مليار")),
)  # fmt: skip
#: "mil" begins "militar", "тис" begins "тиск": these must be the whole word.
_WHOLE: Final = ("bin", "mil", "mio", "mld", "mln", "mrd", "млн", "млрд", "тис", "тыс")

_NAME = regex.compile(
    r"\p{Lu}[\p{L}\p{M}'’\-]+"
    r"(?:[ \u00A0](?:d[aeiou]s?|del|della|van|von|der|al|el|bin|ibn|y|e)"
    r"(?=[ \u00A0]\p{Lu}))?(?:[ \u00A0]\p{Lu}[\p{L}\p{M}'’\-]+)+"
)
_WORD = regex.compile(r"(?<![\p{L}\p{M}'’\-])\p{Ll}[\p{Ll}\p{M}]+(?![\p{L}\p{M}])")
_POSSESSIVE = regex.compile(r"['’]s?$")
_LETTER = regex.compile(r"\p{L}")
_JOINT = regex.compile(r"[\s\-]")
#: Small words inside names, without a capital of their own.
_PARTICLES: Final = frozenset({
    "al", "bin", "da", "das", "de", "del", "della", "der", "des", "di", "do", "dos", "du",
    "e", "el", "ibn", "la", "le", "van", "von", "y",
})  # fmt: skip
#: Languages whose common nouns bear capitals too.
_CAPITALS: Final = ("de", "lb")
#: Soundex (Russell 1918): letters that sound alike have one digit; here in all places,
#: and h, w, y and vowels in none, since Arabic and Persian write few of them.
_SOUNDS: Final = {
    letter: digit
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
    for letter in letters
}
#: Digits of a code that tell a name from another.
_CODE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it is written, with all that it may mean."""

    written: str
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it is written, with the sounds of its last word."""

    written: str
    code: str

    def is_common(self, common: Container[str]) -> bool:
        """Whether one of its words is a common one ("National Library"): such names are
        translated, and cannot be known again."""
        words = _JOINT.split(self.written.lower())
        return any(word in common for word in words if word not in _PARTICLES)


def numbers(sentence: str) -> Iterator[Number]:
    """The numbers of a sentence that say something: no times, years or small ones."""
    blanked = _NO_FIGURE.sub(lambda match: "·" * len(match[0]), sentence)
    for match, number in _all_numbers(blanked):
        is_scaled = len(number.written) > len(match[0])
        if is_scaled or any(_is_telling(value, match[0]) for value in number.values):
            yield number


def _all_numbers(text: str) -> Iterator[tuple[regex.Match[str], Number]]:
    for match in _NUMBER.finditer(text):
        follows = _NEXT_WORD.match(text, match.end())
        scale = _scale(follows[1]) if follows else 1
        end = follows.end() if follows and scale > 1 else match.end()
        values = frozenset(value * scale for value in _readings(match[0]))
        yield match, Number(written=text[match.start() : end], values=values)


def names(sentence: str, language: str) -> Iterator[Name]:
    """The names of two words or more of a sentence in a cased script."""
    if primary(language) in _CAPITALS:
        return
    for match in _NAME.finditer(sentence):
        written = _POSSESSIVE.sub("", match[0])
        if not _LETTER.search(sentence, 0, match.start()):
            # The first word bears a capital whatever it is.
            written = written.partition(" ")[2]
        if " " not in written:
            continue
        code = sounds(_JOINT.split(written)[-1])
        if len(code) >= _CODE:
            yield Name(written=written, code=code)


def sounds(word: str) -> str:
    """The consonants of a word of any alphabet as digits, neighbours of one sound once."""
    code = ""
    for letter in anyascii(word).lower():
        digit = str(_SOUNDS.get(letter, ""))
        if digit and not code.endswith(digit):
            code += digit
    return code


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a whole text holds, to ask whether it carries a number or a name."""

    text: str
    language: str

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        return frozenset(
            value for _, one in _all_numbers(self.text) for value in one.values
        )

    @cached_property
    def _words(self) -> str:
        """Beginnings of the words in order, one space between."""
        return " ".join(["", *(word[:_STEM] for word in tokens(self.text)), ""])

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that stand here without a capital: no names, though they may bear one."""
        return frozenset(_WORD.findall(self.text))

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(map(sounds, set(tokens(self.text))))

    def has_number(self, number: Number) -> bool:
        """Whether it stands here in figures or, where the language is known, in words."""
        if number.values & self._numbers:
            return True
        return any(
            f" {spelled} " in self._words
            for value in number.values
            if (spelled := _spell(value, self.language))
        )

    def has_name(self, name: Name) -> bool:
        return any(name.code in code for code in self._codes)

    @property
    def has_alphabet(self) -> bool:
        """Whether its script writes sounds, so that names can be known again."""
        return not regex.search(rf"[{UNSPACED}]", self.text)


#: Letters by which a word is known in any of its cases.
_STEM: Final = 4
#: Words between those of a number: "and", « et », "e", "و".
_BETWEEN: Final = ("and", "et", "e", "y", "und", "و")


def can_spell(language: str) -> bool:
    """Whether numbers can be looked for in words in this language."""
    return primary(language) in CONVERTER_CLASSES


@lru_cache(maxsize=4096)
def _spell(value: Decimal, language: str) -> str:
    tag = primary(language)
    if value != value.to_integral_value() or value > _SPOKEN or not can_spell(tag):
        return ""
    words = tokens(num2words(int(value), lang=tag))
    return " ".join(word[:_STEM] for word in words if word not in _BETWEEN)


def _scale(word: str) -> int:
    folded = fold(word)
    for scale, beginnings in _SCALES:
        for one in beginnings:
            begins = fold(one)
            if folded == begins or (
                one not in _WHOLE and len(begins) > 2 and folded.startswith(begins)
            ):
                return scale
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
    if value != value.to_integral_value():
        return True
    is_year = len(written) == 4 and written.isdecimal() and int(value) in _YEARS
    return value >= _TELLING and not is_year
