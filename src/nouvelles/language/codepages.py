"""Folding whole texts at once, where an old code page holds all their signs.

What folding makes of a sign depends on that sign alone wherever no combining marks
stand. A text that one of these pages can write is then folded by a table of 256 places:
36 us for 180 words of the press, against 80 to 120 us word by word (2026-11). Pages: the
Windows code pages as Python's codecs have them (unicode.org, MAPPINGS/VENDORS/MICSFT).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

#: The first sign that is neither Latin nor of no script; and which pages write it.
_NOT_LATIN = re.compile("[^\x00-\u017f\u2000-\u2bff]")
_LATIN = ("cp1252", "cp1250", "cp1254")
_SCRIPTS = (
    ("\u0370", "\u03ff", ("cp1253",)),
    ("\u0400", "\u04ff", ("cp1251",)),
    ("\u0590", "\u05ff", ("cp1255",)),
    ("\u0600", "\u06ff", ("cp1256",)),
)

_SPACE = ord(" ")

#: No sign, that which stands for what cannot be folded, and one that does other things
#: between Persian letters.
_NOT_ALONE = frozenset(("", "\0", "\u200c"))


class CodePages:
    """Folds texts as `fold` does, and parts their words as `cut` does."""

    def __init__(self, fold: Callable[[str], str], cut: Callable[[str], list[str]]):
        self._fold, self._cut = fold, cut
        self._page = cache(self._make)

    def folded(self, text: str) -> str | None:
        """The folded words of a text in lower case, with white space between them; None
        where no page holds it."""
        first = _NOT_LATIN.search(text)
        for name in _pages_of(first[0]) if first else _LATIN:
            try:
                written = text.encode(name)
            except UnicodeEncodeError:
                continue
            folded = written.translate(*self._page(name))
            return None if b"\0" in folded else folded.decode(name)
        return None

    def _make(self, name: str) -> tuple[bytes, bytes]:
        """What stands for each sign of a page, 0 where one sign cannot; and the signs
        that fold to nothing."""
        table, nothing = bytearray(256), bytearray()
        for place in range(256):
            sign = bytes([place]).decode(name, "ignore")
            folded, words = self._fold(sign), self._cut(self._fold(sign))
            if sign in _NOT_ALONE:
                continue
            if not folded:
                nothing.append(place)
            elif not words:
                table[place] = _SPACE
            elif words == [folded] and len(folded) == 1:
                table[place : place + 1] = folded.encode(name, "ignore") or b"\0"
        return bytes(table), bytes(nothing)


def _pages_of(sign: str) -> tuple[str, ...]:
    for first, last, names in _SCRIPTS:
        if first <= sign <= last:
            return names
    return ()
