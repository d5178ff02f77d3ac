"""Every page and feed of the sample day: limits of extracts, and the label."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.records import Surface
from nouvelles.rights import may
from nouvelles.web import create_app
from tests.web import sample_press, sample_stories
from tests.web.reader import ADDRESS, Reader


@pytest.fixture(scope="module")
def walked() -> dict[str, str]:
    """Every page and feed that links lead to from the front pages, by its address."""
    settings = Settings(paper=PaperSettings(address=ADDRESS))
    app = create_app(settings, sample_stories.reads(), clock=lambda: sample_press.NOW)
    reader = Reader(app=app)
    pages: dict[str, str] = {}
    waiting = ["/fr/", "/en/", "/fr/recherche?q=le", "/en/search?q=talmeira"]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        answer = reader.get(path)
        assert answer.status_code == 200, path
        pages[path] = answer.text
        if answer.headers["content-type"].startswith("text/html"):
            waiting += _links(answer.text)
    return pages


def _links(page: str) -> list[str]:
    nodes = LexborHTMLParser(page).css("a[href^='/'], link[href^='/']")
    found = [(node.attributes["href"] or "").partition("#")[0] for node in nodes]
    return [path for path in found if not path.startswith("/static/")]


def test_the_whole_day_is_reached(walked: dict[str, str]) -> None:
    for edition in ("fr", "en"):
        pages = [path for path in walked if path.startswith(f"/{edition}/article/")]
        assert len(pages) == len(sample_press.articles()) > 60
        feeds = [
            path for path in walked if re.search(rf"^/{edition}/source/.*atom", path)
        ]
        assert len(feeds) >= 14


def test_every_extract_keeps_its_limit(walked: dict[str, str]) -> None:
    answers = {
        one.listed.id: may(one.listed.rights, Surface.EXTRACT)
        for one in sample_press.articles()
    }
    by_headline = {
        one.listed.headline: one.listed.id for one in sample_press.articles()
    }
    seen = 0
    for path, page in walked.items():
        for card in LexborHTMLParser(page).css(".card, .rows-list > li"):
            link = card.css_first("h2 a, h3 a")
            stand = card.css_first(".stand")
            if link is None or stand is None:
                continue
            # The link may lead to a story: its headline is that of one telling.
            limit = answers[by_headline[link.text().strip()]].limit
            assert limit is None or len(stand.text()) <= limit, path
            seen += 1
    assert seen > 60


def test_invented_press_says_so_everywhere(walked: dict[str, str]) -> None:
    said = re.compile(r"Presse inventée|Invented press")
    shows = re.compile(r'<entry|class="card|class="article|class="rows-list')
    silent = [
        path
        for path, page in walked.items()
        if shows.search(page) and not said.search(page)
    ]
    assert silent == []


def test_outlets_that_opted_out_are_feeds_only(walked: dict[str, str]) -> None:
    reserved = [one for one in sample_press.articles() if one.listed.rights.opted_out]
    assert reserved
    for one in reserved:
        (page,) = [
            text for path, text in walked.items()
            if path.startswith("/fr/article/") and path.endswith(f"-{one.listed.id}")
        ]  # fmt: skip
        extract = LexborHTMLParser(page).css_first(".extract")
        assert extract is not None
        assert extract.text()[:80] in one.listed.summary
