"""Times as a newspaper of the edition's language prints them, always with their zone.

On an article's page the outlet's own time stands with its offset, « 12 mars 2026 à
6 h 20 (UTC−3) », and beside it the paper's, in which all times of ours stand. Lists use
the paper's zone alone, named once at the head of the page, since a list in several zones
cannot be read by its hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_timezone_location, get_timezone_name
from babel.dates import format_time as format_clock
from markupsafe import Markup, escape

from nouvelles.web.words import Words, mark

# Patterns of the Unicode LDML (UTS 35, part 4); each catalogue has its own.
DAY = mark("EEEE d MMMM y")
DATE = mark("d MMMM y")
DATE_OF_YEAR = mark("d MMMM")
CLOCK = mark("HH:mm")
FULL_HOUR = mark("HH:'00'")

#: The first of a month, where a language has its own word (Imprimerie nationale: 1er).
FIRST = {"fr": "'1er'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Writes times in the words of one edition; `zone` is the paper's."""

    words: Words
    zone: tzinfo

    def day(self, at: datetime) -> str:
        """The day in the paper's zone, to open a line: « Jeudi 12 mars 2026 »."""
        said = self._date(self.local(at).date(), DAY)
        return said[:1].upper() + said[1:]

    def dated(self, now: datetime) -> Markup:
        """The same day as the head of a page has it."""
        return _element(now.date().isoformat(), self.day(now))

    def zone_name(self) -> str:
        """The zone of the lists, as CLDR names it: « heure d’Europe centrale »."""
        return _zone_name(self.zone, self.words.locale)

    def place(self) -> str:
        """The city by which the paper's zone is known: « Paris »."""
        return _place(self.zone, self.words.locale)

    def moment(self, at: datetime, *, day_only: bool = False) -> Markup:
        """A time in its own zone, with the offset; the day alone where no more is known."""
        said = self._date(at.date(), DATE)
        if day_only:
            return _element(at.date().isoformat(), said)
        said = self.words.say(
            "{date} at {time} ({offset})",
            date=said,
            time=self._clock(at),
            offset=offset_name(at),
        )
        return _element(at.isoformat(timespec="minutes"), said)

    def noted(self, at: datetime) -> Markup:
        """A time of ours (of a capture, a decision), in the paper's zone."""
        return self.moment(self.local(at))

    def same_moment(self, at: datetime) -> str:
        """The same in the paper's zone, or "" where both read the same clock."""
        local = self.local(at)
        if local.utcoffset() == at.utcoffset():
            return ""
        clock = self._clock(local)
        if local.date() == at.date():
            return self.words.say("{time} in {place}", time=clock, place=self.place())
        return self.words.say(
            "{date}, {time} in {place}",
            date=self._date(local.date(), DATE_OF_YEAR),
            time=clock,
            place=self.place(),
        )

    def brief(self, at: datetime, now: datetime, *, day_only: bool = False) -> Markup:
        """A list's time in the paper's zone: as short as today allows."""
        local, today = self.local(at), self.local(now)
        if day_only:
            # A bare day has no zone; moving it could change the day.
            local = at
        same_year = local.year == today.year
        said = self._date(local.date(), DATE_OF_YEAR if same_year else DATE)
        iso = local.isoformat(timespec="minutes")
        if day_only or not same_year:
            return _element(local.date().isoformat() if day_only else iso, said)
        clock = self._clock(local)
        if local.date() == today.date():
            return _element(iso, clock)
        return _element(iso, self.words.say("{date}, {time}", date=said, time=clock))

    def clock(self, at: datetime) -> Markup:
        """The hour alone, in the paper's zone, under a heading that tells the day."""
        return _element(self.local(at).isoformat(timespec="minutes"), self.hour(at))

    def hour(self, at: datetime) -> str:
        """The same without markup, for a drawing."""
        return self._clock(self.local(at))

    def day_of(self, day: date, now: datetime) -> str:
        """A day of a list: without its year while that is this one."""
        same_year = day.year == self.local(now).year
        return self._date(day, DATE_OF_YEAR if same_year else DATE)

    def local(self, at: datetime) -> datetime:
        """The time in the paper's zone; years 1 and 9999 stay where they are."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            return at

    def _date(self, day: date, pattern: str) -> str:
        written = self.words.say(pattern)
        if day.day == 1:
            written = written.replace("d", FIRST.get(self.words.language, "d"), 1)
        return _written_day(day, written, self.words.locale)

    def _clock(self, at: datetime) -> str:
        pattern = self.words.say(CLOCK if at.minute else FULL_HOUR)
        return _written_time(at.time(), pattern, self.words.locale)


def offset_name(at: datetime) -> str:
    """The offset of an aware time: "UTC", "UTC−3", "UTC+3:30"."""
    offset = at.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def _element(iso: str, said: str) -> Markup:
    return Markup(f'<time datetime="{iso}">{escape(said)}</time>')  # noqa: S704


# Babel takes 15-30 us for each of these, and a page asks for the same again and again.


@lru_cache(maxsize=4096)
def _written_day(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=4096)
def _written_time(at: time, pattern: str, locale: Locale) -> str:
    return format_clock(at, pattern, locale=locale)


@lru_cache(maxsize=64)
def _zone_name(zone: tzinfo, locale: Locale) -> str:
    name: str = get_timezone_name(zone, locale=locale)
    return name


@lru_cache(maxsize=64)
def _place(zone: tzinfo, locale: Locale) -> str:
    name: str = get_timezone_location(zone, locale=locale, return_city=True)
    return name
