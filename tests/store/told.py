"""Invented acts on the articles of a small paper, without an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from nouvelles.records import ActKind, Copy, Reason, StoryAct, Telling
from nouvelles.store import Store, story_log, story_tables
from nouvelles.store.read import ReadTables
from nouvelles.store.story_log import Arrived, Line
from nouvelles.testing import Clock
from tests.run.small_paper import filled, page

AT = datetime(2026, 3, 12, 12, tzinfo=UTC)
NAMES = ("dam", "flood", "copy", "comet", "vote")


def told_paper(store: Store, clock: Clock) -> dict[str, str]:
    """A paper with an article of each name, an hour apart; their ids by name."""
    pages = [page(name, hour=hour) for hour, name in enumerate(NAMES)]
    filled(store, clock, *pages)
    listed = ReadTables(store).articles(1, 30).items
    return {one.url.rsplit("/", 1)[-1]: one.id for one in listed}


def act(kind: ActKind, story: str, **more: Any) -> StoryAct:
    return StoryAct(kind=kind, story=story, at=AT, **more)


def arrive(kind: ActKind, story: str, article: str) -> StoryAct:
    reasons = (Reason(code="vector", weight=1.5), Reason(code="names", words=("Ada",)))
    return act(kind, story, article=article, odds=2.25, reasons=reasons)


def telling(
    article: str, headline: str, copy: Copy | None = None, *topics: str
) -> Arrived:
    told = Telling(article=article, headline=headline, text="Words.", at=AT)
    vector = None if copy else b"\x00\x3c" * 4
    return Arrived(
        telling=told,
        copy=copy,
        vector=vector,
        encoder="e 1" if vector else "",
        topics=topics,
    )


def write(
    store: Store, acts: Sequence[StoryAct], arrived: Mapping[str, Arrived] | None = None
) -> list[Line]:
    """Append acts, and fold them into the read tables."""
    with store.write() as connection:
        story_log.hold(connection)
        lines = story_log.append(connection, acts, arrived or {})
        story_tables.fold(store, connection, lines)
    return lines


def tell_all(store: Store, ids: Mapping[str, str]) -> list[Line]:
    """Two stories: the dam with its flood and a copy of that, and the comet; the vote
    is in none."""
    copy = Copy(article=ids["copy"], of=ids["flood"], kind="wire", jaccard=0.9)
    return write(
        store,
        [
            arrive("begin", "aaaaaaaa", ids["dam"]),
            arrive("join", "aaaaaaaa", ids["flood"]),
            arrive("begin", "cccccccc", ids["comet"]),
            arrive("join", "aaaaaaaa", ids["copy"]),
        ],
        {
            ids["dam"]: telling(ids["dam"], "The Dam", None, "weather", "politics"),
            ids["flood"]: telling(ids["flood"], "The Flood", None, "weather"),
            ids["comet"]: telling(ids["comet"], "The Comet"),
            ids["copy"]: telling(ids["copy"], "A Copy", copy),
        },
    )
