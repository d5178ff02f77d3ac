"""French grammar at the joints of a sentence: contractions, countries' articles."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.translate.lexicon import table

#: Infinitives in -er and -ir are without number, those in -re and -oir are listed. Words
#: in -ier are nouns but after few letters: cahier, papier; étudier, justifier, oublier.
_INFINITIVE: Final = regex.compile(
    r"\p{L}*(?:[^i]er|(?:[dfc]|[aeiou][bl]|[én]g|egr|opr|ppr)ier|[^o]ir)"
)
_VOWEL: Final = regex.compile(
    r"(?i)[aeiouyàâäéèêëîïôöùûœæ]|h(?![aéo]lland|ongrie|aïti)"
)
_UNDRAWN: Final = regex.compile(
    r"(?P<before>(?<![\p{L}'’-])|(?<=['’]))(?P<joint>[Dd]e|[ÀàÁ]) "
    r"(?P<article>les?) (?P<next>[\p{L}\p{N}]+)"
)
_DRAWN: Final = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Nouns and adjectives that end as an infinitive does: ministre, premier."""
    return frozenset(table("french")["nouns"])


@lru_cache(maxsize=1)
def _infinitives() -> frozenset[str]:
    """Verbs in -re, -oir and -ier that the rule cannot tell from nouns."""
    return frozenset(table("french")["infinitives"])


def may_be_verb(word: str) -> bool:
    """Whether « le » before a word may be a pronoun: « de le voir », « à les y aider »."""
    if (
        word in ("en", "y", "lui", "leur", "ne", "plus", "mieux")
        or word in _infinitives()
    ):
        return True
    return bool(_INFINITIVE.fullmatch(word)) and word not in _nouns()


def contract(text: str) -> str:
    """A text with « de le », « à les » drawn together, where no verb follows.

    « de le voir » has a pronoun and stays.
    """

    def drawn(match: regex.Match[str]) -> str:
        if may_be_verb(match["next"].lower()):
            return match[0]
        joint = _DRAWN[f"{match['joint'].lower()} {match['article']}"]
        if match["joint"][0].isupper():
            joint = joint.capitalize()
        return f"{match['before']}{joint} {match['next']}"

    return str(_UNDRAWN.sub(drawn, text))


def in_country(name: str) -> str:
    """« en Russie », « au Brésil », « aux États-Unis », « à Cuba »: where somebody is."""
    gender = gender_of(name)
    if gender == "plural":
        return f"aux {name}"
    if gender == "none":
        return f"à {name}"
    if gender == "feminine" or _VOWEL.match(name):
        return f"en {name}"
    return f"au {name}"


def of_country(name: str) -> str:
    """« de Russie », « d'Iran », « du Brésil », « des États-Unis », « de Cuba »."""
    gender = gender_of(name)
    if gender == "plural":
        return f"des {name}"
    if _VOWEL.match(name):
        return f"d'{name}"
    return f"du {name}" if gender == "masculine" else f"de {name}"


def with_article(name: str) -> str:
    """« la Russie », « l'Iran », « le Brésil », « les États-Unis », « Cuba »."""
    gender = gender_of(name)
    if gender == "none":
        return name
    if gender == "plural":
        return f"les {name}"
    if _VOWEL.match(name):
        return f"l'{name}"
    return f"la {name}" if gender == "feminine" else f"le {name}"


def gender_of(name: str) -> str:
    """feminine, masculine, plural, or none for a country that takes no article.

    Countries in -e are feminine but for a few (`data/french.toml`).
    """
    countries = table("french")["countries"]
    for gender in ("plural", "none", "masculine"):
        if name in countries[gender]:
            return gender
    return "feminine" if name.endswith(("e", "Croatie")) else "masculine"
