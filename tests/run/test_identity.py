"""The same article met twice is one article, with its revisions; never published twice."""

from __future__ import annotations

import pytest

from nouvelles.pipeline import STAGES
from nouvelles.records import Entry, Shown
from nouvelles.run.prepare import prepare
from nouvelles.run.rows import refresh
from nouvelles.store import Store
from nouvelles.store.entries import add_entries
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from tests.run.pages import page, redirect, take

URL = "https://journal.example/2026/03/12/crue"


def articles(store: Store) -> list[Shown]:
    reads = ReadTables(store)
    found = [reads.article(listed.id) for listed in reads.articles(1, 50).items]
    return [one for one in found if isinstance(one, Shown)]


def announce(store: Store, clock: Clock, url: str, title: str = "La crue") -> None:
    entry = Entry(
        feed="https://journal.example/feed",
        guid="crue-1",
        url=url,
        title=title,
        summary="Ce que dit le fil.",
    )
    plan = prepare(store, STAGES, clock)
    add_entries(store, [entry], int(clock()))
    while refresh(store, plan):
        pass


@pytest.mark.parametrize(
    "other",
    [
        "http://journal.example/2026/03/12/crue",
        "https://www.journal.example/2026/03/12/crue?utm_source=lettre&fbclid=x",
        "https://journal.example/2026/03/12/crue#suite",
    ],
)
def test_the_same_address_in_other_words(
    sqlite_store: Store, clock: Clock, other: str
) -> None:
    take(sqlite_store, clock, "a", page(URL, "La crue"))
    take(sqlite_store, clock, "b", page(other, "La crue", canonical=URL, hour=10))
    (shown,) = articles(sqlite_store)
    assert shown.listed.url == URL
    assert len(shown.revisions) == 1


def test_a_retitled_and_corrected_article_is_a_revision(
    sqlite_store: Store, clock: Clock
) -> None:
    take(sqlite_store, clock, "a", page(URL, "La crue à 3 h 40", "À 3 h 40."))
    (before,) = articles(sqlite_store)
    take(sqlite_store, clock, "b", page(URL, "La crue à 2 h 40", "À 2 h 40.", hour=11))
    (after,) = articles(sqlite_store)
    assert after.listed.id == before.listed.id
    assert after.listed.headline == "La crue à 2 h 40"
    assert [r.headline for r in after.revisions] == [
        "La crue à 3 h 40",
        "La crue à 2 h 40",
    ]
    reading = ReadTables(sqlite_store).source_reading("journal.example")
    assert (reading.captured, reading.changed, reading.feeds) == (1, 1, 0)


def test_an_older_capture_that_comes_later_is_not_shown(
    sqlite_store: Store, clock: Clock
) -> None:
    take(sqlite_store, clock, "a", page(URL, "Nouvelle version", hour=11))
    take(sqlite_store, clock, "b", page(URL, "Ancienne version", hour=9))
    (shown,) = articles(sqlite_store)
    assert shown.listed.headline == "Nouvelle version"
    assert len(shown.revisions) == 2


def test_a_canonical_address_written_in_another_way_later(
    sqlite_store: Store, clock: Clock
) -> None:
    take(sqlite_store, clock, "a", page(URL, "La crue"))
    short = "https://journal.example/!5928990"
    take(sqlite_store, clock, "b", page(URL, "La crue", canonical=short, hour=12))
    (shown,) = articles(sqlite_store)
    assert len(shown.revisions) == 2


def test_an_address_used_for_one_article_after_another(
    sqlite_store: Store, clock: Clock
) -> None:
    live = "https://journal.example/direct"
    first, second = f"{live}/crue", f"{live}/vote"
    take(sqlite_store, clock, "a", page(live, "La crue", canonical=first))
    take(sqlite_store, clock, "b", page(live, "Le vote", canonical=second, hour=12))
    assert {shown.listed.headline for shown in articles(sqlite_store)} == {
        "La crue",
        "Le vote",
    }


def test_what_a_feed_announces_is_the_page_it_leads_to(
    sqlite_store: Store, clock: Clock
) -> None:
    """Through a redirect and another canonical address, in whichever order they come."""
    link = "https://journal.example/fil/77"
    announce(sqlite_store, clock, link)
    (alone,) = articles(sqlite_store)
    assert alone.article is None
    landing = "https://journal.example/crue.html"
    captures = redirect(link, landing), page(landing, "La crue", canonical=URL)
    take(sqlite_store, clock, "a", *captures)
    (shown,) = articles(sqlite_store)
    assert shown.article is not None
    assert shown.listed.summary == "Ce que dit le fil."
    announce(sqlite_store, clock, landing, "La crue, retitrée")
    assert len(articles(sqlite_store)) == 1
