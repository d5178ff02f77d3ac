"""What of a page stands: kept as it was set, for as long as the same records are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nouvelles.config import Settings
from nouvelles.records import Ad, ArticleInStory, Shown
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.paper import article as module
from nouvelles.web.paper.article_set import GAPS, set_article
from nouvelles.web.site import Edition, Site, open_site
from nouvelles.web.standing import Standing, gap, set_with_gaps
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import the_story
from tests.web.reader import Reader

ID = "a1dam"
PAGE = f"/fr/article/{ID}"
AD = Ad(
    id=1,
    advertiser="A",
    link="https://a.example/",
    since=press.NOW.date(),
    until=press.NOW.date(),
    words="Buy.",
)


@pytest.fixture
def site(reads: MemoryReads) -> Site:
    return open_site(Settings(), reads, lambda: press.NOW)


def held(reads: MemoryReads, id: str = ID) -> ArticleInStory:
    found = reads.article_in_story(id)
    assert isinstance(found, ArticleInStory)
    return found


def test_gaps_are_filled_each_time_anew() -> None:
    page = set_with_gaps(f"<p>é{gap('day')}</p>{gap('ad')}{gap('day')}")
    assert page.gaps == ("day", "ad", "day")
    assert page.fill({"day": "1", "ad": ""}).decode() == "<p>é1</p>1"
    assert page.fill({"day": "à", "ad": "A"}).decode() == "<p>éà</p>Aà"
    assert set_with_gaps("none").fill({}) == b"none"
    # Half of a surrogate pair cannot be written, as on any other page.
    assert set_with_gaps("\ud800").fill({}) == b"?"


def test_nobody_who_writes_a_text_can_make_a_gap() -> None:
    mark = str(gap("ad")).partition("ad")[0]
    assert len(mark) == 32
    assert set_with_gaps("ad {{ gaps.ad }} \x00ad\x00").gaps == ()


def test_of_the_same_records_nothing_is_set_twice() -> None:
    standing: Standing[list[str]] = Standing(2)
    one, other = object(), object()
    first = standing.get("a", (one,), lambda: ["first"])
    assert standing.get("a", (one,), lambda: ["second"]) is first
    assert standing.get("a", (one, other), lambda: ["third"]) == ["third"]
    assert standing.get("a", (other, one), lambda: ["fourth"]) == ["fourth"]
    assert standing.get("a", (one,), lambda: ["fifth"]) == ["fifth"]


def test_the_last_of_it_is_kept() -> None:
    standing: Standing[int] = Standing(2)
    for number, key in enumerate("abacaba"):
        standing.get(key, (), lambda number=number: number)  # type: ignore[misc]
    assert standing.get("a", (), lambda: -1) == 0
    assert standing.get("b", (), lambda: -1) == 5
    assert standing.get("c", (), lambda: -1) == -1
    nothing: Standing[int] = Standing(0)
    assert [nothing.get("a", (), lambda n=n: n) for n in (1, 2)] == [1, 2]  # type: ignore[misc]


def test_a_page_that_is_set_has_each_gap_once(site: Site, reads: MemoryReads) -> None:
    """And nothing in it hangs on the time: a template that asked for it would fail."""
    for listed in reads.articles(1, 100).items:
        shown = held(reads, listed.id).shown
        for within in (False, True):
            made = set_article(site, site.first, shown, (), within=within)
            assert sorted(made.page.gaps) == sorted(GAPS)


def test_a_change_is_on_the_page_at_once(reader: Reader, reads: MemoryReads) -> None:
    before = reader.open(PAGE)
    shown = held(reads).shown
    listed = replace(shown.listed, headline="Another headline")
    reads.add(replace(shown, listed=listed))
    changed = reader.open(f"/fr/article/another-headline-{ID}")
    assert "Another headline" in changed
    assert shown.listed.headline not in changed
    reads.add(shown)
    assert reader.open(PAGE) == before


def test_what_is_told_besides_leaves_the_text_standing(
    reads: MemoryReads, open_paper: OpenPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[str] = []

    def counted(site: Site, edition: Edition, found: Shown, *a: Any, **b: Any) -> Any:
        times.append(found.listed.id)
        return set_article(site, edition, found, *a, **b)

    monkeypatch.setattr(module, "set_article", counted)
    reader = open_paper(reads)
    alone = reader.open(PAGE)
    reads.add_story(the_story())
    told = reader.open(PAGE)
    assert 'class="told"' in told
    assert 'class="told"' not in alone
    reads.add_story(the_story(told=the_story().told[:3]))
    fewer = reader.open(PAGE)
    assert fewer not in (told, alone)
    reads.add_ad(AD)
    assert 'class="ad"' in reader.open(PAGE)
    assert times == [ID]


def test_the_day_goes_on_over_standing_type(reads: MemoryReads) -> None:
    time = [press.NOW]
    app = create_app(Settings(), reads, clock=lambda: time[0], keep=0)
    reader = Reader(app=app)
    today = reader.open(PAGE)
    assert '<time datetime="2026-03-12">Jeudi' in today
    time[0] += timedelta(days=1)
    assert '<time datetime="2026-03-13">Vendredi' in reader.open(PAGE)
    time[0] -= timedelta(days=1)
    assert reader.open(PAGE) == today
