"""What the sample day is made of, as frozen records.

The fields are those of the TOML files (see `WORLD.md`); times are aware datetimes,
lists are tuples, and a body block has one shape for its four kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal["p", "h", "quote", "list"]

#: The interface words of one language: `words/<language>.toml` as it is.
Words: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How an outlet announces its articles."""

    kind: str
    path: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented publisher and the habits of its site."""

    id: str
    name: str
    host: str
    language: str
    country: str
    offset: str
    licence: str
    licence_url: str
    owner: str
    kind: str
    template: str
    accent: str
    tagline: str
    feed: Feed
    robots: str
    tdm_reservation: bool
    charset: str
    charset_in: str
    doctype: str
    comment_form_in: str
    names: Mapping[str, str]

    @property
    def home(self) -> str:
        """The address of the front page."""
        return f"https://{self.host}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a body; a list has `items`, and its text is their lines."""

    kind: BlockKind
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of an article; no licence means that the rights are another's."""

    name: str
    caption: str
    credit: str
    alt: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody's words in an article, with the cue that hands them over."""

    speaker: str
    role: str
    kind: str
    certainty: str
    words: str
    cue: str
    via: str
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an article said before it was corrected, and the line that owns up."""

    at: datetime
    note: str
    headline_before: str
    body_before: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text of one outlet, as it stands at the end of the day."""

    id: str
    event: str
    file: str
    outlet: str
    path: str
    kind: str
    kicker: str
    headline: str
    standfirst: str
    byline: tuple[str, ...]
    agency: str
    dateline: str
    published: datetime
    modified: datetime | None
    keywords: tuple[str, ...]
    first: bool
    origin: str
    copy: str
    related: tuple[str, ...]
    image: Image | None
    summary: str
    body: tuple[Block, ...]
    statements: tuple[Statement, ...]
    correction: Correction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """A figure as one article gives it, with who answers for it."""

    value: str
    article: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something counted in an event, and every value in circulation."""

    what: str
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event and the articles about it."""

    id: str
    file: str
    title: Mapping[str, str]
    related: tuple[str, ...]
    country: str
    section: str
    names: Mapping[str, Mapping[str, str]]
    figures: tuple[Figure, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddities:
    """Addresses that are captured in an odd way (see `captures.toml`)."""

    paywalled: Mapping[str, int]
    tracked: Mapping[str, str]
    plain_http: tuple[str, ...]
    redirects: Mapping[str, str]
    missing: tuple[str, ...]
    soft_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The whole sample day."""

    outlets: Mapping[str, Outlet]
    events: tuple[Event, ...]
    words: Mapping[str, Words]
    oddities: Oddities

    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order of their publication."""
        found = [article for event in self.events for article in event.articles]
        return tuple(sorted(found, key=lambda a: (a.published, a.id)))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something wrong in a source file, and what to do about it."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.message}"
