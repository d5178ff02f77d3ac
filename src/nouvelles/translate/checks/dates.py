"""Dates: months and weekdays stay what they were; years are numbers."""

from __future__ import annotations

from functools import lru_cache

import regex
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault


def dates(pair: Pair) -> Flag | None:
    """Flags a month or weekday that the source has and the translation has not, where
    the translation has one that the source has not."""
    ours = named(pair.source, pair.source_language)
    theirs = named(pair.target, pair.target_language)
    for kind in ("month", "day"):
        lost = [one for one in ours if one not in theirs and one.startswith(kind)]
        added = [one for one in theirs if one not in ours and one.startswith(kind)]
        if lost and added:
            detail = f"{ours[lost[0]]} / {theirs[added[0]]}"
            return Flag(check="dates", fault=Fault.DATE, detail=detail)
    return None


def named(text: str, language: str) -> dict[str, str]:
    """The months and weekdays of a text ("month 3", "day 0" for Monday), as written."""
    bare = plain(text)
    found: dict[str, str] = {}
    whole = _any(primary(language))
    if whole is None or not whole.search(bare):
        return found
    for name, pattern in _patterns(primary(language)).items():
        if match := pattern.search(bare):
            found[name] = match[0]
    return found


@lru_cache(maxsize=32)
def _any(language: str) -> regex.Pattern[str] | None:
    """One pattern for all names: most texts have none."""
    patterns = tuple(_patterns(language).values())
    if not patterns:
        return None
    return regex.compile("|".join(one.pattern for one in patterns), patterns[0].flags)


@lru_cache(maxsize=32)
def _patterns(language: str) -> dict[str, regex.Pattern[str]]:
    """Names by Unicode CLDR as Babel brings them, with inflected forms of ours.

    Where names of months are written with a capital ("May", "March"), it is asked for.
    """
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, set[str]] = {}
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, locale).items():
            names.setdefault(f"month {number}", set()).add(name)
        for number, name in get_day_names("wide", context, locale).items():
            names.setdefault(f"day {number}", set()).add(name)
    capitals = language in lexicon.table("dates")["capitals"]["languages"]
    more = lexicon.table("dates").get(language, {})
    made: dict[str, regex.Pattern[str]] = {}
    for name, forms in names.items():
        key = name.replace(" ", "")
        listed = [plain(form) for form in forms] + more.get(key, [])
        made[name] = regex.compile(
            lexicon.pattern(listed).pattern, 0 if capitals else regex.IGNORECASE
        )
    return made
