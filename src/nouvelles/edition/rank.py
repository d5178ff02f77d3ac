"""How important a story is: a sum of few terms that a reader can check.

    origins × log2(independent origins) + countries × log2(countries)
        − hours behind the newest story / half_life_h

With `origins` at 1, doubling a story's independent origins counts as much as
`half_life_h` hours; outlets that print another's text add nothing. The hours are those
behind the newest story, so that the order of a page does not depend on when it is looked
at. What the press of a few countries tells would fill a page ranked so: `find_neglected`
says which countries are not among them, and the front page keeps places for their
stories. The weights are the settings `[front]`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nouvelles.config import FrontSettings
from nouvelles.edition.strength import Strength

TermCode = Literal["origins", "countries", "age"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the sum: what was counted (of `age`, whole hours) and its value."""

    code: TermCode
    count: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The importance of a story with its terms; `newest` is the hour of its age."""

    terms: tuple[Term, ...]
    newest: datetime

    @property
    def total(self) -> float:
        return sum(term.value for term in self.terms)


def rank(
    strength: Strength, newest: datetime, newest_of_all: datetime, front: FrontSettings
) -> Score:
    """The score of a story whose newest own telling is of `newest`.

    `newest_of_all` is the same of the newest story on the page.
    """
    hours = (newest_of_all - newest).total_seconds() / 3600
    countries = len(strength.countries)
    return Score(
        terms=(
            Term(
                code="origins",
                count=strength.origins,
                value=front.origins * _doublings(strength.origins),
            ),
            Term(
                code="countries",
                count=countries,
                value=front.countries * _doublings(countries),
            ),
            Term(code="age", count=int(hours), value=-hours / front.half_life_h),
        ),
        newest=newest,
    )


def find_neglected(countries: Iterable[str]) -> frozenset[str]:
    """The countries of which the press tells least.

    `countries` names the country of every telling. Those that come first, ordered by
    their tellings, until they have half of all together, are told of enough; all others
    are neglected. Those that have as many tellings as the last of the first are not.
    """
    counted = Counter(country for country in countries if country)
    half, found = counted.total() / 2, 0
    least = 0
    for _, number in counted.most_common():
        if found >= half:
            break
        found += number
        least = number
    return frozenset(country for country, n in counted.items() if n < least)


def _doublings(number: int) -> float:
    return math.log2(max(1, number))
