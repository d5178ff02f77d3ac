"""What is text, and what is none, whatever it looks like: few rules behind the scores.

Each takes the lines that are kept (places, in order) and changes them; what it drops it
writes down with the reason.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from nouvelles.extract.cues import reasons
from nouvelles.extract.days import read_days
from nouvelles.extract.features import Seen
from nouvelles.extract.lines import Line
from nouvelles.extract.metadata import Heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from nouvelles.extract.titles import contained, overlap, stated_titles

#: Share of common words from which a line repeats the headline, and kept lines at the
#: head of the body among which it is looked for.
_SAME: Final = 0.8
_HEAD: Final = 4
_LONGEST_HEADLINE: Final = 90
#: Lines above the headline that are its kicker, where they are as short.
_ABOVE: Final = 3
#: How many times longer than a headline, and a little, no line is that only repeats it.
_LONGER: Final = 2
_A_LITTLE: Final = 20
#: Kept lines that may be another wording of it, and the characters of such a line.
_TOP: Final = 2
_LONGEST_TITLE: Final = 200

#: Lines at the end of the text among which a day is looked for; characters of a line that
#: may be one, and of what else it may say ("Updated", a time).
_FOOT: Final = 2
_LONGEST_DAY: Final = 50
_BESIDE_DAY: Final = 16

#: Letters from which a line is not said twice; a line so long may hold a whole article,
#: and is a copy where so much of it stands in other lines.
_COPY: Final = 40
_WHOLE: Final = 1_000
_HELD: Final = 0.7
#: The longest lines that are looked at so, each against all others.
_MOST_WHOLES: Final = 20

#: Letters of a word that is no word.
_ENDLESS: Final = 1_000

#: Cues that no text has, of the development pages' lines none but one.
_CUED: Final = {
    "related": Left.RELATED,
    "advertisement": Left.ADVERTISEMENT,
    "newsletter": Left.NEWSLETTER,
    "consent": Left.COOKIE_NOTICE,
}
#: Those with which sentences begin as well, and what such a sentence ends in.
_IN_SENTENCES: Final = frozenset((Left.RELATED, Left.ADVERTISEMENT))
FULL_STOPS: Final = frozenset(".。।۔")
_SENTENCE_ENDS: Final = FULL_STOPS | frozenset(':：,，;；”»"')
_LISTS: Final = frozenset(("ul", "ol", "dl"))
#: So many paragraphs of the text in the same element make a list beside them text.
_PARAGRAPHS: Final = 2

#: The name of the element that holds an article's text (schema.org), and the part of what
#: is kept that must stand in it.
_MARKED: Final = "articleBody"
_MOST: Final = 0.5

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def is_text(text: str) -> bool:
    """Whether a line has text: not one endless word, as encoded data are."""
    start = text[:_ENDLESS]
    return text != "" and (len(text) < _ENDLESS or not start.isascii() or " " in start)


def with_lists(kept: list[int], page: Page) -> list[int]:
    """Add the lists among paragraphs of the text that, or whose items, are named so."""
    lists = [
        (box, box.parent.index)
        for box in page.boxes
        if box.tag in _LISTS and box.parent
    ]
    if not lists:
        return kept
    beside = Counter(
        (box.parent.index, box.names)
        for place in kept
        if (box := page.lines[place].box).names and box.parent
    )
    taken = set(kept)
    for box, parent in lists:
        inside = range(box.first, box.end)
        names = {box.names, page.lines[box.first].box.names}
        of_text = any(beside[parent, name] >= _PARAGRAPHS for name in names)
        if of_text and 2 * box.linked < box.letters and taken.isdisjoint(inside):
            taken.update(place for place in inside if is_text(page.lines[place].text))
    return sorted(taken)


def within_marked(kept: list[int], page: Page) -> list[int]:
    """The lines up to the end of what the page marks as its text, if most of it is there.

    What follows is a second article, comments, the terms of the site. (On 97 development
    pages with such a mark 3 had lines behind it that were taken; none was text.)
    """
    likely = (box for box in page.boxes if _MARKED in box.names)
    marked = [box for box in likely if _MARKED in box.names.split()]
    if not marked:
        return kept
    sizes = {place: len(page.lines[place].text) for place in kept}
    inside = {p for box in marked for p in range(box.first, box.end) if p in sizes}
    if sum(sizes[place] for place in inside) < _MOST * sum(sizes.values()):
        return kept
    end = max(box.end for box in marked)
    return [place for place in kept if place < end]


def without_headline(
    kept: list[int], dropped: dict[int, Left], heading: Heading, lines: list[Line]
) -> None:
    """Drop the headline where it stands, and where the head of the text repeats it.

    So are short lines right above it: a kicker, a day, a section.

    Where none was found, a short first line that is no sentence is taken for it.
    """
    headline = heading.headline
    for place in range(max(0, heading.first), heading.end):
        dropped[place] = Left.HEADLINE
    for place in kept:
        text = lines[place].text
        above = heading.first - _ABOVE <= place < heading.first
        if above and len(text) <= _LONGEST_HEADLINE and text[-1] not in _SENTENCE_ENDS:
            dropped[place] = Left.BEFORE_TEXT
    kept[:] = [place for place in kept if place not in dropped]
    if not headline and len(kept) > 1:
        text = lines[kept[0]].text
        if len(text) <= _LONGEST_HEADLINE and text[-1] not in _SENTENCE_ENDS:
            headline = text
    if headline:
        for place in _repeating(kept[:_HEAD], headline, lines):
            dropped[place] = Left.HEADLINE
    kept[:] = [place for place in kept if place not in dropped]


def without_titles(
    kept: list[int], dropped: dict[int, Left], page: Page, site_name: str
) -> None:
    """Drop from the head of the text what words the headline as another place states it.

    Outlets write one headline for the page, and others for search engines and networks.
    """
    short = [p for p in kept[:_TOP] if len(page.lines[p].text) <= _LONGEST_TITLE]
    titles = stated_titles(page, site_name) if short else ()
    for place in short:
        if any(overlap(page.lines[place].text, title) >= _SAME for title in titles):
            dropped[place] = Left.HEADLINE
    kept[:] = [place for place in kept if place not in dropped]


def _repeating(head: list[int], headline: str, lines: list[Line]) -> list[int]:
    """The lines that say the headline once more, each whole or in parts together."""
    longest = _LONGER * len(headline) + _A_LITTLE
    head = [place for place in head if len(lines[place].text) <= longest]
    whole = [p for p in head if overlap(lines[p].text, headline) >= _SAME]
    parts = [p for p in head if contained(lines[p].text, headline)]
    together = " ".join(lines[place].text for place in parts)
    return whole or (parts if overlap(together, headline) >= _SAME else [])


def without_cued(
    kept: list[int], dropped: dict[int, Left], seen: Seen, lines: list[Line]
) -> None:
    """Drop short lines whose words say that they are no text, however it looks.

    Sentences may begin with the same words ("Advertising pays.", "Σχετικά με …"); the
    scores decide on them.
    """
    words = reasons()
    for place in kept:
        reason = _CUED.get(words[int(seen.cues[place])])
        sentence = reason in _IN_SENTENCES and lines[place].text[-1] in FULL_STOPS
        if reason and not sentence:
            dropped[place] = reason
    kept[:] = [place for place in kept if place not in dropped]


def without_days(kept: list[int], dropped: dict[int, Left], lines: list[Line]) -> None:
    """Drop lines at the head and the end of the text that say a day and little else."""
    for place in {*kept[:_HEAD], *kept[-_FOOT:]}:
        text = lines[place].text
        if len(text) > _LONGEST_DAY or (day := next(read_days(text, ""), None)) is None:
            continue
        if len(text) - (day.end - day.start) <= _BESIDE_DAY:
            dropped[place] = Left.DATE
    kept[:] = [place for place in kept if place not in dropped]


def without_last_headings(
    kept: list[int], dropped: dict[int, Left], lines: list[Line]
) -> None:
    """Drop headings at the end, which head nothing; a text of headings alone stays."""
    end = len(kept)
    while end and lines[kept[end - 1]].box.tag in HEADINGS:
        end -= 1
    if end:
        for place in kept[end:]:
            dropped[place] = Left.HEADING_ALONE
        del kept[end:]


def without_copies(
    kept: list[int], dropped: dict[int, Left], lines: list[Line]
) -> None:
    """Drop lines that were read before, and lines that hold many others once more.

    A line that is said again alone, amid other text, may be meant so: the question of an
    interview, a dish of another day.
    """
    long = [place for place in kept if len(lines[place].text) >= _COPY]
    known = {lines[place].text for place in long}
    wholes = {text for text in known if len(text) >= _WHOLE}
    if len(wholes) > _MOST_WHOLES:
        wholes = set(sorted(wholes, key=lambda text: (-len(text), text))[:_MOST_WHOLES])
    said: set[str] = set()
    copied = []
    for place in long:
        text = lines[place].text
        again = text in said
        if text in wholes and not again:
            inside = (other for other in known if len(other) < len(text))
            held = sum(len(other) for other in inside if other in text)
            again = held > _HELD * len(text)
        copied.append(again)
        said.add(text)
    for number, place in enumerate(long):
        if not copied[number]:
            continue
        beside = any(
            copied[max(0, number - 1) : number] + copied[number + 1 : number + 2]
        )
        text = lines[place].text
        if beside or len(text) >= _WHOLE or lines[long[number - 1]].text == text:
            dropped[place] = Left.REPEATED
    kept[:] = [place for place in kept if place not in dropped]
