"""Fakes at our own seams, for our tests and for those of whoever builds on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from nouvelles.language import tokens
from nouvelles.language.identify import known_primary
from nouvelles.records import (
    MOST_HITS,
    Ad,
    ArticleInStory,
    Filters,
    Head,
    Listed,
    Moved,
    Page,
    Picture,
    ReadAlso,
    Shown,
    Source,
    SourceCount,
    SourceReading,
    Story,
    StoryPage,
    Tombstone,
    Translation,
)
from nouvelles.rights import mentions
from nouvelles.web.reads import HeldPicture, Hit, Hits


@dataclass
class Clock:
    """A clock that stands still until a test moves it; seconds since 1970."""

    now: float = 1_773_313_200.0  # 12 March 2026, 11:00 UTC

    def __call__(self) -> float:
        return self.now


_LONG_AGO = datetime.min.replace(tzinfo=UTC)

#: Characters round the words found that a hit brings along.
_AROUND = 400


class MemoryReads:
    """`Reads` over records in memory; `add`, `remove` and `hide` raise its counter."""

    def __init__(
        self,
        shown: Iterable[Shown] = (),
        *,
        sources: Iterable[Source] = (),
        pictures: Mapping[str, HeldPicture] | None = None,
        hidden: Sequence[str] = (),
        stories: Iterable[Story] = (),
    ) -> None:
        self._shown = {one.listed.id: one for one in shown}
        self._tombstones: dict[str, Tombstone] = {}
        self._sources = {source.host: source for source in sources}
        for one in self._shown.values():
            self._sources.setdefault(one.listed.source.host, one.listed.source)
        self._pictures = dict(pictures or {})
        self._hidden = tuple(hidden)
        self._stories = {one.id: one for one in stories}
        self._ended: dict[str, Tombstone] = {}
        self._read_also: dict[str, tuple[ReadAlso, ...]] = {}
        self._translations: dict[tuple[str, str], Translation] = {}
        self._ads: dict[int, Ad] = {}
        self._ad_pictures: dict[str, Picture] = {}
        self._changed = 1

    def add(self, shown: Shown) -> None:
        self._shown[shown.listed.id] = shown
        self._sources.setdefault(shown.listed.source.host, shown.listed.source)
        self._changed += 1

    def remove(self, id: str, tombstone: Tombstone) -> None:
        del self._shown[id]
        self._tombstones[id] = tombstone
        self._changed += 1

    def hide(self, *names: str) -> None:
        self._hidden = (*self._hidden, *names)
        self._changed += 1

    def add_story(self, story: Story) -> None:
        self._stories[story.id] = story
        self._changed += 1

    def end_story(self, id: str, tombstone: Tombstone) -> None:
        del self._stories[id]
        self._ended[id] = tombstone
        self._changed += 1

    def relate(self, story: str, *beside: ReadAlso) -> None:
        self._read_also[story] = beside
        self._changed += 1

    def translate(self, translation: Translation, head: Head | None = None) -> None:
        """An article stands in another language; `head` is its headline in lists."""
        key = translation.article, translation.target_language
        self._translations[key] = translation
        if head is not None:
            shown = self._shown[translation.article]
            listed = replace(shown.listed, heads=(*shown.listed.heads, head))
            self._shown[translation.article] = replace(shown, listed=listed)
        self._changed += 1

    def add_ad(self, ad: Ad, picture: Picture | None = None) -> None:
        self._ads[ad.id] = ad
        if picture:
            self._ad_pictures[ad.picture] = picture
        self._changed += 1

    # ---- what `Reads` asks for ----

    def changed(self) -> int:
        return self._changed

    def glance(self) -> int | None:
        return self._changed

    def articles(self, number: int, size: int) -> Page:
        return _page(self._ordered(), number, size)

    def article(self, id: str) -> Shown | Tombstone | None:
        return self._shown.get(id) or self._tombstones.get(id)

    def translation(self, id: str, language: str) -> Translation | None:
        return self._translations.get((id, language))

    def article_in_story(self, id: str) -> ArticleInStory | Tombstone | None:
        shown = self.article(id)
        if not isinstance(shown, Shown):
            return shown
        number = self.stories_of([id]).get(id, "")
        story = self.story(number)
        stand = sorted(self._translations.items())
        return ArticleInStory(
            shown=shown,
            translations=tuple(one for (of, _), one in stand if of == id),
            story=story if isinstance(story, Story) else None,
            beside=self.read_also(number),
            hidden=self._hidden,
        )

    def sources(self) -> tuple[SourceCount, ...]:
        return tuple(self._count(source) for source in self._sources.values())

    def source(self, host: str) -> SourceCount | None:
        source = self._sources.get(host)
        return self._count(source) if source else None

    def source_reading(self, host: str) -> SourceReading:
        held = [self._shown[one.id] for one in self._of(host)]
        whole = [one for one in held if one.article is not None]
        changed = [one for one in whole if any(r.changes for r in one.revisions)]
        return SourceReading(captured=len(whole), changed=len(changed))

    def by_source(self, host: str, number: int, size: int) -> Page:
        return _page(self._of(host), number, size)

    def languages(self) -> dict[str, int]:
        tags = (known_primary(listed.language) for listed in self._ordered())
        return dict(sorted(Counter(tag for tag in tags if tag).items()))

    def search(
        self, query: str, number: int, size: int, filters: Filters | None = None
    ) -> Hits:
        wanted = tokens(query)
        if not wanted and (query or not filters or filters == Filters()):
            return Hits(items=(), total=0, number=number, size=size)
        found = []
        for listed in self._ordered():
            if filters and not _passes(listed, filters):
                continue
            text = "" if listed.withdrawn else _text(self._shown[listed.id])
            if mentions(f"{listed.headline}\n{text}", self._hidden):
                continue
            words = tokens(f"{listed.headline}\n{text}")
            if all(_stands_in(word, words) for word in wanted):
                found.append(Hit(listed=listed, text=_around(text, wanted)))
        start, counted = (number - 1) * size, min(len(found), MOST_HITS)
        return Hits(
            items=tuple(found[:MOST_HITS][start : start + size]),
            total=counted,
            is_least=len(found) > MOST_HITS,
            number=number,
            size=size,
            more=counted > start + size,
        )

    def picture(self, name: str) -> HeldPicture | None:
        return self._pictures.get(name)

    def ads(self) -> tuple[Ad, ...]:
        return tuple(self._ads[number] for number in sorted(self._ads))

    def ad_picture(self, name: str) -> Picture | None:
        return self._ad_pictures.get(name)

    def hidden_names(self) -> tuple[str, ...]:
        return self._hidden

    def story(self, id: str) -> Story | Moved | Tombstone | None:
        for one in self._stories.values():
            if id in one.former:
                return Moved(id=one.id)
        return self._stories.get(id) or self._ended.get(id)

    def read_also(self, story: str) -> tuple[ReadAlso, ...]:
        return self._read_also.get(story, ())

    def stories_of(self, articles: Sequence[str]) -> dict[str, str]:
        placed = {
            told.listed.id: story.id
            for story in self._stories.values()
            for told in story.told
        }
        return {id: placed[id] for id in articles if id in placed}

    def stories(self, number: int, size: int) -> StoryPage:
        found = self._newest_stories()
        start = (number - 1) * size
        return StoryPage(
            items=tuple(found[start : start + size]),
            total=len(found),
            number=number,
            size=size,
            more=len(found) > start + size,
        )

    def stories_since(self, since: datetime, most: int) -> tuple[Story, ...]:
        found = [one for one in self._newest_stories() if _newest(one) >= since]
        return tuple(found[:most])

    def stories_between(
        self, since: datetime, until: datetime, most: int
    ) -> tuple[Story, ...]:
        def count(story: Story) -> int:
            times = (_time(told.listed) for told in story.told)
            return sum(since <= one < until for one in times)

        found = [one for one in self._newest_stories() if count(one)]
        return tuple(sorted(found, key=count, reverse=True)[:most])

    def _newest_stories(self) -> list[Story]:
        shown = [one for one in self._stories.values() if not one.hidden]
        shown.sort(key=lambda story: story.id, reverse=True)
        return sorted(shown, key=_newest, reverse=True)

    def _ordered(self) -> list[Listed]:
        listed = sorted((one.listed for one in self._shown.values()), key=_id)
        return sorted(listed, key=_time, reverse=True)

    def _of(self, host: str) -> list[Listed]:
        return [one for one in self._ordered() if one.source.host == host]

    def _count(self, source: Source) -> SourceCount:
        held = self._of(source.host)
        newest = _time(held[0]) if held else None
        return SourceCount(source=source, articles=len(held), newest=newest)


def _passes(listed: Listed, filters: Filters) -> bool:
    source, at = listed.source, _time(listed)
    return (
        filters.language in ("", known_primary(listed.language))
        and filters.country in ("", source.country.lower())
        and filters.outlet in ("", source.host)
        and (filters.since is None or at >= filters.since)
        and (filters.until is None or at < filters.until)
    )


def _id(listed: Listed) -> str:
    return listed.id


def _time(listed: Listed) -> datetime:
    published, captured = listed.published, listed.captured
    if published is not None and (captured is None or published <= captured):
        return published
    return captured or _LONG_AGO


def _newest(story: Story) -> datetime:
    return max(_time(told.listed) for told in story.told)


def _page(items: Sequence[Listed], number: int, size: int) -> Page:
    start = (number - 1) * size
    return Page(
        items=tuple(items[start : start + size]),
        total=len(items),
        number=number,
        size=size,
        more=len(items) > start + size,
    )


def _text(shown: Shown) -> str:
    body = shown.article.body if shown.article else ()
    parts = [part for block in body for part in (block.text, *block.items)]
    return "\n".join(part for part in [*parts, shown.listed.summary] if part)


def _stands_in(word: str, words: Sequence[str]) -> bool:
    # A letter alone of a script without spaces is asked as a prefix.
    if len(word) == 1 and not word.isascii():
        return any(one.startswith(word) for one in words)
    return word in words


def _around(text: str, wanted: Sequence[str]) -> str:
    """The paragraph in which the first of the words stands, else the beginning."""
    for paragraph in text.split("\n"):
        if any(_stands_in(word, tokens(paragraph)) for word in wanted):
            return paragraph[: 2 * _AROUND]
    return text[:_AROUND]
