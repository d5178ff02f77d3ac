"""The preview itself: 1200 × 630 pixels, the look of the paper, nothing but its words."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from nouvelles.web.preview.lines import (
    Style,
    break_lines,
    can_draw,
    cut_lines,
    draw_line,
    measure,
)
from nouvelles.web.preview.order import clean
from nouvelles.web.preview.words import Preview

#: The size that networks ask for (Open Graph: 1.91 to 1).
WIDTH: Final = 1200
HEIGHT: Final = 630

# Colours of the paper by day (static/paper.css).
_PAPER, _INK, _MUTE, _RULE, _ACCENT = (
    "#fdfdfc",
    "#15181c",
    "#5a636c",
    "#c4cad0",
    "#15497f",
)
_MARGIN: Final = 72
_ROOM: Final = WIDTH - 2 * _MARGIN
#: Sizes of a headline in pixels, each with how many lines of it there is room for. The
#: scripts whose lines are high (Arabic, Devanagari …) have one line less.
_SIZES: Final = ((76, 3), (66, 4), (58, 5), (50, 5), (44, 6))
_LEADING: Final = 1.18
_HIGH_LEADING: Final = 1.5
#: Characters of a headline that are looked at; more than six lines hold.
_LONGEST: Final = 400
_COLOURS: Final = 48


def draw_preview(preview: Preview) -> bytes:
    """The preview as a PNG.

    A headline in a script for which the system has no font is left out: outlet and
    paper are still named.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    on = ImageDraw.Draw(image)
    on.rectangle((_MARGIN, 52, WIDTH - _MARGIN, 55), fill=_INK)
    on.rectangle((_MARGIN, 59, WIDTH - _MARGIN, 60), fill=_INK)
    paper = Style(
        face="serif", size=38, language=preview.edition, rtl=preview.edition_rtl
    )
    _place(on, preview.paper, paper, 112, _INK, at_end=preview.edition_rtl)
    small = Style(
        face="sans", size=28, language=preview.edition, rtl=preview.edition_rtl
    )
    if preview.place:
        _place(on, preview.place, small, 182, _ACCENT, at_end=preview.edition_rtl)
    _headline(on, preview)
    on.rectangle((_MARGIN, 552, WIDTH - _MARGIN, 552), fill=_RULE)
    outlet = Style(
        face="sans", size=30, language=preview.outlet_language, rtl=preview.edition_rtl
    )
    left = _place(on, preview.outlet, outlet, 594, _INK, at_end=preview.edition_rtl)
    if measure(clean(preview.note), small) + left <= _ROOM:
        _place(on, preview.note, small, 594, _MUTE, at_end=not preview.edition_rtl)
    return _encode(image)


def _headline(on: ImageDraw.ImageDraw, preview: Preview) -> None:
    text = clean(preview.title)[:_LONGEST]
    is_high = False
    for size, most in _SIZES:
        style = Style(
            face="serif", size=size, language=preview.language, rtl=preview.rtl
        )
        if not can_draw(text, style):
            return
        is_high = any(ord(c) >= 0x590 and ord(c) < 0x1100 for c in text)
        lines = break_lines(text, style, _ROOM, most - is_high)
        if lines is not None:
            break
    else:
        lines = cut_lines(text, style, _ROOM, most - is_high)
    leading = size * (_HIGH_LEADING if is_high else _LEADING)
    # In the middle of what the lines above and below leave, a little above it.
    top, bottom = 200, 540
    y = top + (bottom - top - leading * len(lines)) * 0.42 + leading * 0.78
    for line in lines:
        _place(on, line, style, y, _INK, at_end=preview.rtl)
        y += leading


def _place(
    on: ImageDraw.ImageDraw,
    text: str,
    style: Style,
    y: float,
    colour: str,
    *,
    at_end: bool,
) -> float:
    """One line at the left or right edge, cut to the width; returns its own."""
    text = clean(text)
    if measure(text, style) > _ROOM:
        (text,) = cut_lines(text, style, _ROOM, 1)
    x = WIDTH - _MARGIN - measure(text, style) if at_end else float(_MARGIN)
    return draw_line(on, text, style, (x, y), colour)


def _encode(image: Image.Image) -> bytes:
    """Few colours are enough for text, and a third of the bytes."""
    out = BytesIO()
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()
