"""Feeds field by field, on the fast way and through feedparser alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from nouvelles.ingest.feeds import parse as feeds
from nouvelles.ingest.feeds.dates import read_date
from nouvelles.ingest.feeds.fast_text import Unsure
from nouvelles.ingest.feeds.parse import parse_feed
from nouvelles.ingest.feeds.record import Feed, stated_period_s
from nouvelles.records import Enclosure, Entry

ADDRESS = "https://outlet.example/news/feed.xml"

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)

Parse = Callable[[str], Feed]


@pytest.fixture(params=["fast", "feedparser"])
def parse(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Parse:
    """Each way in turn; the fast one must not give up."""

    def never(*args: object, **kwargs: object) -> Feed:
        raise AssertionError("feedparser was asked")

    def unsure(*args: object, **kwargs: object) -> Feed:
        raise Unsure

    if request.param == "fast":
        monkeypatch.setattr(feeds, "parse_xml_feed", never)
    else:
        monkeypatch.setattr(feeds, "read_fast", unsure)
    return lambda text: parse_feed(text.encode(), address=ADDRESS)


def rss(item: str, channel: str = "") -> str:
    return (
        f'<rss version="2.0" {SPACES}><channel><title>T</title>{channel}'
        f"<item>{item}</item></channel></rss>"
    )


def atom(entry: str, feed: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{feed}'
        f"<entry>{entry}</entry></feed>"
    )


def one(feed: Feed) -> Entry:
    (entry,) = feed.entries
    return entry


# ---- full texts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "summary", "content"),
    [
        (
            rss(
                "<description>Short</description><content:encoded><![CDATA["
                "<p>All &amp; more</p><p>of it</p>]]></content:encoded>"
            ),
            "Short",
            "All & more of it",
        ),
        (
            rss("<description>&lt;b&gt;Bold&lt;/b&gt; R&amp;amp;D</description>"),
            *("Bold R&D", ""),
        ),
        (
            atom(
                '<content type="html">&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;</content>'
            ),
            *("", "a b"),
        ),
        (
            atom(
                '<summary>Short</summary><content type="xhtml"><div '
                'xmlns="http://www.w3.org/1999/xhtml"><p>Café</p><p>noir &lt; blanc</p>'
                "<script>x</script></div></content>"
            ),
            *("Short", "Café noir < blanc"),
        ),
        (atom("<content>1 &lt; 2</content>"), "", "1 < 2"),
        (
            rss(
                "<media:group><media:content url='https://v.example/1.mp4'/>"
                "<media:description>A film</media:description></media:group>"
            ),
            *("A film", ""),
        ),
        (rss("<itunes:summary>Said</itunes:summary>"), "Said", ""),
    ],
)
def test_summary_and_full_text(
    parse: Parse, document: str, summary: str, content: str
) -> None:
    entry = one(parse(document))
    assert (entry.summary, entry.content) == (summary, content)


def test_base64_is_unpacked(parse: Parse) -> None:
    text = atom('<content type="application/octet-stream">U2FsdXQ=</content>')
    assert one(parse(text)).content == "Salut"


def test_a_longer_second_description_is_the_full_text(parse: Parse) -> None:
    entry = one(
        parse(
            rss(
                "<description>Short</description>"
                "<itunes:summary>Much longer than that</itunes:summary>"
            )
        )
    )
    assert (entry.summary, entry.content) == ("Short", "Much longer than that")


def test_hostile_markup_leaves_text(parse: Parse) -> None:
    entry = one(
        parse(
            rss(
                "<title><![CDATA[A <b onclick='alert(1)'>b</b>]]></title>"
                "<content:encoded><![CDATA[<p>a<style>p{}</style>"
                "<iframe src='javascript:x'></iframe>b</p>]]></content:encoded>"
            )
        )
    )
    assert (entry.title, entry.content) == ("A b", "ab")


# ---- enclosures --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "enclosure"),
    [
        (
            rss("<enclosure url='/a.mp3?t=1' type='Audio/MPEG' length='12'/>"),
            Enclosure(
                url="https://outlet.example/a.mp3?t=1",
                media_type="audio/mpeg",
                length=12,
            ),
        ),
        (
            rss("<media:content url='https://p.example/a.jpg' fileSize='x'/>"),
            Enclosure(url="https://p.example/a.jpg"),
        ),
        (
            atom("<link rel='enclosure' href='b.ogg' type='audio/ogg' length='7'/>"),
            Enclosure(
                url="https://outlet.example/news/b.ogg",
                media_type="audio/ogg",
                length=7,
            ),
        ),
    ],
)
def test_enclosures(parse: Parse, document: str, enclosure: Enclosure) -> None:
    assert one(parse(document)).enclosures == (enclosure,)


def test_enclosures_are_told_once_and_must_be_addresses(parse: Parse) -> None:
    entry = one(
        parse(
            rss(
                "<enclosure url='https://p.example/a.jpg'/>"
                "<media:content url='https://p.example/a.jpg'/>"
                "<enclosure url='javascript:x'/><enclosure/>"
            )
        )
    )
    assert [each.url for each in entry.enclosures] == ["https://p.example/a.jpg"]


# ---- links, ids, xml:base ----------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "guid", "url"),
    [
        (
            "<guid>https://outlet.example/1</guid>",
            *("https://outlet.example/1", "https://outlet.example/1"),
        ),
        ("<guid isPermaLink='false'>1</guid>", "1", ""),
        ("<guid isPermalink='false'>7</guid><link/>", "7", ""),
        (
            "<guid>1</guid><link>a?x=1&amp;amp;y=2</link>",
            *("1", "https://outlet.example/news/a?x=1&y=2"),
        ),
        (
            "<link>https://OUTLET.example</link>",
            *("https://outlet.example/", "https://outlet.example/"),
        ),
    ],
)
def test_identity_in_rss(parse: Parse, item: str, guid: str, url: str) -> None:
    entry = one(parse(rss(item)))
    assert (entry.guid, entry.url) == (guid, url)


def test_ids_do_not_depend_on_where_the_feed_lives(parse: Parse) -> None:
    assert one(parse(rss("<guid>article-1</guid>"))).guid == "article-1"


def test_xml_base(parse: Parse) -> None:
    entry = one(
        parse(
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/b/">'
            '<title>T</title><entry xml:base="c/"><id>x:1</id><link href="d"/>'
            '<link rel="enclosure" href="e.mp3"/></entry></feed>'
        )
    )
    assert entry.url == "https://a.example/b/c/d"
    assert entry.enclosures[0].url == "https://a.example/b/c/e.mp3"


def test_links_of_other_media_lead_to_no_page(parse: Parse) -> None:
    entry = one(
        parse(
            atom(
                "<id>x:1</id><link href='https://a.example/1'/>"
                "<link rel='alternate' type='application/pdf' href='/1.pdf'/>"
                "<link rel='replies' href='/1#c'/>"
            )
        )
    )
    assert entry.url == "https://a.example/1"


# ---- what the feed says of itself --------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        rss(
            "",
            "<atom:link rel='hub' href='https://hub.example/'/>"
            "<atom:link rel='hub' href='https://hub2.example/'/>"
            "<atom:link rel='self' href='https://outlet.example/feed?x=1'/>"
            "<ttl>30</ttl>",
        ),
        atom(
            "",
            "<link rel='hub' href='https://hub.example/'/>"
            "<link rel='self' href='https://outlet.example/feed?x=1'/>",
        ),
    ],
)
def test_hub_and_self(parse: Parse, document: str) -> None:
    feed = parse(document)
    assert feed.hub == "https://hub.example/"
    assert feed.self_url == "https://outlet.example/feed?x=1"
    assert feed.every_s == (1800 if "<ttl>" in document else 0)


def test_the_period_of_syndication(parse: Parse) -> None:
    channel = (
        "<sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>4</sy:updateFrequency>"
    )
    assert parse(rss("", channel)).every_s == 21_600


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        (("60", "", ""), 3600),
        (("60", "daily", "1"), 3600),
        (("", "hourly", ""), 3600),
        (("", " Hourly ", "2"), 1800),
        (("0", "weekly", "0"), 604_800),
        (("soon", "never", "x"), 0),
        (("9" * 400, "", ""), 0),
        (("9" * 14, "", ""), 31_536_000),
        (("-5", "", ""), 0),
        (("٣", "", ""), 0),
    ],
)
def test_stated_period(stated: tuple[str, str, str], seconds: int) -> None:
    assert stated_period_s(*stated) == seconds


def test_json_feed_fields() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1",
        "title": "G",
        "feed_url": "https://outlet.example/feed.json",
        "hubs": [
            7,
            {"type": "rssCloud", "url": "https://cloud.example/"},
            {"type": "WebSub", "url": "https://hub.example/"},
        ],
        "items": [
            {
                "id": "1",
                "url": "https://outlet.example/1",
                "summary": "Short",
                "content_html": "<p>Long</p><p>text</p>",
                "content_text": "Long",
                "date_published": "2026-11-03",
                "attachments": [
                    {"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9},
                    {"url": "b.mp3", "size_in_bytes": -1},
                    {"url": 4},
                    "c.mp3",
                ],
            }
        ],
    }
    feed = parse_feed(json.dumps(document).encode(), address=ADDRESS)
    assert (feed.hub, feed.self_url) == (
        "https://hub.example/",
        "https://outlet.example/feed.json",
    )
    entry = one(feed)
    assert (entry.summary, entry.content) == ("Short", "Long text")
    assert entry.published == datetime(2026, 11, 3, tzinfo=UTC)
    assert entry.enclosures == (
        Enclosure(
            url="https://outlet.example/news/a.mp3", media_type="audio/mpeg", length=9
        ),
        Enclosure(url="https://outlet.example/news/b.mp3"),
    )


# ---- formats -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        "<rss version='0.91'><channel><title>T</title><item><title>A</title>"
        "<link>https://a.example/1</link></item></channel></rss>",
        "<rss><item><title>A</title><link>https://a.example/1</link></item></rss>",
        "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' "
        "'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'>"
        "<channel><title>T</title><item><title>A</title>"
        "<link>https://a.example/1</link></item></channel></rss>",
        "<!-- <!DOCTYPE a --><!doctype rss><rss><item><title>A</title>"
        "<link>https://a.example/1</link></item></rss>",
        "<!DOCTYPE rss><rss><item><title>A</title><link>https://a.example/1</link></item>"
        "</rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title>"
        "</channel><item><title>A</title><link>https://a.example/1</link></item>"
        "</rdf:RDF>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><channel><title>T</title></channel>"
        "<item rdf:about='https://a.example/1'><title>A</title>"
        "<link>https://a.example/1</link></item></rdf:RDF>",
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry>"
        "<title mode='escaped' type='text/html'>&lt;b&gt;A&lt;/b&gt;</title>"
        "<link rel='alternate' type='text/html' href='https://a.example/1'/>"
        "<issued>2026-11-03T08:05:09Z</issued></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title><a:entry>"
        "<a:title>A</a:title><a:link href='https://a.example/1'/></a:entry></a:feed>",
    ],
)
def test_formats(parse: Parse, document: str) -> None:
    feed = parse(document)
    entry = one(feed)
    assert (entry.title, entry.url) == ("A", "https://a.example/1")


def test_cdf() -> None:
    feed = parse_feed(
        b"<CHANNEL HREF='https://a.example/'><TITLE>T</TITLE>"
        b"<ITEM HREF='https://a.example/1'><TITLE>A</TITLE></ITEM></CHANNEL>",
        address=ADDRESS,
    )
    assert (one(feed).title, one(feed).url) == ("A", "https://a.example/1")


# ---- dates -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tue, 03 Nov 2026 08:05:09 +0530", "2026-11-03T08:05:09+05:30"),
        ("Tue, 03 Nov 2026 08:05:09 GMT", "2026-11-03T08:05:09+00:00"),
        ("Tue, 3 Nov 2026 8:05 EST", "2026-11-03T08:05:00-05:00"),
        ("3 November 2026 08:05:09 CEST", "2026-11-03T08:05:09+02:00"),
        ("Tue, 03 Nov 2026 08:05:09 -0330", "2026-11-03T08:05:09-03:30"),
        ("Tue, 03 Nov 2026 08:05:09 XYZ", "2026-11-03T08:05:09+00:00"),
        ("03 Nov 98 08:05:09 GMT", "1998-11-03T08:05:09+00:00"),
        ("2026-11-03T08:05:09.25Z", "2026-11-03T08:05:09.250000+00:00"),
        ("2026-11-03T08:05:09+0100", "2026-11-03T08:05:09+01:00"),
        ("2026-11-03 08:05:09+01:00", "2026-11-03T08:05:09+01:00"),
        ("2026-11-03T08:05:09", "2026-11-03T08:05:09+00:00"),
        ("2026-11-03", "2026-11-03T00:00:00+00:00"),
        ("2026-11", "2026-11-01T00:00:00+00:00"),
        ("Tue Nov  3 08:05:09 2026", "2026-11-03T08:05:09+00:00"),
        (
            "\u03a4\u03c1\u03b9, 03 \u039d\u03bf\u03b5 2026 08:05:09 EST",
            "2026-11-03T13:05:09+00:00",
        ),
        ("Tue, 2026/11/03 08:05:09", None),
        ("Tue, 31 Nov 2026 08:05:09 GMT", None),
        ("Tue, 03 Nov 0001 08:05:09 +0500", "0001-11-03T03:05:09+00:00"),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    date = read_date(text)
    assert (date.isoformat() if date else None) == iso


def test_a_zone_is_kept(parse: Parse) -> None:
    entry = one(parse(rss("<pubDate>Tue, 03 Nov 2026 08:05:09 +0530</pubDate>")))
    assert entry.published is not None
    assert entry.published.utcoffset() == timedelta(hours=5, minutes=30)


def test_unreadable_dates_are_doubted(parse: Parse) -> None:
    feed = parse(rss("<link>https://a.example/1</link><pubDate>soon</pubDate>"))
    assert [doubt.code for doubt in feed.doubts] == ["bad-date"]
    assert one(feed).published is None


@pytest.mark.parametrize(
    ("item", "language"),
    [
        ("<dc:language>fr</dc:language>", "fr"),
        ("<title xml:lang='pt-BR'>A</title>", "pt-BR"),
        ("<title>A</title>", "es"),
    ],
)
def test_languages(parse: Parse, item: str, language: str) -> None:
    feed = parse(rss(item, "<language>es</language>"))
    assert one(feed).language == language


@pytest.mark.parametrize(
    ("feed_says", "entry_says", "language"),
    [
        ("xml:lang='ru'", "", "ru"),
        ("xml:lang='ru'", "xml:lang='kk'", "kk"),
        ("", "xml:lang='kk'", "kk"),
    ],
)
@pytest.mark.parametrize("length", [10, 20_000])
def test_languages_of_small_and_large_feeds(
    parse: Parse, feed_says: str, entry_says: str, language: str, length: int
) -> None:
    feed = parse(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {feed_says}><title>A</title>'
        f"<entry {entry_says}><id>1</id><title>B</title>"
        f"<summary>{'a ' * length}</summary></entry></feed>"
    )
    assert one(feed).language == language


@pytest.mark.parametrize("length", [10, 20_000])
def test_links_under_a_base_in_small_and_large_feeds(parse: Parse, length: int) -> None:
    feed = parse(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>'
        '<entry xml:base="https://b.example/x/"><id>1</id><title>B</title>'
        f'<link href="y"/><summary>{"a " * length}</summary></entry></feed>'
    )
    assert one(feed).url == "https://b.example/x/y"
