"""Names that each language has its own form of: countries, capitals, institutions.

Countries and cities come from Unicode CLDR as Babel brings it, all others from a file of
ours (`data/exonyms.toml`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.dates import get_timezone_location

from nouvelles.language import primary
from nouvelles.translate import lexicon
from nouvelles.translate.plain import plain


@lru_cache(maxsize=256)
def exonyms(source_language: str, target_language: str) -> dict[str, tuple[str, ...]]:
    """Forms in the source's language to those in the target's, best one first.

    {"Moscow": ("Moscou",), "White House": ("Maison Blanche",)}
    """
    source, target = primary(source_language), primary(target_language)
    found: dict[str, tuple[str, ...]] = {}
    for here, there in (
        *_both(_territories(source), _territories(target)),
        *_both(_cities(source), _cities(target)),
        *_both(_listed(source), _listed(target)),
    ):
        for form in here:
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *there)))
    return found


Forms = dict[str, tuple[str, ...]]
#: Of these CLDR has long names that no paper prints, and our own file has others.
_LISTED_CODES: Final = frozenset({"VA", "HK", "MO"})


def _both(here: Forms, there: Forms) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(forms, there[key]) for key, forms in here.items() if key in there]


@lru_cache(maxsize=64)
def _territories(language: str) -> Forms:
    """Countries by their code; continents and regions by their UN number."""
    locale = _locale(language)
    if locale is None:
        return {}
    return {
        code: tuple(dict.fromkeys(_written(plain(name))))
        for code, name in locale.territories.items()
        if code not in _LISTED_CODES
    }


def _written(name: str) -> tuple[str, ...]:
    """A name of CLDR as papers write it, then as it is there and without its article."""
    spelled = name.replace(" & ", " and ")
    return (spelled, name, *_without_article(spelled), *_without_article(name))


def _without_article(name: str) -> tuple[str, ...]:
    """ "The Bahamas" is "Bahamas" too; « Île de Man » stays."""
    for article in _ARTICLES:
        if name.startswith(article):
            return (name.removeprefix(article),)
    return ()


_ARTICLES: Final = ("The ", "the ", "la ", "le ", "les ", "l'", "die ", "el ", "los ")


#: Zones of what our own file has with its article, which changes: « du Vatican ».
_LISTED_ZONES: Final = frozenset({"Europe/Vatican"})


@lru_cache(maxsize=64)
def _cities(language: str) -> Forms:
    """The cities by which CLDR names time zones: most capitals are among them."""
    locale = _locale(language)
    if locale is None:
        return {}
    found: Forms = {}
    for zone in sorted(set(get_global("zone_territories"))):
        if zone.count("/") != 1 or zone.startswith("Etc/") or zone in _LISTED_ZONES:
            continue
        name = plain(get_timezone_location(zone, locale=locale, return_city=True))
        found[zone] = (name,)
    return found


@lru_cache(maxsize=64)
def _listed(language: str) -> Forms:
    """The forms of our own file: a key to what stands there for one language."""
    return {
        f"{kind}/{key}": tuple(plain(form) for form in forms[language].split("|"))
        for kind, entries in lexicon.table("exonyms").items()
        for key, forms in entries.items()
        if language in forms
    }


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=16)
def countries(language: str) -> frozenset[str]:
    """The names of countries in one language, as CLDR has them; no regions."""
    locale = _locale(primary(language))
    if locale is None:
        return frozenset()
    return frozenset(
        plain(name)
        for code, name in locale.territories.items()
        if code.isalpha() and len(code) == 2
    )
