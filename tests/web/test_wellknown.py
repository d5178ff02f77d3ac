"""What machines look for at known places."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import ImprintSettings, PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web.paper import sitemaps
from nouvelles.web.paper.wellknown import security_contact
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def reads() -> MemoryReads:
    return press.reads(stories=[the_story()])


def locations(reader: Reader, path: str) -> list[str]:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    return [(node.text or "").removeprefix(ADDRESS) for node in root.iter(LOC)]


def test_the_sitemaps_hold_what_may_be_indexed(reader: Reader) -> None:
    found = locations(reader, "/sitemap.xml")
    assert found == [
        "/fr/sitemap-1.xml", "/fr/news.xml", "/en/sitemap-1.xml", "/en/news.xml",
    ]  # fmt: skip
    assert f"/fr/recit/{SLUG}-{ID}" in locations(reader, found[0])
    assert "/fr/rubrique/environnement" in locations(reader, found[0])
    for sitemap in found[::2]:
        paths = locations(reader, sitemap)
        assert len(paths) == len(set(paths)) > 10
        for path in paths:
            page = LexborHTMLParser(reader.open(path))
            assert "noindex" not in (page.html or ""), path
            canonical = page.css_first("link[rel=canonical]")
            assert canonical is not None
            assert canonical.attributes["href"] == ADDRESS + path
    for bad in ("0", "2", "x", "99999999999", "²"):
        assert reader.get(f"/fr/sitemap-{bad}.xml").status_code == 404


def test_large_sitemaps_are_cut(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = locations(reader, "/fr/sitemap-1.xml")
    monkeypatch.setattr(sitemaps, "ADDRESSES", 7)
    parts = [path for path in locations(reader, "/sitemap.xml") if "/fr/site" in path]
    assert len(parts) == -(-len(whole) // 7)
    # The first part is still kept from before.
    later = [path for part in parts[1:] for path in locations(reader, part)]
    assert later == whole[7:]


def test_an_empty_paper_has_sitemaps(open_paper: OpenPaper) -> None:
    reader = open_paper(MemoryReads())
    # Empty sitemaps are faults to search engines: those of news are not named.
    assert locations(reader, "/sitemap.xml") == [
        "/fr/sitemap-1.xml", "/en/sitemap-1.xml",
    ]  # fmt: skip
    assert locations(reader, "/fr/news.xml") == []
    assert "/fr/" in locations(reader, "/fr/sitemap-1.xml")


def test_news_are_the_stories_of_two_days(
    open_paper: OpenPaper, reads: MemoryReads
) -> None:
    path = f"/fr/recit/{SLUG}-{ID}"
    alone = replace(the_story(), id="alone000", told=the_story().told[:1])
    reads.add_story(alone)
    answer = open_paper(reads).get("/fr/news.xml")
    root = ET.fromstring(answer.content)
    assert [(node.text or "").removeprefix(ADDRESS) for node in root.iter(LOC)] == [
        path
    ]
    space = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert root.findtext(f".//{space}language") == "fr"
    title = LexborHTMLParser(open_paper(reads).open(path)).css_first("h1")
    assert title is not None
    assert root.findtext(f".//{space}title") == title.text()
    later = open_paper(reads, now=press.NOW + timedelta(days=2))
    assert locations(later, "/fr/news.xml") == []
    assert not any("news" in one for one in locations(later, "/sitemap.xml"))


def test_text_and_data_mining_is_reserved(reader: Reader) -> None:
    answer = reader.get("/.well-known/tdmrep.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == [{"location": "/", "tdm-reservation": 1}]


@pytest.mark.parametrize(("id", "is_free"), [("a1dam", True), ("a2ar", False)])
def test_free_articles_release_themselves(
    reader: Reader, id: str, is_free: bool
) -> None:
    page = LexborHTMLParser(reader.open(f"/fr/article/{id}"))
    said = [node.attributes["content"] for node in page.css("[name=tdm-reservation]")]
    assert said == (["0"] if is_free else [])
    canonical = page.css_first("link[rel=canonical]")
    assert canonical is not None
    # A full text leads search engines to its original.
    leads_out = not (canonical.attributes["href"] or "").startswith(ADDRESS)
    assert leads_out == is_free


def with_contact(contact: str, security: str = "") -> Settings:
    imprint = ImprintSettings(contact=contact, security=security)
    return Settings(paper=PaperSettings(address=ADDRESS), imprint=imprint)


def test_security_txt(open_paper: OpenPaper, reads: MemoryReads) -> None:
    settings = with_contact("redaction@nouvelles.example")
    answer = open_paper(reads, settings=settings).get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields == {
        "Contact": "mailto:redaction@nouvelles.example",
        "Expires": "2026-09-08T00:00:00Z",
        "Preferred-Languages": "fr, en",
        "Canonical": f"{ADDRESS}/.well-known/security.txt",
    }
    later = press.NOW + timedelta(days=400)
    again = open_paper(reads, settings=settings, now=later)
    expires = re.search(r"Expires: (\S+)", again.open("/.well-known/security.txt"))
    assert expires is not None
    left = datetime.fromisoformat(expires[1]) - later.astimezone(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


def test_without_a_contact_there_is_none(reader: Reader) -> None:
    assert reader.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "security", "said"),
    [
        ("a@b.example", "", "mailto:a@b.example"),
        ("a@b.example", "https://b.example/faults", "https://b.example/faults"),
        ("a@b.example", "sec@b.example", "mailto:sec@b.example"),
        ("Rue du Quai 1", "", ""),
        ("a@b.example\nContact: x", "", ""),
        ("https://b.example/x y", "", "https://b.example/x%20y"),
        ("http://b.example/", "", ""),
        ("", "", ""),
    ],
)
def test_contacts_are_addresses(contact: str, security: str, said: str) -> None:
    assert security_contact(with_contact(contact, security).imprint) == said
