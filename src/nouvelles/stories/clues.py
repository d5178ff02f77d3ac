"""The clues of a telling: its words, names, their sounds, its numbers and places.

What two texts of one event have in common in spite of all that differs. Names are words
with a capital inside a sentence, where the script has capitals; where it has none, any
word may be one, and only what it sounds like is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from nouvelles.language import fold, tokens
from nouvelles.language.identify import primary
from nouvelles.language.sounds import sound
from nouvelles.language.spelled import spelled
from nouvelles.records import Telling
from nouvelles.stories.places import places
from nouvelles.stories.roundups import is_roundup

#: Characters that are looked at: an article says in its beginning what it is about.
LOOKED_AT: Final = 2_000

#: Letters of a word that are compared: endings differ by case, number and person.
STEM: Final = 6

#: Languages written without spaces between words: a run of letters is no name.
_NO_SPACES: Final = frozenset({"zh", "ja", "th", "ko", "my", "km", "lo"})

#: What a name weighs where any word has a capital (first of a sentence, in a headline
#: that has them all) and where the script has none; and what any other long word does:
#: parliament, парламент and پارلمان sound alike.
_DOUBTFUL: Final = 0.3

#: Letters, and consonants, of a word that is heard though it is no name.
_LONG, _HEARD_LONG = 6, 4

_WORD = regex.compile(
    r"(?P<stop>[.!?:;…«»“”„\"‚‹›—–\-]\s*)?"
    r"(?P<word>[\p{L}\p{N}][\p{L}\p{M}\p{N}’'ʼ\-]*)"
)
_CAPITALS = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}]")
_HEARD = regex.compile(r"[\p{Katakana}ー]{3,}|\p{Hangul}{2,}")
#: d’Orsay, l'ONU, qu’Ali, dell’Utri; Obama's, Obamas’.
_ELIDED = regex.compile(
    r"^(?:l|d|qu|s|n|j|c|m|t|dell|nell|all|sull|dall|un)['’]", regex.IGNORECASE
)
_GENITIVE = regex.compile(r"['’]s?$")
_NUMBER = regex.compile(r"\p{Nd}+(?:[.,٫٬\u00A0\u202F ]\p{Nd}{3})*(?:[.,٫]\p{Nd}+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """How often each was said, doubtful ones counting less, by kind.

    `words` are beginnings of folded words; `headline` those of the headline alone;
    `names` folded; `sounds` as `sound` writes them; `numbers` digits without separators;
    `places` are codes of countries and names of time zones. Of a `roundup` the headline
    names no event: see `roundups`.
    """

    words: dict[str, float]
    names: dict[str, float]
    sounds: dict[str, float]
    numbers: dict[str, float]
    places: dict[str, float]
    roundup: bool = False


def clues(telling: Telling) -> Clues:
    """What a telling says that another of the same event would say too."""
    text = f"{telling.headline}\n{telling.text}"[:LOOKED_AT]
    language = primary(telling.language)
    folded = tokens(text)
    words: dict[str, float] = {}
    for word in folded:
        if (len(word) > 2 or not word.isascii()) and not word.isdigit():
            stem = word[:STEM]
            words[stem] = words.get(stem, 0) + 1
    names: dict[str, float] = {}
    sounds: dict[str, float] = {}
    for line in text.splitlines():
        _find_names(line, language, names, sounds)
    return Clues(
        words=words,
        names=names,
        sounds=sounds,
        numbers=_numbers(text),
        places=dict[str, float](places(folded, language)),
        roundup=is_roundup(telling),
    )


def _find_names(
    line: str, language: str, names: dict[str, float], sounds: dict[str, float]
) -> None:
    found = [
        (match["stop"], _ELIDED.sub("", match["word"]) or match["word"])
        for match in _WORD.finditer(line)
    ]
    capitals = sum(word[0].isupper() for _, word in found)
    in_capitals = len(found) > 3 and capitals > 0.6 * len(found)
    first = True
    for stop, word in found:
        if word[0].isupper() and _CAPITALS.match(word):
            weight = _DOUBTFUL if first or stop or in_capitals else 1.0
            bare = _GENITIVE.sub("", word)
            name = fold(bare)
            if len(name) > 2:
                names[name] = names.get(name, 0) + weight
                for part in bare.split("-"):
                    _hear(part, language, weight, sounds)
        elif language in _NO_SPACES:
            for heard in _HEARD.findall(word):
                _hear(heard, language, _DOUBTFUL, sounds)
        elif word[0].isalpha() and not _CAPITALS.match(word):
            _hear(word, language, _DOUBTFUL, sounds)
        elif len(word) >= _LONG:
            _hear(word, language, _DOUBTFUL, sounds, _HEARD_LONG)
        first = False


def _hear(
    word: str, language: str, weight: float, sounds: dict[str, float], least: int = 3
) -> None:
    for one in spelled(word, language):
        heard = sound(one)
        if len(heard) >= least:
            sounds[heard] = sounds.get(heard, 0) + weight


def _numbers(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for match in _NUMBER.finditer(text):
        digits = "".join(str(int(c)) for c in match[0] if c.isdigit()).lstrip("0")
        if len(digits) > 1:
            found[digits] = found.get(digits, 0) + 1
    return found
