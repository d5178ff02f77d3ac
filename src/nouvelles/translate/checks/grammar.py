"""French joints: what is left where a name or noun was put in without its grammar."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.french import may_be_verb
from nouvelles.translate.lexicon import table
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

_CAPITAL_ARTICLE: Final = regex.compile(
    r"(?<![\p{L}-])(?:[Dd]ans|[Dd]e|[ÀàEe]n?|[Pp]ar|[Pp]our|[Ss]ur|[Aa]vec|[Vv]ers|[Cc]hez"
    r"|[Cc]ontre|[Ee]ntre|[Ss]elon|[Ss]ous|[Ss]ans) "
    r"(?P<name>(?:La |Le |Les |L')(?P<noun>[\p{L}'-]+))"
)
_UNCONTRACTED: Final = regex.compile(
    r"(?<![\p{L}-])(?P<joint>(?:de|à) les?) (?P<next>[\p{L}\p{N}]+)", regex.IGNORECASE
)


@lru_cache(maxsize=1)
def _articled() -> frozenset[str]:
    """Names of which the capital article is a part: Le Caire, Les Échos."""
    return frozenset(table("french")["articled"])


def capital_article(pair: Pair) -> Flag | None:
    """Flags « dans La Russie »: a preposition, then an article with a capital.

    Names that bear their article (`data/french.toml`) keep it, and so do those that the
    source writes so: titles of papers, books, parties.
    """
    if primary(pair.target_language) != "fr":
        return None
    source = plain(pair.source)
    for match in _CAPITAL_ARTICLE.finditer(plain(pair.target)):
        if match["noun"] in _articled() or match["name"] in source:
            continue
        return Flag(check="article", fault=Fault.CAPITAL_ARTICLE, detail=match[0])
    return None


def uncontracted(pair: Pair) -> Flag | None:
    """Flags « de le président », « à les élections »; « de le voir » is a pronoun."""
    if primary(pair.target_language) != "fr":
        return None
    for match in _UNCONTRACTED.finditer(plain(pair.target)):
        word = match["next"]
        proper = word[0].isupper() and match["joint"].endswith("le")
        if proper or not may_be_verb(word.lower()):
            return Flag(check="contraction", fault=Fault.UNCONTRACTED, detail=match[0])
    return None
