"""What readers talk about: an article or a story, found by the name in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nouvelles.edition import Choice, freshness
from nouvelles.records import Moved, Shown, Story
from nouvelles.web.addresses import Addresses, split_name
from nouvelles.web.cards import lead_of
from nouvelles.web.shown import show_article, show_line, worded
from nouvelles.web.site import Edition, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`page` is what comments are kept under, "article:ID" or "story:ID"; `path` the
    page's address in an edition, `place` in any. `texts` are those that may be quoted."""

    page: str
    path: str
    place: Callable[[Addresses], str]
    title: str
    language: str
    since: datetime
    texts: tuple[str, ...] = ()

    def is_over(self, days: int, now: datetime) -> bool:
        """Whether it is too old to be commented on; 0 days are for ever."""
        return bool(days) and now >= self.since + timedelta(days=days)


def find_subject(site: Site, edition: Edition, kind: str, name: str) -> Subject | None:
    """An article ("article") or story ("story") that stands in the paper, that which took
    in a merged one; None for what is not there, was removed or withdrawn."""
    parts = split_name(name)
    if parts is None:
        return None
    if kind == "article":
        held = site.reads.article(parts[1])
        return _of_article(site, edition, held) if isinstance(held, Shown) else None
    story = site.reads.story(parts[1])
    if isinstance(story, Moved):
        story = site.reads.story(story.id)
    if not isinstance(story, Story) or story.hidden or not story.told:
        return None
    return story_subject(edition, story, site.clock())


def find_page(site: Site, edition: Edition, page: str) -> Subject | None:
    """The same by what comments are kept under."""
    kind, _, id = page.partition(":")
    return find_subject(site, edition, kind, id)


def article_subject(
    edition: Edition, id: str, title: str, language: str, since: datetime
) -> Subject:
    """An article whose page is being made."""

    def place(at: Addresses) -> str:
        return at.article(id, title)

    return Subject(
        page=f"article:{id}",
        path=place(edition.addresses),
        place=place,
        title=title,
        language=language,
        since=since,
    )


def _of_article(site: Site, edition: Edition, held: Shown) -> Subject | None:
    if held.listed.withdrawn is not None:
        return None
    display = show_article(held)
    teaser = display.teaser
    words = worded(teaser, edition.language)

    def place(at: Addresses) -> str:
        return at.article(teaser.id, teaser.headline)

    return Subject(
        page=f"article:{teaser.id}",
        path=place(edition.addresses),
        place=place,
        title=words.headline or edition.words.say("Untitled"),
        language=words.language,
        since=freshness(held.listed, site.clock()),
        texts=tuple(
            text
            for text in (
                teaser.headline,
                display.standfirst,
                teaser.extract,
                *_texts(display.blocks),
                _translated(site, edition, teaser.id),
            )
            if text
        ),
    )


def _translated(site: Site, edition: Edition, id: str) -> str:
    """The words of an article as they stand in the edition's language, "" for none."""
    found = site.reads.translation(id, edition.language)
    return " ".join(one.shown for one in found.sentences) if found else ""


def _texts(blocks: Iterable[object]) -> Iterable[str]:
    for block in blocks:
        yield getattr(block, "text", "")
        yield from map(str, getattr(block, "items", ()))


def story_subject(
    edition: Edition, story: Story, now: datetime, lead: Choice | None = None
) -> Subject:
    """A story, by its tellings; `lead` is chosen where it is not given."""
    told = (lead or lead_of(edition, story, now)).told
    words = worded(show_line(told.listed), edition.language)

    def place(at: Addresses) -> str:
        return at.story(story.id, story.slug)

    return Subject(
        page=f"story:{story.id}",
        path=place(edition.addresses),
        place=place,
        title=words.headline or edition.words.say("Untitled"),
        language=words.language,
        since=max(freshness(one.listed, now) for one in story.told),
    )
