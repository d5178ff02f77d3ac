"""Words cut to what they share across forms and scripts, for comparing two languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex
from anyascii import anyascii

from nouvelles.language.sounds import sound
from nouvelles.translate.plain import plain

#: Letters of a word that stay: the rest is mostly its ending.
_STEM: Final = 5
#: Letters that two words of one origin share at their beginning, at least.
_KIN: Final = 4

_WORD: Final = regex.compile(r"\p{Han}|[\p{L}--\p{Han}][\p{L}\p{M}--\p{Han}]*", regex.V1)
_ELIDED: Final = frozenset(
    ("l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all")
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The first letters of a word in small ones, without accents of Latin letters."""
    return _bare(word)[:_STEM]


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    lowered = word.casefold()
    if regex.match(r"\p{Latin}", lowered):
        return anyascii(lowered).lower()
    return lowered.replace("ё", "е")


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """A word in Latin letters: Москва is "moskva"."""
    return "".join(filter(str.isalpha, anyascii(word).lower()))


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[str, ...]:
    """The words of a text as they stand, elided articles and such left out."""
    return tuple(
        word for word in _WORD.findall(plain(text)) if word.casefold() not in _ELIDED
    )


@lru_cache(maxsize=200_000)
def kin(one: str, other: str) -> float:
    """How surely two words of different languages are one name or have one origin.

    1.0 for the same beginning in Latin letters, 0.6 for the same consonants (`sound`),
    0 for neither.
    """
    first, second = latin(one), latin(other)
    shorter = min(len(first), len(second))
    if shorter >= _KIN and first[:_KIN] == second[:_KIN]:
        return 1.0
    if first and first == second:
        return 1.0
    heard, other_heard = sound(one), sound(other)
    if len(heard) >= 3 and len(other_heard) >= 3:
        if heard[:4] == other_heard[:4]:
            return 0.8
        if heard[:3] == other_heard[:3] and abs(len(heard) - len(other_heard)) <= 1:
            return 0.5
    return 0.0
