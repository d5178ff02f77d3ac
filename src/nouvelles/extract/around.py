"""The lines around an article's text: above its headline, below it, after the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nouvelles.extract.lines import Box, Line
from nouvelles.extract.page import Page
from nouvelles.records import Block

#: Lines before the headline, and after the text, that may speak of the article.
_ABOVE: Final = 8
_FOOT: Final = 12
#: Without a headline or a text on the page, as many lines are its head.
_HEAD: Final = 40
#: Lines after the text's first among which its second one is looked for.
_BETWEEN: Final = 12
_LONGEST_SHORT: Final = 160
#: Characters by which a block is known again as a line.
_SAME_START: Final = 30
#: Shorter blocks are no text by which the beginning of an article is known.
_SHORTEST_TEXT: Final = 60
#: Boxes with more text are around more than a line.
_LARGE_BOX: Final = 250
_BOXES: Final = 4


#: Parts of names by which designers call a byline, and what is near one.
_SIGNED = re.compile(
    r"byline|author|autor|auteur|auth-|writer|redakteur|reporter|verfasser|journalist"
    r"|contributor|signature|firma|posted-by|postedby|forfatter|skribent|kirjoittaj"
    r"|credits?-name|creator|(?<![a-z])h?vcard(?![a-z])|penulis|yazar|muhabir|source-name"
)
_ELSEWHERE = re.compile(
    r"comment|related|teaser|caption|figure|photo|picture|picbox|image-|avatar|newsletter"
    r"|authority|breadcrumb|promo|recommend|sidebar|widget|most-|popular|footer|is-hidden"
    r"|biograph|author-?bio|author-?desc|author-?box-text"
)
#: Words in names of elements that name sources, and of those about pictures.
_CREDITED = re.compile(
    r"byline|author|autor|auteur|source|quelle|fuente|fonte|agenc|signature|firma"
    r"|credit-line|provider|lieferant"
)
_PICTURED = re.compile(r"caption|image|photo|picture|picbox|gallery")


@dataclass(frozen=True, slots=True)
class Hints:
    """What names say: somebody signs, it is of something else, a source, a picture."""

    signed: bool
    elsewhere: bool
    credited: bool
    pictured: bool


@lru_cache(maxsize=8192)
def _hints(names: str) -> Hints:
    elsewhere = _ELSEWHERE.search(names) is not None
    return Hints(
        signed=not elsewhere and _SIGNED.search(names) is not None,
        elsewhere=elsewhere,
        credited=_CREDITED.search(names) is not None,
        pictured=_PICTURED.search(names) is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Lines by their place; `text` are the text's first and last lines.

    `start` is the index of its first line in the page.
    """

    above: list[Line]
    head: list[Line]
    foot: list[Line]
    text: list[Line]
    start: int

    def hints(self, line: Line) -> Hints:
        """What the names of a line, and of the boxes round it, say of it."""
        return _hints(names_around(line))

    @property
    def near(self) -> list[Line]:
        """Lines of the head, then those above the headline, nearest first."""
        return [*self.head, *reversed(self.above)]


def read_around(page: Page, first: int, end: int, blocks: tuple[Block, ...]) -> Around:
    """The lines around a text whose headline stands in lines `first` to `end`.

    (-1, -1) stands for a headline that the page does not show.
    """
    lines = page.lines
    after = max(end, 0)
    texts = [b.text for b in blocks if len(b.text) >= _SHORTEST_TEXT]
    texts = texts or [b.text for b in blocks if b.text]
    start = _find(lines, after, texts[0]) if texts else -1
    last = _find_last(lines, after, texts[-1]) if texts else -1
    if start < 0:
        start = min(len(lines), after + _HEAD)
    if end < 0:
        after = max(0, start - _HEAD)
        first = after
    # The byline may follow a standfirst that was taken for the text's beginning.
    second = _find(lines, start, texts[1], _BETWEEN) if len(texts) > 1 else start
    second = second if second >= 0 else min(len(lines), start + _BETWEEN)
    head = [n for n in lines[after:start] if n.text]
    if len(head) > _HEAD:
        # What is far from both headline and text is something else.
        head = [*head[: _HEAD // 2], *head[-_HEAD // 2 :]]
    head += [n for n in lines[start:second] if _is_short(n)]
    return Around(
        above=[n for n in lines[max(0, first - _ABOVE) : first] if n.text],
        head=[n for n in head if n.text],
        foot=[n for n in lines[last + 1 : last + 1 + _FOOT] if n.text]
        if last >= 0
        else [],
        text=[*lines[start : start + 2], *lines[max(start, last - 1) : last + 1]],
        start=start,
    )


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_SHORT


def _find(lines: list[Line], after: int, text: str, most: int = 100_000) -> int:
    begin = text[:_SAME_START]
    for index in range(after, min(len(lines), after + most)):
        if begin in lines[index].text:
            return index
    return -1


def _find_last(lines: list[Line], after: int, text: str) -> int:
    begin = text[:_SAME_START]
    for index in range(len(lines) - 1, after - 1, -1):
        if begin in lines[index].text:
            return index
    return -1


def names_around(line: Line) -> str:
    """The names, in lower case, of a line and of the boxes that hold little more."""
    names = [line.names]
    box: Box | None = line.box
    for _ in range(_BOXES):
        if box is None or (box is not line.box and box.letters > _LARGE_BOX):
            break
        names.append(box.names)
        box = box.parent
    return " ".join(names).lower()
