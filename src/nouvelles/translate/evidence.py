"""How well each word of one text is borne out by the other text of a pair.

A word is borne out by its partner of a table, by a word of the same origin or sound, by
an exonym, by a number of the same value. Nothing here knows grammar: a half of the words
of a good translation may stand alone, of another sentence most do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nouvelles.language import primary
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.plain import plain
from nouvelles.translate.stems import content, kin
from nouvelles.translate.words import WordTable, word_table

#: Letters of a word from which one of the same sound may be the same.
_HEARD: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A word of a text and how likely the other text has its counterpart, from 0 to 1.

    `known` says that a table has partners for it, `name` that it begins with a capital
    inside its sentence.
    """

    word: str
    likely: float
    known: bool
    name: bool


@lru_cache(maxsize=4096)
def support(
    text: str, other: str, language: str, other_language: str
) -> tuple[Support, ...]:
    """Each word of `text` with what `other` says for it, in reading order."""
    table = word_table(language, other_language)
    there = tuple(dict.fromkeys(content(other)))
    named = _exonym_words(text, other, primary(language), primary(other_language))
    found = []
    for word in content(text):
        likely = 1.0 if word in named else _likely(word, there, table)
        found.append(
            Support(
                word=word,
                likely=likely,
                known=table.is_common(word),
                name=word[0].isupper(),
            )
        )
    return tuple(found)


def _likely(word: str, there: Sequence[str], table: WordTable) -> float:
    best = 0.0
    for other in there:
        best = max(best, table.likely(word, other))
        if len(word) >= _HEARD and best < 1.0:
            best = max(best, kin(word, other))
        if best >= 1.0:
            break
    return best


@lru_cache(maxsize=4096)
def _exonym_words(text: str, other: str, language: str, other_language: str) -> frozenset[str]:
    """Words of a text that belong to a name of which the other text has its own form."""
    here, there = plain(text), plain(other)
    found: set[str] = set()
    for form, counterparts in exonyms(language, other_language).items():
        if form in here and any(one in there for one in counterparts):
            found.update(content(form))
    return frozenset(found)
