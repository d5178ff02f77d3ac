"""Why an article stands in its story, and why a telling leads one, in readers' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nouvelles.edition import Choice
from nouvelles.edition.lead import LeadReason
from nouvelles.records import Reason, Told
from nouvelles.web.words import mark

#: What told the lead from other tellings.
LEADS: Mapping[LeadReason, str] = {
    "editor": mark("An editor chose it."),
    "standing": mark("Its outlet still has it."),
    "report": mark("It reports what happened; others are opinions."),
    "language": mark("It is in the language of this edition."),
    "translated": mark("Its headline has been translated for this edition."),
    "script": mark("It is written in the letters of this edition."),
    "origin": mark("It is an outlet’s own text, not a copy."),
    "whole": mark("It can be read whole here."),
    "text": mark("We hold its text, not only what the outlet’s feed says."),
    "newest": mark("It is the newest of those that answer to all this."),
}

#: What two articles were compared by, by the code of a reason: the groups of features of
#: the engine of stories.
COMPARED: Mapping[str, str] = {
    "vector": mark("What the text speaks of"),
    "names": mark("Names"),
    "words": mark("Rare words"),
    "numbers": mark("Numbers"),
    "places": mark("Places"),
    "time": mark("Time of publication"),
    "outlet": mark("Outlet"),
}
#: Those whose words readers can read; places are codes.
_SAID = ("names", "words", "numbers")
#: The code that names the article which the engine compared with at last.
_CLOSEST = "closest"

#: Words found in both that are told of one reason.
WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One part of a decision, ready to be said, with what was found in both."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What spoke for a place in a story, and what against it, heaviest first.

    `closest` is the id of the telling that it was compared with, "" where none is named.
    """

    for_it: tuple[Ground, ...]
    against: tuple[Ground, ...]
    closest: str = ""
    by_editor: bool = False


def place_grounds(told: Told) -> Grounds:
    """Why a telling stands in its story; reasons without a word of ours stay away."""
    known = [one for one in told.reasons if one.code in COMPARED and one.weight]
    known.sort(key=lambda one: -abs(one.weight))
    closest = (
        one.words[0] for one in told.reasons if one.code == _CLOSEST and one.words
    )
    return Grounds(
        closest=next(closest, ""),
        for_it=_grounds([one for one in known if one.weight > 0]),
        against=_grounds([one for one in known if one.weight < 0]),
        by_editor=bool(told.by),
    )


def lead_grounds(choice: Choice) -> list[str]:
    """Why a telling leads its story, as messages."""
    return [LEADS[reason] for reason in choice.reasons]


def _grounds(reasons: Sequence[Reason]) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            name=COMPARED[one.code],
            words=one.words[:WORDS] if one.code in _SAID else (),
        )
        for one in reasons
    )
