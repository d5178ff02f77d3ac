"""The feeds, as a feed reader takes them."""

from __future__ import annotations

import warnings

import feedparser
import pytest

from nouvelles.testing import MemoryReads
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import ADDRESS, Reader


def parsed(reader: Reader, path: str) -> feedparser.FeedParserDict:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    with warnings.catch_warnings():
        # feedparser's own deprecations are not ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


@pytest.mark.parametrize("path", ["/fr/flux.atom", "/en/feed.atom"])
def test_the_front_pages_feed(reader: Reader, path: str) -> None:
    found = parsed(reader, path)
    assert len(found.entries) == len(press.press())
    assert found.feed.links[0].href == ADDRESS + path
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.link.startswith(f"{ADDRESS}{path[:4]}article/")
        assert [tag.term for tag in entry.tags] == ["invented"]
        assert entry.summary.startswith(("[Presse inventée", "[Invented press"))


def entry(reader: Reader, word: str) -> feedparser.FeedParserDict:
    found = parsed(reader, "/fr/flux.atom")
    return next(one for one in found.entries if word in one.link)


def test_a_licensed_entry_is_whole(reader: Reader) -> None:
    whole = entry(reader, "a1dam")
    assert "<h2>Um tratado de quarenta anos</h2>" in whole.content[0].value
    assert "<li>Talmeira</li>" in whole.content[0].value
    assert whole.rights == "Rádio Ouvra, licence CC BY 4.0"
    assert whole.author == "Otília Brandonço"
    via = [link.href for link in whole.links if link.rel == "via"]
    assert via == [press.press()[0].listed.url]
    assert whole.updated == "2026-03-12T13:41:00Z"


def test_an_unlicensed_entry_is_an_extract(reader: Reader) -> None:
    short = entry(reader, "a2ar")
    assert "content" not in short
    assert "سرّ" not in short.summary
    assert short.rights.endswith("tous droits réservés")


def test_texts_inside_the_content_are_escaped(open_paper: OpenPaper) -> None:
    one = press.shown(
        "x1", press.RADIO, "T", press.paragraphs("<script>1</script> & «x»"), press.NOW
    )
    feed = open_paper(MemoryReads([one])).open("/fr/flux.atom")
    assert "&lt;p&gt;&amp;lt;script&amp;gt;1" in feed


def test_the_feed_of_a_source(reader: Reader) -> None:
    found = parsed(reader, "/fr/source/radioouvra.example/flux.atom")
    assert [one.title for one in found.entries] == [press.press()[0].listed.headline]
    assert found.feed.title == "Rádio Ouvra | Nouvelles du Monde"
    assert parsed(reader, "/fr/source/silencieux.example/flux.atom").entries == []
    assert reader.get("/fr/source/none.example/flux.atom").status_code == 404


def test_ids_do_not_depend_on_the_edition(reader: Reader) -> None:
    french = {one.id for one in parsed(reader, "/fr/flux.atom").entries}
    english = {one.id for one in parsed(reader, "/en/feed.atom").entries}
    assert french == english
