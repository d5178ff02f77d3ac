"""Facts of a remark in numbers: links, contacts, disguise, what is asked for, the author.

None of them is a word of any language, so a forest that learned them on one site can say
something of another. Counts are log(1 + n), shares are of characters or words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log1p
from typing import Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.fold import Folded, cut, fold
from nouvelles.comments.links import (
    HOMES,
    MESSENGERS,
    SHORTENERS,
    SOCIAL,
    Found,
    Link,
    link_of,
)
from nouvelles.comments.records import Remark
from nouvelles.comments.solicitation import SOLICITING, counted, subjects

_WORD = re.compile(r"[^\W_]+")
_BRAND = re.compile(
    r"(?<![^\W_])[Xsc]{3,}\s?9{1,4}(?![xXcC9])|[Xxs]{3,}9{2,3}(?![xX9])"
)
_SHOUT = re.compile(r"(?<![xXcC])(?:X{3,}|C{3,})(?![xXcC])")
_MONEY = re.compile(r"¤\s?9|9\s?¤|9\s?%")
_AROUND = re.compile(r"(?<=[e.])[Xs9][Xs9 ]{2,}(?=[e.])")
_NUMBER = re.compile(r"9+")
_END = re.compile(r"[.!?…。！？؟।]+")

#: Names that no site has (RFC 2606): examples use them, and they say nothing.
_RESERVED: Final = frozenset(("example", "test", "invalid", "localhost"))

#: What else a name sells that is no name.
_TRADES: Final = frozenset(("home", "trade"))

_PLAIN: Final = (
    *("length", "words", "word_length", "lines", "repeated_words", "sentences"),
    *("links", "link_share", "shorteners", "messengers", "social", "homes", "paths"),
    *("markup", "hidden_dots", "mails", "phones", "handles", "codes", "trackback"),
    *("styled", "styled_share", "hidden", "marks", "mixed", "spaced", "leet", "brands"),
    *("around", "capitals", "shouted", "digits", "numbers", "long_number", "money"),
    *("emoji", "bangs", "questions", "commas", "quotes", "dashes", "brackets", "odd"),
    *("latin", "cyrillic", "arabic", "han", "complex", "other_letters"),
    "title_shared",
    *("author", "author_words", "author_sells", "author_small", "author_digits"),
    "author_in_text",
    *("author_url", "url_home", "url_depth", "url_words", "url_in_name", "quick"),
    *("soliciting", "solicit_share", "kinds", "mine_asks", "our_asks", "you_asks"),
)


def names() -> tuple[str, ...]:
    """The names of the facts, in the order of their row."""
    return (*_PLAIN, *(f"about_{name}" for name in subjects()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The row of facts; the readable marks of links and author; what decides on hiding."""

    row: npt.NDArray[np.float32]
    marks: tuple[str, ...]
    link: bool  # a link in the text, or an address of the author
    contact: bool
    soliciting: int  # words that solicit
    earning: int  # words of earning money from home


def facts_of(
    remark: Remark, folded: Folded, found: Found, words: Sequence[str]
) -> Facts:
    """The facts of a remark that was folded and searched for links."""
    about = counted(words, found.rest)
    asks = [about.counts[place] for place in _asking()]
    author, marks, sells = _author(remark, words)
    soliciting = sum(asks) + sells
    row = [
        *_writing(folded, found, words),
        *_linked(found, folded),
        *_disguise(folded),
        *_signs(folded),
        *_title(remark, words),
        *author,
        log1p(soliciting),
        sum(asks) / (len(words) + 3),
        sum(count > 0 for count in asks),
        log1p(about.mine),
        log1p(about.ours),
        log1p(about.yours),
        *map(log1p, about.counts),
    ]
    return Facts(
        row=np.array(row, np.float32),
        marks=(*_marks(found.links), *marks),
        link=bool(found.links or remark.author_url.strip()),
        contact=found.contacts > 0,
        # Where numbers and addresses were taken out, what stands for them asks nothing.
        soliciting=soliciting - sum(map(found.rest.count, ("[phone]", "[email]"))),
        earning=about.earning,
    )


@cache
def _asking() -> tuple[int, ...]:
    """Where among the subjects those stand that solicit."""
    return tuple(n for n, name in enumerate(subjects()) if name in SOLICITING)


def _writing(folded: Folded, found: Found, words: Sequence[str]) -> list[float]:
    many = len(words)
    return [
        log1p(len(found.rest)),
        log1p(many),
        sum(map(len, words)) / (many + 1),
        log1p(folded.text.strip().count("\n")),
        1 - len(set(words)) / (many + 1),
        log1p(len(_END.findall(found.rest))),
    ]


def _linked(found: Found, folded: Folded) -> list[float]:
    links = found.links
    return [
        log1p(len(links)),
        1 - len(found.rest) / (len(folded.text) + 1),
        sum(link.host in SHORTENERS for link in links),
        sum(link.host in MESSENGERS for link in links),
        sum(link.site in SOCIAL for link in links),
        sum(link.site in HOMES for link in links),
        sum(len(link.path) > 1 for link in links),
        log1p(found.markup),
        found.hidden_dots,
        found.mails,
        log1p(found.phones),
        log1p(found.handles),
        log1p(found.codes),
        float("[...]" in folded.text or "[…]" in folded.text),
    ]


