"""The sample paper holds what the sample day's gold says: every article once."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from threading import Event
from typing import Any

import pytest

from nouvelles.language import fold
from nouvelles.records import Shown
from nouvelles.run.sample import take_in_sample
from nouvelles.store import Store
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock

RESERVED = "lanhai-courier"


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    data = files("nouvelles.sample").joinpath("expected.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(data)
    return loaded


@pytest.fixture(scope="module")
def shown(sample_paper: Store) -> dict[str, Shown]:
    """The paper's articles by the address of the original."""
    reads = ReadTables(sample_paper)
    found = {}
    for listed in reads.articles(1, 500).items:
        one = reads.article(listed.id)
        assert isinstance(one, Shown)
        assert listed.url not in found
        found[listed.url] = one
    return found


def read(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles whose pages may be read."""
    return [a for a in gold["articles"] if a["outlet"] != RESERVED]


def test_every_article_is_there_once_and_nothing_else(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    assert set(shown) == {article["url"] for article in gold["articles"]}


def test_headlines_languages_and_outlets(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    hosts = {outlet["id"]: outlet["host"] for outlet in gold["outlets"]}
    for article in gold["articles"]:
        listed = shown[article["url"]].listed
        assert fold(listed.headline) == fold(article["headline"]), article["id"]
        assert listed.language == article["lang"], article["id"]
        assert listed.source.host == hosts[article["outlet"]].removeprefix("www.")
        assert listed.source.invented


def test_times_keep_the_zone_of_the_page(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    days = 0
    for article in read(gold):
        listed = shown[article["url"]].listed
        true = datetime.fromisoformat(article["published"])
        assert listed.published is not None, article["id"]
        if listed.day_only:  # two families print a day and no time
            days += 1
            assert abs((listed.published.date() - true.date()).days) <= 1
        else:
            assert listed.published == true, article["id"]
            assert listed.published.utcoffset() == true.utcoffset(), article["id"]
    assert days < len(read(gold)) / 4


def test_agencies_are_credited_where_the_gold_credits_one(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    agencies = {o["id"] for o in gold["outlets"] if o["kind"] == "agency"}
    for article in read(gold):
        if article["agency"] and article["outlet"] not in agencies:
            assert shown[article["url"]].listed.rights.agencies, article["id"]


def test_corrections_are_revisions_of_the_same_article(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    corrected = [article for article in gold["articles"] if article["correction"]]
    assert len(corrected) == 3
    for article in corrected:
        revisions = shown[article["url"]].revisions
        assert len(revisions) == 2, article["id"]
        before = article["correction"]["before"].get("headline")
        if before:
            assert fold(revisions[0].headline) == fold(before)


def test_reserved_pages_leave_their_entry(
    gold: dict[str, Any], shown: dict[str, Shown]
) -> None:
    for article in gold["articles"]:
        one = shown[article["url"]]
        reserved = article["outlet"] == RESERVED
        assert (one.article is None) == reserved, article["id"]
        assert one.listed.rights.opted_out == reserved
        assert one.listed.summary or not reserved


@pytest.mark.postgresql
def test_both_databases_make_the_same_paper(
    sample_paper: Store, postgresql_store: Store, clock: Clock
) -> None:
    """The whole pipeline on PostgreSQL: the same articles, searches and pictures."""
    take_in_sample(postgresql_store, clock, Event(), lambda _path, _read: None)
    here, there = ReadTables(sample_paper), ReadTables(postgresql_store)
    assert there.articles(1, 500).items == here.articles(1, 500).items
    for query in ("barragem", "ELYSEE seisme", "水库", "سد", "ouvra talmeira"):
        found, same = here.search(query, 1, 50), there.search(query, 1, 50)
        assert [hit.listed.id for hit in same.items] == [
            hit.listed.id for hit in found.items
        ]
        assert same.total == found.total
    names = [listed.picture for listed in here.articles(1, 500).items if listed.picture]
    assert names
    for name in names:
        held, other = here.picture(name), there.picture(name)
        assert held is not None
        assert other is not None
        assert held.picture == other.picture
