"""Stories and articles as the front page, sections and countries list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nouvelles.edition import (
    Choice,
    Piece,
    Strength,
    choose_lead,
    country_of,
    freshness,
)
from nouvelles.edition.rank import TermCode
from nouvelles.records import Listed, Source, Story, Told
from nouvelles.web.shown import EXTRACT_LENGTH, Teaser, is_read_whole, show_teaser
from nouvelles.web.site import Edition, Site
from nouvelles.web.topics import topic_names

#: Stories of which a page is chosen, and how old their newest telling may be.
MOST = 500
WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One reason of a place, ready to be said: the code, what was counted, its value."""

    code: TermCode
    count: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story of several, or an article alone (`story` is None)."""

    item: Teaser
    strength: Strength
    terms: tuple[Term, ...]
    total: str
    newest: datetime
    story: Story | None = None
    topic: str = ""  # our word for its first topic
    is_kept: bool = False


def show_card(edition: Edition, piece: Piece, *, length: int = EXTRACT_LENGTH) -> Card:
    """A piece of the front page as a list may show it."""
    signed = edition.words.signed
    topics = topic_names(piece.story.topics) if piece.story else ()
    return Card(
        item=show_teaser(piece.listed, length=length),
        strength=piece.strength,
        terms=tuple(
            Term(code=term.code, count=term.count, value=signed(term.value))
            for term in piece.score.terms
        ),
        total=signed(piece.score.total),
        newest=piece.score.newest,
        story=piece.story,
        topic=topics[0] if topics else "",
        is_kept=piece.is_kept,
    )


def recent_stories(
    site: Site, newest: Sequence[Listed], now: datetime
) -> tuple[Story, ...]:
    """The stories that pages are chosen from.

    Their window ends with the newest article, which may be long past: a paper of a past
    day is read as of that day.
    """
    if not newest:
        return ()
    last = max(freshness(one, now) for one in newest)
    if last - datetime.min.replace(tzinfo=last.tzinfo) <= WINDOW:
        return ()
    return site.reads.stories_since(last - WINDOW, MOST)


def readable_whole(stories: Iterable[Story]) -> frozenset[str]:
    """The ids of the tellings that readers find whole here."""
    return frozenset(
        told.listed.id
        for story in stories
        for told in story.told
        if is_read_whole(told.listed)
    )


def lead_of(edition: Edition, story: Story, now: datetime) -> Choice:
    """The telling that leads a story for an edition's readers."""
    whole = readable_whole([story])
    return choose_lead(story, now, reader=edition.language, whole=whole)


def countries_of(told: Iterable[Told]) -> Mapping[str, Source]:
    """The countries of tellings by their codes, each with an outlet that names it."""
    found: dict[str, Source] = {}
    for one in told:
        code = country_of(one)
        if code:
            found.setdefault(code, one.listed.source)
    return found
