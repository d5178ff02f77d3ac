"""The whole journey of one article, found by any address that leads to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection

from nouvelles.errors import InputError
from nouvelles.ingest.troubles import TROUBLES, Word
from nouvelles.records import Permission, Shown, Story, StoryAct, Surface
from nouvelles.rights import may
from nouvelles.store import Store, journey, readtables, rows, story_log
from nouvelles.store.alone import url_key
from nouvelles.store.fetches import fetches_behind
from nouvelles.store.journey import (
    CaptureTrace,
    EditTrace,
    EntryTrace,
    TombstoneTrace,
)
from nouvelles.store.names import number_of, public_id
from nouvelles.store.read import ReadTables


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsTrace:
    """What the rights room answers for one surface."""

    surface: Surface
    answer: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTrace:
    """An article as the paper shows it, with the answers of the rights room."""

    id: str
    url: str
    source: str
    headline: str
    language: str
    published: datetime | None
    captured: datetime | None
    revisions: int
    stale: bool
    rights: tuple[RightsTrace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchTrace:
    """How the reader stands with a page: asked for how often, and when next.

    `word` is of the list of reading's faults, "" for none; `advice` says what to do.
    """

    url: str
    visits: int
    tries: int  # in vain, in a row
    due: datetime | None  # None: not asked for again
    word: str
    advice: str
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTrace:
    """The story that an article is in, and the last decision that is about it."""

    article: str
    story: str
    slug: str
    tellings: int
    act: StoryAct | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """All that the paper knows about one address."""

    address: str
    articles: tuple[ArticleTrace, ...]
    captures: tuple[CaptureTrace, ...]
    entries: tuple[EntryTrace, ...]
    edits: tuple[EditTrace, ...]
    tombstones: tuple[TombstoneTrace, ...]
    fetches: tuple[FetchTrace, ...] = ()
    stories: tuple[StoryTrace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an address leads to: articles by number, and the key of the outlet's address
    (None when it is an address or name of our own)."""

    numbers: frozenset[int]
    key: bytes | None


def trace(store: Store, address: str) -> Journey:
    """The journey behind an address.

    The address is the outlet's (in any form: with tracking parameters, the AMP page),
    that of our own page, or an article's public id.

    Raises:
        InputError: it is no address, or the paper has never met it.
    """
    readtables.ensure(store)
    with store.read() as connection:
        found = resolve(connection, address)
        captured = journey.captures_traced(connection, found.numbers, found.key)
        ids = {public_id(number) for number in found.numbers}
        hosts = journey.source_hosts(connection, [one.number for one in captured])
        facts = Journey(
            address=address,
            articles=(),
            captures=captured,
            entries=journey.entries_traced(connection, found.numbers),
            edits=journey.edits_traced(connection, ids | hosts),
            tombstones=journey.tombstones_traced(connection, found.numbers),
            fetches=_fetches(connection, found),
        )
    shown = _articles(store, found.numbers)
    held = (shown, facts.captures, facts.entries, facts.tombstones, facts.fetches)
    if not any(held):
        raise _unknown(address)
    return replace(facts, articles=shown, stories=_stories(store, shown))


def resolve(connection: Connection, address: str) -> Found:
    """The articles that an address leads to, the outlet's own addresses first.

    Raises:
        InputError: it is neither an address nor a public id that the paper knows.
    """
    number = number_of(address.strip())
    if number is not None:
        if not journey.is_known(connection, number):
            raise _unknown(address)
        return Found(numbers=frozenset({number}), key=None)
    key = url_key(address)
    numbers = journey.articles_of_key(connection, key)
    if not numbers:
        own = _own_number(address)
        if own is not None and journey.is_known(connection, own):
            return Found(numbers=frozenset({own}), key=None)
    return Found(numbers=frozenset(numbers), key=key)


def _fetches(connection: Connection, found: Found) -> tuple[FetchTrace, ...]:
    keys = {found.key} if found.key else set[bytes]()
    for number in found.numbers:
        keys |= rows.keys_of(connection, number)
    return tuple(
        FetchTrace(
            url=row.url,
            visits=row.visits,
            tries=row.tries,
            due=_moment(row.due),
            word=row.word,
            advice=TROUBLES[Word(row.word)].advice if row.word else "",
            withdrawn=_moment(row.withdrawn),
        )
        for row in fetches_behind(connection, keys)
    )


def _stories(
    store: Store, articles: Collection[ArticleTrace]
) -> tuple[StoryTrace, ...]:
    reads = ReadTables(store)
    placed = reads.stories_of([one.id for one in articles])
    found = []
    for article, id in placed.items():
        story = reads.story(id)
        with store.read() as connection:
            lines = story_log.lines_about(connection, article=article)
        if isinstance(story, Story):
            found.append(
                StoryTrace(
                    article=article,
                    story=id,
                    slug=story.slug,
                    tellings=len(story.told),
                    act=lines[-1].act if lines else None,
                )
            )
    return tuple(found)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _own_number(address: str) -> int | None:
    """The article of a page of ours: its address ends with the public id."""
    last = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
    return number_of(last.rsplit("-", 1)[-1])


def _unknown(address: str) -> InputError:
    return InputError(
        address,
        "the paper has never met this address",
        "Check it, or bring it in with `nouvelles archive` or `source add`.",
    )


def _articles(store: Store, numbers: Collection[int]) -> tuple[ArticleTrace, ...]:
    tables = ReadTables(store)
    found = (tables.article(public_id(number)) for number in sorted(numbers))
    return tuple(_article(shown) for shown in found if isinstance(shown, Shown))


def _article(shown: Shown) -> ArticleTrace:
    listed = shown.listed
    return ArticleTrace(
        id=listed.id,
        url=listed.url,
        source=listed.source.host,
        headline=listed.headline,
        language=listed.language,
        published=listed.published,
        captured=listed.captured,
        revisions=len(shown.revisions),
        stale=shown.stale,
        rights=tuple(
            RightsTrace(surface=surface, answer=may(listed.rights, surface))
            for surface in Surface
        ),
    )
