"""Negation: what the source denies the translation denies, and no more."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.lexicon import cues
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault
from nouvelles.translate.segment import Flag, Segment

#: What looks like a negation and denies nothing: "not only", « ne … que », «не только».
_NOT_ONLY: Final = regex.compile(
    r"\bnot (?:only|just|to mention)\b|\bno (?:s[oó]lo|solo)\b|\bnicht nur\b|\bne (?:\S+ ){1,3}que\b"
    r"|\bn'(?:\S+ ){1,3}que\b|\bnon seulement\b|\bпе? только\b|\bне только\b|\bне (?:лише|тільки)\b"
    r"|\bnon solo\b|\bnão s[óo]\b",
    regex.IGNORECASE,
)


def negation(segment: Segment) -> Flag | None:
    """Flags a plain negation that only one side has.

    A side denies if any word does, even weakly ("fail", "without", "impossible"): two
    texts rarely say no in the same way, but one that says it in no way is another text.
    """
    ours, theirs = _of(segment.source), _of(segment.target)
    here = _cues(segment.source_language)
    there = _cues(segment.target_language)
    if here is None or there is None:
        return None
    denied = here[0].search(ours)
    if denied and not there[1].search(theirs):
        return Flag(check="negation", fault=Fault.NEGATION_LOST, detail=denied[0])
    denied = there[0].search(theirs)
    if denied and not here[1].search(ours):
        return Flag(check="negation", fault=Fault.NEGATION_ADDED, detail=denied[0])
    return None


def _of(text: str) -> str:
    return _NOT_ONLY.sub(" ", plain(text))


def _cues(language: str) -> tuple[regex.Pattern[str], regex.Pattern[str]] | None:
    strict = cues("negation", primary(language), "plain")
    wide = cues("negation", primary(language), "any")
    return None if strict is None or wide is None else (strict, wide)
