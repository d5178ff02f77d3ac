"""Arabic and Persian names in Latin letters: those of a list, word by word.

`data/arabic_names.toml` has the words of which names are made, each with its French form
and that of BGN/PCGN as English papers print it. A word with the article (الخطيب) may be
there without it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

#: Vowel signs and the stroke that lengthens words; forms of one letter, made one.
_SIGNS: Final = regex.compile(r"[\u064b-\u065f\u0670\u0640]")
_LETTERS: Final = str.maketrans("أإآٱىيكۀ", "ااااییکه")
_ARTICLE: Final = "ال"
_WRITTEN_ARTICLE: Final = {"ar": {"fr": "Al-", "": "Al-"}, "fa": {}}
_NAME: Final = regex.compile(r"[\p{Arabic}\p{M}]+(?:\u200c[\p{Arabic}\p{M}]+)*")
_GAP: Final = " "


def arabic(name: str, language: str, edition: str) -> str | None:
    """A name in Latin letters; None where one of its words is in no list."""
    made = []
    for part in regex.split(r"([\s\u00a0]+)", name.strip()):
        written = part if not part.strip() else _written(part, language, edition)
        if written is None:
            return None
        made.append(written)
    return "".join(made)


def known_names(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where two or more words follow each other that are all names of the list."""
    run: list[regex.Match[str]] = []
    for match in _NAME.finditer(text):
        if run and text[run[-1].end() : match.start()] != _GAP:
            yield from _span(run)
            run = []
        if _written(match[0], language, "") is not None:
            run.append(match)
        else:
            yield from _span(run)
            run = []
    yield from _span(run)


def _span(run: list[regex.Match[str]]) -> Iterator[tuple[int, int]]:
    if len(run) > 1:
        yield run[0].start(), run[-1].end()


def _written(word: str, language: str, edition: str) -> str | None:
    word = bare(word)
    reader = "fr" if edition == "fr" else ""
    names = _names(language)
    if (found := names.get(word)) is not None:
        return found[0] if reader else found[1]
    article = _WRITTEN_ARTICLE[language].get(reader)
    if article and word.startswith(_ARTICLE):
        found = names.get(word.removeprefix(_ARTICLE))
        if found is not None:
            return article + (found[0] if reader else found[1])
    return None


def bare(word: str) -> str:
    """A word as the lists have it: without vowel signs, in one form of each letter."""
    return _SIGNS.sub("", word).translate(_LETTERS)


@lru_cache(maxsize=2)
def _names(language: str) -> dict[str, tuple[str, str]]:
    path = files("nouvelles.language").joinpath("data/arabic_names.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    found = {}
    for line in rows.strip().splitlines():
        word, french, english = line.split()
        found[bare(word)] = french, english
    return found
