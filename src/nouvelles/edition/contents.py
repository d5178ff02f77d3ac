"""What a whole text holds, to be asked whether it states a number or names a name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

import regex

from nouvelles.edition.figures import BETWEEN, Number, all_numbers, can_spell, spelled
from nouvelles.edition.naming import Name, sounds
from nouvelles.language import tokens
from nouvelles.language.identify import primary

_COMMON = regex.compile(r"(?<![\p{L}\p{M}'’\-])\p{Ll}[\p{Ll}\p{M}]+(?![\p{L}\p{M}])")
#: Numbers with no more digits than this, zeros at the end apart, are written in words.
_SPEAKABLE: Final = 2


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A text with what was found in it, once it was asked for."""

    text: str
    language: str

    def has_number(self, number: Number) -> bool:
        """Whether it stands here in figures or, where the language is known, in words."""
        if number.values & self._numbers:
            return True
        return any(
            pattern.search(self._words) is not None
            for value in number.values
            if (pattern := spelled(value, self.language)) is not None
        )

    def has_name(self, name: Name) -> bool:
        """Whether a word here sounds like the last of the name."""
        return any(name.code in code for code in self._codes)

    def can_be_asked_number(self, number: Number) -> bool:
        """Whether a number that is not found here is not here."""
        digits = "".join(letter for letter in number.written if letter.isdecimal())
        is_speakable = len(digits.rstrip("0")) <= _SPEAKABLE
        return not is_speakable or can_spell(self.language)

    def can_be_asked_name(self, language: str) -> bool:
        """The same of a name in a text of another language: names of places and bodies
        are translated, so only a text of the same language can be asked."""
        return primary(self.language) == primary(language)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that stand here without a capital: no names, though they may bear one."""
        return frozenset(_COMMON.findall(self.text))

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        return frozenset(
            value for one in all_numbers(self.text) for value in one.values
        )

    @cached_property
    def _words(self) -> str:
        """The folded words in order, with a space round each."""
        words = (word for word in tokens(self.text) if word not in BETWEEN)
        return " ".join(["", *words, ""])

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(map(sounds, set(tokens(self.text))))
