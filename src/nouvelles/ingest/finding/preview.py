"""What was found at an address, in the few facts by which a person chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nouvelles.ingest.feeds.record import Feed
from nouvelles.ingest.finding.sitemap_record import Sitemap, entries_of
from nouvelles.records import Entry

#: Headlines that are shown.
_HEADLINES = 5

#: Characters from which on the text of an entry is an article's, not a summary.
_FULL_TEXT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A feed, a sitemap or a section page as it is shown before it is taken.

    `newest` is the latest date that is not in the future. `full_text_share` is the
    share from 0 to 1 of the entries that carry a whole article. `headlines` are the
    first ones in the order of what was found.
    """

    address: str
    kind: str
    title: str = ""
    language: str = ""
    home: str = ""
    entries: int = 0
    newest: datetime | None = None
    headlines: tuple[str, ...] = ()
    full_text_share: float = 0.0
    licence: str = ""
    hub: str = ""


def preview_feed(feed: Feed, *, now: datetime) -> Preview:
    """The facts of a feed; `now` is aware."""
    full = sum(1 for entry in feed.entries if len(entry.content) >= _FULL_TEXT)
    return Preview(
        address=feed.address,
        kind="feed",
        title=feed.title,
        language=feed.language or _language(feed.entries),
        home=feed.home,
        entries=len(feed.entries),
        newest=_newest(feed.entries, now),
        headlines=_headlines(feed.entries),
        full_text_share=full / len(feed.entries) if feed.entries else 0.0,
        licence=feed.licence,
        hub=feed.hub,
    )


def preview_sitemap(sitemap: Sitemap, *, now: datetime) -> Preview:
    """The facts of a sitemap; of an index, `entries` counts its sitemaps."""
    entries = entries_of(sitemap)
    names = Counter(place.publication for place in sitemap.places if place.publication)
    dates = [child.modified for child in sitemap.children if child.modified]
    past = [date for date in dates if date <= now]
    return Preview(
        address=sitemap.address,
        kind="sitemap-index" if sitemap.kind == "index" else "sitemap",
        title=names.most_common(1)[0][0] if names else "",
        language=_language(entries),
        entries=len(sitemap.children or sitemap.places),
        newest=_newest(entries, now) or max(past, default=None),
        headlines=_headlines(entries),
    )


def preview_section(
    entries: Sequence[Entry], *, address: str, now: datetime
) -> Preview:
    """The facts of the links of a section page."""
    return Preview(
        address=address,
        kind="section",
        language=_language(entries),
        home=address,
        entries=len(entries),
        newest=_newest(entries, now),
        headlines=_headlines(entries),
    )


def _newest(entries: Sequence[Entry], now: datetime) -> datetime | None:
    dates = (entry.published or entry.updated for entry in entries)
    return max((date for date in dates if date and date <= now), default=None)


def _headlines(entries: Sequence[Entry]) -> tuple[str, ...]:
    titles = (entry.title for entry in entries if entry.title)
    return tuple(title for title, _ in zip(titles, range(_HEADLINES), strict=False))


def _language(entries: Sequence[Entry]) -> str:
    """The language that most entries state."""
    stated = Counter(entry.language for entry in entries if entry.language)
    return stated.most_common(1)[0][0] if stated else ""
