"""Names: those of the source come back, in their own form or the language's, no others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.evidence import support
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault
from nouvelles.translate.segment import Flag, Segment
from nouvelles.translate.words import word_table

#: A word with a capital that does not open a sentence or a quote.
_NAME: Final = regex.compile(
    r"(?<=[\p{L}\p{N},;)\"'»”-]\s?(?:\"|«\s?|“|„|\()?)(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{2,}"
)
#: Languages that write every noun with a capital.
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
#: How likely a counterpart must be for a name to be there.
_THERE: Final = 0.3


def names(segment: Segment) -> Flag | None:
    """Flags a name that only the translation has, where one of the source is missing.

    Words that a table knows as ordinary ones, titles, and words of institutions
    (`data/titles.toml`) are no names, whatever their first letter.
    """
    added = _alone(
        segment.target, segment.source, segment.target_language, segment.source_language
    )
    if not added:
        return None
    lost = _alone(
        segment.source, segment.target, segment.source_language, segment.target_language
    )
    if not lost:
        return None
    return Flag(check="names", fault=Fault.NAME, detail=f"{lost[0]} / {added[0]}")


def _alone(text: str, other: str, language: str, other_language: str) -> list[str]:
    """The names of a text that the other has no counterpart for."""
    tag = primary(language)
    borne = {one.word: one.likely for one in support(text, other, language, other_language)}
    table = word_table(language, other_language)
    found = []
    for name in _inside(plain(text)):
        if name.isupper() or name.casefold() in _titles(tag) or table.is_common(name):
            continue
        if borne.get(name, 1.0) < _THERE:
            found.append(name)
    return found


def _inside(text: str) -> Iterable[str]:
    return (match[0] for match in _NAME.finditer(text))


@lru_cache(maxsize=32)
def _titles(language: str) -> frozenset[str]:
    return frozenset(lexicon.table("titles").get(language, "").split())
