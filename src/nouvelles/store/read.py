"""What the pages read: the read tables, as records. The web's `Reads`, made real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, Select, func, select

from nouvelles.language import tokens
from nouvelles.records import (
    MOST_HITS,
    Ad,
    Entry,
    Filters,
    HeldPicture,
    Hit,
    Hits,
    Page,
    Picture,
    Shown,
    Source,
    SourceCount,
    SourceReading,
    Tombstone,
    Translation,
)
from nouvelles.store import ads, people, translations
from nouvelles.store.asking import ask
from nouvelles.store.codec import decode
from nouvelles.store.facets import wanted_facets
from nouvelles.store.names import number_of
from nouvelles.store.passages import passage, passage_of
from nouvelles.store.readtables import HELD, SHOWN, listed_of_row, shown_of
from nouvelles.store.schema import facts, feeds, payloads, sources, stages
from nouvelles.store.schema_articles import article_bodies, articles, pictures
from nouvelles.store.schema_translation import translated_heads
from nouvelles.store.story_reads import StoryReads, tombstone_of
from nouvelles.store.watch import ERASURES

_LISTED = (
    select(
        articles.c.data,
        sources.c.data.label("source"),
        translated_heads.c.data.label("heads"),
    )
    .join_from(articles, sources, sources.c.id == articles.c.source_id)
    .outerjoin(translated_heads, translated_heads.c.article_id == articles.c.id)
)
_NEWEST = (articles.c.sort.desc(), articles.c.id.desc())


class ReadTables(StoryReads):
    """The read tables of one paper."""

    def changed(self) -> int:
        """A counter that rises with each change of the read tables."""
        seen = self.glance()
        if seen is not None:
            return seen
        with self.store.read() as connection:
            query = select(facts.c.name, facts.c.value).where(
                facts.c.name.in_(("changes", ERASURES))
            )
            found = {row.name: int(row.value) for row in connection.execute(query)}
        self.store.watch.erased(found.get(ERASURES, 0))
        return found.get("changes", 0)

    def glance(self) -> int | None:
        """The same counter, where the database tells without a question of its own."""
        return self.store.watch.counter()

    def articles(self, number: int, size: int) -> Page:
        """One page of all articles, the freshest first."""
        with self.store.read() as connection:
            total = connection.execute(select(func.count()).select_from(articles))
            rows = _page(connection, _LISTED, number, size)
            return _to_page(rows, int(total.scalar_one()), number, size)

    def by_source(self, host: str, number: int, size: int) -> Page:
        """One page of a source's articles, the freshest first."""
        with self.store.read() as connection:
            source_id = connection.execute(
                select(sources.c.id).where(sources.c.host == host)
            ).scalar()
            mine = articles.c.source_id == source_id
            total = connection.execute(
                select(func.count()).select_from(articles).where(mine)
            )
            rows = _page(connection, _LISTED.where(mine), number, size)
            return _to_page(rows, int(total.scalar_one()), number, size)

    def article(self, id: str) -> Shown | Tombstone | None:
        """The article of a public name, what stands in its place, or None."""
        key = number_of(id)
        if key is None:
            return None
        with self.store.read() as connection:
            row = connection.execute(
                select(*SHOWN).select_from(HELD).where(articles.c.id == key)
            ).one_or_none()
            if row is not None:
                return shown_of(row)
            return tombstone_of(connection, key)

    def translation(self, id: str, language: str) -> Translation | None:
        """What stands for an article in a language; None for what the gate holds."""
        key = number_of(id)
        if key is None:
            return None
        with self.store.read() as connection:
            found = translations.translation_of(connection, key, language)
        return None if found is None or found.held else found

    def sources(self) -> tuple[SourceCount, ...]:
        """Every source with how much of it is held."""
        counted = (
            select(
                articles.c.source_id,
                func.count().label("articles"),
                func.max(articles.c.sort).label("newest"),
            )
            .group_by(articles.c.source_id)
            .subquery()
        )
        query = (
            select(sources.c.data, counted.c.articles, counted.c.newest)
            .join_from(
                sources, counted, counted.c.source_id == sources.c.id, isouter=True
            )
            .order_by(sources.c.host)
        )
        with self.store.read() as connection:
            return tuple(
                SourceCount(
                    source=decode(row.data, Source),
                    articles=row.articles or 0,
                    newest=_time(row.newest),
                )
                for row in connection.execute(query)
            )

    def source(self, host: str) -> SourceCount | None:
        """The source of a host, or None."""
        with self.store.read() as connection:
            row = connection.execute(
                select(
                    sources.c.data,
                    select(func.count())
                    .where(articles.c.source_id == sources.c.id)
                    .scalar_subquery()
                    .label("articles"),
                    select(func.max(articles.c.sort))
                    .where(articles.c.source_id == sources.c.id)
                    .scalar_subquery()
                    .label("newest"),
                ).where(sources.c.host == host)
            ).one_or_none()
        if row is None:
            return None
        return SourceCount(
            source=decode(row.data, Source),
            articles=row.articles,
            newest=_time(row.newest),
        )

    def languages(self) -> Mapping[str, int]:
        """How many articles there are in each language, by primary tags."""
        query = select(articles.c.language, func.count()).group_by(articles.c.language)
        with self.store.read() as connection:
            rows = connection.execute(query.order_by(articles.c.language)).all()
        return {row[0]: row[1] for row in rows if row[0]}

    def source_reading(self, host: str) -> SourceReading:
        """How a source is read, and how often it changes what it has published."""
        mine = select(sources.c.id).where(sources.c.host == host).scalar_subquery()
        is_read = (feeds.c.source_id == mine) & (feeds.c.state == 0)
        kinds = select(feeds.c.kind, func.count()).where(is_read).group_by(feeds.c.kind)
        articles_of = select(
            func.count(articles.c.changes),
            func.count().filter(articles.c.changes > 0),
        ).where(articles.c.source_id == mine)
        with self.store.read() as connection:
            read: dict[int, int] = dict(map(tuple, connection.execute(kinds)))
            captured, changed = connection.execute(articles_of).one()
        return SourceReading(
            feeds=read.get(0, 0),
            sitemaps=read.get(1, 0),
            sections=read.get(2, 0),
            captured=captured,
            changed=changed,
        )

    def search(
        self, query: str, number: int, size: int, filters: Filters | None = None
    ) -> Hits:
        """One page of the articles that hold every word, newest first; where no words are
        given, of those that the filters let through."""
        words = tokens(query)
        if not words and (query or not filters or filters == Filters()):
            return Hits(items=(), total=0, number=number, size=size)
        with self.store.read() as connection:
            every = self._numbers(connection, words, filters or Filters())
            found = every[:MOST_HITS][(number - 1) * size : number * size]
            total = min(len(every), MOST_HITS)
            rows = connection.execute(
                select(articles.c.id, *SHOWN)
                .select_from(HELD)
                .where(articles.c.id.in_(found))
            ).all()
            by_id = {row.id: shown_of(row) for row in rows}
            texts = {key: by_id[key] for key in found}
            passages = {key: passage(shown, words) for key, shown in texts.items()}
            # What is only announced may have been found by the full text of its entry.
            unseen = [
                key
                for key, shown in texts.items()
                if shown.article is None and not passages[key]
            ]
            passages |= _in_entries(connection, unseen, words)
        return Hits(
            items=tuple(
                Hit(listed=shown.listed, text=passages[key])
                for key, shown in texts.items()
            ),
            total=total,
            is_least=len(every) > MOST_HITS,
            number=number,
            size=size,
            more=total > number * size,
        )

    def _numbers(
        self, connection: Connection, words: Sequence[str], filters: Filters
    ) -> list[int]:
        """The newest articles that a search finds, one more than are counted."""
        facets = wanted_facets(connection, filters)
        if facets is None:
            return []
        since, until = filters.since, filters.until
        found: list[int] = self.store.dialect.search(
            connection,
            [*words, *facets],
            MOST_HITS + 1,
            since=int(since.timestamp()) if since else -(2**62),
            until=int(until.timestamp()) if until else 2**62,
        )
        return found

    def picture(self, name: str) -> HeldPicture | None:
        """The picture of a name, with the rights of its article."""
        with self.store.read() as connection:
            row = connection.execute(
                select(payloads.c.data, article_bodies.c.data.label("shown"))
                .join_from(
                    pictures,
                    payloads,
                    (payloads.c.item == pictures.c.item)
                    & (payloads.c.digest == pictures.c.digest),
                )
                .join(stages, stages.c.id == payloads.c.stage_id)
                .join(
                    article_bodies, article_bodies.c.article_id == pictures.c.article_id
                )
                .where(pictures.c.name == name, stages.c.name == "picture")
                .limit(1)
            ).one_or_none()
        if row is None:
            return None
        rights = decode(row.shown, Shown).listed.rights
        return HeldPicture(picture=decode(row.data, Picture), rights=rights)

    def ads(self) -> tuple[Ad, ...]:
        """The advertisements that nobody has stopped."""
        with self.store.read() as connection:
            return ads.live_ads(connection)

    def ad_picture(self, name: str) -> Picture | None:
        """The picture of an advertisement that is not stopped, or None."""
        with self.store.read() as connection:
            return ads.ad_picture(connection, name)

    def hidden_names(self) -> tuple[str, ...]:
        """Names that search and feeds never resolve."""
        with self.store.read() as connection:
            return people.hidden_names(connection)


