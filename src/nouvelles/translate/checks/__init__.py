"""Checks: what can be told to be wrong with a translated sentence, each with a reason.

flags = check(Pair(source=…, target=…, source_language="en", target_language="fr"))
flags = check_all(pairs, encoder)     # the alignment by vectors too
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nouvelles.translate.checks.alignment import (
    Encoder,
    alignment,
    alignment_by,
    cosines,
    is_doubtful,
)
from nouvelles.translate.checks.copied import copied
from nouvelles.translate.checks.dates import dates
from nouvelles.translate.checks.ending import ending
from nouvelles.translate.checks.glossary import glossary
from nouvelles.translate.checks.grammar import capital_article, uncontracted
from nouvelles.translate.checks.hedges import hedges
from nouvelles.translate.checks.language import language
from nouvelles.translate.checks.length import length, missing_sentence
from nouvelles.translate.checks.names import names
from nouvelles.translate.checks.negation import negation
from nouvelles.translate.checks.number_order import number_order
from nouvelles.translate.checks.numbers import numbers
from nouvelles.translate.checks.quotes import quotes
from nouvelles.translate.checks.repeats import repeats
from nouvelles.translate.checks.tags import tags
from nouvelles.translate.checks.units import units
from nouvelles.translate.pair import Check, Flag, Pair

__all__ = ["CHECKS", "Encoder", "check", "check_all"]

#: Whether it is a translation at all: of what is none, nothing else is asked.
_LANGUAGE: Final[tuple[Check, ...]] = (language, copied)
_CONTENT: Final[tuple[Check, ...]] = (
    length,
    missing_sentence,
    ending,
    repeats,
    numbers,
    number_order,
    dates,
    units,
    names,
    negation,
    hedges,
    quotes,
    tags,
    glossary,
    capital_article,
    uncontracted,
)
#: All checks that need one pair alone.
CHECKS: Final[tuple[Check, ...]] = (*_LANGUAGE, *_CONTENT)


def check(pair: Pair) -> tuple[Flag, ...]:
    """What is wrong with one pair; alignment is judged by its words alone."""
    found = _flags(pair)
    return found if found else tuple(filter(None, [alignment(pair)]))


def check_all(
    pairs: Sequence[Pair], encoder: Encoder | None = None
) -> list[tuple[Flag, ...]]:
    """The same for many. Vectors are made for those alone that nothing else stops and
    whose words leave a doubt: they take a hundred times the time of all other checks."""
    found = [_flags(pair) for pair in pairs]
    if encoder is None:
        return [
            flags or tuple(filter(None, [alignment(pair)]))
            for flags, pair in zip(found, pairs, strict=True)
        ]
    asked = [
        at for at, flags in enumerate(found) if not flags and is_doubtful(pairs[at])
    ]
    for at, cosine in zip(
        asked, cosines([pairs[at] for at in asked], encoder), strict=True
    ):
        flag = alignment_by(pairs[at], cosine)
        found[at] = (flag,) if flag else ()
    return found


def _flags(pair: Pair) -> tuple[Flag, ...]:
    for checks in (_LANGUAGE, _CONTENT):
        found = tuple(flag for one in checks if (flag := one(pair)) is not None)
        if found:
            return found
    return ()
