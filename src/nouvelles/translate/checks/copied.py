"""Copying: words of the source that stand untranslated in the translation."""

from __future__ import annotations

from typing import Final

from nouvelles.language import primary
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault
from nouvelles.translate.words import ordinary_words

#: Words in a row that are copied, at least, and how many of them must be ordinary ones,
#: in small letters: names and titles are taken over.
_RUN: Final = 5
_ORDINARY: Final = 3
#: Of the translation's words the share that makes it a copy.
_WHOLE: Final = 0.8
_AROUND: Final = ".,;:!?()[]\"'«»“”„…–—-"


def copied(pair: Pair) -> Flag | None:
    """Flags a run of ordinary words that stands in the source letter by letter."""
    if primary(pair.source_language) == primary(pair.target_language):
        return None
    source, target = _words(pair.source), _words(pair.target)
    if not target:
        return None
    start, size = _longest_run(source, target)
    run = target[start : start + size]
    ordinary = _ordinary(run, pair.target_language)
    if size >= _WHOLE * len(target) and size >= _ORDINARY and ordinary:
        return Flag(check="copied", fault=Fault.COPIED, detail=" ".join(run[:12]))
    if size >= _RUN and ordinary >= _ORDINARY:
        return Flag(
            check="copied", fault=Fault.PARTLY_COPIED, detail=" ".join(run[:12])
        )
    return None


def _words(text: str) -> list[str]:
    return [bare for word in plain(text).split() if (bare := word.strip(_AROUND))]


def _ordinary(words: list[str], language: str) -> int:
    """Words in small letters that the translation's language is not known to have: sister
    languages share whole phrases ("para todos", « no mundo »)."""
    known = ordinary_words(language)
    return sum(
        word[0].islower() and word.isalpha() and word not in known for word in words
    )


def _longest_run(source: list[str], target: list[str]) -> tuple[int, int]:
    """The longest run of words that both have: its place in the target and its length."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        places.setdefault(word, []).append(at)
    best = (0, 0)
    before: dict[int, int] = {}
    for at, word in enumerate(target):
        here = {place: before.get(place - 1, 0) + 1 for place in places.get(word, ())}
        longest = max(here.values(), default=0)
        if longest > best[1]:
            best = (at - longest + 1, longest)
        before = here
    return best
