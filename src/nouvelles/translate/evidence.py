"""How well each word of one text is borne out by the other text of a pair.

A word is borne out by its partner of a table, by a word of the same origin or sound, by
an exonym, by a number of the same value. Nothing here knows grammar: a half of the words
of a good translation may stand alone, of another sentence most do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nouvelles.language import primary
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.stems import (
    bare,
    beginning,
    content,
    is_latin,
    latin,
    sounds,
    stem,
)
from nouvelles.translate.words import WordTable, word_table

#: How likely two words of the same sound are one name.
_SAME_SOUND: Final = 0.8
#: Letters of a small word.
_SMALL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A word of a text and how likely the other text has its counterpart, from 0 to 1.

    `known` says that a table has partners for it, `name` that it begins with a capital
    inside its sentence, `heard` that its sound alone speaks for its counterpart.
    """

    word: str
    likely: float
    known: bool
    name: bool
    heard: bool = False


@lru_cache(maxsize=4096)
def support(
    text: str, other: str, language: str, other_language: str
) -> tuple[Support, ...]:
    """Each word of `text` with what `other` says for it, in reading order."""
    table = word_table(language, other_language)
    there = _Said.of(other)
    named = _exonym_words(text, other, primary(language), primary(other_language))
    found = []
    for word in content(text):
        likely, heard = (1.0, False) if word in named else there.likely(word, table)
        found.append(
            Support(
                word=word,
                likely=likely,
                known=table.is_common(word),
                name=word[0].isupper(),
                heard=heard,
            )
        )
    return tuple(found)


def supported(text: str, other: str, language: str, other_language: str) -> float:
    """How many words of a few are borne out by a few others, small words aside."""
    table = word_table(language, other_language)
    there = _Said.of(other)
    return sum(
        there.likely(word, table)[0]
        for word in set(content(text))
        if len(word) > _SMALL
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of the other text, in the forms by which a counterpart is found."""

    stems: frozenset[str]
    latin: frozenset[str]
    beginnings: frozenset[str]
    sounds: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Said:
        return _said(text)

    def likely(self, word: str, table: WordTable) -> tuple[float, bool]:
        """How likely a word's counterpart is among these: 1.0 for the same word or one of
        the same first letters, 0.8 for the same sound (which is told), else what the table
        says."""
        if latin(word) in self.latin or beginning(word) in self.beginnings:
            return 1.0, False
        partners = table.there.get(stem(word), {})
        best = max((p for one, p in partners.items() if one in self.stems), default=0.0)
        if best < _SAME_SOUND and not sounds(word).isdisjoint(self.sounds):
            return _SAME_SOUND, True
        return best, False


@lru_cache(maxsize=4096)
def _said(text: str) -> _Said:
    words = set(content(text))
    return _Said(
        stems=frozenset(map(stem, words)),
        latin=frozenset(filter(None, map(latin, words))),
        beginnings=frozenset(filter(None, map(beginning, words))),
        sounds=frozenset(heard for word in words for heard in sounds(word)),
    )


@lru_cache(maxsize=4096)
def _exonym_words(
    text: str, other: str, language: str, other_language: str
) -> frozenset[str]:
    """Words of a text that belong to a name of which the other text has its own form.

    Names are found by the beginnings of their words, as they are declined.
    """
    here, there = _declined(text), _declined(other)
    index = _exonym_index(language, other_language)
    found: set[str] = set()
    for first in here.keys() & index.keys():
        for words, counterparts in index[first]:
            if all(one in here for one in words) and any(
                all(one in there for one in theirs) for theirs in counterparts
            ):
                found.update(here[one] for one in words)
    return frozenset(found)


#: The beginnings of a name's words, and those of each of its counterparts.
_Named = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=64)
def _exonym_index(language: str, other_language: str) -> dict[str, list[_Named]]:
    """Exonyms by the beginning of their first word."""
    index: dict[str, list[_Named]] = {}
    for form, counterparts in exonyms(language, other_language).items():
        words = _beginnings(form)
        theirs = tuple(filter(None, map(_beginnings, counterparts)))
        if words and theirs:
            index.setdefault(words[0], []).append((words, theirs))
    return index


@lru_cache(maxsize=8192)
def _declined(text: str) -> dict[str, str]:
    """The words of a text by all the beginnings that a form of theirs may be known by."""
    return {
        written[:size]: word
        for word in content(text)
        for written in (bare(word),)
        for size in range(3, len(written) + 1)
    }


@lru_cache(maxsize=32_000)
def _beginnings(name: str) -> tuple[str, ...]:
    """What stays of the words of a name when it is declined: all but a short ending."""
    return tuple(
        bare(word) if is_latin(word) else bare(word)[: max(3, len(word) - 3)]
        for word in content(name)
        if word[:1].isupper() and len(word) >= 3
    )
