"""Subscription lists from and for other programs, and those that come with nouvelles."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nouvelles import starter
from nouvelles.errors import InputError
from nouvelles.ingest.finding.opml import Subscription, parse_opml, write_opml
from nouvelles.records import Source
from nouvelles.run.reading.subscribe import Subscribed, Wanted, subscribe
from nouvelles.store import Store, feeds
from nouvelles.store.kinds import Kind, State
from nouvelles.store.rows import sources_at

#: Bytes above which a list is refused: a hundred thousand feeds fit in.
MOST_BYTES = 50_000_000


def import_opml(
    store: Store, path: Path, *, who: str, now: int, mode: str = ""
) -> Subscribed:
    """Read the feeds of a subscription list from now on.

    Raises:
        InputError: the file cannot be read, or is no subscription list.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(
                str(path),
                f"is larger than {MOST_BYTES:,} bytes",
                "Give a subscription list (OPML), as feed readers export it.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read: {error.strerror}", "Check the name."
        ) from error
    opml = parse_opml(data, address=str(path))
    wanted = [
        Wanted(url=one.url, title=one.title, outlet=one.home, language=one.language)
        for one in opml.subscriptions
    ]
    return subscribe(store, wanted, who=who, now=now, mode=mode)


def import_starter(
    store: Store, which: str, *, who: str, now: int, mode: str = ""
) -> Subscribed:
    """Read the sources that come with nouvelles: "licensed", "headlines" or "all"."""
    lists = {"licensed": starter.licensed, "headlines": starter.headlines}
    chosen = lists if which == "all" else {which: lists[which]}
    wanted = [
        _wanted(one.source, url, kind)
        for load in chosen.values()
        for one in load()
        # Where no feed is known, the links of the home page are read.
        for url, kind in (
            [(feed, Kind.FEED) for feed in one.feeds]
            or [(one.source.home, Kind.SECTION)]
        )
    ]
    return subscribe(store, wanted, who=who, now=now, mode=mode)


def _wanted(source: Source, url: str, kind: Kind) -> Wanted:
    return Wanted(
        url=url,
        kind=kind,
        outlet=source.home,
        language=source.language,
        source=source,
    )


def export_opml(store: Store, at: datetime) -> bytes:
    """All feeds that are read or paused, as a subscription list."""
    with store.read() as connection:
        rows = feeds.all_feeds(connection)
        sources = sources_at(connection, {row.source_id for row in rows})
    subscriptions = [
        Subscription(
            url=row.url,
            title=row.data.title or sources[row.source_id].name,
            home=sources[row.source_id].home,
            language=sources[row.source_id].language,
        )
        for row in rows
        if row.state is not State.ENDED and row.kind is Kind.FEED
    ]
    return write_opml(subscriptions, title=store.settings.paper.name, at=at)


def without_feed(store: Store) -> list[str]:
    """The sitemaps and section pages that are read or paused, but not sitemaps' parts:
    no subscription list can hold them."""
    with store.read() as connection:
        rows = feeds.all_feeds(connection)
    return [
        row.url
        for row in rows
        if row.state is not State.ENDED
        and row.kind is not Kind.FEED
        and not row.data.parent
    ]
