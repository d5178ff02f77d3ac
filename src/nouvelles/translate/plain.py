"""How checks read a text: without markup, in one form of each sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import UNSPACED

#: An element's tag as HTML writes it, not any text between angle brackets.
TAG: Final = regex.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")

#: No-break and thin spaces are spaces, all apostrophes one; invisible signs go.
_ONE_FORM: Final = {
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2060"), " "),
    **dict.fromkeys(map(ord, "’‘ʼ＇`´"), "'"),
    **dict.fromkeys(map(ord, "‑‐"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\ufeff\u061c"), None),
}

_WORD: Final = regex.compile(
    rf"[{UNSPACED}]|[\p{{L}}--[{UNSPACED}]][\p{{L}}\p{{M}}--[{UNSPACED}]]*", regex.V1
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without tags, with one form of spaces, apostrophes, hyphens and digits.

    Digits of all scripts (٣, ३, ３) are those of ASCII.
    """
    bare = TAG.sub("", text) if "<" in text else text
    bare = unicodedata.normalize("NFC", bare).translate(_ONE_FORM)
    if bare.isascii():
        return bare
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in bare
    )


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they stand; each letter of Han, kana, Thai … is one."""
    return tuple(_WORD.findall(plain(text)))
