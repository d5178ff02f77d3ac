"""Repetition: engines that stumble say a word, a phrase or all of it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from nouvelles.language import UNSPACED, primary
from nouvelles.translate.lexicon import table
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain, words
from nouvelles.translate.reasons import Fault

#: Words of a phrase that is said twice running, at most.
_LONGEST_PHRASE: Final = 12
#: Words of a text that may be a sentence said twice, at least.
_SENTENCE: Final = 5

_AROUND: Final = ".,;:!?()[]\"'«»“”„…–—-/"
_UNSPACED_LETTER: Final = regex.compile(rf"[{UNSPACED}]")


def repeats(pair: Pair) -> Flag | None:
    """Flags words said twice running where the source says nothing twice.

    "nous nous", "that that" are grammar (`data/doubles.toml`); so is what the source
    repeats itself, "très, très clair".
    """
    theirs = _pieces(pair.target)
    half = len(theirs) // 2
    if len(theirs) >= _SENTENCE and len(theirs) % 2 == 0 and _same(theirs, 0, half):
        return Flag(check="repeated", fault=Fault.REPEATED_SENTENCE)
    allowed = frozenset(
        table("doubles").get(primary(pair.target_language), {}).get("words", ())
    )
    found = _running(theirs, allowed)
    if (
        found is None
        or _running(_pieces(pair.source.replace("-", " ")), frozenset()) is not None
    ):
        return None
    return Flag(check="repeated", fault=Fault.REPEATED_WORDS, detail=" ".join(found))


def _pieces(text: str) -> list[tuple[str, str]]:
    """Words between spaces as they stand, and bare: without the marks around them."""
    if _UNSPACED_LETTER.search(text):
        return [(word, word) for word in words(text)]
    return [
        (piece, piece.strip(_AROUND).casefold())
        for piece in plain(text).split()
        if piece.strip(_AROUND)
    ]


def _running(
    said: Sequence[tuple[str, str]], allowed: frozenset[str]
) -> list[str] | None:
    """The first phrase that follows itself.

    A single word must do so without a mark between: "Mali, Mali" or "USOC (USOC)" are
    lists or names.
    """
    places: dict[str, list[int]] = {}
    for at, (_, bare) in enumerate(said):
        places.setdefault(bare, []).append(at)
    for at in range(len(said) - 1):
        # A phrase that follows itself begins where its first word stands again.
        sizes = (place - at for place in places[said[at][1]] if place > at)
        for size in sizes:
            if size > min(_LONGEST_PHRASE, (len(said) - at) // 2):
                break
            if not _same(said, at, size):
                continue
            first, second = said[at], said[at + 1]
            if size == 1 and (
                first[1] in allowed
                or first[0][-1:] in _AROUND
                or second[0][:1] in _AROUND
                or first[1].isdecimal()
            ):
                continue
            return [bare for _, bare in said[at : at + size]]
    return None


def _same(said: Sequence[tuple[str, str]], at: int, size: int) -> bool:
    """Whether the words from `at` stand again right after themselves."""
    return all(said[at + step][1] == said[at + size + step][1] for step in range(size))
