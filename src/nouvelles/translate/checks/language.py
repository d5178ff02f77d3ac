"""The language of the translation, as a whole and in each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import UNSPACED, identify, primary
from nouvelles.translate.lexicon import table
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault
from nouvelles.translate.words import ordinary_words

#: Words of a part that is looked at by itself, and from the start of one to the next's.
_WINDOW: Final = 12
_STEP: Final = 6
#: Words below which a language is a guess: headlines of names, captions.
_LEAST: Final = 5
#: Confidence in another language from which a part is in it. Sentences of names score
#: lower, as they have hardly a small word.
_SURE: Final = 0.97

#: Words of one language alone that settle it, and how many to one of the other's.
_PLAINLY: Final = 4

_WORD: Final = regex.compile(
    rf"[\p{{L}}--[{UNSPACED}]][\p{{L}}\p{{M}}'--[{UNSPACED}]]*", regex.V1
)
_QUOTED: Final = regex.compile(r"\"[^\"]{0,80}\"|«[^»]{0,80}»|“[^”]{0,80}”")


def language(pair: Pair) -> Flag | None:
    """Flags a translation that is not in its language, whole or in part.

    Letters of another script, small words of the source's language, and py3langid's
    opinion must speak for it; a window of names is in no language.
    """
    target = plain(pair.target)
    wanted = primary(pair.target_language)
    if foreign := _foreign_script(target, wanted):
        share, words = foreign
        fault = Fault.WRONG_LANGUAGE if share > 0.5 else Fault.MIXED_LANGUAGE
        return Flag(check="language", fault=fault, detail=words)
    said = _WORD.findall(_QUOTED.sub(" ", target))
    if len(said) < _LEAST:
        return None
    expected = (wanted, pair.source_language)
    for window in _windows(said):
        found = _other(window, wanted, expected)
        if found is None:
            continue
        whole = len(window) == len(said) or _other(said, wanted, expected) is not None
        fault = Fault.WRONG_LANGUAGE if whole else Fault.MIXED_LANGUAGE
        return Flag(check="language", fault=fault, detail=" ".join(window))
    return None


def _windows(words: list[str]) -> Iterator[list[str]]:
    if len(words) <= _WINDOW + _LEAST:
        yield words
        return
    last = len(words) - _WINDOW
    for start in (*range(0, last, _STEP), last):
        yield words[start : start + _WINDOW]


def _other(words: list[str], wanted: str, expected: tuple[str, ...]) -> str | None:
    """Another language than the wanted one, if these words are surely in it.

    Small words of the wanted language and none of the other's settle it at once; those
    that both languages have say nothing.
    """
    small = [word.casefold() for word in words]
    here, there = _small_words(wanted), _small_words(primary(expected[1]))
    ours = sum(word in here for word in small)
    theirs = sum(word in there for word in small)
    if ours >= 2 and theirs <= 1 and ours > theirs:
        return None
    if _is_plainly(small, wanted, primary(expected[1])):
        return None
    found, confidence = identify(" ".join(words), expected=expected)
    if found in (wanted, "und") or confidence < _SURE:
        return None
    return found if ours <= 1 or theirs > ours else None


def _is_plainly(small: list[str], wanted: str, other: str) -> bool:
    """Whether words that only the wanted language has are so many that nobody needs to be
    asked: asking takes a third of the time of all checks."""
    here, there = ordinary_words(wanted), ordinary_words(other)
    ours = sum(word in here and word not in there for word in small)
    theirs = sum(word in there and word not in here for word in small)
    return ours >= _PLAINLY and ours > _PLAINLY * theirs


@lru_cache(maxsize=64)
def _small_words(tag: str) -> frozenset[str]:
    """The small words of a language that no other of the lists has."""
    lists = {other: set(words.split()) for other, words in table("small_words").items()}
    own = lists.pop(tag, set())
    return frozenset(own.difference(*lists.values()))


_SCRIPTS: Final = {
    "cyrillic": regex.compile(r"\p{Cyrillic}+"),
    "arabic": regex.compile(r"\p{Arabic}+"),
    "han": regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]+"),
    "latin": regex.compile(r"\p{Latin}+"),
}
_SCRIPT_OF: Final = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "sr", "mk"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ps"), "arabic"),
    **dict.fromkeys(("zh", "ja"), "han"),
}
#: Letters of another script from which they are no name or sign in the text.
_FOREIGN_LETTERS: Final = 12


def _foreign_script(text: str, wanted: str) -> tuple[float, str] | None:
    """The share of letters in a script that the language is not written in, and the
    first of them; Latin names may stand in any text."""
    own = _SCRIPT_OF.get(wanted, "latin")
    letters = sum(map(str.isalpha, text)) or 1
    for name, pattern in _SCRIPTS.items():
        if name == own:
            continue
        runs = pattern.findall(text)
        share = sum(map(len, runs)) / letters
        most = 0.6 if name == "latin" else 0.0
        if share > most and sum(map(len, runs)) >= _FOREIGN_LETTERS:
            return share, " ".join(runs[:8])
    return None
