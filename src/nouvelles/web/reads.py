"""What the pages read: the one seam between the web and the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from nouvelles.records import (
    Ad,
    ArticleInStory,
    Filters,
    HeldPicture,
    Hit,
    Hits,
    Moved,
    Page,
    Picture,
    ReadAlso,
    Shown,
    SourceCount,
    SourceReading,
    Story,
    StoryPage,
    Tombstone,
    Translation,
)

__all__ = ["HeldPicture", "Hit", "Hits", "Meaning", "Reads"]


class Meaning(Protocol):
    """What finds stories by the meaning of a query; called from several threads."""

    def ask(self, query: str) -> Callable[[], Sequence[str]]:
        """Ask for the ids of the stories that a query means, nearest first. What is given
        back waits for them, not long: none of them need be told."""
        ...


class Reads(Protocol):
    """What the pages need of the read tables.

    Every method is synchronous and is called from several threads at once. Page numbers
    count from 1; a page past the end is a `Page` without items. Lists are ordered from
    the freshest: `published`, or `captured` where it is missing or later than the
    capture; ties by `id`. Removed articles stand in no list. Any method may raise
    `StoreError`.
    """

    def changed(self) -> int:
        """A counter that rises with each change of what the other methods answer."""
        ...

    def glance(self) -> int | None:
        """The same counter where it can be had without waiting for anything, else None."""
        ...

    def articles(self, number: int, size: int) -> Page:
        """One page of all articles."""
        ...

    def article(self, id: str) -> Shown | Tombstone | None:
        """The article of a public name, what stands in its place, or None.

        An `id` is made of ASCII letters, digits and `_` only, 1 to 64 of them.
        """
        ...

    def translation(self, id: str, language: str) -> Translation | None:
        """What stands for an article in a language (primary subtag) and may be shown;
        None where nothing does, or where the page gate holds it."""
        ...

    def article_in_story(self, id: str) -> ArticleInStory | Tombstone | None:
        """The same with what its page tells besides, in one consistent state.

        What is read again unchanged should be the same object: what was made of it is
        kept for as long (`standing`)."""
        ...

    def sources(self) -> tuple[SourceCount, ...]:
        """Every source, those without articles too, in any order."""
        ...

    def source(self, host: str) -> SourceCount | None:
        """The source of a host (lower case, no `www.`), or None."""
        ...

    def source_reading(self, host: str) -> SourceReading:
        """How a source is read and how often it changes articles; zeros for an unknown
        host."""
        ...

    def by_source(self, host: str, number: int, size: int) -> Page:
        """One page of a source's articles; empty for an unknown host."""
        ...

    def languages(self) -> Mapping[str, int]:
        """How many articles there are in each language, by primary tags."""
        ...

    def search(
        self, query: str, number: int, size: int, filters: Filters | None = None
    ) -> Hits:
        """One page of the articles in which every word of the query stands, of those
        that filters leave; all of these where nothing was typed.

        The query is what the reader typed, up to 200 characters, without control
        characters; no character of it is an operator. Case and diacritics do not count.
        Withdrawn articles are found by their headlines alone.
        """
        ...

    def picture(self, name: str) -> HeldPicture | None:
        """The picture of a name as `Listed.picture` gives it, or None."""
        ...

    def ads(self) -> tuple[Ad, ...]:
        """The advertisements that nobody has stopped, whatever their days, by number."""
        ...

    def ad_picture(self, name: str) -> Picture | None:
        """The picture of an advertisement that is not stopped, by its name, or None."""
        ...

    def hidden_names(self) -> tuple[str, ...]:
        """Names that search and feeds never resolve."""
        ...

    def story(self, id: str) -> Story | Moved | Tombstone | None:
        """The story of an id, where it went, what stands in its place, or None.

        One that an editor has hidden is given, with its mark. All its articles removed,
        it is the tombstone of the last.
        """
        ...

    def read_also(self, story: str) -> tuple[ReadAlso, ...]:
        """What may stand beside a story: one article of each of a few others, earlier
        episodes first, then later ones, then background; none of a hidden story."""
        ...

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, str]:
        """The ids of stories by the public names of articles, of those that are in one."""
        ...

    def stories(self, number: int, size: int) -> StoryPage:
        """One page of all stories, those with the newest telling first; none is hidden."""
        ...

    def stories_since(self, since: datetime, most: int) -> tuple[Story, ...]:
        """Stories with a telling since a time, the newest first, at most so many; none
        is hidden. What a front page or a section is chosen from."""
        ...

    def stories_between(
        self, since: datetime, until: datetime, most: int
    ) -> tuple[Story, ...]:
        """Stories with a telling from a time on and before another, those with most
        tellings in it first; none is hidden. They have all their tellings."""
        ...
