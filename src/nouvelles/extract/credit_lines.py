"""The short lines around an article that may credit an agency."""

from __future__ import annotations

from typing import Final

from nouvelles.extract.around import Around
from nouvelles.extract.lines import Box, Line
from nouvelles.extract.names import begins_as_byline
from nouvelles.language import fold
from nouvelles.records import Block

_LONGEST: Final = 120


def credit_lines(
    around: Around, site_name: str, language: str, blocks: tuple[Block, ...]
) -> list[str]:
    """Short lines that may credit a source, without doubles.

    Of the lines between headline and text, and a little after the text, those whose
    names speak of authors or sources, that have a colon, or begin as a byline or with the
    outlet's name; and short paragraphs of the text itself. (Source lines amid the text
    are of charts and tables.)
    """
    site = fold(site_name)
    found = [b.text for b in (*blocks[:3], *blocks[-3:]) if b.kind == "paragraph"]
    for line in (*around.above, *around.head, *around.foot):
        text = line.text
        if len(text) > _LONGEST:
            continue
        hints = around.hints(line)
        credited = (
            ":" in text
            or "：" in text
            or hints.credited
            or begins_as_byline(text, language)
            or (site and fold(text[: len(site_name)]) == site)
        )
        if credited and not (hints.pictured or _in_figure(line)):
            found.append(text)
            # "By Ann Field", "Source: X" and a time beside each other in one line.
            found += line.pieces() if line.cuts else []
    return [line for line in dict.fromkeys(found) if 0 < len(line) <= _LONGEST]


def _in_figure(line: Line) -> bool:
    box: Box | None = line.box
    while box is not None and box.tag not in ("figure", "figcaption"):
        box = box.parent
    return box is not None
