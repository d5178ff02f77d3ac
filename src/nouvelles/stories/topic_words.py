"""Which topics the words of an article name: its sections, its text.

Two tables of words by language (`data/sections.toml`, `data/topic_terms.toml`) are asked
here; what follows from the answers is `topics`'s to weigh.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote, urlsplit

import regex
from anyascii import anyascii

from nouvelles.language import fold

#: Characters of a text that are looked through: its beginning says what it is about.
READ: Final = 2_000

#: Languages written without spaces, or with endings glued on: words may stand anywhere.
_UNSPACED: Final = frozenset({"zh", "ja", "ko", "th"})

#: What Arabic and Hebrew write together with the word that follows it.
_PROCLITICS: Final = {
    "ar": ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل"),
    "he": ("וה", "שה", "בה", "ה", "ו", "ב", "ל", "מ", "ש", "כ"),
}
_SHORTEST_AFTER: Final = 3

_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]++")
#: What parts the names of several sections: "Science & Health" has its own entry first.
_SEVERAL: Final = regex.compile(
    r"\s*[,;|/>›»·•]\s*|\s+(?:&|and|et|und|y|e)\s+|\s*[_]\s*"
)
_PATH_WORD: Final = regex.compile(r"[-_+]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """A language's terms: by the literal beginning of their first word."""

    first: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]  # (topic, words)
    lengths: dict[
        str, tuple[int, ...]
    ]  # of those beginnings, by their first two letters
    anywhere: tuple[tuple[str, str], ...]  # (topic, term), unspaced languages


def section_topics(names: Iterable[str], language: str) -> dict[str, int]:
    """How often each topic (two digits) is named by names of sections or keywords.

    A name counts whole; one of several ("Economie, Europe") by its parts. The words of
    the article's language go first, then English ones, then those that mean one thing in
    all languages.
    """
    found: dict[str, int] = {}
    for name in names:
        whole = _key(name)
        parts = (
            [whole] if _topic_of(whole, language) else map(_key, _SEVERAL.split(name))
        )
        for topic in {_topic_of(part, language) for part in parts} - {""}:
            found[topic] = found.get(topic, 0) + 1
    return found


def address_topics(url: str, language: str) -> dict[str, int]:
    """The same of the folders in an address ("/sport/football/…"), its last part aside.

    Addresses of languages with other letters often spell them in Latin ones.
    """
    path = urlsplit(url).path
    folders = [_PATH_WORD.sub(" ", unquote(part)) for part in path.split("/")[1:-1]]
    return section_topics(folders, language)


def term_topics(text: str, language: str) -> dict[str, int]:
    """How many different terms of each topic (two digits) stand in a text."""
    terms = _terms().get(language)
    if terms is None:
        return {}
    folded = fold(text[:READ])
    if terms.anywhere:
        return _counted(topic for topic, term in terms.anywhere if term in folded)
    words = _WORD.findall(folded)
    met = {
        (topic, term)
        for place, word in enumerate(words)
        for form in _forms(word, language)
        for length in terms.lengths.get(form[:2], ())
        if length <= len(form)
        for topic, term in terms.first.get(form[:length], ())
        if _matches(term, (form, *words[place + 1 : place + len(term)]))
    }
    return _counted(topic for topic, _ in met)


def languages() -> frozenset[str]:
    """The languages whose texts can be read by their terms."""
    return frozenset(_terms())


def _counted(topics: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for topic in topics:
        found[topic] = found.get(topic, 0) + 1
    return found


def _forms(word: str, language: str) -> Iterator[str]:
    yield word
    for before in _PROCLITICS.get(language, ()):
        if word.startswith(before) and len(word) >= len(before) + _SHORTEST_AFTER:
            yield word[len(before) :]


def _matches(term: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether words begin with a term; "*" at the end of one stands for any ending."""
    if len(words) < len(term):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(term, words, strict=False)
    )


def _key(name: str) -> str:
    return " ".join(fold(name).replace("#", " ").split())


def _topic_of(key: str, language: str) -> str:
    tables = _sections()
    for table in (tables.get(language, {}), tables["en"], tables["any"]):
        if topic := table.get(key):
            return topic
    return ""


@lru_cache(maxsize=1)
def _sections() -> dict[str, dict[str, str]]:
    """Name of a section to its topic, by language; "any": what is the same in all."""
    raw = _read("sections.toml")
    tables = {
        language: {
            form: topic
            for topic, names in topics.items()
            for name in names
            for form in (_key(name), _key(anyascii(fold(name))))
        }
        for language, topics in raw.items()
    }
    meanings: dict[str, set[str]] = {}
    for table in tables.values():
        for form, topic in table.items():
            meanings.setdefault(form, set()).add(topic)
    tables["any"] = {
        form: next(iter(topics))
        for form, topics in meanings.items()
        if len(topics) == 1
    }
    return tables


@lru_cache(maxsize=1)
def _terms() -> dict[str, _Terms]:
    return {
        language: _table(language, topics)
        for language, topics in _read("topic_terms.toml").items()
    }


def _table(language: str, topics: dict[str, list[str]]) -> _Terms:
    if language in _UNSPACED:
        return _Terms(
            first={},
            lengths={},
            anywhere=tuple(
                (t, fold(term)) for t, terms in topics.items() for term in terms
            ),
        )
    first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for topic, terms in topics.items():
        for term in terms:
            words = _words(term)
            first.setdefault(words[0].removesuffix("*"), []).append((topic, words))
    lengths: dict[str, set[int]] = {}
    for start in first:  # of one letter only where it is a whole word
        lengths.setdefault(start[:2], set()).add(len(start))
    return _Terms(
        first={start: tuple(found) for start, found in first.items()},
        lengths={letters: tuple(sorted(found)) for letters, found in lengths.items()},
        anywhere=(),
    )


def _words(term: str) -> tuple[str, ...]:
    """The words of a term as a folded text has them, each with its "*"."""
    found: list[str] = []
    for part in term.split():
        words = _WORD.findall(fold(part.removesuffix("*")))
        found += words
        if part.endswith("*"):
            found[-1] += "*"
    return tuple(found)


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    path = files("nouvelles.stories").joinpath(f"data/{name}")
    return tomllib.loads(path.read_text(encoding="utf-8"))
