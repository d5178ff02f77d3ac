"""What pages read of stories: the read tables of stories and articles, as records."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from nouvelles.forgetting import remembered
from nouvelles.records import (
    ArticleInStory,
    Moved,
    ReadAlso,
    Shown,
    Story,
    StoryPage,
    Told,
    Tombstone,
    Translation,
)
from nouvelles.store import people, read_also
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode
from nouvelles.store.database import Store
from nouvelles.store.names import number_of, public_id
from nouvelles.store.readtables import listed_of_row, shown_of
from nouvelles.store.schema_articles import articles
from nouvelles.store.schema_stories import stories, story_articles, story_redirects
from nouvelles.store.story_tables import Placed, stories_of

#: Stories in order: by their newest tellings.
_NEWEST = (stories.c.sort.desc(), stories.c.id.desc())

#: Those that lists show.
_LISTED = stories.c.sort.is_not(None) & ~stories.c.hidden

#: Topics that are told of a story.
_MOST_TOPICS: Final = 2

_TOLD = (
    "SELECT s.story, s.origin, s.data AS placed, a.data, o.data AS source, "
    "h.data AS heads "
    "FROM story_articles s JOIN articles a ON a.id = s.article_id "
    "JOIN sources o ON o.id = a.source_id "
    "LEFT JOIN translated_heads h ON h.article_id = a.id "
    "WHERE s.story IN {} ORDER BY a.sort, a.id"
)
_IN_STORY = (
    "SELECT a.data, a.authors, b.data AS body, o.data AS source, p.story, "
    "h.data AS heads "
    "FROM articles a JOIN sources o ON o.id = a.source_id "
    "LEFT JOIN article_bodies b ON b.article_id = a.id "
    "LEFT JOIN translated_heads h ON h.article_id = a.id "
    "LEFT JOIN story_articles p ON p.article_id = a.id WHERE a.id IN {}"
)
_STORY = "SELECT id, slug, hidden, sensitive, lead FROM stories WHERE id IN {}"
_TRANSLATED = (
    "SELECT data FROM translations WHERE article_id IN {} AND NOT held "
    "ORDER BY language"
)
_REMOVED_ARTICLE = (
    "SELECT status, reason, at FROM tombstones WHERE article_id IN {} LIMIT 1"
)
_FORMER = "SELECT id, story FROM story_redirects WHERE story IN {} ORDER BY id"

# The removals of a story's articles, the last first: their rows in it stay.
_REMOVED = (
    "SELECT t.status, t.reason, t.at FROM story_articles s "
    "JOIN tombstones t ON t.article_id = s.article_id "
    "WHERE s.story IN {} ORDER BY t.at DESC, t.article_id LIMIT 1"
)


class StoryReads:
    """The part of `ReadTables` that is about stories."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def story(self, id: str) -> Story | Moved | Tombstone | None:
        """The story of an id, where it went, what stands in its place, or None."""
        with self.store.read() as connection:
            where = stories.c.id == id
            row = connection.execute(select(stories).where(where)).one_or_none()
            if row is None:
                where = story_redirects.c.id == id
                query = select(story_redirects.c.story).where(where)
                into = connection.execute(query).scalar()
                return Moved(id=into) if into else None
            found = _stories(connection, [row])
            return found[0] if found else _tombstone(connection, id)

    def article_in_story(self, id: str) -> ArticleInStory | Tombstone | None:
        """An article with its translations, the story that it is told in, and what is
        beside that."""
        number = number_of(id)
        if number is None:
            return None
        with self.store.look() as looking:
            row = next(iter(ask(looking, _IN_STORY, [number])), None)
            if row is None:
                return tombstone_of(looking, number)
            translated = ask(looking, _TRANSLATED, [number])
            story = _one_story(looking, row.story) if row.story else None
            beside = read_also.beside(looking, row.story) if row.story else ()
            hidden = people.hidden_names(looking) if beside else ()
        return ArticleInStory(
            shown=_shown_before(row),
            translations=tuple(_translation_before(one.data) for one in translated),
            story=story,
            beside=beside,
            hidden=hidden,
        )

    def read_also(self, story: str) -> tuple[ReadAlso, ...]:
        """What may stand beside a story, in order."""
        with self.store.read() as connection:
            return read_also.beside(connection, story)

    def stories_of(self, articles: Sequence[str]) -> dict[str, str]:
        """The ids of stories by the public names of articles, of those in one."""
        numbers = {number_of(article): article for article in articles}
        numbers.pop(None, None)
        with self.store.read() as connection:
            found = stories_of(connection, [n for n in numbers if n is not None])
        return {numbers[number]: story for number, story in found.items()}

    def stories(self, number: int, size: int) -> StoryPage:
        """One page of all stories, those with the newest telling first."""
        query = select(stories).where(_LISTED).order_by(*_NEWEST)
        counted = select(func.count()).select_from(stories).where(_LISTED)
        with self.store.read() as connection:
            total = int(connection.execute(counted).scalar_one())
            offset = (number - 1) * size
            rows = connection.execute(query.limit(size + 1).offset(offset)).all()
            items = _stories(connection, rows[:size])
        return StoryPage(
            items=items, total=total, number=number, size=size, more=len(rows) > size
        )

    def newest_stories(
        self, most: int, tellings: int, *, hidden: bool = False
    ) -> tuple[Story, ...]:
        """Stories of so many articles or more, the newest first, at most so many; those
        that are hidden, or those that are not."""
        told = (
            select(func.count())
            .where(story_articles.c.story == stories.c.id)
            .scalar_subquery()
        )
        query = (
            select(stories)
            .where(stories.c.sort.is_not(None), stories.c.hidden == hidden)
            .where(told >= tellings)
            .order_by(*_NEWEST)
            .limit(most)
        )
        with self.store.read() as connection:
            return _stories(connection, connection.execute(query).all())

    def stories_since(self, since: datetime, most: int) -> tuple[Story, ...]:
        """Stories with a telling since a time, the newest first, at most so many."""
        fresh = stories.c.sort >= int(since.timestamp())
        query = select(stories).where(_LISTED, fresh).order_by(*_NEWEST).limit(most)
        with self.store.read() as connection:
            return _stories(connection, connection.execute(query).all())

    def stories_between(
        self, since: datetime, until: datetime, most: int
    ) -> tuple[Story, ...]:
        """Stories with a telling in a time, those with most tellings in it first."""
        told = (
            select(story_articles.c.story, func.count().label("told"))
            .join_from(
                articles, story_articles, story_articles.c.article_id == articles.c.id
            )
            .where(articles.c.sort >= int(since.timestamp()))
            .where(articles.c.sort < int(until.timestamp()))
            .group_by(story_articles.c.story)
            .subquery()
        )
        query = (
            select(stories)
            .join(told, told.c.story == stories.c.id)
            .where(_LISTED)
            .order_by(told.c.told.desc(), *_NEWEST)
            .limit(most)
        )
        with self.store.read() as connection:
            return _stories(connection, connection.execute(query).all())


