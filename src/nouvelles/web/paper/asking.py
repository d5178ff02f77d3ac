"""What a reader asks of the search, read out of an address that anybody may write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from starlette.requests import Request

from nouvelles.language.identify import known_primary
from nouvelles.records import Filters
from nouvelles.web.choices import Choice
from nouvelles.web.site import Edition, Site

#: Characters of a query that are read; what a reader types is far shorter.
QUERY_LENGTH = 200
#: Characters of a filter that are said back where it cannot be understood.
VALUE_LENGTH = 40

#: The filters, as addresses name them.
FILTERS = ("language", "country", "outlet", "since", "until")

_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A clean query with its filters: as the store takes them, and as addresses do.

    `left_out` are values that cannot be understood: they narrow nothing, and the page says
    so.
    """

    query: str
    filters: Filters
    given: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    @property
    def is_something(self) -> bool:
        """Whether words or filters are asked for."""
        return bool(self.query or self.given)


def read_asked(site: Site, edition: Edition, request: Request) -> Asked:
    """What an address asks."""
    params = request.query_params
    given: dict[str, str] = {}
    left_out: list[str] = []
    for name in FILTERS:
        value = clean_query(params.get(name, ""))
        if not value:
            continue
        understood = _understood(name, value, site.choices.now(), edition)
        if understood:
            given[name] = understood
        else:
            left_out.append(value[:VALUE_LENGTH])
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    filters = Filters(
        language=given.get("language", ""),
        country=given.get("country", ""),
        outlet=given.get("outlet", ""),
        since=_midnight(edition, since) if since else None,
        until=_midnight(edition, until + timedelta(days=1)) if until else None,
    )
    return Asked(
        query=clean_query(params.get("q", "")),
        filters=filters,
        given=given,
        left_out=tuple(left_out),
    )


def clean_query(given: str) -> str:
    """A query as `Reads.search` wants it: no controls, single spaces, not too long."""
    # Half surrogates come from broken percent-encoding and cannot be stored or printed.
    visible = "".join(
        " "
        if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Zl", "Zp")
        else character
        for character in given[: 4 * QUERY_LENGTH]
    )
    return " ".join(visible.split())[:QUERY_LENGTH].strip()


def _understood(name: str, value: str, choice: Choice, edition: Edition) -> str:
    """A filter's value as it is looked for; "" where it is none."""
    if name == "language":
        tag = known_primary(value)
        is_known = tag in choice.languages or edition.names.language(tag)
        return tag if is_known else ""
    if name == "country":
        return value.lower() if value.lower() in choice.countries() else ""
    if name == "outlet":
        return value.lower() if value.lower() in choice.outlets else ""
    return value if _day(value) else ""


def _day(value: str) -> date | None:
    """A day as a form sends it, "2026-03-12"; None for what is none."""
    if not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:  # the thirtieth of February
        return None


def _midnight(edition: Edition, day: date) -> datetime:
    """When a day begins where the edition is read."""
    return datetime.combine(day, time(), edition.times.zone).astimezone(UTC)
