"""An article as the engine of stories is told it. Pure: no database and no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from nouvelles.edition import freshness
from nouvelles.records import Article, Listed, Shown, Telling
from nouvelles.store.names import article_id_of, public_id
from nouvelles.store.rows import address_key

#: Characters of a text that are told: a live blog of a week is not compared as a whole.
LONGEST: Final = 20_000

#: There was no press on the web before; computers that know no date write 1970.
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)

#: Clocks and zones of outlets may be wrong by so much.
AHEAD: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something about an article that makes it harder to group, and what to do."""

    reason: str
    advice: str


NO_HEADLINE: Final = Oddity(
    reason="articles without a headline are grouped by their text alone",
    advice="If its pages have headlines, write a rule for the site.",
)
NO_WORDS: Final = Oddity(
    reason="articles with neither headline nor text stand in stories of their own",
    advice="If its pages have text, write a rule for the site.",
)
ODD_DATE: Final = Oddity(
    reason="articles are dated before 1990 or in the future: the time of capture counts",
    advice="Look at one with `nouvelles trace`; a rule for the site can name the date.",
)
NO_LANGUAGE: Final = Oddity(
    reason="articles are in a language that we do not know: names and numbers decide",
    advice="Say its language: `nouvelles source set HOST --language CODE`.",
)


def telling_of(shown: Shown, now: datetime) -> Telling:
    """What of an article its story is decided on.

    `now` bounds the time that an outlet's feed may give; the telling does not depend on
    it otherwise.
    """
    listed, article = shown.listed, shown.article
    text = "\n".join(_paragraphs(article)) if article else listed.summary
    return Telling(
        article=listed.id,
        headline=listed.headline,
        text=text[:LONGEST],
        language=listed.language or "und",
        outlet=listed.source.host,
        country=listed.source.country,
        at=_moment(listed, now),
        kind=article.kind if article else "news",
        agencies=article.agencies if article else (),
    )


def versions_of(shown: Shown) -> tuple[str, ...]:
    """The public names of what the page itself calls its versions in other languages."""
    alternates = shown.article.alternates if shown.article else ()
    keys = filter(None, (address_key(one.url) for one in alternates))
    names = {public_id(article_id_of(key)) for key in keys}
    return tuple(sorted(names - {shown.listed.id}))


def _paragraphs(article: Article) -> Iterator[str]:
    # What an opinion says below its headline is what its writer thinks; what happened
    # stands in its text.
    if article.standfirst and article.kind != "opinion":
        yield article.standfirst
    for block in article.body:
        if block.kind in ("paragraph", "quote", "live") and block.text:
            yield block.text
        elif block.kind == "list":
            yield from block.items


def _moment(listed: Listed, now: datetime) -> datetime | None:
    """When it was published, else first seen; None where neither can be."""
    latest = listed.captured or now
    if listed.published is None or not _can_be(listed.published, latest):
        return listed.captured
    return freshness(listed, latest) if listed.day_only else listed.published


def _can_be(published: datetime, latest: datetime) -> bool:
    # Compared as a difference: the sum would overflow at the end of time.
    return published >= EARLIEST and published - latest <= AHEAD


def oddities(shown: Shown, now: datetime) -> tuple[Oddity, ...]:
    """What is counted of an article, for whoever keeps the paper."""
    listed = shown.listed
    telling = telling_of(shown, now)
    found = []
    if not telling.headline.strip():
        found.append(NO_HEADLINE if telling.text.strip() else NO_WORDS)
    published = listed.published
    if published is not None and not _can_be(published, listed.captured or now):
        found.append(ODD_DATE)
    if telling.language == "und":
        found.append(NO_LANGUAGE)
    return tuple(found)
