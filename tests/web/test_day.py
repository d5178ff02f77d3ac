"""The day in ten stories as a reader meets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.testing import MemoryReads
from tests.web import invented_press as press
from tests.web import sample_press, sample_stories
from tests.web.conftest import OpenPaper
from tests.web.reader import Reader

#: After the sample day's last article, and after the edition that tells it.
LATER = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
PAGE = "/fr/jour/2026-03-13"


@pytest.fixture
def reads() -> MemoryReads:
    return sample_stories.reads()


@pytest.fixture
def reader(reads: MemoryReads, open_paper: OpenPaper) -> Reader:
    return open_paper(reads, now=LATER)


def headlines(page: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(page).css(".ten h2")]


def test_ten_stories_and_then_it_ends(reader: Reader) -> None:
    page = reader.open("/fr/aujourd-hui")
    assert len(headlines(page)) == 10
    end = LexborHTMLParser(page).css_first(".end")
    assert end is not None
    assert "C’est tout pour aujourd’hui" in end.text()
    assert "demain à 7\u00a0h" in end.text()
    assert f'rel="canonical" href="https://nouvelles.example{PAGE}"' in page


def test_its_dated_page_stays_as_it_is(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    before = headlines(open_paper(reads, now=LATER).open(PAGE))
    reads.add(press.press()[0])
    month_later = open_paper(reads, now=LATER + timedelta(days=30)).open(PAGE)
    assert headlines(month_later) == before
    assert "C’est tout pour ce jour" in month_later
    # A paper of a past day has that day's edition as its last.
    again = open_paper(reads, now=LATER + timedelta(days=30)).open("/fr/aujourd-hui")
    assert headlines(again) == before


def test_the_front_page_leads_there_and_so_do_its_feeds(reader: Reader) -> None:
    assert 'href="/fr/aujourd-hui"' in reader.open("/fr/")
    told = reader.open("/fr/aujourd-hui/flux.json")
    assert told.count('"date_published"') == 10
    assert "La journée en dix récits" in told


@pytest.mark.parametrize(
    "bad",
    [
        "2026-03-15",  # nothing was told
        "2026-03-14",  # not closed yet
        "9999-12-31", "0001-01-01", "2026-02-31", "2026-3-1", "٢٠٢٦-٠٣-١٣", "x",
    ],
)  # fmt: skip
def test_a_day_without_an_edition_is_not_there(reader: Reader, bad: str) -> None:
    assert reader.get(f"/fr/jour/{bad}").status_code == 404


def test_a_paper_that_holds_nothing_says_so(open_paper: OpenPaper) -> None:
    page = open_paper(MemoryReads()).open("/en/today")
    assert "There is no edition yet" in page
    assert "noindex" in page


def test_days_lead_to_those_beside_them(reader: Reader) -> None:
    page = reader.open("/fr/jour/2026-03-12")
    assert f'href="{PAGE}" rel="prev"' in page
    assert 'rel="next"' in reader.open(PAGE)
    assert len(headlines(page)) > 0
    assert sample_press.NOW < LATER
