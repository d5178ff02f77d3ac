"""What of a page is no part of its article, and why: each part once, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from nouvelles.extract.cues import reasons
from nouvelles.extract.decide import Decision
from nouvelles.extract.hints import BIT, service
from nouvelles.extract.lines import KINDS, Box, Line
from nouvelles.extract.page import Page, squeeze
from nouvelles.extract.reasons import Left
from nouvelles.records import LeftOut

#: First words that are told of a part.
_WORDS: Final = 60
#: Characters of a menu's text, with its white space, that mostly hold them.
_BEGINNING: Final = 400
#: So many letters of text that were not taken are another article's.
_ARTICLE: Final = 120
_LINKS: Final = 0.5

#: What the names of elements say, in the order in which it counts for one element.
_BY_HINT: Final[tuple[tuple[str, Left], ...]] = (
    ("cookie", Left.COOKIE_NOTICE),
    ("comment", Left.COMMENTS),
    ("newsletter", Left.NEWSLETTER),
    ("paywall", Left.PAYWALL_NOTICE),
    ("ad", Left.ADVERTISEMENT),
    ("share", Left.SHARE),
    ("related", Left.RELATED),
    ("next", Left.RELATED),
    ("teaser", Left.RELATED),
    ("tags", Left.TAGS),
    ("caption", Left.CAPTION),
    ("player", Left.PLAYER),
    ("embed", Left.EMBED),
    ("media", Left.CAPTION),
    ("byline", Left.BYLINE),
    ("date", Left.DATE),
    ("menu", Left.MENU),
    ("footer", Left.FOOTER),
    ("form", Left.FORM),
    ("popup", Left.NOTICE),
    ("aside", Left.ASIDE),
    ("header", Left.HEADER),
    ("meta", Left.BYLINE),
    ("box", Left.FACT_BOX),
    ("hidden", Left.HIDDEN),
)
#: What a line's own words say.
_BY_CUE: Final = {
    "related": Left.RELATED, "newsletter": Left.NEWSLETTER, "share": Left.SHARE,
    "advertisement": Left.ADVERTISEMENT, "comments": Left.COMMENTS,
    "rights": Left.RIGHTS, "credit": Left.CAPTION, "signed": Left.BYLINE,
    "updated": Left.DATE, "tags": Left.TAGS, "consent": Left.COOKIE_NOTICE,
}  # fmt: skip
_BY_ELEMENT: Final = (
    (KINDS["figcaption"], Left.CAPTION),
    (KINDS["figure"], Left.CAPTION),
    (KINDS["button"], Left.FORM),
    (KINDS["form"], Left.FORM),
    (KINDS["footer"], Left.FOOTER),
    (KINDS["aside"], Left.ASIDE),
    (KINDS["header"], Left.HEADER),
)


def find_left_out(
    page: Page, decision: Decision, used: frozenset[int]
) -> tuple[LeftOut, ...]:
    """All parts that were left out, in reading order.

    `used` are lines that are shown without being text (captions). A part is the
    outermost element of which nothing is kept; where it holds lines of several reasons,
    the outermost elements of one reason are.
    """
    taken = np.zeros(len(page.lines) + 1, np.intp)
    taken[[*decision.kept, *used]] = 1
    before = np.concatenate([[0], np.cumsum(taken)]).tolist()
    parts = [*_menus(page), *_lines(page, decision, before)]
    parts.sort(key=lambda part: part[0])
    return tuple(left for _, left in parts)


def _menus(page: Page) -> Iterator[tuple[int, LeftOut]]:
    for box in page.menus:
        text = box.node.text(deep=True)
        # The beginning is enough, unless it is mostly white space.
        words = squeeze(text[:_BEGINNING])
        words = (words if len(words) > _WORDS else squeeze(text))[:_WORDS]
        if words:
            reason = service(box.names) or Left.MENU
            yield box.first, LeftOut(reason=reason, path=box.path, words=words)


def _lines(
    page: Page, decision: Decision, before: list[int]
) -> Iterator[tuple[int, LeftOut]]:
    lines = page.lines
    first_kept = decision.kept[0] if decision.kept else len(lines)
    of_cues = [_BY_CUE.get(word) for word in reasons()]
    cues = [of_cues[n] for n in decision.seen.cues.tolist()] if decision.seen else []
    place = 0
    while place < len(lines):
        line = lines[place]
        if before[place + 1] > before[place]:
            place += 1
            continue
        box = _outermost(line.box, before)
        end = box.end if box else place + 1
        run: tuple[int, Left] | None = None
        for number in range(place, end):
            if not lines[number].text:
                continue
            reason = _reason(lines[number], number, box, decision, cues, first_kept)
            if run is not None and run[1] != reason:
                yield from _parts(lines, run, place, number, box, end)
                run = None
            run = run or (number, reason)
        if run is not None:
            yield from _parts(lines, run, place, end, box, end)
        place = end


def _parts(
    lines: list[Line],
    run: tuple[int, Left],
    start: int,
    stop: int,
    box: Box | None,
    end: int,
) -> Iterator[tuple[int, LeftOut]]:
    """The parts of a run of one reason: every line of it stands in one of them."""
    first, reason = run
    if box is not None and stop == end and first <= start + 1:
        words = lines[first].text[:_WORDS]
        yield first, LeftOut(reason=reason, path=box.path, words=words)
        return
    covered = first
    for place in range(first, stop):
        line = lines[place]
        if line.text and place >= covered:
            owner = _shared(line.box, stop)
            covered = owner.end
            words = line.text[:_WORDS]
            yield place, LeftOut(reason=reason, path=owner.path, words=words)


def _shared(box: Box, stop: int) -> Box:
    """The outermost box that begins with a box's first line and ends by `stop`."""
    found = box
    for around in box.around():
        if around.end > stop or around.first < box.first:
            break
        found = around
    return found


def _outermost(box: Box, before: list[int]) -> Box | None:
    """The outermost box around of which nothing is kept."""
    found = None
    for around in box.around():
        if before[around.end] > before[around.first]:
            break
        found = around
    return found


def _reason(
    line: Line,
    place: int,
    outer: Box | None,
    decision: Decision,
    cues: list[Left | None],
    first_kept: int,
) -> Left:
    """Why a line is left out: a rule, its words, its element, names, or where it is."""
    if place in decision.dropped:
        return decision.dropped[place]
    seen = decision.seen
    assert seen is not None
    if found := cues[place]:
        return found
    named = _by_names(line, outer, seen.hints)
    if named is not None:
        return named
    for bit, reason in _BY_ELEMENT:
        if line.box.inside & bit and outer is not None:
            return reason
    text = line.text
    if (
        place > first_kept
        and len(text) >= _ARTICLE
        and line.linked < len(text) * _LINKS
    ):
        if seen.order[line.box.index] > 0:
            return Left.NEXT_ARTICLE
        return Left.OTHER
    if line.linked >= len(text) * _LINKS:
        return Left.LINKS
    return Left.BEFORE_TEXT if place < first_kept else Left.OTHER


def _by_names(line: Line, outer: Box | None, hints: list[int]) -> Left | None:
    if outer is None:
        return None
    for box in line.box.around():
        if (mask := hints[box.index]) and (found := _of_hints(mask)):
            return found
        if box is outer:
            break
    return None


@lru_cache(maxsize=4096)
def _of_hints(mask: int) -> Left | None:
    return next((reason for name, reason in _BY_HINT if mask & BIT[name]), None)
