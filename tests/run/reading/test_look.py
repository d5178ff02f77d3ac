"""What an answer says: entries that can be true, the newest, troubles in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Entry
from nouvelles.run.reading.found import Found, newest_of
from nouvelles.run.reading.look import read_answer
from nouvelles.store.kinds import Kind

NOW = 1_773_313_200.0  # 12 March 2026, 11:00 UTC
SITE = "https://outlet.example"


def rss(*items: str, head: str = "") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f"<rss version='2.0'><channel><title>The Outlet</title>{head}{inside}"
        "</channel></rss>"
    ).encode()


def item(path: str, date: str = "", title: str = "News") -> str:
    stated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<title>{title} {path}</title><link>{SITE}{path}</link>{stated}"


def look(body: bytes, kind: Kind = Kind.FEED, *, most: int = 100, **more: str) -> Found:
    return read_answer(
        kind, body, address=f"{SITE}/feed", now=NOW, most=most, **more
    )  # fmt: skip


def words(found: Found) -> dict[Word, str]:
    return dict(found.troubles)


def test_a_feed() -> None:
    head = "<ttl>90</ttl><link>https://outlet.example/</link>"
    found = look(rss(item("/a"), item("/b"), head=head))
    assert [entry.url for entry in found.entries] == [f"{SITE}/a", f"{SITE}/b"]
    assert (found.title, found.every_s, found.troubles) == ("The Outlet", 5_400, ())
    assert len(found.digest) == 32


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 05 Aug 1991 23:59:59 GMT", None),
        ("Tue, 06 Aug 1991 00:00:00 GMT", 1991),
        ("Sat, 14 Mar 2026 10:59:00 GMT", 2026),  # two days ahead: a zone, a clock
        ("Sat, 14 Mar 2026 11:01:00 GMT", None),
        ("Thu, 01 Jan 2099 00:00:00 GMT", None),
    ],
)
def test_dates_that_can_be_true(date: str, kept: int | None) -> None:
    found = look(rss(item("/a", date)))
    (entry,) = found.entries
    assert (entry.published.year if entry.published else None) == kept
    assert (Word.ODD_DATES in words(found)) == (kept is None)


def test_odd_dates_are_one_trouble_that_names_an_address() -> None:
    dates = ["Thu, 01 Jan 1970 00:00:00 GMT"] * 3
    found = look(rss(*(item(f"/{n}", date) for n, date in enumerate(dates))))
    assert len(found.troubles) == 1
    assert f"{SITE}/0" in words(found)[Word.ODD_DATES]


def test_the_newest_of_too_many() -> None:
    days = [f"{day:02d} Feb 2026 08:00:00 GMT" for day in range(1, 29)]
    found = look(rss(*(item(f"/{n}", day) for n, day in enumerate(days))), most=3)
    assert [entry.url for entry in found.entries] == [
        f"{SITE}/{n}" for n in (27, 26, 25)
    ]
    assert words(found) == {Word.TOO_MANY_ENTRIES: "28 entries, 3 taken"}


def test_entries_without_a_date_come_first() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    dated = [
        Entry(feed="f", guid=name, url=name, title=name, published=stated)
        for name, stated in (
            ("old", at.replace(year=2020)),
            ("none", None),
            ("new", at),
        )
    ]
    assert [entry.guid for entry in newest_of(dated, 2)] == ["none", "new"]
    assert newest_of(dated, 0) == []


def test_entries_that_lead_nowhere_are_left_out() -> None:
    found = look(rss("<title>Nowhere</title>", item("/a")))
    assert [entry.url for entry in found.entries] == [f"{SITE}/a"]
    assert set(words(found)) == {Word.NO_LINK}


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", Word.EMPTY),
        (b"<!doctype html><title>Not a feed</title>", Word.HTML_NOT_FEED),
        (b"<opml/>", Word.NO_FEED),
        (b"just words", Word.NO_FEED),
    ],
)
def test_what_is_no_feed(body: bytes, word: Word) -> None:
    with pytest.raises(NotRead) as error:
        look(body)
    assert error.value.word is word


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    found = look(rss(item("/a"), item("/b"))[:-60])
    assert [entry.url for entry in found.entries][:1] == [f"{SITE}/a"]
    assert Word.MALFORMED in words(found)


def test_an_encoding_in_which_the_text_makes_no_sense() -> None:
    body = rss(item("/a", title="Été à Besançon")).replace(
        b"<rss", b"<?xml version='1.0' encoding='us-ascii'?><rss"
    )
    found = look(body)
    assert found.entries[0].title.startswith("Été à Besançon")
    assert Word.WRONG_CHARSET in words(found)


def sitemap(*places: str, root: str = "urlset") -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    inside = "".join(places)
    return f"<{root} xmlns='{space}' xmlns:n='{news}'>{inside}</{root}>".encode()


def test_a_sitemap_whose_pages_have_dates_leaves_out_those_without() -> None:
    found = look(
        sitemap(
            f"<url><loc>{SITE}/imprint</loc></url>",
            f"<url><loc>{SITE}/a</loc><lastmod>2026-03-11</lastmod></url>",
        ),
        Kind.SITEMAP,
    )
    assert [(entry.url, entry.title) for entry in found.entries] == [(f"{SITE}/a", "")]


def test_a_sitemap_without_any_date_is_taken_whole() -> None:
    found = look(
        sitemap(*(f"<url><loc>{SITE}/{n}</loc></url>" for n in range(3))), Kind.SITEMAP
    )
    assert len(found.entries) == 3


def test_an_index_names_the_parts_worth_a_look() -> None:
    parts = [f"{SITE}/sitemap-{year}.xml" for year in range(2000, 2026)]
    parts += [f"{SITE}/news-sitemap.xml", f"{SITE}/image-sitemap.xml"]
    body = sitemap(
        *(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts),
        root="sitemapindex",
    )
    found = look(body, Kind.SITEMAP)
    assert found.parts[0] == f"{SITE}/news-sitemap.xml"
    assert f"{SITE}/sitemap-2025.xml" in found.parts
    assert len(found.parts) == 4
    assert found.entries == ()


def test_a_sitemap_on_another_host_speaks_of_the_outlets_own() -> None:
    body = sitemap(f"<url><loc>{SITE}/a</loc><lastmod>2026-03-11</lastmod></url>")
    elsewhere = "https://maps.example.net/1.xml"
    common = {"address": elsewhere, "now": NOW, "most": 9}
    own = read_answer(Kind.SITEMAP, body, site=f"{SITE}/", **common)  # type: ignore[arg-type]
    assert [entry.url for entry in own.entries] == [f"{SITE}/a"]
    assert read_answer(Kind.SITEMAP, body, **common).entries == ()  # type: ignore[arg-type]


def test_a_feed_is_no_sitemap() -> None:
    with pytest.raises(NotRead) as error:
        look(rss(item("/a")), Kind.SITEMAP)
    assert error.value.word is Word.NO_FEED


PAGE = b"""<html><body><nav><a href='/imprint'>Imprint</a></nav><main>
<h2><a href='/2026/03/12/a'>The council met on Thursday evening</a></h2>
<h2><a href='/2026/03/12/b'>The bridge is closed to cars until spring</a></h2>
<p class='more'><a href='/about-us'>Who we are, and why we write at all</a></p>
</main></body></html>"""


def test_a_section_page_by_looks_and_by_rule() -> None:
    by_looks = look(PAGE, Kind.SECTION)
    assert [entry.url for entry in by_looks.entries] == [
        f"{SITE}/2026/03/12/a",
        f"{SITE}/2026/03/12/b",
    ]
    by_rule = look(PAGE, Kind.SECTION, rule=".more a")
    assert [entry.url for entry in by_rule.entries] == [f"{SITE}/about-us"]


def test_a_section_page_without_articles() -> None:
    with pytest.raises(NotRead) as error:
        look(PAGE, Kind.SECTION, rule=".none a")
    assert error.value.word is Word.NO_LINKS_FOUND
