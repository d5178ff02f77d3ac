"""Whether a text is in the language that its page declares, cheaply.

A declared language is right on nearly all pages, and is confirmed by the commonest words
(`data/common_words.toml`) or by a script that no other living press uses: 40 us where
identifying takes 1 ms. What is not confirmed is identified (`identify`).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

#: The confidence of a confirmed language. Measured on the 1,000 pages of the extraction
#: bench (2026-11-24): `identify` answers another language for 1 in 300 of them.
CONFIRMED: Final = 0.99

#: Words that are looked at, the fewest of the language's own among them, their least
#: share, and how many times more than any other language's.
_WORDS: Final = 120
_FEWEST: Final = 4
_SHARE: Final = 0.1
_MARGIN: Final = 1.2

#: Scripts of one language of the press each, and how much of the letters they must be.
_SCRIPTS: Final = {
    "ko": regex.compile(r"\p{Hangul}"),
    "th": regex.compile(r"\p{Thai}"),
    "lo": regex.compile(r"\p{Lao}"),
    "km": regex.compile(r"\p{Khmer}"),
    "my": regex.compile(r"\p{Myanmar}"),
    "ka": regex.compile(r"\p{Georgian}"),
    "hy": regex.compile(r"\p{Armenian}"),
    "el": regex.compile(r"\p{Greek}"),
    "he": regex.compile(r"\p{Hebrew}"),
    "am": regex.compile(r"\p{Ethiopic}"),
    "bn": regex.compile(r"\p{Bengali}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "te": regex.compile(r"\p{Telugu}"),
    "kn": regex.compile(r"\p{Kannada}"),
    "ml": regex.compile(r"\p{Malayalam}"),
    "gu": regex.compile(r"\p{Gujarati}"),
    "pa": regex.compile(r"\p{Gurmukhi}"),
    "si": regex.compile(r"\p{Sinhala}"),
    "or": regex.compile(r"\p{Oriya}"),
}
_MOSTLY: Final = 0.5
_READ: Final = 400
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_HAN = regex.compile(r"\p{Han}")
#: Of a Japanese text, at least this much is kana; a Chinese one quotes little of it.
_KANA_SHARE: Final = 0.15
_KANA_QUOTED: Final = 0.02
_EDGES: Final = ".,;:!?()[]\"'«»“”„‘’…–—-/،؛؟।"

#: Languages that one can hardly tell apart by these words: for any of them, all count.
_SAME: Final = ({"hr", "bs", "sh", "sr"}, {"id", "ms"})


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """Words to the languages that they speak for."""
    path = files("nouvelles.language").joinpath("data/common_words.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    table: dict[str, list[str]] = {}
    for tag, words in raw.items():
        for word in dict.fromkeys(words.split()):
            table.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in table.items()}


def confirms(text: str, tag: str) -> bool:
    """Whether a text is surely in a language, given by its primary tag.

    False says nothing: the text may be too short, or the language not in the table.
    """
    if tag in ("ja", "zh"):
        return _is_han(text[:_READ], tag)
    if script := _SCRIPTS.get(tag):
        part = text[:_READ]
        letters = sum(map(str.isalpha, part))
        # Marks of Indic scripts are no letters, but of the script.
        return letters > 2 * _FEWEST and len(script.findall(part)) > _MOSTLY * letters
    return _has_words(text, tag)


def _is_han(text: str, tag: str) -> bool:
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    letters = sum(map(str.isalpha, text))
    if letters < 2 * _FEWEST or kana + han < _MOSTLY * letters:
        return False
    if tag == "ja":
        return kana >= _KANA_SHARE * letters
    return kana <= _KANA_QUOTED * letters


def _has_words(text: str, tag: str) -> bool:
    table = _table()
    words = text.lower().split(None, _WORDS)[:_WORDS]
    counts: dict[str, int] = {}
    for word in words:
        tags = table.get(word) or table.get(word.strip(_EDGES))
        for one in tags or ():
            counts[one] = counts.get(one, 0) + 1
    own = counts.pop(tag, 0)
    if own < _FEWEST or own < _SHARE * len(words):
        return False
    alike = next((group for group in _SAME if tag in group), set())
    others = [count for one, count in counts.items() if one not in alike]
    return own >= _MARGIN * max(others, default=0)
