"""What one side alone tells: numbers and names that stand nowhere else in a story.

A side is the outlets of one country, or those of one language. Nothing is judged: a part
is a sentence with its outlet, and says no more than that what it states stands in no
other text of the story that we hold. It is told only

- where at least `COMPARED` whole texts of other sides were compared, each of which can be
  asked: a number in figures and, in languages that we can spell, in words; a name in
  texts of the same language, for others translate it;
- of what two texts of the side tell, neither a copy of the other, or one tells at its
  beginning, so that the details of a single report do not pass for a country's view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from nouvelles.edition.contents import Contents
from nouvelles.edition.figures import Number, numbers
from nouvelles.edition.naming import Name, names
from nouvelles.edition.strength import country_of, language_of
from nouvelles.language import fold, sentences
from nouvelles.records import Told

#: Whole texts of other sides without which nothing is said to be missing there.
COMPARED: Final = 2
#: Parts told of one side, and of a story.
PER_SIDE: Final = 3
LIMIT: Final = 8
Side = Literal["country", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A telling as it was read: all of its text, and the sentences that may be shown.

    `lines` are headline, standfirst and paragraphs, or the feed's words where no more is
    held: then `is_whole` is false, and nothing is said to be missing in it. `quotable`
    are sentences as they stand in the lines.
    """

    told: Told
    lines: tuple[str, ...]
    quotable: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A sentence with what it alone, or its side alone, states.

    `name` is the country's code or the language's tag; `told` whose sentence it is, and
    `with_it` other tellings of the side, no copies of it, that state the same;
    `compared` how many whole texts of other sides were looked through.
    """

    side: Side
    name: str
    facts: tuple[str, ...]
    sentence: str
    told: Told
    with_it: tuple[Told, ...]
    compared: int


Fact = Number | Name


def find_one_sided(readings: Sequence[Reading]) -> tuple[OneSided, ...]:
    """What one country's outlets, or one language's, tell alone; the most told first.

    Each fact is told once, with the first sentence that states it; facts of one sentence
    stand together.
    """
    contents = [
        Contents(text="\n".join(one.lines), language=one.told.listed.language)
        for one in readings
    ]
    outlets = {fold(one.told.listed.source.name) for one in readings}
    common = frozenset().union(*(one.common_words for one in contents))
    found: dict[str, OneSided] = {}
    told_before: set[Hashable] = set()
    for number, reading in enumerate(readings):
        for sentence, is_first in _quotable(reading):
            for fact in _facts(sentence, reading.told.listed.language):
                if fold(fact.written) in outlets or told_before & _keys(fact):
                    continue
                if isinstance(fact, Name) and fact.is_common(common):
                    continue
                if not _can_be_asked(contents[number], fact, contents[number].language):
                    continue
                part = _ask(fact, number, sentence, is_first, readings, contents)
                if part is not None:
                    told_before |= _keys(fact)
                    found[sentence] = _joined(found.get(sentence), part)
    return _choose(found.values())


def _quotable(reading: Reading) -> Iterator[tuple[str, bool]]:
    """The sentences that may be shown; of each whether it opens the report.

    What a cut has shortened is no sentence any more.
    """
    text, opening = "\n".join(reading.lines), "\n".join(reading.lines[:3])
    seen = set()
    for line in reading.quotable:
        for start, end in sentences(line, reading.told.listed.language):
            sentence = line[start:end]
            if sentence in text and sentence not in seen:
                seen.add(sentence)
                yield sentence, sentence in opening


def _facts(sentence: str, language: str) -> Iterator[Fact]:
    yield from numbers(sentence)
    yield from names(sentence, language)


def _ask(
    fact: Fact,
    number: int,
    sentence: str,
    is_first: bool,
    readings: Sequence[Reading],
    contents: Sequence[Contents],
) -> OneSided | None:
    """The fact as a part of one side, where one side alone carries it."""
    carriers = [
        other.told
        for place, other in enumerate(readings)
        if place == number or _carries(contents[place], fact)
    ]
    own = readings[number].told
    with_it = tuple(one for one in carriers if one.origin != own.origin)
    if not with_it and not is_first:
        return None
    sides: tuple[tuple[Side, str], ...] = (
        ("country", country_of(own)),
        ("language", language_of(own)),
    )
    for side, name in sides:
        if not name or any(_side(one, side) != name for one in carriers):
            continue
        compared = sum(
            one.is_whole
            and _side(one.told, side) not in ("", name)
            and _can_be_asked(contents[place], fact, own.listed.language)
            for place, one in enumerate(readings)
        )
        if compared >= COMPARED:
            return OneSided(
                side=side,
                name=name,
                facts=(fact.written,),
                sentence=sentence,
                told=own,
                with_it=with_it,
                compared=compared,
            )
    return None


def _side(told: Told, side: Side) -> str:
    return country_of(told) if side == "country" else language_of(told)


def _carries(contents: Contents, fact: Fact) -> bool:
    if isinstance(fact, Number):
        return contents.has_number(fact)
    return contents.has_name(fact)


def _can_be_asked(contents: Contents, fact: Fact, language: str) -> bool:
    if isinstance(fact, Number):
        return contents.can_be_asked_number(fact)
    return contents.can_be_asked_name(language)


def _keys(fact: Fact) -> frozenset[Hashable]:
    """What makes two facts one."""
    return fact.values if isinstance(fact, Number) else frozenset({fact.code})


def _joined(known: OneSided | None, part: OneSided) -> OneSided:
    """A sentence with a further fact of the same side."""
    if known is None or known.side != part.side:
        return known or part
    return replace(
        known,
        facts=(*known.facts, *part.facts),
        compared=min(known.compared, part.compared),
    )


def _choose(parts: Iterable[OneSided]) -> tuple[OneSided, ...]:
    """The parts that most outlets tell, few of each side, those of a side together."""
    counted: Counter[tuple[Side, str]] = Counter()
    chosen: dict[tuple[Side, str], list[OneSided]] = {}
    for part in sorted(parts, key=lambda one: -len(one.with_it)):
        side = (part.side, part.name)
        if counted.total() < LIMIT and counted[side] < PER_SIDE:
            counted[side] += 1
            chosen.setdefault(side, []).append(part)
    return tuple(part for found in chosen.values() for part in found)
