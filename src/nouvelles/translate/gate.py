"""The page gate: what may not be published is held, with reasons for the desk.

A page passes as a whole or not at all. Sentences that stand in their own language are no
fault while they are marked: `Paragraph.original`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import Final

from nouvelles.language import fold, tokens
from nouvelles.translate import lexicon
from nouvelles.translate.across import unpaired
from nouvelles.translate.checks.grammar import capital_article, uncontracted
from nouvelles.translate.checks.language import language as language_check
from nouvelles.translate.marks import quote_spans
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain

#: Words that two texts share from which they are one (Jaccard), and paragraphs below the
#: headline that are compared with it.
_SAME: Final = 0.8
_BELOW: Final = 2
#: Words up to which a paragraph may be a line of the site.
_SITE_LINE: Final = 30
_DETAIL: Final = 80

Check = Callable[[Pair], Flag | None]


class Holding(StrEnum):
    """Why a page is held. The value is for the catalogues of the pages."""

    MIXED = "A paragraph is in another language than the page."
    DOUBLED_HEADLINE = "The headline stands in the text again."
    BOILERPLATE = "A line of the site's own furniture stands in the text."
    CAPITAL_ARTICLE = "An article inside a sentence has a capital."
    UNCONTRACTED = "A preposition and its article are not drawn together."
    UNBALANCED_QUOTES = "A quotation mark has no partner."
    EMPTY = "There is no text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as the page would show it; `original` says that it stands, marked, in
    the language that it was written in, `by_people` that a person wrote these words,
    `goes_on` that it is of one text with the one before."""

    text: str
    original: bool = False
    by_people: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One reason to hold a page: of which paragraph (0 is the headline), which words."""

    reason: Holding
    paragraph: int
    words: str = ""


def held(
    headline: str,
    paragraphs: Sequence[Paragraph],
    language: str,
    *,
    by_people: bool = False,
) -> tuple[Held, ...]:
    """Why a translated page may not be published; nothing for one that may. `by_people`:
    a person wrote the headline."""
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        return (Held(reason=Holding.EMPTY, paragraph=0),)
    found = list(_doubled(headline, paragraphs))
    found += _quotes(paragraphs)
    whole = [Paragraph(text=headline, by_people=by_people), *paragraphs]
    for at, paragraph in enumerate(whole):
        if is_boilerplate(paragraph.text):
            found.append(_held(Holding.BOILERPLATE, at, paragraph.text))
        elif not paragraph.original:
            checks = _CHECKS[:1] if paragraph.by_people else _CHECKS
            found += _of_language(at, paragraph.text, language, checks)
    return tuple(sorted(found, key=lambda one: one.paragraph))


def is_boilerplate(text: str) -> bool:
    """Whether a line is a site's own: buttons, calls to comment, share or read on.

    Of the longer ones ("Lire aussi  Une alerte …") the beginning tells it.
    """
    bare = fold(plain(text)).strip(" .:!»>")
    whole, beginnings = _site_lines()
    if bare in whole:
        return True
    return len(bare.split()) <= _SITE_LINE and bare.startswith(beginnings)


@lru_cache(maxsize=1)
def _site_lines() -> tuple[frozenset[str], tuple[str, ...]]:
    lists = lexicon.table("boilerplate")
    whole = {fold(one) for lines in lists["whole"].values() for one in lines}
    beginnings = {fold(one) for lines in lists["beginnings"].values() for one in lines}
    return frozenset(whole), tuple(sorted(beginnings))


def _doubled(headline: str, paragraphs: Sequence[Paragraph]) -> Iterator[Held]:
    wanted = set(tokens(headline))
    for at, paragraph in enumerate(paragraphs[:_BELOW], start=1):
        words = set(tokens(paragraph.text))
        if wanted and words and len(wanted & words) >= _SAME * len(wanted | words):
            yield _held(Holding.DOUBLED_HEADLINE, at, paragraph.text)


def _quotes(paragraphs: Sequence[Paragraph]) -> Iterator[Held]:
    """Marks without a partner; a quote may go on over paragraphs, each opening it again,
    and in a text of two languages close in the other's marks."""
    for at, paragraph in enumerate(paragraphs, start=1):
        if paragraph.goes_on:
            continue
        text = plain(paragraph.text)
        if parts := [*takewhile(lambda one: one.goes_on, paragraphs[at:])]:
            left = unpaired([text, *(plain(one.text) for one in parts)])
            if left is not None:
                yield _held(Holding.UNBALANCED_QUOTES, at, left)
            continue
        stray = quote_spans(text).stray
        goes_on = len(stray) == 1 and stray[0] == 0 and at < len(paragraphs)
        if stray and not (goes_on and paragraphs[at].text[:1] == paragraph.text[:1]):
            yield _held(Holding.UNBALANCED_QUOTES, at, text[stray[0] :])


#: What a paragraph is asked; of a person's words only their language: « la rédaction de
#: La Voz » is no slip of an engine.
_CHECKS: Final = (
    (language_check, Holding.MIXED),
    (capital_article, Holding.CAPITAL_ARTICLE),
    (uncontracted, Holding.UNCONTRACTED),
)


def _of_language(
    at: int, text: str, language: str, checks: Sequence[tuple[Check, Holding]]
) -> Iterator[Held]:
    pair = Pair(source="", target=text, source_language="und", target_language=language)
    for check, reason in checks:
        if (flag := check(pair)) is not None:
            yield _held(reason, at, flag.detail)


def _held(reason: Holding, paragraph: int, words: str) -> Held:
    return Held(reason=reason, paragraph=paragraph, words=words[:_DETAIL])