def _in_entries(
    connection: Connection, numbers: Sequence[int], words: Sequence[str]
) -> dict[int, str]:
    """Passages of the full texts that feeds announced articles with.

    The text itself is on no read row: the page cuts its snippet from the passage, as
    the rights allow.
    """
    if not numbers:
        return {}
    query = "SELECT article_id, data FROM entries WHERE article_id IN {} ORDER BY id"
    found: dict[int, str] = {}
    for row in ask(connection, query, numbers):
        entry = decode(row.data, Entry)
        found[row.article_id] = passage_of([entry.content], words) or found.get(
            row.article_id, ""
        )
    return found


def _page(
    connection: Connection,
    query: Select[tuple[bytes, bytes, bytes | None]],
    number: int,
    size: int,
) -> Sequence[Row[tuple[bytes, bytes, bytes | None]]]:
    """One row more than the page holds, to know whether more follow."""
    offset = (number - 1) * size
    return connection.execute(
        query.order_by(*_NEWEST).limit(size + 1).offset(offset)
    ).all()


def _to_page(
    rows: Sequence[Row[tuple[bytes, bytes, bytes | None]]],
    total: int,
    number: int,
    size: int,
) -> Page:
    items = tuple(listed_of_row(row.data, row.source, row.heads) for row in rows[:size])
    more = len(rows) > size
    return Page(items=items, total=total, number=number, size=size, more=more)


def _time(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
