"""The glossary: a word of it in the source has its counterpart in the translation."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: Letters of a word's end that may change with its form.
_ENDING: Final = 3
#: Letters that stay whatever the form.
_LEAST: Final = 4


def glossary(pair: Pair) -> Flag | None:
    """Flags a term that was translated otherwise; its words may be in any form."""
    source, target = plain(pair.source), plain(pair.target)
    for term in pair.terms:
        if _forms(term.source).search(source) and not _forms(term.target).search(
            target
        ):
            detail = f"{term.source} / {term.target}"
            return Flag(check="glossary", fault=Fault.TERM, detail=detail)
    return None


@lru_cache(maxsize=10_000)
def _forms(term: str) -> regex.Pattern[str]:
    """A term with any ending of its words: "economic sanctions", "economic sanction"."""
    parts = [_any_ending(word) for word in plain(term).split()]
    joined = r"\s+".join(parts)
    return regex.compile(rf"(?<!\p{{L}}){joined}", regex.IGNORECASE)


def _any_ending(word: str) -> str:
    if not word.isalpha() or word.isupper():
        return rf"{regex.escape(word)}(?!\p{{L}})"
    kept = max(min(_LEAST, len(word)), len(word) - _ENDING)
    most = len(word) - kept + _ENDING
    return rf"{regex.escape(word[:kept])}\p{{L}}{{0,{most}}}(?!\p{{L}})"
