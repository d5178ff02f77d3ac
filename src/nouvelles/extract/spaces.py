"""No-break spaces that are typography, kept through an engine that flattens them.

French sets one inside « » and before ; : ! ?, many languages between a number and what
it counts. The engine makes them plain spaces, and lines then begin with a semicolon. So
they are changed for signs that the page does not use, and changed back afterwards. Other
no-break spaces hold layouts together and are left to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

#: How pages write U+00A0 and U+202F: as themselves, or as references (HTML, 13.5).
_WIDE: Final = r"(?:\u00A0|&nbsp;|&\#160;|&\#[xX](?:00)?[aA]0;)"
_NARROW: Final = r"(?:\u202F|&\#8239;|&\#[xX]202[fF];)"

#: Where such a space belongs to the text.
_PLACE: Final = r"(?:(?<=[«‹]|&laquo;|\d){0}(?=\S)|(?<=\S){0}(?=[»›;:!?%€]|&raquo;))"
_WIDE_PLACE: Final = regex.compile(_PLACE.format(_WIDE))
_NARROW_PLACE: Final = regex.compile(_PLACE.format(_NARROW))

#: Rare letters and signs, printable so that no engine drops them.
_SIGNS: Final = "ꙮ⸎⸙⸿ꚙ⹂"


@dataclass(frozen=True, slots=True)
class Kept:
    """Which signs stand for which spaces in one page."""

    wide: str
    narrow: str

    def back(self, text: str) -> str:
        """The text with its no-break spaces again."""
        return text.replace(self.wide, "\u00a0").replace(self.narrow, "\u202f")


def keep_spaces(html: str) -> tuple[str, Kept | None]:
    """The page with signs in place of typographic spaces; None when it has none."""
    free = [sign for sign in _SIGNS if sign not in html]
    if len(free) < 2:
        return html, None
    wide, narrow = free[:2]
    kept, wide_count = _WIDE_PLACE.subn(wide, html)
    kept, narrow_count = _NARROW_PLACE.subn(narrow, kept)
    if not wide_count and not narrow_count:
        return html, None
    return kept, Kept(wide, narrow)
