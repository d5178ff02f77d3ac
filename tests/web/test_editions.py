"""Editions: each with its own name, zone and sections, and each leading to the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.errors import ConfigError
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

LANGUAGES = ("fr", "en", "ar")
OWN: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "name": "The Lamp",
        "timezone": "Asia/Tokyo",
        "sections": ("sport", "health"),
    },
    "ar": {"name": "المصباح", "timezone": "Africa/Cairo"},
}
SETTINGS = Settings(
    paper=PaperSettings(address=ADDRESS, editions=LANGUAGES), editions=OWN
)


@pytest.fixture
def reader(open_paper: OpenPaper) -> Reader:
    return open_paper(press.reads(stories=[the_story()]), settings=SETTINGS)


def texts(page: str, selector: str) -> list[str]:
    return [node.text().strip() for node in LexborHTMLParser(page).css(selector)]


def test_each_has_its_name_its_sections_and_its_clock(reader: Reader) -> None:
    french, english, arabic = (reader.open(f"/{one}/") for one in LANGUAGES)
    assert texts(french, "h1.name") == ["Nouvelles du Monde"]
    assert texts(english, "h1.name") == ["The Lamp"]
    assert texts(arabic, "h1.name") == ["المصباح"]
    assert texts(english, ".nav a")[2:4] == ["Sport", "Health"]
    assert texts(french, ".nav a")[2] == "Politique"
    assert texts(french, ".zone") == ["heure d’Europe centrale"]
    assert texts(english, ".zone") == ["Japan Time"]
    assert "<title>The Lamp" in reader.open("/en/flux.rss".replace("flux", "feed"))


@pytest.mark.parametrize(
    "path",
    [
        "/fr/", "/fr/article/a1dam", f"/fr/recit/{SLUG}-{ID}", "/fr/sources",
        "/fr/source/marwalyoum.example", "/fr/rubrique/environnement", "/fr/pays/xb",
        "/fr/a-propos", "/fr/recherche?q=talmeira", "/fr/langue/pt", "/fr/mentions-legales",
    ],
)  # fmt: skip
def test_every_page_names_itself_in_every_edition(reader: Reader, path: str) -> None:
    def named(page: str) -> dict[str, str]:
        links = LexborHTMLParser(page).css("link[rel=alternate][hreflang]")
        return {
            node.attributes["hreflang"] or "": node.attributes["href"] or ""
            for node in links
        }

    here = named(reader.open(path))
    assert [*here] == [*LANGUAGES, "x-default"]
    assert here["x-default"] == here["fr"]
    for language in LANGUAGES:
        # Each names the same set, itself among them: search engines ask for that.
        there = reader.open(here[language].removeprefix(ADDRESS))
        assert named(there) == here
        html = LexborHTMLParser(there).css_first("html")
        assert html is not None
        assert html.attributes["lang"] == language
        assert html.attributes["dir"] == ("rtl" if language == "ar" else "ltr")


def test_one_edition_does_not_push_out_what_is_kept_of_another() -> None:
    """At 23:30 in Paris it is the next day in Tokyo: both pages are kept."""
    asked: list[str] = []

    class Counting(MemoryReads):
        def sources(self) -> Any:
            asked.append("sources")
            return super().sources()

    now = datetime(2026, 3, 12, 22, 30, tzinfo=UTC)
    reads = Counting(press.press())
    reader = Reader(app=create_app(SETTINGS, reads, clock=lambda: now))
    first = reader.open("/fr/sources"), reader.open("/en/sources")
    made = len(asked)
    assert (reader.open("/fr/sources"), reader.open("/en/sources")) == first
    assert len(asked) == made
    assert texts(first[0], ".day time") == ["Jeudi 12\u00a0mars 2026"]
    assert texts(first[1], ".day time") == ["Friday 13\u00a0March 2026"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"timezone": "Mars/Olympus"}, "editions.en.timezone"),
        ({"half_life_h": 0.0}, "editions.en.half_life_h"),
        ({"sections": ("sport", "gossip")}, "editions.en.sections"),
    ],
)
def test_what_cannot_be_is_named_with_its_edition(
    own: Mapping[str, Any], said: str
) -> None:
    settings = Settings(editions={"en": own})
    with pytest.raises(ConfigError, match=said):
        create_app(settings, MemoryReads(), clock=lambda: press.NOW)
