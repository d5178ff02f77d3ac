"""Sitemaps: of pages, of news, of sitemaps; packed, broken, hostile."""

from __future__ import annotations

import contextlib
import gzip
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.finding.sitemap_order import is_news_name, news_first
from nouvelles.ingest.finding.sitemap_record import Child, Place, Sitemap, entries_of
from nouvelles.ingest.finding.sitemaps import MAX_SITEMAP_BYTES, parse_sitemap
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.xml_events import MOST_DEPTH
from nouvelles.records import Entry

ADDRESS = "https://www.outlet.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="x.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
  xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://www.outlet.example/a?x=1&amp;y=2</loc>
  <lastmod>2026-11-23T11:00:00+01:00</lastmod>
  <image:image><image:loc>https://img.example/a.jpg</image:loc>
    <image:title>Not this title</image:title></image:image>
  <xhtml:link rel="alternate" hreflang="de" href="https://www.outlet.example/de/a"/>
  <n:news><n:publication><n:name>The  Outlet</n:name><n:language>fr</n:language>
    </n:publication><n:publication_date>2026-11-23</n:publication_date>
    <n:title>Le maire d&#233;missionne &amp;amp; s’en va</n:title>
    <n:keywords>mairie, Lyon,, mairie</n:keywords></n:news></url>
