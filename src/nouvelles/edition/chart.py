"""Who told a story when, as a drawing: a lane for each language, a dot for each telling.

Places are in per cent of the width, so that letters keep their size on a telephone; the
page writes the SVG from these numbers. The table behind it holds the same and more, for
not every telling has an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta, tzinfo
from math import sqrt
from typing import Final

from nouvelles.edition.hours import earliest, known_hour, local
from nouvelles.edition.strength import country_of, language_of
from nouvelles.records import Told

#: The part of the width in which dots stand; before it the names of the languages.
LEFT: Final = 27.0
RIGHT: Final = 93.0
#: Dots of a kind that would stand closer are one, which is larger: some 8 pixels on a
#: telephone, 20 on a desk.
CLOSE: Final = 2.4
#: Pixels: of a dot of one telling, and at most; a dot's area grows with what it tells.
RADIUS: Final = 5.5
LARGEST: Final = 14.0
#: Pixels: of the first lane, between lanes, below the last.
TOP: Final = 46
LANE: Final = 33
FOOT: Final = 20
#: Lanes that are drawn; the table has them all.
LANES: Final = 12
#: Lines with a time below which the drawing stays readable on a telephone.
_TICKS: Final = 5
_STEPS: Final = (1, 2, 3, 6, 12, 24, 48, 96, 168)
_HOUR: Final = timedelta(hours=1)
#: What lies further apart is no story of ours.
_LONGEST: Final = timedelta(days=3653)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Tellings of about one time, `number` of them; `radius` in pixels."""

    x: float
    is_copy: bool = False
    number: int = 1

    @property
    def radius(self) -> float:
        return round(min(LARGEST, RADIUS * sqrt(self.number)), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The tellings of one language that have an hour."""

    language: str
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line at a time; midnights bear their date."""

    x: float
    at: datetime
    is_midnight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing; `left` and `right` are the ends of its lanes, and at `names` the names
    of their languages begin."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    left: float = LEFT
    right: float = RIGHT
    names: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The tellings of one language from one country, earliest first."""

    language: str
    country: str
    told: tuple[Told, ...]


def voices(told: Sequence[Told]) -> tuple[Voices, ...]:
    """The tellings by language and country, in the order of their first ones."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in sorted(told, key=lambda one: (earliest(one.listed), one.listed.id)):
        groups.setdefault((language_of(one), country_of(one)), []).append(one)
    first = {language: n for n, (language, _) in reversed([*enumerate(groups)])}
    order = sorted(groups, key=lambda group: first[group[0]])
    return tuple(
        Voices(
            language=language, country=country, told=tuple(groups[language, country])
        )
        for language, country in order
    )


def draw(told: Sequence[Told], zone: tzinfo, *, rtl: bool = False) -> Chart | None:
    """The drawing; None where fewer than two tellings have an hour, or an outlet's clock
    is so wrong that the others would stand in one place.

    In an edition that runs from right to left (`rtl`) so does its time.
    """
    timed = [
        (local(hour, zone), one) for one in told if (hour := known_hour(one.listed))
    ]
    if len(timed) < 2:
        return None
    first, last = min(at for at, _ in timed), max(at for at, _ in timed)
    if last - first > _LONGEST or last.year == MAXYEAR:
        return None
    ticks = _ticks(first, last)
    start, end = ticks[0], ticks[-1]

    def place(at: datetime) -> float:
        share = (at - start) / (end - start)
        x = LEFT + (RIGHT - LEFT) * share
        return round(100 - x if rtl else x, 1)

    by_language: dict[str, list[tuple[datetime, Told]]] = {}
    for at, one in sorted(timed, key=lambda pair: (pair[0], pair[1].listed.id)):
        by_language.setdefault(language_of(one), []).append((at, one))
    lanes = tuple(
        Lane(
            language=language,
            y=TOP + LANE * number,
            dots=_dots([(place(at), one.copy is not None) for at, one in found]),
        )
        for number, (language, found) in enumerate([*by_language.items()][:LANES])
    )
    return Chart(
        lanes=lanes,
        ticks=tuple(Tick(x=place(at), at=at, is_midnight=at.hour == 0) for at in ticks),
        height=lanes[-1].y + FOOT,
        left=100 - RIGHT if rtl else LEFT,
        right=100 - LEFT if rtl else RIGHT,
        names=100.0 if rtl else 0.0,
    )


def _dots(places: Sequence[tuple[float, bool]]) -> tuple[Dot, ...]:
    """The dots of a lane, the larger ones first: what stands before them stays seen."""
    heaps: dict[bool, list[list[float]]] = {False: [], True: []}
    for x, is_copy in places:  # by time
        of_kind = heaps[is_copy]
        if not of_kind or abs(x - of_kind[-1][0]) >= CLOSE:
            of_kind.append([])
        of_kind[-1].append(x)
    dots = [
        Dot(x=round(sum(heap) / len(heap), 1), is_copy=is_copy, number=len(heap))
        for is_copy, of_kind in heaps.items()
        for heap in of_kind
    ]
    return tuple(sorted(dots, key=lambda dot: -dot.number))


def _ticks(first: datetime, last: datetime) -> list[datetime]:
    """Whole hours that enclose both times, a few of them."""
    hours = (last - first) / _HOUR
    step = next((one for one in _STEPS if hours / one <= _TICKS - 1), None)
    if step is None:
        step = 24 * -(-int(hours) // (24 * (_TICKS - 1)))
    start = first.replace(minute=0, second=0, microsecond=0)
    if step > 1:
        # Whole days count from midnight, parts of days from a midnight's multiples.
        start = start.replace(hour=start.hour - start.hour % min(step, 24))
    ticks = [start]
    while len(ticks) < 2 or ticks[-1] < last:
        ticks.append(ticks[-1] + step * _HOUR)
    return ticks