# What was made of rows stands ready for the same rows read again: they are compared to
# the byte. Few: an article with all its translations takes some 200 kB.
_AT_HAND: Final = 64


@remembered(_AT_HAND)
def _shown_before(row: Any) -> Shown:
    return shown_of(row)


@remembered(_AT_HAND)
def _translation_before(data: bytes) -> Translation:
    return decode(data, Translation)


@remembered(_AT_HAND)
def _story_before(row: Any, told: tuple[Any, ...], former: tuple[Any, ...]) -> Story:
    return _story(row, told, former)


def _one_story(looking: Connection | sqlite3.Connection, id: str) -> Story | None:
    """The story of an article, or None where it tells nothing."""
    row = next(iter(ask(looking, _STORY, [id])), None)
    told = ask(looking, _TOLD, [id])
    if row is None or not told:
        return None
    return _story_before(row, tuple(told), tuple(ask(looking, _FORMER, [id])))


def _stories(connection: Connection, rows: Sequence[Any]) -> tuple[Story, ...]:
    """The stories of rows, in their order; those that tell nothing are left out.

    The number of questions asked does not grow with that of the stories.
    """
    ids = [row.id for row in rows]
    if not ids:
        return ()
    told: dict[str, list[Any]] = {}
    former: dict[str, list[Any]] = {}
    for row in ask(connection, _TOLD, ids):
        told.setdefault(row.story, []).append(row)
    for row in ask(connection, _FORMER, ids):
        former.setdefault(row.story, []).append(row)
    return tuple(
        _story(row, told[row.id], former.get(row.id, ()))
        for row in rows
        if row.id in told
    )


def _story(row: Any, told: Sequence[Any], former: Sequence[Any]) -> Story:
    """A story of its row, those of its tellings, and those of stories that it took in."""
    tellings = tuple(map(_telling, told))
    return Story(
        id=row.id,
        slug=row.slug,
        told=tellings,
        former=tuple(one.id for one in former),
        lead=_lead(row.lead, tellings),
        hidden=bool(row.hidden),
        sensitive=bool(row.sensitive),
        topics=_topics(told),
    )


def _lead(number: int | None, told: Sequence[Told]) -> str:
    """The article that an editor chose, as long as it is told in the story."""
    id = "" if number is None else public_id(number)
    return id if any(one.listed.id == id for one in told) else ""


def _topics(told: Sequence[Any]) -> tuple[str, ...]:
    """The topics of a story, by the rows of its tellings, earliest first: those that more
    than half of its origins have, of those that have any, or else the one that half of
    them have; the commonest first, at most two. Where they disagree it has none.

    Copies have no voice, so that a report which all print does not decide for all: an
    origin has the topics, surest first, of its first telling of which any is known.
    """
    of_origin: dict[int, tuple[str, ...]] = {}
    for row in told:
        if topics := _placed_of(row.placed).topics:
            of_origin.setdefault(row.origin, topics)
    voices = of_origin.values()
    counted = Counter(topic for topics in voices for topic in topics)
    agreed = [topic for topic, times in counted.items() if 2 * times > len(voices)]
    halves = [topic for topic, times in counted.items() if 2 * times == len(voices)]
    if not agreed and len(halves) == 1:
        agreed = halves
    return tuple(sorted(agreed, key=lambda topic: -counted[topic])[:_MOST_TOPICS])


@remembered(2048)
def _placed_of(data: bytes) -> Placed:
    return decode(data, Placed)


def _telling(row: Any) -> Told:
    placed = _placed_of(row.placed)
    listed = listed_of_row(row.data, row.source, row.heads)
    return Told(
        listed=listed,
        origin=public_id(row.origin),
        copy=placed.copy,
        country=listed.source.country,
        odds=placed.odds,
        reasons=placed.reasons,
        by=placed.by,
    )


def _tombstone(connection: Connection, id: str) -> Tombstone | None:
    row = next(iter(ask(connection, _REMOVED, [id])), None)
    return None if row is None else _to_tombstone(row)


def tombstone_of(
    connection: Connection | sqlite3.Connection, number: int
) -> Tombstone | None:
    """What stands in the place of a removed article, or None."""
    row = next(iter(ask(connection, _REMOVED_ARTICLE, [number])), None)
    return None if row is None else _to_tombstone(row)


def _to_tombstone(row: Any) -> Tombstone:
    return Tombstone(
        status=451 if row.status == 451 else 410,
        reason=row.reason,
        at=datetime.fromtimestamp(row.at, UTC),
    )
