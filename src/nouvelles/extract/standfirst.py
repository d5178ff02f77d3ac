"""The standfirst: the lines between headline and text that say what the article says."""

from __future__ import annotations

from typing import Final

from nouvelles.extract.decide import Decision
from nouvelles.extract.features.arrays import words_in
from nouvelles.extract.hints import BIT, hints
from nouvelles.extract.lines import Line
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page, first_text
from nouvelles.extract.rules import HEADINGS
from nouvelles.extract.titles import overlap

#: Lines at the head of the text among which the standfirst is looked for.
_HEAD: Final = 3
#: Bytes of UTF-8, which weigh scripts more evenly than characters; then characters.
_SHORTEST: Final = 30
_LONGEST: Final = 700
#: Bytes of a subheading that is a sentence, not a title.
_SENTENCE: Final = 60
#: Share of common words at which a line is the page's description of its article, and
#: at which it is its headline.
_DESCRIBED: Final = 0.85
_HEADLINE: Final = 0.8


def find_standfirst(
    page: Page, heading: Heading, decision: Decision
) -> tuple[int, ...]:
    """The kept lines (places) that are the standfirst: at the head, one after the other.

    An element whose names say so, a subheading below the headline, or what the page's
    metadata describe it with. There is none where less than it would be left.
    """
    kept = decision.kept
    described = [
        words_in(text)
        for text in (
            first_text(page.article.get("description")),
            page.meta("og:description", "description", "twitter:description"),
        )
        if text
    ]
    found: list[int] = []
    for number, place in enumerate(kept[:_HEAD]):
        line = page.lines[place]
        if not _fits(line, heading) or not _is_standfirst(line, described, number):
            break
        found.append(place)
    said = sum(len(page.lines[place].text) for place in found)
    left = sum(len(page.lines[place].text) for place in kept[len(found) :])
    return tuple(found) if said <= left else ()


def _fits(line: Line, heading: Heading) -> bool:
    text = line.text
    if len(text.encode()) < _SHORTEST or len(text) > _LONGEST:
        return False
    return line.box.tag not in ("td", "figcaption") and (
        overlap(text, heading.headline) < _HEADLINE
    )


def _is_standfirst(line: Line, described: list[frozenset[str]], number: int) -> bool:
    names = f"{line.names} {line.box.names}"
    if line.box.parent is not None and line.box.parent.letters <= len(line.text) + 2:
        names = f"{names} {line.box.parent.names}"
    if hints(names) & BIT["standfirst"]:
        return True
    if number:
        return False
    if line.box.tag in HEADINGS and len(line.text.encode()) >= _SENTENCE:
        return True
    words = words_in(line.text)
    return any(
        len(words & other) >= _DESCRIBED * max(len(words), len(other))
        for other in described
    )
