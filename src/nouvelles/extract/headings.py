"""The headings of a page that may be its headline, and the kickers above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nouvelles.extract.lines import Box, Line
from nouvelles.extract.page import Page
from nouvelles.extract.titles import LONGEST_TITLE, SAME_SHARE, overlap

#: A page has one h1, or some; those of a thousand are no headlines.
_MOST: Final = 50

#: Names of the short line above a headline, as designers call it in several languages.
_KICKER: Final = (
    "kicker", "surtitre", "dachzeile", "eyebrow", "overline", "topline", "roofline",
    "spitzmarke", "antetitulo", "volanta", "cintillo", "chapeu", "occhiello", "overtitle",
    "supertitle", "pretitle", "pre-title", "nadtytul", "nadtitulek", "headline-prefix",
    "headline__prefix",
)  # fmt: skip
_LONGEST_KICKER: Final = 60
#: Lines before the headline among which its kicker stands.
_KICKER_LINES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A heading: its text and its range of lines; its kicker, if it holds one."""

    text: str
    first: int
    end: int
    box: Box
    kicker: str = ""


def first_headings(page: Page) -> list[Shown]:
    """The h1 elements that may be headlines, in reading order."""
    boxes = [box for box in page.boxes if box.tag == "h1"]
    return [shown for box in boxes[:_MOST] if (shown := _read_heading(page, box))]


def named_headings(page: Page) -> list[Shown]:
    """Other elements that are called headline (schema.org's property, or a class)."""
    boxes = [
        box
        for box in page.boxes
        if "headline" in box.names and "headline" in box.names.split()
    ]
    return [shown for box in boxes[:_MOST] if (shown := _read_heading(page, box))]


def _read_heading(page: Page, box: Box) -> Shown | None:
    lines = [line for line in page.lines[box.first : box.end] if line.text]
    kicker = ""
    if len(lines) > 1 and _says(_KICKER, lines[0]):
        kicker, lines = lines[0].text, lines[1:]
    text = " ".join(line.text for line in lines)
    if not 0 < len(text) <= LONGEST_TITLE:
        return None
    return Shown(text=text, first=box.first, end=box.end, box=box, kicker=kicker)


def kicker_above(lines: list[Line], shown: Shown, text: str, site_name: str) -> str:
    """The short line above the headline, where its names say so."""
    before = shown.text[: -len(text)].rstrip(" :|–—-")
    if text and shown.text.endswith(text) and 0 < len(before) <= _LONGEST_KICKER:
        return before
    first = max(0, shown.first - _KICKER_LINES)
    for line in reversed(lines[first : shown.first]):
        named = 0 < len(line.text) <= _LONGEST_KICKER and _says(_KICKER, line)
        if not named or not any(map(str.isalpha, line.text)):
            continue
        if overlap(line.text, text) < SAME_SHARE and line.text != site_name:
            return line.text
    return ""


def _says(words: tuple[str, ...], line: Line) -> bool:
    """Whether the names of a line, its box or the box around that have such a word."""
    box = line.box
    around = box.parent.names if box.parent and box.parent.letters < 200 else ""
    names = f"{line.names} {box.names} {around}".lower()
    return any(word in names for word in words)
