"""Numbers in words: forms of a table put together as speakers do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate.numbers.number import Number
from nouvelles.translate.numbers.table import NumberWords, number_words

_WORD: Final = regex.compile(
    r"[\p{Han}]|[\p{L}--\p{Han}][\p{L}\p{M}--\p{Han}]*(?:'[\p{L}--\p{Han}]+)*(?:-[a-z]{1,2}\b)?",
    regex.V1,
)
_ROMAN: Final = regex.compile(
    r"(?<![\p{L}\p{N}'-])(?P<tens>X{0,3})(?P<ones>IX|IV|V?I{0,3})(?:er|e|ème|es)?(?![\p{L}\p{N}'-])"
)
_ONES: Final = {
    "": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8,
    "IX": 9,
}  # fmt: skip


#: The form of a one that is part of a number: twenty-one, einundzwanzig.
_ONE: Final = "1"
#: Hundreds in French, and its coins: « quatre cents » is 400 or 4 of them.
_CENTS: Final = "cents"


@dataclass(slots=True)
class _Sum:
    """A number in the making: `group` below a thousand, `total` above."""

    start: int = -1
    end: int = -1
    group: float = 0.0
    total: float = 0.0
    last: float = 0.0
    joined: bool = field(default=False)
    coins: bool = False

    def takes(self, value: float) -> bool:
        """Whether a word of this value can go on with what was said so far."""
        if self.start < 0:
            return True
        below = self.group % 100
        if below == 0:
            return value < 100 or self.group == 0
        if self.joined and value >= 20 and below < 10:  # vier und zwanzig
            return value % 10 == 0
        if below % 10 == 4 and value == 20:  # quatre-vingt
            return below == 4
        if below in (60, 80):  # soixante-dix, quatre-vingt-onze
            return value < 20
        if below == 10:  # dix-sept
            return 7 <= value <= 9
        return below % 10 == 0 and value < 10

    def takes_one(self, between: str, words: NumberWords) -> bool:
        """Whether a one here ends a number: it is an article elsewhere."""
        bound = self.joined or between == "-" or not words.joiners
        tens = self.group % 100
        return self.start >= 0 and bound and tens >= 20 and tens % 10 == 0

    def add(self, value: float) -> None:
        below = self.group % 100
        if below == 4 and value == 20 and not self.joined:
            self.group += 76
        else:
            self.group += value
        self.last, self.joined, self.coins = value, False, False

    def scale(self, value: float) -> None:
        if value == 100 and self.group < 100:
            self.group = (self.group or 1) * 100
        elif self.total and value > self.last_scale():
            self.total, self.group = (self.total + self.group) * value, 0
        else:
            self.total, self.group = self.total + (self.group or 1) * value, 0
        self.last, self.joined = value, False

    def last_scale(self) -> float:
        return 1000.0 if self.total < 1e6 else 1e6 if self.total < 1e9 else 1e9


def spoken(text: str, language: str) -> Iterator[Number]:
    """The numbers in words of a text as `plain` gives it, in reading order."""
    words = number_words(language)
    run = _Sum()
    for match in _WORD.finditer(text):
        between = text[run.end : match.start()] if run.start >= 0 else ""
        if between.strip(" -"):
            yield from _done(run)
            run = _Sum()
        word = match[0].casefold()
        if not _counts(word, language):
            yield from _done(run)
            run = _Sum()
            continue
        if words.loose.get(word) == 1 and run.takes_one(between, words):
            word = _ONE
        for form in _pieces(word, words):
            run, finished = _step(run, form, match, words)
            yield from finished
    yield from _done(run)
    yield from _roman(text)


@lru_cache(maxsize=100_000)
def _counts(word: str, language: str) -> bool:
    """Whether a word may be a number or a part of one: most words are none."""
    words = number_words(language)
    parts = _pieces(word, words)
    known = (words.exact, words.scales, words.loose, words.joiners)
    return (
        len(parts) > 1
        or any(word in forms for forms in known)
        or word.startswith(tuple(stem for stem, _ in words.prefixes))
    )


def _pieces(word: str, words: NumberWords) -> Sequence[str]:
    """A word as it is, or the parts of a compound one."""
    known = word in words.exact or word in words.scales or word in words.loose
    if known or words.compounds is None:
        return (word,)
    found = words.compounds.findall(word)
    if len("".join(found)) == len(word):
        return [_ONE if one == "ein" else one for one in found]
    return (word,)


def _step(
    run: _Sum, form: str, match: regex.Match[str], words: NumberWords
) -> tuple[_Sum, list[Number]]:
    """Takes one form into the number in the making, or ends that one."""
    finished: list[Number] = []
    value = words.exact.get(form)
    if form == _ONE:
        value = 1.0
    scale = words.scales.get(form)
    if value is None and scale is None:
        if form in words.joiners and run.start >= 0:
            run.joined, run.end = True, match.end()
            return run, finished
        finished += _done(run)
        finished += _loose(form, match, words)
        return _Sum(), finished
    if value is not None and not run.takes(value):
        finished += _done(run)
        run = _Sum()
    if run.start < 0:
        run.start = match.start()
    if value is not None:
        run.add(value)
    else:
        run.scale(scale or 1.0)
        run.coins = form == _CENTS
    run.end = match.end()
    return run, finished


def _done(run: _Sum) -> list[Number]:
    if run.start < 0:
        return []
    value = run.total + run.group
    # A bare "millions" or "hundred" counts nothing that could be compared.
    bare = value == run.last and value in (100.0, 1e3, 1e6, 1e9, 1e12)
    return [
        Number(
            start=run.start,
            end=run.end,
            values=frozenset(
                {round(value, 6)} | ({value / 100} if run.coins else set())
            ),
            written="loose" if bare else "words",
        )
    ]


def _loose(form: str, match: regex.Match[str], words: NumberWords) -> list[Number]:
    value = words.loose.get(form)
    if value is None:
        value = next(
            (
                number
                for stem, number in words.prefixes
                if form.startswith(stem) and len(form) > len(stem) + 3
            ),
            None,
        )
    if value is None:
        return []
    return [
        Number(
            start=match.start(),
            end=match.end(),
            values=frozenset({value}),
            written="loose",
        )
    ]


def _roman(text: str) -> Iterator[Number]:
    """Roman figures to XXXIX: kings, centuries, parts of a series."""
    for match in _ROMAN.finditer(text):
        value = 10 * len(match["tens"]) + _ONES[match["ones"]]
        if value:
            yield Number(
                start=match.start(),
                end=match.end(),
                values=frozenset({float(value)}),
                written="loose",
            )
