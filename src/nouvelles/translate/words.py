"""Which words of two languages stand for each other, as learned from parallel texts.

Tables lie in `data/words/` (its README is their data card); `tools.translation.words`
makes them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nouvelles.language import primary
from nouvelles.translate.stems import same_origin, stem

#: Likelihood of a best partner from which a word is taken to be known.
_ORDINARY: Final = 0.2

Likely = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """Stems of either language to those of the other, with a likelihood from 0 to 1."""

    there: Likely
    back: Likely
    _common: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def turned(self) -> WordTable:
        """The same table for the other direction."""
        return WordTable(there=self.back, back=self.there)

    def likely(self, one: str, other: str) -> float:
        """How likely two words are each other's translation by this table."""
        return self.there.get(stem(one), {}).get(stem(other), 0.0)

    def is_common(self, word: str) -> bool:
        """Whether a word of the first language is an ordinary one: its best partner does
        not look or sound like it, as a name's would."""
        cut = stem(word)
        known = self._common.get(cut)
        if known is None:
            known = self._common[cut] = self._is_ordinary(cut)
        return known

    def _is_ordinary(self, cut: str) -> bool:
        partners = self.there.get(cut)
        if not partners:
            return False
        best = max(partners, key=partners.__getitem__)
        return partners[best] >= _ORDINARY and not same_origin(cut, best)


EMPTY: Final = WordTable(there={}, back={})


@lru_cache(maxsize=32)
def word_table(source_language: str, target_language: str) -> WordTable:
    """The table of a pair of languages, or an empty one."""
    one, other = primary(source_language), primary(target_language)
    for first, second in ((one, other), (other, one)):
        path = files("nouvelles.translate").joinpath(f"data/words/{first}-{second}.txt")
        if path.is_file():
            table = _read(path.read_text(encoding="utf-8"))
            return table if first == one else table.turned()
    return EMPTY


def has_table(one: str, other: str) -> bool:
    """Whether words of these two languages can be compared at all."""
    return word_table(one, other) is not EMPTY


@lru_cache(maxsize=32)
def ordinary_words(language: str) -> frozenset[str]:
    """Words that newspapers write in small letters, as far as they were met."""
    path = files("nouvelles.translate").joinpath(f"data/words/{primary(language)}.txt")
    if not path.is_file():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").splitlines())


def _read(text: str) -> WordTable:
    there: Likely = {}
    back: Likely = defaultdict(dict)
    for line in text.splitlines():
        one, *partners = line.split(" ")
        for partner in partners:
            other, _, tenths = partner.rpartition(":")
            likely = int(tenths) / 10
            there.setdefault(one, {})[other] = likely
            back[other][one] = likely
    return WordTable(there=there, back=dict(back))
