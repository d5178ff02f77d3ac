"""Feeds and sitemaps found from a site's address; what bytes are; previews."""

from __future__ import annotations

import contextlib
import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.feeds.record import Feed
from nouvelles.ingest.finding.discover import (
    Candidate,
    candidates,
    robots_sitemaps,
    usual_places,
)
from nouvelles.ingest.finding.kinds import Kind, what_is
from nouvelles.ingest.finding.link_header import header_links
from nouvelles.ingest.finding.preview import (
    Preview,
    preview_feed,
    preview_section,
    preview_sitemap,
)
from nouvelles.ingest.finding.sitemap_record import Child, Place, Sitemap
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.records import Entry, Headers

SITE = "https://www.outlet.example"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORDPRESS = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<link rel="alternate" type="application/rss+xml" title="Outlet &raquo; Commentaires"
  href="https://www.outlet.example/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Outlet &raquo; Flux"
  href="https://www.outlet.example/feed/">
<link rel="alternate" type="application/rss+xml" title="Catégorie Sport"
  href="/category/sport/feed/">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed">
<link rel="alternate" hreflang="en" href="/en/">
<link rel="alternate" type="text/html" media="print" href="/print/feed">
</head><body><footer><a href="/feed">RSS</a> <a href="/sitemap.xml">Plan</a>
<a href="/rss/culture.xml">Culture</a> <a href="https://other.example/rss.xml">x</a>
<a href="http://feeds.feedburner.com/outlet">Feed</a></footer></body></html>"""


def found(html: str, headers: Headers = (), path: str = "/") -> list[str]:
    page = f"<meta charset=utf-8>{html}".encode()
    announced = candidates(page, address=f"{SITE}{path}", headers=headers)
    return [one.url.removeprefix(SITE) for one in announced]


# ---- pages and headers -------------------------------------------------------------


def test_a_page_of_wordpress() -> None:
    all_ = candidates(WORDPRESS.encode(), address=f"{SITE}/")
    assert [(one.url.removeprefix(SITE), one.kind, one.how) for one in all_] == [
        ("/feed/", "feed", "link rel=alternate"),
        ("/feed", "feed", "anchor"),
        ("/rss/culture.xml", "feed", "anchor"),
        ("http://feeds.feedburner.com/outlet", "feed", "anchor"),
        ("/category/sport/feed/", "feed", "link rel=alternate"),
        ("/sitemap.xml", "sitemap", "anchor"),
        ("/comments/feed/", "feed", "link rel=alternate"),
    ]
    assert all_[0] == Candidate(
        url=f"{SITE}/feed/",
        kind="feed",
        title="Outlet » Flux",
        media_type="application/rss+xml",
        how="link rel=alternate",
    )


@pytest.mark.parametrize(
    "link",
    [
        '<link rel=alternate type=application/rss+xml href="/x">',
        '<LINK REL="ALTERNATE" TYPE="Application/Atom+XML; charset=utf-8" HREF="/x">',
        '<link href="/x" rel="alternate nofollow" type="application/rdf+xml"/>',
        '<link rel="alternate" type="application/feed+json" href="x">',
        '<link rel="feed" href="/x">',
        '<base href="https://www.outlet.example/"><link rel=feed href="feed:x">',
        '<a rel="alternate" type="application/rss+xml" href="//www.outlet.example/x">',
        '<body><p>late</p><link rel=alternate type=text/rss href="/x">',
    ],
)
def test_forms_of_links(link: str) -> None:
    assert found(link) == ["/x"]


def test_doubtful_types_need_an_address_that_says_so() -> None:
    html = """<link rel=alternate type=application/json href=/feed.json>
      <link rel=alternate type=application/json href=/api/page/1>
      <link rel=alternate type=text/xml href=/rss.xml>
      <link rel=alternate type=text/xml href=/print.xml>
      <link rel="search" type="application/opensearchdescription+xml" href="/rss.xml">"""
    assert found(html) == ["/feed.json", "/rss.xml"]


@pytest.mark.parametrize(
    ("address", "is_feed"),
    [
        ("/feed", True),
        ("/blog/feed/", True),
        ("/rss", True),
        ("/rss/sport", True),
        ("/news/index.rdf", True),
        ("/world.rss", True),
        ("/atom.xml", True),
        ("/feeds/news_en.xml", True),
        ("/?feed=rss2", True),
        ("/index.php?format=feed&type=rss", True),
        ("/home?format=RSS", True),
        ("feed://www.outlet.example/all", True),
        ("/feedback", False),
        ("/data.xml", False),
        ("/newsfeeds-explained.html", False),
        ("javascript:rss()", False),
    ],
)
def test_links_that_look_like_feeds(address: str, is_feed: bool) -> None:
    assert bool(found(f'<p><a href="{address}">x</a>')) is is_feed


def test_link_headers() -> None:
    value = (
        '<https://www.outlet.example/wp-json/>; rel="https://api.w.org/", </f?a,b>; '
        'title="a, \\"b\\"; c"; rel="x alternate"; type="application/rss+xml", </g>'
        '; rel=alternate; type=application/atom+xml; anchor="/else", <broken'
    )
    headers = (("link", value), ("link", '</s.xml>; rel="sitemap"'))
    (feed, sitemap) = candidates(b"<p>", address=SITE, headers=headers)
    assert feed.url == f"{SITE}/f?a,b"
    assert feed.title == 'a, "b"; c'
    assert feed.how == "Link header"
    assert sitemap.kind == "sitemap"


def test_feeds_of_comments_are_never_first() -> None:
    html = (
        '<link rel=alternate type=application/rss+xml title="{}" href="/2026/a/feed">'
    )
    for title in (
        *("Outlet » Kommentar-Feed", "x Commentaires", "Outlet » コメントのフィード"),
        *("Комментарии к записи", "التعليقات على: تعليقات", "Comments on: x"),
    ):
        assert found(html.format(title)) == []
        assert found(f'{html.format(title)}<a href="/rss">')[0] == "/rss"
    assert found(html.format("Commentary of the day")) == []


def test_a_page_that_lists_articles_is_a_candidate_itself() -> None:
    html = "".join(
        f"<li><a href=/2026/11/2{i}/x>A title of {i} words" for i in range(4)
    )
    (one,) = candidates(html.encode(), address=f"{SITE}/news")
    assert (one.url, one.kind, one.how) == (f"{SITE}/news", "section", "itself")


def test_an_empty_page() -> None:
    with pytest.raises(NotRead) as caught:
        candidates(b"", address=SITE)
    assert caught.value.word is Word.EMPTY


@settings(max_examples=150)
@given(st.binary(max_size=200), st.integers(0, 1500), st.integers(0, 300), st.text())
def test_mutilated_pages(noise: bytes, at: int, cut: int, header: str) -> None:
    page = WORDPRESS.encode()
    broken = page[:at] + noise + page[at + cut :]
    announced = candidates(broken, address=SITE, headers=(("link", header),))
    assert all(one.url.startswith("http") for one in announced)


@pytest.mark.parametrize(
    "page",
    [
        b"<" * 10_000_000,
        b"<link rel=alternate type=application/rss+xml href=/%d>" * 50_000,
        b"<a href=/feed>" * 50_000,
    ],
)
def test_hostile_pages_are_read_in_bounded_time(page: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(NotRead):
        candidates(page, address=SITE)
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "value",
    [
        "<" * 50_000,
        "<a>" + "; a" * 20_000,
        "<a>" + " " * 49_000 + "x",
        '<a>;a="' * 9_000,
    ],
)
def test_hostile_headers_are_read_in_bounded_time(value: str) -> None:
    start = time.process_time()
    assert list(header_links((("link", value),))) is not None
    assert time.process_time() - start < 5


# ---- robots.txt and the usual places -----------------------------------------------


def test_sitemaps_of_robots() -> None:
    robots = (
        b"\xef\xbb\xbfSitemap: https://www.outlet.example/sitemap.xml\r\n"
        b"User-agent: *\rDisallow: /sitemap:\n  SITEMAP :/news-sitemap.xml # new\n"
        b"sitemap: ftp://x\nsitemap:\nSitemap: https://cdn.example/s.xml\n"
        b"# Sitemap: https://www.outlet.example/old.xml\n"
        b"Sitemap: https://www.outlet.example/sitemap.xml\n"
    )
    named = robots_sitemaps(robots, address=f"{SITE}/robots.txt")
    assert [one.url for one in named] == [
        f"{SITE}/news-sitemap.xml",
        f"{SITE}/sitemap.xml",
        "https://cdn.example/s.xml",
    ]
    assert {(one.kind, one.how) for one in named} == {("sitemap", "robots.txt")}


@given(st.binary())
def test_any_robots(robots: bytes) -> None:
    robots_sitemaps(robots, address=f"{SITE}/robots.txt")


def test_usual_places() -> None:
    places = usual_places("HTTPS://www.Outlet.example")
    assert places[0] == Candidate(url=f"{SITE}/feed", kind="feed", how="usual place")
    assert [one.url for one in places if one.kind == "sitemap"] == [
        f"{SITE}/news-sitemap.xml",
        f"{SITE}/sitemap_index.xml",
        f"{SITE}/sitemap.xml",
    ]
    assert usual_places(f"{SITE}/blog/")[0].url == f"{SITE}/blog/feed"
    with pytest.raises(InputError):
        usual_places("outlet")


# ---- what bytes are ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<!-- <html> --><atom:feed xmlns:atom='x'>", "feed"),
        (b"<br /><b>Warning</b>: x in y.php<?xml?><rss>", "feed"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (b"<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>", "nothing"),
        ("\ufeff<rss>".encode("utf-16"), "feed"),
        ("<?xml version='1.0'?><rss>".encode("utf-16-be"), "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', "feed"),
        (json.dumps({"version": "x"}).encode(), "nothing"),
        (b"<urlset xmlns='x'>", "sitemap"),
        (gzip.compress(b"<urlset>", mtime=0), "sitemap"),
        (gzip.compress(gzip.compress(b"<rss>", mtime=0), mtime=0), "feed"),
        (gzip.compress(b"\0" * 9_000_000, mtime=0), "nothing"),
        (b"https://a.example/1\nhttps://a.example/2\nx", "sitemap"),
        (b"https://a.example/1", "sitemap"),
        (b"<sitemapindex>", "sitemap-index"),
        (b"<opml version='1.0'>", "opml"),
        (b"<!DOCTYPE html><title>x</title>", "page"),
        (b"<html><body><rss>", "page"),
        (b"<p>Only a paragraph", "page"),
        (b"<!-- never closed <rss>", "nothing"),
        (b"", "nothing"),
        (b" \n", "nothing"),
        (b"\x89PNG\r\n\x1a\n", "nothing"),
        (b"hello", "nothing"),
    ],
)
def test_what_it_is(data: bytes, kind: Kind) -> None:
    assert what_is(data, media_type="application/rss+xml") == kind


def test_the_media_type_is_heard_in_doubt_only() -> None:
    assert what_is(b"not found", media_type="text/html; charset=utf-8") == "page"
    assert what_is(b"<rss>", media_type="text/html") == "feed"


@given(st.binary())
def test_anything_is_something(data: bytes) -> None:
    what_is(data)


@pytest.mark.shared
def test_feeds_written_by_others_are_feeds(shared: Path) -> None:
    """Suites of broken feeds hold fragments; whole documents are told."""
    folder = shared / "bench" / "reading" / "feeds" / "feedparser-wellformed"
    paths = [path for path in folder.rglob("*.xml") if path.is_file()]
    kinds = [what_is(path.read_bytes()) for path in paths]
    assert kinds.count("feed") >= 0.99 * len(kinds)
    assert len(kinds) > 1_000


# ---- previews ----------------------------------------------------------------------


def entry(number: int, **fields: object) -> Entry:
    url = f"{SITE}/{number}"
    whole: dict[str, object] = {"title": f"Title {number}", **fields}
    return Entry(feed=f"{SITE}/feed", guid=url, url=url, **whole)  # type: ignore[arg-type]


def test_preview_of_a_feed() -> None:
    feed = Feed(
        address=f"{SITE}/feed",
        title="Outlet",
        home=SITE,
        licence="CC-BY-4.0",
        hub="https://hub.example/",
        entries=(
            entry(1, published=datetime(2099, 1, 1, tzinfo=UTC), language="fr"),
            entry(2, updated=datetime(2026, 11, 23, tzinfo=UTC), content="x" * 1_000),
            *(entry(number) for number in range(3, 9)),
        ),
    )
    assert preview_feed(feed, now=NOW) == Preview(
        address=f"{SITE}/feed",
        kind="feed",
        title="Outlet",
        language="fr",
        home=SITE,
        entries=8,
        newest=datetime(2026, 11, 23, tzinfo=UTC),
        headlines=("Title 1", "Title 2", "Title 3", "Title 4", "Title 5"),
        full_text_share=1 / 8,
        licence="CC-BY-4.0",
        hub="https://hub.example/",
    )
    assert preview_feed(Feed(address=SITE), now=NOW).full_text_share == 0


def test_preview_of_sitemaps() -> None:
    date = datetime(2026, 11, 20, tzinfo=UTC)
    place = Place(url=SITE, title="T", published=date, language="de", publication="P")
    pages = preview_sitemap(
        Sitemap(address=SITE, kind="urls", places=(place, Place(url=f"{SITE}/b"))),
        now=NOW,
    )
    assert (pages.kind, pages.title, pages.language) == ("sitemap", "P", "de")
    assert (pages.entries, pages.newest, pages.headlines) == (2, date, ("T",))
    child = Child(url=SITE, modified=date)
    index = preview_sitemap(
        Sitemap(address=SITE, kind="index", children=(child,)), now=NOW
    )
    assert (index.kind, index.entries, index.newest) == ("sitemap-index", 1, date)


def test_preview_of_a_section() -> None:
    shown = preview_section([entry(1, language="it")], address=SITE, now=NOW)
    assert (shown.kind, shown.language, shown.entries) == ("section", "it", 1)