</urlset>"""


def parse(text: str | bytes, address: str = ADDRESS, site: str = "") -> Sitemap:
    data = text.encode() if isinstance(text, str) else text
    return parse_sitemap(data, address=address, site=site)


def urlset(*urls: str, extra: str = "") -> str:
    inner = "".join(f"<url><loc>{url}</loc>{extra}</url>" for url in urls)
    return f"<urlset>{inner}</urlset>"


def urls(sitemap: Sitemap) -> list[str]:
    return [place.url for place in sitemap.places]


def codes(sitemap: Sitemap) -> list[str]:
    return [doubt.code for doubt in sitemap.doubts]


def refusal(data: bytes) -> Word:
    with pytest.raises(NotRead) as caught:
        parse(data)
    return caught.value.word


# ---- what they say -----------------------------------------------------------------


def test_news() -> None:
    place = Place(
        url="https://www.outlet.example/a?x=1&y=2",
        modified=datetime(2026, 11, 23, 11, tzinfo=timezone(timedelta(hours=1))),
        title="Le maire démissionne & s’en va",
        published=datetime(2026, 11, 23, tzinfo=UTC),
        language="fr",
        publication="The Outlet",
        keywords=("mairie", "Lyon"),
        alternates=(("de", "https://www.outlet.example/de/a"),),
    )
    sitemap = parse(NEWS)
    assert sitemap == Sitemap(address=ADDRESS, kind="urls", places=(place,))
    assert entries_of(sitemap) == (
        Entry(
            feed=ADDRESS,
            guid=place.url,
            url=place.url,
            title=place.title,
            published=place.published,
            updated=place.modified,
            language="fr",
        ),
    )


def test_plain_pages_are_entries_where_they_have_a_date() -> None:
    sitemap = parse(
        "<urlset><url><loc>/a</loc><lastmod>2026-11</lastmod></url>"
        "<url><loc>/b</loc></url></urlset>"
    )
    assert urls(sitemap) == [
        "https://www.outlet.example/a",
        "https://www.outlet.example/b",
    ]
    (entry,) = entries_of(sitemap)
    assert (entry.title, entry.published) == ("", None)
    assert entry.updated == datetime(2026, 11, 1, tzinfo=UTC)


def test_an_index() -> None:
    sitemap = parse(
        "<sitemapindex><sitemap><loc>https://outlet.example/1.xml.gz</loc>"
        "<lastmod>2026-11-22T00:00:00Z</lastmod></sitemap>"
        "<sitemap><loc>https://other.example/2.xml</loc></sitemap></sitemapindex>"
    )
    assert sitemap.kind == "index"
    assert sitemap.foreign == 1
    assert sitemap.children == (
        Child(
            url="https://outlet.example/1.xml.gz",
            modified=datetime(2026, 11, 22, tzinfo=UTC),
        ),
    )
    assert entries_of(sitemap) == ()


def test_text() -> None:
    sitemap = parse("\ufeffhttps://outlet.example/a\r\nhttps://outlet.example/b\n")
    assert sitemap.kind == "text"
    assert urls(sitemap) == ["https://outlet.example/a", "https://outlet.example/b"]


@pytest.mark.parametrize("times", [1, 2])
def test_gzip(times: int) -> None:
    data = NEWS.encode()
    for _ in range(times):
        data = gzip.compress(data)
    assert len(parse(data).places) == 1


def test_gzip_that_ends_early() -> None:
    data = gzip.compress(urlset(*(f"/{i * i:x}" for i in range(3000))).encode())
    sitemap = parse(data[:-2000])
    assert 100 < len(sitemap.places) < 3000
    assert codes(sitemap)[0] == "malformed"


def test_addresses_of_the_same_registered_domain_are_kept() -> None:
    sitemap = parse(
        urlset("https://news.outlet.example/a", "https://outlet.example.evil/b")
    )
    assert urls(sitemap) == ["https://news.outlet.example/a"]
    assert sitemap.foreign == 1


def test_a_sitemap_on_another_host_that_robots_named() -> None:
    sitemap = parse(
        urlset("https://outlet.example/a", "https://third.example/b"),
        address="https://cdn.host.example/s.xml",
        site="https://www.outlet.example/",
    )
    assert urls(sitemap) == ["https://outlet.example/a"]
    assert sitemap.foreign == 1


def test_twice_is_once() -> None:
    assert len(parse(urlset("/a", "/a#x", "/a?utm_source=s")).places) == 1


def test_no_more_than_the_limit() -> None:
    data = urlset(*(f"/{i}" for i in range(10))).encode()
    sitemap = parse_sitemap(data, address=ADDRESS, max_urls=4)
    assert len(sitemap.places) == 4
    assert codes(sitemap) == ["too-many-entries"]


def test_doubts_are_said_once() -> None:
    sitemap = parse(
        urlset("http://[", "mailto:x", "/a", "/b", extra="<lastmod>soon</lastmod>")
    )
    assert urls(sitemap) == [
        "https://www.outlet.example/a",
        "https://www.outlet.example/b",
    ]
    assert codes(sitemap) == ["no-link", "bad-date"]


# ---- broken ones -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<urlset><url><loc>/a?x=1&y=2</loc></url></urlset>", ["/a?x=1&y=2"]),
        (
            "<urlset><url><loc><![CDATA[/a?x=1&y=2]]></loc></url>"
            "<url><loc>/b&z</loc></url></urlset>",
            ["/a?x=1&y=2", "/b&z"],
        ),
        ("<urlset><url><loc>/a</loc></url><url><loc>/b</loc><last", ["/a", "/b"]),
        # An address that may be cut is none.
        ("<urlset><url><loc>/a</loc></url><url><loc>/b", ["/a"]),
        ("<b>Warning</b>: in x.php\n" + urlset("/a"), ["/a"]),
        ("\n <?xml version='1.0'?>" + urlset("/a"), ["/a"]),
        ("<urlset><url><loc>/a\x01\x00</loc></url></urlset>", ["/a"]),
        (
            "<urlset><url><loc>/a</loc> 1 < 2 </url><url><loc>/b</loc></url>",
            ["/a", "/b"],
        ),
        ("<urlset><url><loc>/a</lok></url><url><loc>/b</loc></url>", ["/a", "/b"]),
        ("<urlset><url><loc>/caf&eacute;</loc></url></urlset>", ["/caf%C3%A9"]),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(text: str, expected: list[str]) -> None:
    sitemap = parse(text)
    assert urls(sitemap) == [f"https://www.outlet.example{path}" for path in expected]
    assert codes(sitemap) == ["malformed"]


def test_prefixes_that_nobody_declared() -> None:
    text = "<s:urlset><s:url><s:loc>/a</s:loc></s:url></s:urlset>"
    assert urls(parse(text)) == ["https://www.outlet.example/a"]


def test_a_wrong_charset() -> None:
    text = NEWS.replace("Le maire d&#233;missionne", "Le maire démissionne à Orléans")
    sitemap = parse(text.encode("cp1252"))
    assert sitemap.places[0].title.startswith("Le maire démissionne à Orléans")
    assert "wrong-charset" in codes(sitemap)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    text = f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}' + (
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>' + urlset("/a&l11;=", "/b&x;=", "/c")
    )
    sitemap = parse(text)
    assert [url[-2:] for url in urls(sitemap)] == [";=", ";=", "/c"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", Word.EMPTY),
        (b" \n\xef\xbb\xbf", Word.EMPTY),
        (gzip.compress(b"", mtime=0), Word.EMPTY),
        (b"<rss><channel/></rss>", Word.NO_FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", Word.NO_FEED),
        (b"<!doctype html><html><body>404</body></html>", Word.HTML_NOT_FEED),
        (b"nothing at all", Word.NO_FEED),
        (b"http is a protocol", Word.NO_FEED),
        (b'{"urls": []}', Word.NO_FEED),
        (b"\x89PNG\r\n\x1a\n\0\0", Word.NO_FEED),
        (b"<urlset>" + b"<a>" * (MOST_DEPTH + 1), Word.TOO_DEEP),
        (gzip.compress(b" " * (MAX_SITEMAP_BYTES + 1), mtime=0), Word.BOMB),
    ],
)
def test_refusals(data: bytes, word: Word) -> None:
    assert refusal(data) is word


def test_the_address_must_be_one() -> None:
    with pytest.raises(InputError):
        parse(urlset("/a"), address="nowhere")


@settings(max_examples=300)
@given(st.binary(max_size=60), st.integers(0, 1500), st.integers(0, 300), st.booleans())
def test_mutilated_sitemaps(noise: bytes, at: int, cut: int, packed: bool) -> None:
    data = NEWS.encode()
    data = gzip.compress(data) if packed else data
    broken = data[:at] + noise + data[at + cut :]
    with contextlib.suppress(NotRead):
        assert len(parse(broken).places) <= 1


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 10_000_000,
        b"<urlset>" + b"<url/>" * 300_000,
        b"<urlset>" + b"<a><b>" * 99 + b"</b></a>" * 99,
        b"<urlset>" + b"<![CDATA[" * 1_000_000,
        b"<urlset>" + b"<!--" * 2_000_000,
        b"<urlset " + b" ".join(b"a%d='1'" % i for i in range(200_000)) + b"/>",
        b"<urlset>" + b"&" * 1_000_000,
        b"<!DOCTYPE x [" + b"<!ENTITY a 'x'>" * 500_000,
        b"https://x.example/ " * 300_000,
        b"\x81" * 5_000_000,
    ],
)
def test_hostile_sitemaps_are_read_in_bounded_time(data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(NotRead):
        parse(data)
    assert time.process_time() - start < 20


# ---- which of many -----------------------------------------------------------------


def children(*names: str, modified: str = "") -> list[Child]:
    date = datetime.fromisoformat(modified) if modified else None
    return [Child(url=f"https://o.example/{name}", modified=date) for name in names]


def order(some: list[Child], most: int = 4) -> list[str]:
    chosen = news_first(some, most=most)
    return [child.url.removeprefix("https://o.example/") for child in chosen]


def test_news_come_first() -> None:
    names = ("post-sitemap.xml", "sitemap_news.xml", "page-sitemap.xml")
    assert order(children(*names)) == ["sitemap_news.xml", "post-sitemap.xml"]


def test_then_the_newest() -> None:
    old = children("a.xml", modified="2026-01-01T00:00:00+00:00")
    new = children("b.xml", modified="2026-11-01T00:00:00+00:00")
    assert order([*old, *new, *children("c.xml")]) == ["b.xml", "a.xml", "c.xml"]


def test_a_date_in_the_name_bounds_todays_date_on_all() -> None:
    names = (
        *("sitemap-2019-03.xml", "sitemap-2026-10.xml.gz", "sitemap-2026-11.xml.gz"),
        *("sitemap.xml?yyyy=2026&mm=09", "sitemap-2025.xml"),
    )
    same = children(*names, modified="2026-11-23T00:00:00+00:00")
    assert order(same, 3) == [
        "sitemap-2026-11.xml.gz",
        "sitemap-2026-10.xml.gz",
        "sitemap.xml?yyyy=2026&mm=09",
    ]


def test_numbers_count_up() -> None:
    names = ("post-sitemap9.xml", "post-sitemap12.xml", "post-sitemap.xml")
    assert order(children(*names), 2) == ["post-sitemap12.xml", "post-sitemap9.xml"]


def test_lists_only_for_want_of_articles() -> None:
    lists = ("wp-sitemap-taxonomies-category-1.xml", "author-sitemap.xml", "tags.xml")
    wordpress = (*lists, "wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-page-1.xml")
    assert order(children(*wordpress))[0] == "wp-sitemap-posts-post-1.xml"
    assert len(order(children(*wordpress))) == 2
    assert set(order(children(*lists))) == set(lists)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news.xml", True),
        ("google-news-sitemap.xml", True),
        ("sitemap/latest", True),
        ("sitemap.xml?type=news", True),
        ("newsletter.xml", False),
        ("sitemap.xml", False),
    ],
)
def test_names_of_news(name: str, expected: bool) -> None:
    assert is_news_name(f"https://news.example/{name}") is expected


@given(
    st.lists(
        st.tuples(
            st.text(max_size=20), st.none() | st.datetimes(timezones=st.just(UTC))
        )
    )
)
def test_any_names_are_ordered(named: list[tuple[str, datetime | None]]) -> None:
    some = [Child(url=f"https://o.example/{n}", modified=date) for n, date in named]
    chosen = news_first(some, most=3)
    assert len(chosen) <= 3
    assert set(chosen) <= set(some)
