"""Length: a translation that lost a part is too short, one that runs on is too long."""

from __future__ import annotations

from typing import Final

from nouvelles.translate.coverage import (
    lost_half,
    lost_sentence,
    sentence_spans,
    too_long,
)
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault
from nouvelles.translate.words import has_table

#: Logarithms of likelihood ratios from which a part is taken to be lost. Set on one half
#: of the dev faults for about 1 % of good translations each (docs/explanation).
_HALF_LOST: Final = 1.0
_SENTENCE_LOST: Final = 1.0
#: What a translation of as many sentences says against one being lost.
_AS_MANY: Final = 3.0
#: Deviations above the mean length, and characters of a source that is long enough.
_TOO_LONG: Final = 3.6
_SHORT: Final = 30


def length(pair: Pair) -> Flag | None:
    """Flags a translation of which a half is missing, or that is far too long.

    Texts of a few words vary without bounds and are left alone.
    """
    if lost_half(pair) > _HALF_LOST:
        return Flag(check="length", fault=Fault.TOO_SHORT)
    if too_long(pair) > _TOO_LONG and len(plain(pair.source)) > _SHORT:
        return Flag(check="length", fault=Fault.TOO_LONG)
    return None


def missing_sentence(pair: Pair) -> Flag | None:
    """Flags a paragraph of which a whole sentence is not in the translation."""
    if not has_table(pair.source_language, pair.target_language):
        return None
    score, words = lost_sentence(pair)
    if score <= _SENTENCE_LOST:
        return None
    theirs = sentence_spans(pair.target, pair.target_language)
    if len(theirs) >= len(sentence_spans(pair.source, pair.source_language)):
        score -= _AS_MANY
    if score <= _SENTENCE_LOST:
        return None
    return Flag(check="missing", fault=Fault.SENTENCE_MISSING, detail=words)
