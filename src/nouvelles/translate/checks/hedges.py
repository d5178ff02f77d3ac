"""Hedges: what the source gives as hearsay must not come out as a fact."""

from __future__ import annotations

from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.lexicon import cues
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain
from nouvelles.translate.reasons import Fault

#: A conditional that depends on an "if" reports nothing.
_IF: Final = {
    "fr": regex.compile(r"\bsi\b|\bs'ils?\b", regex.IGNORECASE),
    "es": regex.compile(r"\bsi\b", regex.IGNORECASE),
    "it": regex.compile(r"\bse\b", regex.IGNORECASE),
    "pt": regex.compile(r"\bse\b", regex.IGNORECASE),
}
#: Nor does the past's future, which stands soon behind a "that".
_THAT: Final = {
    "fr": regex.compile(r"\b(?:que\b|qu')[^,;:.!?]{0,45}$", regex.IGNORECASE),
    "es": regex.compile(r"\bque\b[^,;:.!?]{0,45}$", regex.IGNORECASE),
    "it": regex.compile(r"\bche\b[^,;:.!?]{0,45}$", regex.IGNORECASE),
    "pt": regex.compile(r"\bque\b[^,;:.!?]{0,45}$", regex.IGNORECASE),
}
_CONDITIONAL: Final = regex.compile(
    r"aur(?:ait|aient)|ser(?:ait|aient)|habrían?|avrebber?o?|sarebber?o?|teriam?",
    regex.IGNORECASE,
)
#: Lists of words that leave a sentence open, and say something else than a hedge.
_OF_THEIR_OWN: Final = (
    *("suspects", "reports", "believes", "seems", "likely"),
    *("attributes", "claims", "would"),
)
#: Those that may stand for a conditional, which says the same as « selon ».
_AS_CONDITIONAL: Final = frozenset(("attributes", "claims", "would"))
#: "soll" reports only with an infinitive of the past at the end of its clause.
_SOLL: Final = regex.compile(r"solle?n?", regex.IGNORECASE)
_SOLL_HAVE: Final = regex.compile(
    r"[^.;!?]{3,120}\b\p{Ll}+(?:t|en) (?:haben|sein|worden)\b"
)
#: "The minister alleged that" tells who says so.
_SAYS_SO: Final = regex.compile(r"\s(?:that|что|що|que|dass)\b", regex.IGNORECASE)
_SAYING: Final = frozenset(("alleged", "очевидно"))


def hedges(pair: Pair) -> Flag | None:
    """Flags a sentence of hearsay in whose translation nothing leaves it open."""
    cue = cues("hedges", primary(pair.source_language), "cues")
    keeps_open = cues("hedges", primary(pair.target_language), "open")
    if cue is None or keeps_open is None:
        return None
    source = plain(pair.source)
    found = next(
        (one for one in cue.finditer(source) if _reports(source, one, pair)), None
    )
    target = plain(pair.target)
    if found is None or keeps_open.search(_without_own(source, target, found, pair)):
        return None
    if _CONDITIONAL.fullmatch(found[0]) or _SOLL.fullmatch(found[0]):
        modal = cues("hedges", primary(pair.target_language), "modal")
        if modal is not None and modal.search(target):
            return None
    return Flag(check="hedges", fault=Fault.HEDGE_LOST, detail=found[0])


def _without_own(source: str, target: str, cue: regex.Match[str], pair: Pair) -> str:
    """A translation without the words of an attribution ("according to"), suspicion,
    belief, likelihood and such that the source has too, beside its hedge: they stand for
    these, not for the hedge. What a conditional says too is left for it."""
    conditional = _CONDITIONAL.fullmatch(cue[0])
    rest = source[: cue.start()] + " " + source[cue.end() :]
    for key in _OF_THEIR_OWN:
        if conditional and key in _AS_CONDITIONAL:
            continue
        here = cues("hedges", primary(pair.source_language), key)
        there = cues("hedges", primary(pair.target_language), key)
        if here and there and (own := len(here.findall(rest))):
            target = there.sub(" ", target, count=own)
    return target


def _reports(text: str, cue: regex.Match[str], pair: Pair) -> bool:
    """Whether a cue is one of hearsay here: conditionals and "soll" have other uses."""
    if _CONDITIONAL.fullmatch(cue[0]):
        language = primary(pair.source_language)
        if language not in _IF:
            return True
        before = text[: cue.start()]
        return not (_IF[language].search(text) or _THAT[language].search(before))
    if text[: cue.start()].lower().endswith("por "):  # por supuesto: of course
        return False
    if cue[0].lower() in _SAYING and _SAYS_SO.match(text.replace(",", " "), cue.end()):
        return False
    if _SOLL.fullmatch(cue[0]):
        return bool(_SOLL_HAVE.match(text, cue.end()))
    return True