def _disguise(folded: Folded) -> list[float]:
    shape = folded.shape
    return [
        log1p(folded.styled),
        folded.styled / (len(shape) + 1),
        log1p(folded.hidden),
        log1p(folded.marks),
        log1p(folded.mixed),
        log1p(folded.spaced),
        log1p(folded.digits),
        log1p(len(_BRAND.findall(shape)) if "9" in shape else 0),
        log1p(len(_AROUND.findall(shape)) if "e" in shape or "." in shape else 0),
    ]


def _signs(folded: Folded) -> list[float]:
    shape = folded.shape
    many = len(shape) + 1
    nines = shape.count("9")
    money = shape.count("¤")
    small, capital = shape.count("x"), shape.count("X")
    small_cyrillic, capital_cyrillic = shape.count("c"), shape.count("C")
    arabic, complex_letters = shape.count("a"), shape.count("i")
    han, kana = shape.count("h"), shape.count("k")
    others = shape.count("w") + shape.count("g")
    letters = small + capital + small_cyrillic + capital_cyrillic + arabic
    letters += complex_letters + han + kana + others
    letters += shape.count("G") + shape.count("s") + 1
    numbers = _NUMBER.findall(shape) if nines else []
    shouted = "XXX" in shape or "CCC" in shape
    return [
        (capital + capital_cyrillic) / letters,
        log1p(len(_SHOUT.findall(shape)) if shouted else 0),
        nines / many,
        log1p(len(numbers)),
        max(map(len, numbers), default=0),
        log1p((len(_MONEY.findall(shape)) if nines else 0) + money),
        log1p(shape.count("e")),
        log1p(shape.count("!")),
        log1p(shape.count("?")),
        log1p(shape.count(",")),
        log1p(shape.count('"') + shape.count("'")),
        log1p(shape.count("-")),
        log1p(shape.count("(") + shape.count("[") + shape.count("<")),
        log1p(sum(map(shape.count, "*#_~|+=/\\"))),
        (small + capital) / letters,
        (small_cyrillic + capital_cyrillic) / letters,
        arabic / letters,
        (han + kana) / letters,
        complex_letters / letters,
        others / letters,
    ]


def _title(remark: Remark, words: Sequence[str]) -> list[float]:
    """How much of the title is in the text."""
    if not remark.title:
        return [0.0]
    title = _title_words(cut(remark.title))
    return [len(title.intersection(words)) / (len(title) + 1)]


@lru_cache(maxsize=100)
def _title_words(title: str) -> frozenset[str]:
    # An article has many comments, and they come together.
    return frozenset(word for word in _WORD.findall(fold(title).text) if len(word) > 3)


#: Facts of the author.
_AUTHOR: Final = 12


def _author(remark: Remark, words: Sequence[str]) -> tuple[list[float], list[str], int]:
    """Facts of the author's fields, their marks, and words that solicit among them."""
    if not (remark.author or remark.author_url):
        return [*[0.0] * (_AUTHOR - 1), _quick(remark)], [], 0
    given = remark.author[:200]
    name = fold(given).text
    named = _WORD.findall(name)
    about = counted(named, name).counts
    sells = sum(
        count
        for kind, count in zip(subjects(), about, strict=True)
        if kind in SOLICITING or kind in _TRADES
    )
    link = (
        link_of(remark.author_url[:500]) if remark.author_url.strip() else Link("", "")
    )
    path = link.path.strip("/")
    row = [
        float(bool(named)),
        len(named),
        log1p(sells),
        float(len(named) > 1 and given == given.lower()),
        sum(letter.isdigit() for letter in name) / (len(name) + 1),
        sum(word in words for word in named if len(word) > 3),
        float(bool(link.host)),
        float(link.site in HOMES or "mastodon" in link.host),
        log1p(path.count("/") + bool(path)),
        link.host.count("-") + len(link.host) / 20,
        sum(len(word) > 3 and word in link.host for word in named),
        _quick(remark),
    ]
    marks = [f"name {word}" for word in named]
    if link.host:
        marks.append(f"home {link.site}")
        marks += [f"home .{link.top}"] if link.top not in _RESERVED else []
    return row, marks, sells


def _quick(remark: Remark) -> float:
    """Sent sooner than anybody writes: 1 for at once, 0 from ten seconds on."""
    return 0.0 if remark.seconds is None else max(0.0, 1 - remark.seconds / 10)


def _marks(links: Sequence[Link]) -> list[str]:
    marks = []
    for link in links[:20]:
        marks.append(f"host {link.site}")
        marks += [f"top .{link.top}"] if link.top not in _RESERVED else []
        marks += [f"path {word}" for word in _WORD.findall(link.path)[:4]]
    return marks
