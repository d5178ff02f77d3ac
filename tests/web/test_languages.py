"""The pages of languages: what is told in them, and by whom."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import sample_press, sample_stories
from tests.web.conftest import OpenPaper
from tests.web.reader import ADDRESS, Reader


@pytest.fixture(scope="module")
def day() -> Reader:
    """The sample day with its stories."""
    settings = Settings(
        paper=PaperSettings(address=ADDRESS, editions=("fr", "en", "ar"))
    )
    reads = sample_stories.reads()
    return Reader(app=create_app(settings, reads, clock=lambda: sample_press.NOW))


def texts(page: str, selector: str) -> list[str]:
    return [node.text().strip() for node in LexborHTMLParser(page).css(selector)]


def test_a_language_has_its_stories_and_outlets(day: Reader) -> None:
    page = day.open("/fr/langue/uk")
    assert texts(page, "h1") == ["Ukrainien"]
    told = [
        story
        for story in sample_stories.stories()
        if any(one.listed.language == "uk" for one in story.told)
    ]
    links = LexborHTMLParser(page).css(".rows-list h2 a")
    assert len(links) == len(told) > 1
    # Each is led by a telling in the language, which is what one came for.
    assert {link.attributes["lang"] for link in links} == {"uk"}
    outlets = [one.listed.source for one in sample_press.articles()]
    writing = {one.name for one in outlets if one.language == "uk"}
    assert set(texts(page, ".count a")) == writing
    assert texts(day.open("/en/language/uk"), "h1") == ["Ukrainian"]
    assert texts(day.open("/ar/language/uk"), "h1") == ["الأوكرانية"]


def test_a_language_has_feeds_like_every_view(day: Reader) -> None:
    page = LexborHTMLParser(day.open("/fr/langue/uk"))
    feeds = page.css("link[type][href*='/langue/uk/flux.']")
    assert len(feeds) == 3
    for link in feeds:
        text = day.open(link.attributes["href"] or "")
        assert "Ukrainien" in text
    assert day.open("/fr/langue/uk/flux.rss").count("<language>fr</language>") == 1
    assert day.get("/fr/langue/xx/flux.rss").status_code == 404


def test_languages_are_found_from_sources_and_articles(day: Reader) -> None:
    links = LexborHTMLParser(day.open("/fr/sources")).css(".languages a")
    names = [link.text() for link in links]
    assert names == sorted(names)
    assert "ukrainien" in names
    for link in links:
        assert day.get(link.attributes["href"] or "").status_code == 200
    one = next(a for a in sample_press.articles() if a.listed.language == "uk")
    article = LexborHTMLParser(day.open(f"/fr/article/{one.listed.id}"))
    assert article.css_first(".rail a[href='/fr/langue/uk']") is not None
    sitemap = day.open("/fr/sitemap-1.xml")
    assert f"<loc>{ADDRESS}/fr/langue/uk</loc>" in sitemap


@pytest.mark.parametrize(
    "tag", ["xx", "UK", "und", "uk-UA", "fr%2F", "%00", "ukr", "é", "a" * 300]
)
def test_what_is_no_language_here_is_not_found(day: Reader, tag: str) -> None:
    assert day.get(f"/fr/langue/{tag}").status_code == 404


def test_a_language_without_recent_stories_says_so(open_paper: OpenPaper) -> None:
    reader = open_paper(MemoryReads(sample_press.articles()))
    assert "Rien n’a été publié récemment dans cette langue" in reader.open(
        "/fr/langue/uk"
    )
