"""Negation: what the source denies the translation denies, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from nouvelles.language import primary
from nouvelles.translate.lexicon import cues
from nouvelles.translate.pair import Flag, Pair
from nouvelles.translate.plain import plain, words
from nouvelles.translate.reasons import Fault

#: The lists of `data/negation.toml`.
_KEYS: Final = ("strong", "weak", "harmless", "faint", "with")

#: Characters between two negations of one clause, at most, and what parts clauses.
_ONE_CLAUSE: Final = 28
#: Characters from « ne » to « pas », at most.
_TO_PARTNER: Final = 45
#: The subject that denies before « ne »: « aucun État n'exigeait ».
_BEFORE_NE: Final = regex.compile(
    r"\b(?:aucune?|personne|rien|nul|nulle)\b[^.;:,!?]*$", regex.IGNORECASE
)
#: Words of a short text, and of one that is told freely: there one may be missing.
_SHORT: Final = 22
_LONG: Final = 44
_CLAUSE: Final = regex.compile(
    r"[.;:!?,\"«“„]|(?<=\s)'|\b(?:et|and|und|mais|but|aber|pero|но|але)\b"
)


def negation(pair: Pair) -> Flag | None:
    """Flags clauses that one side denies more of than the other could account for.

    Strong negations of one side are weighed against the strong and weak ones of the
    other ("fail", "without", "impossible"): two languages rarely say no in the same
    way, but a side that says it in no way at all is wrong. Where both sides say it, one
    more or less is a turn of speech, but for one of two that nothing stands for.
    """
    here = _Cues.of(pair.source_language)
    there = _Cues.of(pair.target_language)
    if here is None or there is None:
        return None
    source, target = here.bare(pair.source), there.bare(pair.target)
    denied, denies = here.strong_in(source), there.strong_in(target)
    one_of_two = (len(denied), len(denies)) == (2, 1)
    if bool(denied) == bool(denies) and not one_of_two:
        return None
    weak, weaker = here.weak_in(source), there.weak_in(target)
    size = len(words(source))
    if one_of_two:
        if weak > 0 or weaker > 0 or size > _LONG:
            return None
        return Flag(check="negation", fault=Fault.NEGATION_LOST, detail=denied[1])
    if size <= _SHORT:
        # Weak ones that both sides have are their own counterparts; in a long text two
        # of them may be of different clauses.
        weak, weaker = max(0, weak - weaker), max(0, weaker - weak)
    elif size > _LONG:
        weak, weaker = weak + 1, weaker + 1
    # "Not only" and "until … not" may be told by a negation that is one.
    weak += here.turns_in(pair.source)
    if len(denied) > len(denies) + weaker:
        return Flag(check="negation", fault=Fault.NEGATION_LOST, detail=denied[0])
    if len(denies) > len(denied) + weak and not here.hints_at(source):
        return Flag(check="negation", fault=Fault.NEGATION_ADDED, detail=denies[0])
    return None


@dataclass(frozen=True, slots=True)
class _Cues:
    strong: regex.Pattern[str]
    weak: regex.Pattern[str]
    harmless: regex.Pattern[str]
    faint: regex.Pattern[str] | None
    partner: regex.Pattern[str] | None

    @classmethod
    def of(cls, language: str) -> _Cues | None:
        strong, weak, harmless, faint, partner = (
            cues("negation", primary(language), key) for key in _KEYS
        )
        if strong is None or weak is None or harmless is None:
            return None
        return cls(strong, weak, harmless, faint, partner)

    def bare(self, text: str) -> str:
        """A text as it is read, without what looks like a negation and denies nothing."""
        return self.harmless.sub(" ", plain(text))

    def strong_in(self, text: str) -> list[str]:
        """The negations of a text, those of one clause once: « ne … pas », "no … nada"."""
        found: list[str] = []
        end = -2 * _ONE_CLAUSE
        for match in self.strong.finditer(text):
            if self.partner and not self._is_whole(text, match):
                continue
            if match.start() - end > _ONE_CLAUSE or _CLAUSE.search(
                text, max(0, end), match.start()
            ):
                found.append(match[0])
            end = match.end()
        return found

    def _is_whole(self, text: str, ne: regex.Match[str]) -> bool:
        """Whether « ne » has a partner behind it or before it."""
        start, end = ne.span()
        return bool(
            (self.partner and self.partner.search(text, end, end + _TO_PARTNER))
            or _BEFORE_NE.search(text, max(0, start - _TO_PARTNER), start)
        )

    def turns_in(self, text: str) -> int:
        """How many turns of speech of a text have a negation that denies nothing."""
        return sum(" " in turn[0] for turn in self.harmless.finditer(plain(text)))

    def hints_at(self, text: str) -> bool:
        """Whether a text has a word that a translator may turn into a negation."""
        return self.faint is not None and bool(self.faint.search(text))

    def weak_in(self, text: str) -> int:
        """How many weak negations a text has; « pas » behind « ne » is no other one, nor is
        « ni » behind both."""
        found = [match[0] for match in self.weak.finditer(text)]
        strong = len(self.strong_in(text)) if self.partner else 0
        joined = found.count("ni") if strong and "ni" not in found[:1] else 0
        return len(found) - strong - joined
