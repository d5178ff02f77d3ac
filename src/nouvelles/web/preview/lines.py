"""Text in lines of a width: broken as its script is, each part in a font that has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from PIL import ImageDraw, ImageFont

from nouvelles.language.fold import UNSPACED
from nouvelles.web.preview.fonts import (
    Face,
    can_shape,
    find_font,
    has_glyph,
    open_font,
    script_of,
)
from nouvelles.web.preview.order import find_levels, in_order

ELLIPSIS = "…"
#: Pixels by which the width of a balanced text may miss the least possible.
_EVENNESS = 8.0

#: What a line may end after: spaces, hyphens, and any letter of scripts without spaces.
_PIECE = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*[^\S\n]*|(?:(?![{UNSPACED}])[^\s])+\s*|\s+"
)
#: What stays with the letter before it, or after it.
_CLOSING = ("Pe", "Pf", "Po")
_OPENING = ("Ps", "Pi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set. `language` is its BCP 47 tag, `size` in pixels."""

    face: Face
    size: int
    language: str
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of one font and direction."""

    text: str
    font: ImageFont.FreeTypeFont
    level: int
    language: str | None

    @property
    def width(self) -> float:
        return self.font.getlength(
            self.text, direction=self.direction, language=self.language
        )

    @property
    def direction(self) -> str | None:
        """What Raqm is told; without it there is nothing to tell."""
        if not can_shape():
            return None
        return "rtl" if self.level % 2 else "ltr"


def can_draw(text: str, style: Style) -> bool:
    """Whether the system's fonts have all letters of a text."""
    letters = (c for c in text if unicodedata.category(c)[0] in "LN")
    return all(_font_for(c, script_of(c), style) is not None for c in letters)


def break_lines(text: str, style: Style, width: float, most: int) -> list[str] | None:
    """A text in at most `most` lines of a width, or None where it is longer.

    Lines are made as even as their number allows, so that no word stands alone.
    """
    pieces = _pieces(text)
    lines = _fill(pieces, style, width)
    if lines is None or len(lines) > most:
        return None
    low, high = 0.0, width
    while high - low > _EVENNESS:
        middle = (low + high) / 2
        narrower = _fill(pieces, style, middle)
        if narrower is None or len(narrower) > len(lines):
            low = middle
        else:
            lines, high = narrower, middle
    return lines


def _fill(pieces: Sequence[str], style: Style, width: float) -> list[str] | None:
    """Pieces in lines of a width; None where one is wider than that."""
    lines, line, filled = [], "", 0.0
    for piece in pieces:
        own = _width(piece.rstrip(), style)
        if own > width:
            return None
        if line and filled + own > width:
            lines.append(line.rstrip())
            line, filled = "", 0.0
        line += piece
        filled += _width(piece, style)
    return [*lines, line.rstrip()]


def cut_lines(text: str, style: Style, width: float, most: int) -> list[str]:
    """As many whole pieces of a text as the lines hold, with an ellipsis."""
    pieces = _pieces(text)
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        lines = _fill(
            _pieces("".join(pieces[:middle]).rstrip() + ELLIPSIS), style, width
        )
        if lines is None or len(lines) > most:
            high = middle - 1
        else:
            low = middle
    cut = "".join(pieces[:low]).rstrip() + ELLIPSIS
    return break_lines(cut, style, width, most) or [ELLIPSIS]


def measure(text: str, style: Style) -> float:
    """The width of a line in pixels."""
    return sum(part.width for part in find_parts(text, style))


#: Pieces of a line do not change each other's letters: their widths add up.
_width = lru_cache(maxsize=2048)(measure)


def draw_line(
    on: ImageDraw.ImageDraw,
    text: str,
    style: Style,
    at: tuple[float, float],
    colour: str,
) -> float:
    """Draw a line from a left end on its baseline; returns its width."""
    x, y = at
    parts = find_parts(text, style)
    for part in in_order(parts, [part.level for part in parts]):
        on.text(
            (x, y),
            part.text,
            fill=colour,
            font=part.font,
            anchor="ls",
            direction=part.direction,
            language=part.language,
        )
        x += part.width
    return x - at[0]


def find_parts(text: str, style: Style) -> list[Part]:
    """The runs of a text in reading order; what no font has is left out."""
    levels = find_levels(text, rtl=style.rtl)
    found: list[Part] = []
    script = next((name for c in text if (name := script_of(c))), "")
    for character, level in zip(text, levels, strict=True):
        script = script_of(character) or script
        font = _font_for(character, script, style)
        if font is None:
            continue
        if found and found[-1].font is font and found[-1].level == level:
            joined = found[-1].text + character
            found[-1] = _part(joined, font, level, style)
        else:
            found.append(_part(character, font, level, style))
    return found


def _part(text: str, font: ImageFont.FreeTypeFont, level: int, style: Style) -> Part:
    language = style.language if can_shape() else ""
    return Part(text=text, font=font, level=level, language=language or None)


@lru_cache(maxsize=4096)
def _font_for(
    character: str, script: str, style: Style
) -> ImageFont.FreeTypeFont | None:
    """The font that draws a character: its script's, else one of the others."""
    is_mark = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    for name in (script, "Latin", "Han"):
        place = find_font(name, style.face, style.language)
        if place and (is_mark or has_glyph(*place, character)):
            return open_font(*place, style.size)
    return None


def _pieces(text: str) -> Sequence[str]:
    """What is never broken inside."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        opens = bool(pieces) and unicodedata.category(pieces[-1][-1]) in _OPENING
        if pieces and (opens or unicodedata.category(piece[0]) in _CLOSING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
