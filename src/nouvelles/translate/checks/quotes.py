"""Quotation marks: what was said in quotes must still be, with both of its marks."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.marks import (
    Quotes,
    has_stray_single,
    quote_spans,
    single_quotes,
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
#: Behind words that somebody says: "Lies", - he answers.
_SAID_AFTER: Final = regex.compile(r"\s?,\s?[—–-]")


def quotes(pair: Pair) -> Flag | None:
    """Flags a pair that was lost, and a mark without its partner.

    Single marks may stand for double ones (English headlines and papers). Names that
    Russian or Ukrainian puts in quotes may lose them. Where the source opens what a
    later sentence closes, the translation must leave something open too.
    """
    source, target = _unescaped(plain(pair.source)), plain(pair.target)
    ours, theirs = quote_spans(source), quote_spans(target)
    if theirs.stray and not ours.stray:
        if has_stray_single(source):  # single marks there, double ones here
            return None
        return Flag(check="quotes", fault=Fault.QUOTES_UNBALANCED)
    kept = len(theirs.pairs) + len(single_quotes(target))
    if ours.stray or theirs.stray:
        lost = bool(ours.stray) and not theirs.stray and not kept
        lost = lost and not has_stray_single(target)
        return Flag(check="quotes", fault=Fault.QUOTES_LOST) if lost else None
    said = _said(source, ours, pair.source_language)
    if kept >= len(ours.pairs) or (kept >= len(said) and len(said) < len(ours.pairs)):
        return None
    start, end = (said or ours.pairs)[-1]
    return Flag(check="quotes", fault=Fault.QUOTES_LOST, detail=source[start:end])


def _unescaped(text: str) -> str:
    """A text without the marks of a table that it was taken from: "He said ""no""." """
    if '""' not in text:
        return text
    if text.startswith('"') and text.rstrip().endswith('"'):
        text = text.strip()[1:-1]
    return text.replace('""', '"')


def _said(text: str, found: Quotes, language: str) -> list[tuple[int, int]]:
    """The pairs that hold words, not a name."""
    if primary(language) not in _QUOTES_NAMES:
        return list(found.pairs)
    return [
        (start, end)
        for start, end in found.pairs
        if not _NAME.fullmatch(text, start, end) or _SAID_AFTER.match(text, end)
    ]
