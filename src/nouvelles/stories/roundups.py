"""Round-ups by their headline: « L’essentiel du 3 mai », “Business in Brief”.

They tell of many events and name none, so they belong to no story. A round-up whose
headline names what it begins with is found otherwise: by the stories it is likely in
(`assign.tells_of_both`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from babel import Locale, UnknownLocaleError

from nouvelles.language import tokens
from nouvelles.records import Telling

#: The longest headline that is looked at, in words: a longer one names something.
_LONGEST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What a language calls round-ups (folded, between spaces), and every word that may
    stand in the headline of one."""

    called: tuple[str, ...]
    besides: frozenset[str]


def is_roundup(telling: Telling) -> bool:
    """Whether a headline says that many events are told of, and not one of which.

    In English where the language is another: rubrics of many papers are.
    """
    words = tokens(telling.headline)
    if not 0 < len(words) <= _LONGEST:
        return False
    languages = dict.fromkeys((telling.language.partition("-")[0].lower(), "en"))
    return any(_names_none(words, _names(one)) for one in languages)


def _names_none(words: Sequence[str], names: _Names) -> bool:
    if not all(word in names.besides or word.isdigit() for word in words):
        return False
    said = f" {' '.join(words)} "
    return any(phrase in said for phrase in names.called)


@lru_cache(maxsize=64)
def _names(language: str) -> _Names:
    table = _table("roundups").get(language)
    if table is None:
        return _Names(called=(), besides=frozenset())
    called = [tokens(phrase) for phrase in table["called"]]
    besides = [tokens(word) for word in (*table["besides"], *_days(language))]
    sections = _table("sections").get(language, {}).values()
    of_sections = (tokens(name) for names in sections for name in names)
    # Names of several words are of an affair as often: "war in ukraine".
    besides += [words for words in of_sections if len(words) == 1]
    return _Names(
        called=tuple(f" {' '.join(words)} " for words in called),
        besides=frozenset(word for words in called + besides for word in words),
    )


def _days(language: str) -> list[str]:
    """Names of days and months, as CLDR has them."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return []
    return [
        str(name)
        for kinds in (locale.days, locale.months)
        for widths in kinds.values()
        for width in ("wide", "abbreviated")
        for name in widths[width].values()
    ]


@lru_cache(maxsize=2)
def _table(name: str) -> dict[str, dict[str, list[str]]]:
    path = files("nouvelles.stories").joinpath(f"data/{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
