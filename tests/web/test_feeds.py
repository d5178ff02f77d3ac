"""The feeds of every view in every form, as feed readers take them."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import warnings
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.edition import FORMS
from nouvelles.records import Tombstone
from nouvelles.testing import MemoryReads
from tests.feed_checks import check_feed
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

NEWSBOAT = shutil.which("newsboat")

#: The feeds of every view but for their ends, and how many entries each has.
VIEWS = {
    "/fr/flux": len(press.press()),
    "/en/feed": len(press.press()),
    "/fr/source/radioouvra.example/flux": 1,
    "/fr/source/silencieux.example/flux": 0,
    "/en/search/feed?q=talmeira": 3,
    "/fr/recherche/flux?q=zzz": 0,
    "/fr/recherche/flux": 0,
    f"/fr/recit/{SLUG}-{ID}/flux": 5,
    f"/en/story/{ID}/feed": 5,
    "/fr/rubrique/environnement/flux": 1,
    "/en/section/sport/feed": 0,
    "/fr/pays/xb/flux": 1,
}


@pytest.fixture
def reads() -> MemoryReads:
    return press.reads(stories=[the_story()])


def feed_path(view: str, end: str) -> str:
    path, _, query = view.partition("?")
    return f"{path}.{end}" + (f"?{query}" if query else "")


def parsed(reader: Reader, path: str) -> feedparser.FeedParserDict:
    answer = reader.get(path)
    assert answer.status_code == 200
    with warnings.catch_warnings():
        # feedparser's own deprecations are not ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


@pytest.mark.parametrize("end", FORMS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_feed_of_every_view_is_valid(reader: Reader, view: str, end: str) -> None:
    path = feed_path(view, end)
    answer = reader.get(path)
    assert answer.status_code == 200
    kind = f"{FORMS[end].media_type}; charset=utf-8"
    assert answer.headers["content-type"] == kind
    assert check_feed(answer.content, end) == VIEWS[view]
    if end != "json":
        assert len(parsed(reader, path).entries) == VIEWS[view]


@pytest.mark.parametrize("end", FORMS)
def test_a_feed_is_sent_again_only_when_it_changed(
    reader: Reader, reads: MemoryReads, end: str
) -> None:
    for view in VIEWS:
        path = feed_path(view, end)
        etag = reader.get(path).headers["etag"]
        again = reader.get(path, if_none_match=etag)
        assert (again.status_code, again.content) == (304, b"")
    reads.add(
        press.shown("z9", press.RADIO, "Nova", press.paragraphs("Texto."), press.NOW)
    )
    path = f"/fr/flux.{end}"
    assert reader.get(path, if_none_match=etag).status_code == 200
    assert "Nova" in reader.open(path)


@pytest.mark.parametrize("path", ["/fr/flux.atom", "/en/feed.rss"])
def test_the_front_pages_feed(reader: Reader, path: str) -> None:
    found = parsed(reader, path)
    own = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == [ADDRESS + path]
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.link.startswith(f"{ADDRESS}{path[:4]}article/")
        assert len(entry.tags) == 1
        assert entry.summary.startswith(("[Presse inventée", "[Invented press"))


def texts_of(reader: Reader, end: str, word: str) -> str:
    """What a feed holds of one article, in whatever form."""
    document = reader.get(f"/fr/flux.{end}").content
    if end == "json":
        items = json.loads(document)["items"]
        return next(
            json.dumps(i, ensure_ascii=False) for i in items if word in i["url"]
        )
    name = "item" if end == "rss" else "{http://www.w3.org/2005/Atom}entry"
    nodes = [ET.tostring(n, "unicode") for n in ET.fromstring(document).iter(name)]
    return next(node for node in nodes if word in node)


@pytest.mark.parametrize("end", FORMS)
def test_a_licensed_entry_is_whole(reader: Reader, end: str) -> None:
    whole = texts_of(reader, end, "a1dam")
    assert "Um tratado de quarenta anos" in whole
    assert "Talmeira&lt;/li&gt;" in whole or "Talmeira</li>" in whole
    assert "Rádio Ouvra, licence CC BY 4.0" in whole
    assert "https://creativecommons.org/licenses/by/4.0/" in whole
    assert "Otília Brandonço" in whole
    assert press.press()[0].listed.url in whole
    assert "2026-03-12T13:41:00Z" in whole or end == "rss"


@pytest.mark.parametrize("end", FORMS)
def test_an_unlicensed_entry_is_an_extract(reader: Reader, end: str) -> None:
    short = texts_of(reader, end, "a2ar")
    assert "encoded" not in short
    assert "content_html" not in short
    assert "<content" not in short
    assert "سرّ" not in short
    assert "tous droits réservés" in short


@pytest.mark.parametrize("end", FORMS)
def test_hidden_people_are_in_no_feed(
    reader: Reader, reads: MemoryReads, end: str
) -> None:
    headline = press.press()[0].listed.headline
    paths = [feed_path(view.replace("=talmeira", "=Quentalha"), end) for view in VIEWS]
    named = [path for path in paths if headline in reader.get(path).text]
    # The front pages, the source, the search, the story in both editions, the section.
    assert len(named) >= 6
    reads.hide("Belmira Quentalha")
    for path in paths:
        assert headline not in reader.get(path).text, path


@pytest.mark.parametrize("end", FORMS)
def test_withdrawn_articles_are_in_no_feed(
    reader: Reader, reads: MemoryReads, end: str
) -> None:
    one = press.press()[0]
    reads.add(replace(one, listed=replace(one.listed, withdrawn=press.NOW)))
    for path in ("/fr/flux", "/fr/source/radioouvra.example/flux"):
        assert "a1dam" not in reader.get(f"{path}.{end}").text


@pytest.mark.parametrize("end", ["atom", "rss"])
def test_texts_inside_the_content_are_escaped(open_paper: OpenPaper, end: str) -> None:
    one = press.shown(
        "x1", press.RADIO, "T", press.paragraphs("<script>1</script> & «x»"), press.NOW
    )
    feed = open_paper(MemoryReads([one])).open(f"/fr/flux.{end}")
    assert "&lt;p&gt;&amp;lt;script&amp;gt;1" in feed


def test_the_feed_of_a_source(reader: Reader) -> None:
    found = parsed(reader, "/fr/source/radioouvra.example/flux.rss")
    assert [one.title for one in found.entries] == [press.press()[0].listed.headline]
    assert found.feed.title == "Rádio Ouvra | Nouvelles du Monde"
    for end in FORMS:
        missing = reader.get(f"/fr/source/none.example/flux.{end}")
        assert missing.status_code == 404


def test_the_feed_of_a_story_holds_its_tellings(
    reader: Reader, reads: MemoryReads
) -> None:
    path = f"/fr/recit/any-words-{ID}/flux.rss"
    found = parsed(reader, path)
    assert found.feed.link == f"{ADDRESS}/fr/recit/{SLUG}-{ID}"
    dates = [entry.published_parsed for entry in found.entries]
    assert dates == sorted(dates, reverse=True)
    reads.end_story(ID, Tombstone(status=410, reason="", at=press.NOW))
    assert reader.get(path).status_code == 404
    # What was merged leads to where it went.
    merged = replace(the_story(), id="other000", former=(ID,))
    reads.add_story(merged)
    assert len(parsed(reader, path).entries) == 5
    reads.add_story(replace(merged, hidden=True))
    assert reader.get(path).status_code == 404


def test_unknown_lists_have_no_feed(reader: Reader) -> None:
    for path in ("/fr/rubrique/none", "/fr/pays/zz", "/fr/recit/none", "/fr/pays/XB"):
        for end in FORMS:
            assert reader.get(f"{path}/flux.{end}").status_code == 404


def test_the_feed_of_a_search(reader: Reader) -> None:
    path = "/fr/recherche/flux.atom?q=%C3%A9coles+%26+digues"
    found = parsed(reader, path)
    assert [one.title for one in found.entries] == [
        "À Dar Sohra, l’alerte est arrivée après l’eau"
    ]
    assert found.feed.title == "Recherche\u00a0: écoles & digues | Nouvelles du Monde"
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == ADDRESS + path
    assert links["alternate"] == f"{ADDRESS}/fr/recherche?q=%C3%A9coles+%26+digues"


def test_searches_do_not_get_each_others_feeds(reader: Reader) -> None:
    one = parsed(reader, "/fr/recherche/flux.rss?q=digues").entries
    other = parsed(reader, "/fr/recherche/flux.rss?q=talmeira").entries
    assert {entry.id for entry in one} != {entry.id for entry in other}


def test_ids_depend_neither_on_edition_nor_form(reader: Reader) -> None:
    french = {one.id for one in parsed(reader, "/fr/flux.atom").entries}
    english = {one.id for one in parsed(reader, "/en/feed.rss").entries}
    as_json = {one["id"] for one in reader.get("/fr/flux.json").json()["items"]}
    assert french == english == as_json


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("/fr/", ["/fr/flux"]),
        ("/en/about", ["/en/feed"]),
        ("/fr/source/radioouvra.example",
         ["/fr/source/radioouvra.example/flux", "/fr/flux"]),
        ("/en/search?q=talmeira", ["/en/search/feed?q=talmeira", "/en/feed"]),
        ("/en/search", ["/en/feed"]),
        (f"/fr/recit/{SLUG}-{ID}", [f"/fr/recit/{SLUG}-{ID}/flux", "/fr/flux"]),
        ("/en/section/sport", ["/en/section/sport/feed", "/en/feed"]),
        ("/fr/pays/xb", ["/fr/pays/xb/flux", "/fr/flux"]),
    ],
)  # fmt: skip
def test_pages_name_their_feeds(reader: Reader, page: str, feeds: list[str]) -> None:
    found = LexborHTMLParser(reader.open(page))
    named = [
        (node.attributes["href"], node.attributes["type"])
        for node in found.css("link[rel=alternate][type]")
    ]
    assert named == [
        (feed_path(feed, end), form.media_type)
        for feed in feeds
        for end, form in FORMS.items()
    ]


@pytest.mark.skipif(NEWSBOAT is None, reason="there is no newsboat")
@pytest.mark.parametrize("end", ["atom", "rss"])
def test_newsboat_subscribes(reader: Reader, tmp_path: Path, end: str) -> None:
    """A reader of feeds that many use takes ours and finds all articles."""
    feed, urls = tmp_path / "feed.xml", tmp_path / "urls"
    feed.write_bytes(reader.get(f"/fr/flux.{end}").content)
    urls.write_text(feed.as_uri() + "\n", encoding="utf-8")
    config, cache = tmp_path / "config", tmp_path / "cache.db"
    config.write_text("error-log " + str(tmp_path / "errors") + "\n", encoding="utf-8")
    command = [NEWSBOAT or "", "-u", str(urls), "-c", str(cache), "-C", str(config)]
    subprocess.run(
        [*command, "-x", "reload"],
        check=True,
        capture_output=True,
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        timeout=60,
    )
    with sqlite3.connect(cache) as connection:
        rows = connection.execute(
            "SELECT title, url, author, content FROM rss_item"
        ).fetchall()
        (title,) = connection.execute("SELECT title FROM rss_feed").fetchone()
    connection.close()
    assert title == "Nouvelles du Monde"
    assert len(rows) == len(press.press())
    (whole,) = [row for row in rows if "a1dam" in row[1]]
    assert whole[0] == press.press()[0].listed.headline
    assert "Otília Brandonço" in whole[2]
    assert re.search("Um tratado de quarenta anos", whole[3])
