"""The headlines of the pages below which comments stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from nouvelles.records import Listed
from nouvelles.store.codec import decode
from nouvelles.store.names import number_of
from nouvelles.store.schema_articles import articles
from nouvelles.store.schema_stories import stories, story_articles
from nouvelles.store.story_pages import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What a page is about: the article's headline, or that of a story's oldest telling.

    `slug` is a story's, "" of an article.
    """

    page: str
    id: str
    headline: str
    language: str
    slug: str = ""

    @property
    def is_story(self) -> bool:
        return self.page.startswith("story:")


def page_heads(connection: Connection, pages: Iterable[str]) -> dict[str, PageHead]:
    """The heads of those pages that are held, by "article:ID" and "story:ID"; of a story
    that was merged, that of the one that took it in."""
    now = standing(connection, pages)
    split = [one.partition(":") for one in set(now.values())]
    names = [id for kind, _, id in split if kind == "article"]
    stories_asked = [id for kind, _, id in split if kind == "story"]
    heads = {**_articles(connection, names), **_stories(connection, stories_asked)}
    return {page: heads[at] for page, at in now.items() if at in heads}


def _articles(connection: Connection, names: list[str]) -> dict[str, PageHead]:
    numbers = {number_of(name): name for name in names}
    numbers.pop(None, None)
    query = select(articles.c.id, articles.c.data).where(articles.c.id.in_(numbers))
    found = {}
    for row in connection.execute(query):
        head = _head(f"article:{numbers[row.id]}", row.data)
        found[head.page] = head
    return found


def _stories(connection: Connection, ids: list[str]) -> dict[str, PageHead]:
    query = (
        select(stories.c.id, stories.c.slug, articles.c.data)
        .join_from(stories, story_articles, story_articles.c.story == stories.c.id)
        .join(articles, articles.c.id == story_articles.c.article_id)
        .where(stories.c.id.in_(ids))
        .order_by(articles.c.sort, articles.c.id)
    )
    found: dict[str, PageHead] = {}
    for row in connection.execute(query):
        page = f"story:{row.id}"
        if page not in found:
            found[page] = _head(page, row.data, row.slug)
    return found


def _head(page: str, data: bytes, slug: str = "") -> PageHead:
    listed = decode(data, Listed)
    id = page.partition(":")[2]
    return PageHead(
        page=page, id=id, headline=listed.headline, language=listed.language, slug=slug
    )
