"""What stands amid the text, or behind it, without being of it: rules about elements.

As in `rules`, each takes the lines that are kept (places, in order) and changes them; what
it drops it writes down with the reason.
"""

from __future__ import annotations

import re
from typing import Final

from nouvelles.extract.cues import reasons
from nouvelles.extract.features import Seen
from nouvelles.extract.hints import BIT
from nouvelles.extract.lines import KINDS, Box, Line
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from nouvelles.extract.rules import FULL_STOPS
from nouvelles.extract.weight import weight

#: Characters from which an article element has a text of its own; those of scripts
#: without spaces count twice.
_OWN_TEXT: Final = 300

#: Names of fact boxes, in the languages in which designers name them; the most of a page's
#: letters that one holds.
_FACT_BOX: Final = re.compile(
    r"fact[-_]?box|info[-_]?box|fakta[-_]?(?:box|ruta)|(?:info|fakten)[-_]?(?:box|kasten)",
    re.IGNORECASE,
)
_FACT_BOX_SHARE: Final = 0.5

#: A line of links: the part of it that is linked, how many links as long as headlines.
_LINK_LIST: Final = 0.6
_LINKED_TITLE: Final = 20
_LINKED_TITLES: Final = 3

#: Letters of an advertisement with its label; and of one that stands in an element with no
#: telling name, of which the rest leads away.
_LONGEST_ADVERTISEMENT: Final = 600
_LINKED_ADVERTISEMENT: Final = 300


def without_next_articles(
    kept: list[int], dropped: dict[int, Left], heading: Heading, page: Page
) -> None:
    """Drop what stands in article elements behind the one with headline and text.

    Such an element is a composition of its own (HTML Standard, 4.3.2): the next article
    of an endless page. Where the headline's holds hardly any text, it is a head alone, or
    one note of many. (Of the lines of 1,058 pages that the scores take, 41 with a known
    label are dropped; none is text.)
    """
    if heading.first < 0:
        return
    lines = page.lines
    own = _article_around(lines[heading.first])
    if own is None:
        return
    inside = sum(weight(lines[p].text) for p in kept if own.first <= p < own.end)
    if inside < _OWN_TEXT:
        return
    outer = set(own.around())
    for place in kept:
        other = _article_around(lines[place]) if place >= own.end else None
        if other is not None and other not in outer:
            dropped[place] = Left.NEXT_ARTICLE
    kept[:] = [place for place in kept if place not in dropped]


def _article_around(line: Line) -> Box | None:
    """The innermost article element in which a line stands."""
    if not line.box.inside & KINDS["article"]:
        return None
    return next((box for box in line.box.around() if box.tag == "article"), None)


def without_fact_boxes(kept: list[int], dropped: dict[int, Left], page: Page) -> None:
    """Drop what stands in elements that are named as fact boxes, amid the text.

    They interrupt it, and are told with what was left out. (Of 1,058 pages nine, of nine
    sites, had such lines that the scores took: people and publishers alike have labelled
    none of them as text.)
    """
    most = page.boxes[0].letters * _FACT_BOX_SHARE
    inside = {
        place
        for box in page.boxes
        if "ox" in box.names or "asten" in box.names or "uta" in box.names
        if box.letters <= most and _FACT_BOX.search(box.names)
        for place in range(box.first, box.end)
    }
    left = sum(weight(page.lines[p].text) for p in kept if p not in inside)
    if left < _OWN_TEXT:
        return
    for place in inside.intersection(kept):
        dropped[place] = Left.FACT_BOX
    kept[:] = [place for place in kept if place not in dropped]


def without_link_lists(
    kept: list[int], dropped: dict[int, Left], lines: list[Line]
) -> None:
    """Drop lines of several headlines that lead away, and little besides.

    (Of the lines of 1,058 pages that the scores take, three with a known label are such;
    none is text.)
    """
    for place in kept:
        line = lines[place]
        if line.linked < _LINK_LIST * len(line.text):
            continue
        titles = sum(
            kind == "link" and end - start >= _LINKED_TITLE
            for kind, start, end, _ in line.marks
        )
        if titles >= _LINKED_TITLES:
            dropped[place] = Left.RELATED
    kept[:] = [place for place in kept if place not in dropped]


def without_advertisements(
    kept: list[int], dropped: dict[int, Left], seen: Seen, lines: list[Line]
) -> None:
    """Drop what stands with a label, as "Publicité", in an element that is named so, or
    that begins with the label and holds links besides."""
    number = reasons().index("advertisement")
    for place in (seen.cues == number).nonzero()[0].tolist():
        label = lines[place]
        if label.text[-1] in FULL_STOPS:
            continue
        owner = _named_advertisement(label, seen) or _linked_advertisement(place, lines)
        if owner is not None:
            for inside in range(owner.first, owner.end):
                dropped.setdefault(inside, Left.ADVERTISEMENT)
    kept[:] = [place for place in kept if place not in dropped]


def _named_advertisement(label: Line, seen: Seen) -> Box | None:
    """The outermost element around a label that is named as an advertisement."""
    owner = None
    for box in label.box.around():
        if box.letters > _LONGEST_ADVERTISEMENT:
            break
        if seen.hints[box.index] & BIT["ad"]:
            owner = box
    return owner


def _linked_advertisement(place: int, lines: list[Line]) -> Box | None:
    """The innermost element that has a label first and something behind it, if that is
    short and links alone."""
    box = next((one for one in lines[place].box.around() if one.end > place + 1), None)
    if box is None or box.first != place or box.letters > _LINKED_ADVERTISEMENT:
        return None
    rest = lines[place + 1 : box.end]
    linked = sum(line.linked for line in rest) >= sum(len(line.text) for line in rest)
    return box if linked else None


def without_buttons(
    kept: list[int], dropped: dict[int, Left], lines: list[Line]
) -> None:
    """Drop what a reader presses (HTML Standard, 4.10.6): "Copier le lien"."""
    for place in kept:
        if lines[place].box.inside & KINDS["button"]:
            dropped[place] = Left.FORM
    kept[:] = [place for place in kept if place not in dropped]
