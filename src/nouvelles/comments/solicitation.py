"""What words ask for or offer, whatever their language (`data/solicitations.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from itertools import pairwise
from operator import or_
from typing import Final

import regex

from nouvelles.language.fold import FIRST_UNSPACED, UNSPACED, fold

#: Words that are remembered, and then all forgotten; letters of the longest of them.
_REMEMBERED: Final = 50_000
_LONGEST: Final = 40
#: Letters that every stem has; by these they are looked up.
_HEAD: Final = 3

#: Words between “my” and what is solicited, itself included.
_NEAR: Final = 3

#: What is asked for or offered: with these a comment solicits. The others (praise,
#: pronouns, blogs) only help the forest.
SOLICITING: Final = (
    *("free", "earn", "job", "loan", "invest", "gamble", "pharma", "adult", "prize"),
    *("discount", "buy", "click", "subscribe", "contact", "guarantee", "software"),
    *("promotion", "join", "replica"),
)


#: What only counts for an offer that is hardly anything else; the last of the list.
_EARNING: Final = "earning"


class _Lexicon:
    def __init__(self) -> None:
        data = files("nouvelles.comments") / "data" / "solicitations.toml"
        read = tomllib.loads(data.read_text(encoding="utf-8"))
        self.names = tuple(name for name in read if name != _EARNING)
        self.words: dict[str, int] = {}
        self.stems: dict[str, dict[str, int]] = {}
        self.phrases: dict[tuple[str, str], int] = {}
        runs: dict[str, int] = {}
        for place, told in enumerate(read.values()):
            for word in told["words"].split():
                self._take(fold(word), 1 << place, runs)
        # Longer words first: of 网站 and 网, the first.
        inside = sorted(runs, key=len, reverse=True)
        self.runs = runs
        self.in_runs = regex.compile("|".join(map(regex.escape, inside)))
        self.known = _Known(self)
        bit = {name: 1 << place for place, name in enumerate(read)}
        self.kinds = len(bit)
        self.whose = [bit[name] for name in ("mine", "ours", "you")]
        self.persons = sum(self.whose)
        self.asks = sum(bit[name] for name in SOLICITING)

    def _take(self, word: str, bit: int, runs: dict[str, int]) -> None:
        if _RUN.match(word):
            runs[word] = runs.get(word, 0) | bit
        elif word.endswith("*"):
            alike = self.stems.setdefault(word[:_HEAD], {})
            alike[word[:-1]] = alike.get(word[:-1], 0) | bit
        elif "_" in word:
            first, _, second = word.partition("_")
            self.phrases[first, second] = self.phrases.get((first, second), 0) | bit
        else:
            self.words[word] = self.words.get(word, 0) | bit

    def bits(self, word: str) -> int:
        """The bits of one word."""
        found = self.words.get(word, 0)
        for stem, bit in self.stems.get(word[:_HEAD], _NO_STEMS).items():
            if word.startswith(stem):
                found |= bit
        return found


_NO_STEMS: Final[dict[str, int]] = {}


class _Known(dict[str, int]):
    """The bits of words that were looked up; bounded."""

    def __init__(self, lexicon: _Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> int:
        found = self._lexicon.bits(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        if len(word) <= _LONGEST:
            self[word] = found
        return found


_RUN = regex.compile(f"[{UNSPACED}]")
#: Sooner asked, and in most languages enough.
_PERHAPS_RUN = re.compile(f"[{FIRST_UNSPACED}-\U0010ffff]")


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


def subjects() -> tuple[str, ...]:
    """The names of what words may be about, in order."""
    return _lexicon().names


@dataclass(frozen=True, slots=True)
class About:
    """How many words are about each of `subjects()`, and how many of them speak of whom.

    `mine`, `ours`, `yours` count words that solicit right after “my”, “our”, “you”;
    `earning` words of earning from home, which are no subject.
    """

    counts: list[int]
    mine: int = 0
    ours: int = 0
    yours: int = 0
    earning: int = 0


def counted(words: Sequence[str], text: str) -> About:
    """What words are about; `text` is what they stand in."""
    lexicon = _lexicon()
    bits = [*map(lexicon.known.__getitem__, words)]
    phrases = lexicon.phrases
    if not phrases.keys().isdisjoint(pairwise(words)):
        for place, pair in enumerate(pairwise(words)):
            bits[place] |= phrases.get(pair, 0)
    whose = [0] * len(lexicon.whose)
    every = reduce(or_, bits, 0)
    if every & lexicon.persons and every & lexicon.asks:
        for place, found in enumerate(bits):
            if found & lexicon.persons:
                after = bits[place + 1 : place + 1 + _NEAR]
                if any(bit & lexicon.asks for bit in after):
                    for who, bit in enumerate(lexicon.whose):
                        whose[who] += found & bit != 0
    if _PERHAPS_RUN.search(text) and _RUN.search(text):
        bits += [lexicon.runs[found] for found in lexicon.in_runs.findall(text)]
    counts = [0] * lexicon.kinds
    for found in filter(None, bits):
        while found:
            low = found & -found
            counts[low.bit_length() - 1] += 1
            found ^= low
    *counts, earning = counts
    mine, ours, yours = whose
    return About(counts, mine=mine, ours=ours, yours=yours, earning=earning)
