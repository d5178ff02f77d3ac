"""What pages read of stories: the read tables of stories and articles, as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, func, select

from nouvelles.records import (
    ArticleInStory,
    Moved,
    ReadAlso,
    Story,
    StoryPage,
    Told,
    Tombstone,
)
from nouvelles.store import people, read_also
from nouvelles.store.asking import ask, glance
from nouvelles.store.codec import decode
from nouvelles.store.database import Store
from nouvelles.store.names import number_of, public_id
from nouvelles.store.readtables import listed_of_row, shown_of
from nouvelles.store.schema import tombstones
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
    "SELECT s.story, s.origin, s.data AS placed, a.id, a.data, a.source_id, "
    "h.data AS heads "
    "FROM story_articles s JOIN articles a ON a.id = s.article_id "
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
_SOURCES = "SELECT id, data FROM sources WHERE id IN {}"
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
        """An article with the story that it is told in, and what is beside that."""
        number = number_of(id)
        if number is None:
            return None
        with self.store.read() as connection:
            row = next(iter(glance(connection, _IN_STORY, [number])), None)
            if row is None:
                return tombstone_of(connection, number)
            told = glance(connection, _STORY, [row.story]) if row.story else ()
            beside = read_also.beside(connection, row.story) if row.story else ()
            return ArticleInStory(
                shown=shown_of(row),
                story=next(iter(_stories(connection, told)), None),
                beside=beside,
                hidden=people.hidden_names(connection) if beside else (),
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


def _stories(connection: Connection, rows: Sequence[Any]) -> tuple[Story, ...]:
    """The stories of rows, in their order; those that tell nothing are left out.

    The number of questions asked does not grow with that of the stories.
    """
    ids = [row.id for row in rows]
    if not ids:
        return ()
    told, topics = _told(connection, ids)
    former: dict[str, list[str]] = {}
    for row in glance(connection, _FORMER, ids):
        former.setdefault(row.story, []).append(row.id)
    return tuple(
        Story(
            id=row.id,
            slug=row.slug,
            told=tuple(told[row.id]),
            former=tuple(former.get(row.id, ())),
            lead=_lead(row.lead, told[row.id]),
            hidden=bool(row.hidden),
            sensitive=bool(row.sensitive),
            topics=_topics([*topics[row.id].values()]),
        )
        for row in rows
        if row.id in told
    )


def _lead(number: int | None, told: Sequence[Told]) -> str:
    """The article that an editor chose, as long as it is told in the story."""
    id = "" if number is None else public_id(number)
    return id if any(one.listed.id == id for one in told) else ""


def _topics(voices: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The topics of a story: those that more than half of its origins have, of those
    that have any; the commonest first, at most two. Where they disagree it has none.

    `voices` are the topics of each origin, earliest first, surest first. Copies have no
    voice, so that a report which all print does not decide for all.
    """
    counted = Counter(topic for topics in voices for topic in topics)
    agreed = [topic for topic, times in counted.items() if 2 * times > len(voices)]
    return tuple(sorted(agreed, key=lambda topic: -counted[topic])[:_MOST_TOPICS])


@lru_cache(maxsize=2048)
def _placed_of(data: bytes) -> Placed:
    return decode(data, Placed)


def _told(
    connection: Connection, ids: Sequence[str]
) -> tuple[dict[str, list[Told]], dict[str, dict[int, tuple[str, ...]]]]:
    """The tellings of stories by their ids, earliest first; and the topics of their
    origins: those of the first telling with each text of which a topic is known."""
    rows = glance(connection, _TOLD, ids)
    numbers = sorted({row.source_id for row in rows})
    sources = {row.id: row.data for row in glance(connection, _SOURCES, numbers)}
    found: dict[str, list[Told]] = {}
    topics: dict[str, dict[int, tuple[str, ...]]] = {}
    for row in rows:
        placed = _placed_of(row.placed)
        listed = listed_of_row(row.data, sources[row.source_id], row.heads)
        one = Told(
            listed=listed,
            origin=public_id(row.origin),
            copy=placed.copy,
            country=listed.source.country,
            odds=placed.odds,
            reasons=placed.reasons,
            by=placed.by,
        )
        found.setdefault(row.story, []).append(one)
        of_story = topics.setdefault(row.story, {})
        if placed.topics:
            of_story.setdefault(row.origin, placed.topics)
    return found, topics


def _tombstone(connection: Connection, id: str) -> Tombstone | None:
    row = next(iter(ask(connection, _REMOVED, [id])), None)
    return None if row is None else _to_tombstone(row)


def tombstone_of(connection: Connection, number: int) -> Tombstone | None:
    """What stands in the place of a removed article, or None."""
    row = connection.execute(
        select(tombstones).where(tombstones.c.article_id == number).limit(1)
    ).one_or_none()
    return None if row is None else _to_tombstone(row)


def _to_tombstone(row: Any) -> Tombstone:
    return Tombstone(
        status=451 if row.status == 451 else 410,
        reason=row.reason,
        at=datetime.fromtimestamp(row.at, UTC),
    )
