"""An article as the paper shows it, decided from all that is held of it.

Pure: no database and no clock. `run.rows` feeds it from the store and writes what it
says into the read tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from nouvelles.language import shorten
from nouvelles.records import (
    Article,
    Claims,
    Entry,
    Listed,
    Revision,
    RightsItem,
    Shown,
    Source,
)

#: Characters of the body kept on the short row, from which extracts are cut. The rights
#: room allows 200 without a licence; twice that leaves room for a licence's longer one.
LEDE = 400

#: The newest revisions whose texts are compared with the one before: a page that goes on
#: changing after so many corrections is a live blog.
COMPARED = 10

#: A day and a time in another zone may be one apart.
_SAME_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is held of one article when its row is made.

    `texts` are the texts of `revisions`, one for one in their order: of each capture
    that is a revision, the article that the extract stage made of it. Only the last
    `COMPARED + 1` are looked at, and the very last is `article` itself; every other may
    be None (not loaded, no longer held, or made by another version of the extractor than
    the newest: two extractors differ where the outlet changed nothing). () is the same
    as None throughout, and right where there is one revision.

    `withdrawn` is when the outlet was first found to have the article no more; None
    while it has it, and again once it has it back.
    """

    id: str
    source: Source
    article: Article | None = None
    claims: Claims | None = None
    captured: datetime | None = None
    revisions: tuple[Revision, ...] = ()
    entries: tuple[Entry, ...] = ()  # newest last
    opted_out: bool = False
    stale: bool = False
    extracted_by: str = ""
    texts: tuple[Article | None, ...] = ()
    withdrawn: datetime | None = None


def project(held: Held) -> Shown | None:
    """The article as the paper shows it, or None when nothing of it is held."""
    entry = held.entries[-1] if held.entries else None
    if held.article is not None and not held.opted_out:
        return _from_page(held, held.article, entry)
    if held.article is not None and entry is None:
        entry = _bare(held.article)
    return _from_entry(held, entry) if entry is not None else None


def _bare(article: Article) -> Entry:
    """What is left of an article whose page reserves its rights now: its headline."""
    return Entry(
        feed="",
        guid=article.canonical,
        url=article.canonical,
        title=article.headline,
        published=article.published,
        language=article.language,
    )


def _from_page(held: Held, article: Article, entry: Entry | None) -> Shown:
    claims = held.claims or Claims()
    image = article.image
    published, day_only = _published(article, entry)
    listed = Listed(
        id=held.id,
        url=article.canonical,
        source=held.source,
        headline=article.headline,
        standfirst=article.standfirst,
        lede=_lede(article),
        summary=entry.summary if entry else "",
        language=article.language,
        kind=article.kind,
        published=published,
        day_only=day_only,
        captured=held.captured,
        rights=RightsItem(
            source_licence=held.source.licence,
            page_licence=claims.licence,
            agencies=article.agencies,
            robots=claims.robots,
            max_snippet=claims.max_snippet,
            paywalled=article.paywalled,
            image_licence=image.licence if image else "",
            image_credit=image.credit if image else "",
            source_name=held.source.name,
            conditions=held.source.conditions,
            withdrawn=held.withdrawn is not None,
        ),
        withdrawn=held.withdrawn,
    )
    return Shown(
        listed=listed,
        article=article,
        authors=article.byline or (entry.authors if entry else ()),
        revisions=tuple(_revisions(held, article)),
        stale=held.stale,
        extracted_by=held.extracted_by,
    )


def _published(article: Article, entry: Entry | None) -> tuple[datetime | None, bool]:
    """When an article was published, and whether of that no more than the day is known.

    A page that prints a day says less than the feed that gives a time on it, in some zone.
    """
    at, announced = article.published, entry.published if entry else None
    if announced is None or (at is not None and not article.day_only):
        return at, article.day_only and at is not None
    near = at is None or abs(announced.date() - at.date()) <= _SAME_DAY
    return (announced, False) if near else (at, True)


def _from_entry(held: Held, entry: Entry) -> Shown:
    """What the outlet's feed says is all that is held."""
    listed = Listed(
        id=held.id,
        url=entry.url,
        source=held.source,
        headline=entry.title,
        standfirst="",
        lede="",
        summary=entry.summary,
        language=entry.language or held.source.language or "und",
        published=entry.published,
        day_only=False,
        captured=None,
        rights=RightsItem(
            source_licence=held.source.licence,
            page_licence=entry.licence,
            opted_out=held.opted_out,
            source_name=held.source.name,
            conditions=held.source.conditions,
            withdrawn=held.withdrawn is not None,
        ),
        withdrawn=held.withdrawn,
    )
    return Shown(listed=listed, article=None, authors=entry.authors)


def _revisions(held: Held, article: Article) -> Iterator[Revision]:
    """The revisions with what each changed; the first changed nothing.

    Without the texts a headline is all that is known to have changed.
    """
    # Imported here, as below: what is only announced needs none of that room, and it
    # takes a while to load.
    from nouvelles.edition import changes, headline_change

    yield from held.revisions[:1]
    texts = held.texts or (None,) * len(held.revisions)
    texts = (*texts[:-1], article)
    first = len(held.revisions) - COMPARED
    steps = zip(pairwise(held.revisions), pairwise(texts), strict=True)
    for number, ((earlier, revision), (old, new)) in enumerate(steps, start=1):
        if old is not None and new is not None and number >= first:
            made = changes(old, new)
        else:
            made = headline_change(earlier.headline, revision.headline)
        yield replace(revision, changes=made)


def _lede(article: Article) -> str:
    words: list[str] = []
    for block in article.body:
        if block.kind in ("paragraph", "quote") and block.text:
            words.append(block.text)
        if sum(map(len, words)) > LEDE:
            break
    return shorten(" ".join(words), LEDE, article.language)


def stamp(shown: Shown) -> int:
    """The second by which an article is ordered, 0 when nothing is known of its time.

    The capture stands for the present: a page cannot have been published after it.
    """
    listed = shown.listed
    if listed.captured is None:
        return int(listed.published.timestamp()) if listed.published else 0
    from nouvelles.edition import freshness

    return int(freshness(listed, listed.captured).timestamp())


def newest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries in the order in which the outlet last changed them, the latest last."""

    def changed(entry: Entry) -> float:
        at = entry.updated or entry.published
        return at.timestamp() if at else 0.0

    return tuple(sorted(entries, key=changed))
