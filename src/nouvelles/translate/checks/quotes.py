"""Quotation marks: what was said in quotes must still be, with both of its marks."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.marks import (
    Quotes,
    has_stray_single,
    quote_spans,
    single_quotes,
    undoubled,
)
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: Languages that put names of teams, papers and firms in quotes, where others do not.
_QUOTES_NAMES: Final = frozenset({"ru", "uk", "be", "bg", "kk", "zh"})
#: A name in its marks: up to three words with capitals, nothing that is said or asked.
_NAME: Final = regex.compile(
    r"[^\p{L}?!.,…]*(?:(?:\p{Lu}[\p{L}\p{N}'&-]*\s?){1,3}|[\p{Han}·]{1,6})[^\p{L}?!.,…]*"
)
#: A name of which only the first word has a capital: « Северный поток — 2 ». Words that are
#: quoted inside of a sentence begin small, but behind a colon or where a sentence begins.
_TITLE: Final = regex.compile(
    r"(?<=[\p{L}\p{N},;)]\s)[^\p{L}\p{N}]\s?\p{Lu}[\p{L}'-]*"
    r"(?:[\s–—-]{1,3}[\p{L}\p{N}][\p{L}\p{N}'-]*){1,2}[^\p{L}\p{N}?!.,…]"
)
#: Characters between two quotes of one clause, at most; what ends a clause; words that
#: are more than a phrase.
_NEAR: Final = 60
_CLAUSE_END: Final = regex.compile(r"[.!?]")
_PHRASE: Final = 5
#: Behind words that somebody says: "Lies", - he answers.
_SAID_AFTER: Final = regex.compile(r"\s?,\s?[—–-]")


def quotes(pair: Pair) -> Flag | None:
    """Flags a pair that was lost, and a mark without its partner.

    Single marks may stand for double ones (English headlines and papers). Names that
    Russian or Ukrainian puts in quotes may lose them. A quote of several sentences is
    opened by one and closed by another, and languages mark it each in their own way:
    whether it is whole is told by the paragraph (`gate.held`).
    """
    source, target = undoubled(plain(pair.source)), plain(pair.target)
    ours, theirs = quote_spans(source), quote_spans(target)
    if theirs.stray and not ours.stray:
        if _shares_its_end(target, theirs, pair.target_language):
            return None
        if has_stray_single(source):  # single marks there, double ones here
            return None
        if not ours.pairs and not single_quotes(source) and len(theirs.stray) == 1:
            return None  # the languages mark a longer quote each in their own way
        return Flag(check="quotes", fault=Fault.QUOTES_UNBALANCED)
    kept = len(theirs.pairs) + len(single_quotes(target))
    if ours.stray or theirs.stray:
        return None
    said = _said(source, ours, pair.source_language)
    if kept >= len(ours.pairs) or (kept >= len(said) and len(said) < len(ours.pairs)):
        return None
    if kept and _may_be_told(source, ours):
        return None
    start, end = (said or ours.pairs)[-1]
    return Flag(check="quotes", fault=Fault.QUOTES_LOST, detail=source[start:end])


def _shares_its_end(text: str, found: Quotes, language: str) -> bool:
    """Whether a French quote that ends with one inside of it is closed by one mark, as the
    Imprimerie nationale has it: « Il m'a dit : « Viens. »"""
    if primary(language) != "fr" or len(found.stray) != 1:
        return False
    [start] = found.stray
    inner = next((one for one in found.pairs if one[0] > start), None)
    return (
        text[start] == "«"
        and inner is not None
        and text[inner[0]] == "«"
        and text[: inner[0]].rstrip().endswith((":", ","))
    )


def _may_be_told(text: str, found: Quotes) -> bool:
    """Whether one of several quotes may be told in other words: they stand in different
    clauses, and one of them is more than a phrase."""
    gaps = [
        text[end:start]
        for (_, end), (start, _) in pairwise(found.pairs)
        if start >= end  # else one is inside of the other
    ]
    if any(len(gap) < _NEAR and not _CLAUSE_END.search(gap) for gap in gaps):
        return False
    return any(len(text[start:end].split()) >= _PHRASE for start, end in found.pairs)


def _said(text: str, found: Quotes, language: str) -> list[tuple[int, int]]:
    """The pairs that hold words, not a name."""
    if primary(language) not in _QUOTES_NAMES:
        return list(found.pairs)
    return [
        (start, end)
        for start, end in found.pairs
        if not (_NAME.fullmatch(text, start, end) or _TITLE.fullmatch(text, start, end))
        or _SAID_AFTER.match(text, end)
    ]
