"""How strong a story is, in terms that anybody can count again.

Counted are tellings that the paper shows: what was withdrawn counts no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nouvelles.edition.hours import known_hour
from nouvelles.language.identify import primary
from nouvelles.records import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What a story rests on; countries and languages in the order of their first telling.

    `origins` are the outlets whose own texts are told: fourteen that print one agency's
    report are one origin, and so is an outlet that writes of the event ten times.
    `first` and `last` are the hours of the first and the last telling among those of
    which the hour is known.
    """

    tellings: int
    outlets: int
    origins: int
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    first: datetime | None = None
    last: datetime | None = None

    @property
    def hours(self) -> int:
        """Hours between the first and the last telling, begun ones counted."""
        if self.first is None or self.last is None:
            return 0
        return -(-int((self.last - self.first).total_seconds()) // 3600)


def strength(told: Sequence[Told]) -> Strength:
    """The strength of a story's tellings."""
    standing = [one for one in told if one.listed.withdrawn is None]
    hours = [hour for one in standing if (hour := known_hour(one.listed)) is not None]
    return Strength(
        tellings=len(standing),
        outlets=len({one.listed.source.host for one in standing}),
        origins=count_origins(told),
        countries=_distinct(country_of(one) for one in standing),
        languages=_distinct(language_of(one) for one in standing),
        first=min(hours, default=None),
        last=max(hours, default=None),
    )


def count_origins(told: Iterable[Told]) -> int:
    """How many outlets the texts come from that stand; a text of which the first telling
    is not in the story is an origin by itself."""
    known = [*told]
    hosts = {one.listed.id: one.listed.source.host for one in known}
    standing = (one for one in known if one.listed.withdrawn is None)
    return len({hosts.get(one.origin, one.origin) for one in standing})


def country_of(told: Told) -> str:
    """The country of a telling's outlet (ISO 3166, capitals), "" where it is unknown."""
    return (told.country or told.listed.source.country).upper()


def language_of(told: Told) -> str:
    """The primary language of a telling, "" where it is unknown."""
    found = primary(told.listed.language)
    return "" if found == "und" else found


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))
