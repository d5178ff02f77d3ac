"""Feeds of every kind, sound and broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.feeds.parse import MAX_FEED_BYTES, parse_feed
from nouvelles.ingest.feeds.record import Feed
from nouvelles.ingest.feeds.text import feed_date, language_tag, plain_text
from nouvelles.ingest.licences import find_licence
from nouvelles.records import Doubt, Entry

ADDRESS = "https://outlet.example/news/feed.xml"


def parse(text: str | bytes) -> Feed:
    data = text.encode() if isinstance(text, str) else text
    return parse_feed(data, address=ADDRESS)


def rss(items: str, channel: str = "<title>Outlet</title>") -> str:
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:cc="http://web.resource.org/cc/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        'xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"'
    )
    return f'<rss version="2.0" {spaces}><channel>{channel}{items}</channel></rss>'


def codes(feed: Feed) -> list[str]:
    return [doubt.code for doubt in feed.doubts]


def test_rss() -> None:
    feed = parse(
        rss(
            """<item><guid isPermaLink="false">7</guid>
            <title>Le maire d&amp;eacute;missionne</title>
            <link>/a?utm_source=rss&amp;id=3</link><author>a@outlet.example (Ana)</author>
            <description>&lt;p&gt;Premier.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description>
            <pubDate>Tue, 03 Nov 2026 08:05:09 +0100</pubDate></item>""",
            "<title>Outlet</title><link>https://outlet.example</link>"
            "<language>fr_FR</language>",
        )
    )
    assert feed == Feed(
        address=ADDRESS,
        title="Outlet",
        language="fr-FR",
        home="https://outlet.example/",
        entries=(
            Entry(
                feed=ADDRESS,
                guid="7",
                url="https://outlet.example/a?id=3",
                title="Le maire démissionne",
                summary="Premier. Second.",
                authors=("Ana",),
                published=datetime(
                    2026, 11, 3, 8, 5, 9, tzinfo=timezone(timedelta(hours=1))
                ),
                language="fr-FR",
            ),
        ),
    )
    assert feed.entries[0].published is not None
    assert feed.entries[0].published.utcoffset() == timedelta(hours=1)


def test_atom() -> None:
    feed = parse(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>Diario</title>
        <link href="https://outlet.example/"/>
        <link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/"/>
        <entry xml:lang="pt"><id>tag:outlet.example,2026:1</id>
        <title type="html">Uma &lt;b&gt;coisa&lt;/b&gt;</title><link href="b"/>
        <author><name>Rui</name></author><author><name>Eva</name></author>
        <published>2026-11-03T08:05:09.5-03:00</published>
        <updated>2026-11-03T12:00:00Z</updated>
        <summary>Curto</summary>
        <content type="html">&lt;p&gt;Longo</content></entry></feed>"""
    )
    (entry,) = feed.entries
    assert entry == Entry(
        feed=ADDRESS,
        guid="tag:outlet.example,2026:1",
        url="https://outlet.example/news/b",
        title="Uma coisa",
        summary="Curto",
        authors=("Rui", "Eva"),
        published=datetime(2026, 11, 3, 11, 5, 9, 500000, tzinfo=UTC),
        updated=datetime(2026, 11, 3, 12, tzinfo=UTC),
        language="pt",
        licence="CC-BY-SA-4.0",
        content="Longo",
    )
    assert (feed.language, feed.licence) == ("es", "CC-BY-SA-4.0")


def test_rdf() -> None:
    feed = parse(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://outlet.example/"><title>Zeitung</title></channel>
        <item rdf:about="https://outlet.example/1"><title>Eins</title>
        <link>https://outlet.example/1</link><dc:creator>Ida</dc:creator>
        <dc:date>2026-11-03T08:05:09+01:00</dc:date><dc:language>de</dc:language></item>
        </rdf:RDF>"""
    )
    (entry,) = feed.entries
    assert (entry.guid, entry.language, entry.authors) == (entry.url, "de", ("Ida",))
    assert entry.published == datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC)
    assert entry.updated is None


def test_json_feed() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "home_page_url": "https://outlet.example/",
        "language": "en",
        "authors": [{"name": "The desk"}],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "items": [
            {
                "id": 12,
                "url": "/c",
                "title": "A thing &amp; another",
                "summary": "Short",
                "content_html": "<p>Long",
                "date_published": "2026-11-03T08:05:09+01:00",
                "date_modified": "soon",
                "language": "fr",
                "author": {"name": "Zoé"},
            },
            {"content_text": "A note", "title": 5, "tags": None},
            "nothing",
        ],
    }
    feed = parse(b"\xef\xbb\xbf " + json.dumps(document).encode())
    first, second = feed.entries
    assert (first.guid, first.url) == ("12", "https://outlet.example/c")
    assert (first.title, first.summary) == ("A thing & another", "Short")
    assert (first.authors, first.language) == (("Zoé",), "fr")
    assert first.published == datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC)
    assert second.guid.startswith("sha256:")
    assert (second.authors, second.licence) == (("The desk",), "CC-BY-4.0")
    assert codes(feed) == ["bad-date", "no-link"]


# ---- identity, language, licence, texts --------------------------------------------


def test_ids_fall_back_to_the_address_then_to_a_digest() -> None:
    feed = parse(
        rss(
            "<item><title>A</title><link>https://outlet.example/a</link></item>"
            "<item><title>B</title></item><item><title>B</title></item>"
            "<item><title>C</title></item>"
        )
    )
    ids = [entry.guid for entry in feed.entries]
    assert ids[0] == "https://outlet.example/a"
    assert ids[1] == ids[2] != ids[3]
    assert codes(feed) == ["no-link"] * 3


def test_entries_that_share_an_id_are_told_apart() -> None:
    item = "<item><guid isPermaLink='false'>{}</guid><link>https://outlet.example/{}</link></item>"
    feed = parse(
        rss("".join([item.format(1, "a"), item.format(1, "b"), item.format(2, "c")]))
    )
    assert [entry.guid for entry in feed.entries] == [
        "https://outlet.example/a",
        "https://outlet.example/b",
        "2",
    ]
    assert feed.doubts == (Doubt(code="repeated-id", detail="1 (2 times)"),)


def test_feedburner_leads_to_the_outlet() -> None:
    feed = parse(
        rss(
            "<item><link>https://feeds.example/~r/1</link><feedburner:origLink>"
            "https://outlet.example/1</feedburner:origLink></item>"
        )
    )
    assert feed.entries[0].url == "https://outlet.example/1"


def test_the_full_text_is_no_summary() -> None:
    full = "<content:encoded>&lt;p&gt;All of it</content:encoded>"
    alone, both = parse(
        rss(f"<item>{full}</item><item>{full}<description>Short</description></item>")
    ).entries
    assert (alone.summary, both.summary) == ("", "Short")


@pytest.mark.parametrize(
    ("stated", "spdx"),
    [
        ("<creativeCommons:license>{}</creativeCommons:license>", "CC-BY-ND-4.0"),
        ("<dc:rights>Licensed under {}.</dc:rights>", "CC-BY-ND-4.0"),
        ("<copyright>See {}</copyright>", "CC-BY-ND-4.0"),
        ("<cc:license rdf:resource='{}'/>", "CC-BY-ND-4.0"),
        ("<copyright>All rights reserved</copyright>", ""),
    ],
)
def test_licences(stated: str, spdx: str) -> None:
    stated = stated.format("https://creativecommons.org/licenses/by-nd/4.0/")
    feed = parse(rss(f"<item>{stated}</item>"))
    assert (feed.entries[0].licence, feed.licence) == (spdx, "")
    feed = parse(rss("<item/>", f"<title>T</title>{stated}"))
    assert (feed.entries[0].licence, feed.licence) == (spdx, spdx)


def test_another_reader_of_licences_can_be_given() -> None:
    data = rss("<item/>", "<title>T</title><copyright>Etalab</copyright>").encode()
    feed = parse_feed(data, address=ADDRESS, spdx=lambda text: f"<{text}>")
    assert feed.licence == "<Etalab>"


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("http://creativecommons.org/licenses/by/2.0/fr/", "CC-BY-2.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0", "CC-BY-NC-ND-3.0"),
        ("https://creativecommons.org/licences/BY-SA/2.5/", "CC-BY-SA-2.5"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("https://creativecommons.org/licenses/by/9.0/", ""),
        ("https://creativecommons.org/licenses/by/4.05/", ""),
        ("CC BY", ""),
        ("", ""),
    ],
)
def test_find_licence(text: str, spdx: str) -> None:
    assert find_licence(text) == spdx


@pytest.mark.parametrize(
    ("text", "markup", "plain"),
    [
        ("<p>a</p><p>b</p>c<br>d", True, "a b c d"),
        ("a<b>b</b>c", True, "abc"),
        ("a<script>alert(1)</script><style>p{}</style>b", True, "ab"),
        ("&lt;p&gt; &amp;amp;", True, "<p> &amp;"),
        ("R&amp;D &eacute;", False, "R&D é"),
        ("1 < 2 > 0", False, "1 < 2 > 0"),
        (" a\u00a0\n b ", False, "a b"),
    ],
)
def test_plain_text(text: str, markup: bool, plain: str) -> None:
    assert plain_text(text, markup=markup) == plain


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "fr"),
        ("zh_Hant_TW", "zh-Hant-TW"),
        ("français", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_language_tag(tag: str | None, expected: str) -> None:
    assert language_tag(tag) == expected


def test_dates_keep_their_zone_where_both_readings_agree() -> None:
    text = "Tue, 03 Nov 2026 08:05:09 +0530"
    struct = (2026, 11, 3, 2, 35, 9, 1, 307, 0)
    date = feed_date(text, struct)  # type: ignore[arg-type]
    assert date is not None
    assert date.isoformat() == "2026-11-03T08:05:09+05:30"
    assert feed_date("3 ноября", struct) == date  # type: ignore[arg-type]
    assert feed_date("2026-11-03", None) is None
    assert feed_date("0001-01-01T00:00:00+05:00", None) is None


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("<author>desk@outlet.media (Ana Sá)</author>", ("Ana Sá",)),
        ("<author>Ana Sá &lt;desk@outlet.media&gt;</author>", ("Ana Sá",)),
        ("<author>desk@outlet.media</author>", ()),
        ("<author>Ana, Eva</author>", ("Ana, Eva",)),
        ("<dc:creator>Ana</dc:creator><dc:creator>Eva</dc:creator>", ("Ana", "Eva")),
        ("<author/>", ()),
    ],
)
def test_authors_are_names_without_mail(stated: str, names: tuple[str, ...]) -> None:
    assert parse(rss(f"<item>{stated}</item>")).entries[0].authors == names


# ---- what is broken ----------------------------------------------------------------


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    text = rss("<item><title>A & B</title></item><item><title>C</title></item>")
    feed = parse(text[:-40])
    assert [entry.title for entry in feed.entries][:1] == ["A & B"]
    assert codes(feed)[0] == "malformed"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_an_unstated_charset_is_found(charset: str) -> None:
    words = "Сегодня в столице открылась выставка о истории города и его жителей. "
    text = rss(
        f"<item><title>Новости</title><description>{words * 5}</description></item>"
    )
    feed = parse(text.encode(charset))
    assert feed.entries[0].title == "Новости"
    assert codes(feed)[0] == "charset-guessed"


def test_a_stated_charset_counts() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + rss(
        "<item><title>é</title></item>"
    )
    feed = parse(text.encode("latin-1"))
    assert (feed.entries[0].title, codes(feed)) == ("é", ["no-link"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"<!DOCTYPE html><html><title>News</title>",
        b"<!-- saved --> <html><body><item>x</item>",
        b"words",
        b"%PDF-1.7",
        b"https://outlet.example/feed",
        b"/etc/hostname",
        b"<note><to>you</to></note>",
        b"<rss version='2.0'><chan",
        rss("")[:-20].encode(),
        b"{",
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"',
        b'{"version": "2.0", "items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"{\xff}",
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        parse(data)


def test_too_large_a_feed_is_refused() -> None:
    with pytest.raises(InputError, match="more than"):
        parse(b"<rss>" + b" " * MAX_FEED_BYTES)


def test_entities_do_not_blow_up() -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    outside = "<!ENTITY x SYSTEM 'file:///etc/passwd'>"
    text = bomb + outside + "]>" + rss("<item><title>A &i; &x;</title></item>")
    feed = parse(text)
    assert len(feed.entries[0].title) < 100
    assert "root:" not in feed.entries[0].title


fragments = st.lists(
    st.sampled_from(
        [
            *"<>&;\"'/= ",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "http://",
            "outlet.example/",
            "<pubDate>",
            "</pubDate>",
            "Tue, 99 Foo 2026",
            "2026-11-03T25:00:00Z",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#x110000;",
            "<dc:date>",
            "xml:base='http://[:'",
            "<guid>",
            "<author>",
            "\x00",
            "é",
        ]
    )
    | st.text(max_size=5),
    max_size=30,
).map("".join)


@given(fragments)
def test_no_xml_raises_anything_else(text: str) -> None:
    for data in (rss(f"<item>{text}</item>"), f"<rss>{text}", text):
        try:
            parse(data.encode("utf-8", "surrogatepass"))
        except InputError:
            continue


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "url",
                        "title",
                        "date_published",
                        "authors",
                        "author",
                        "name",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_raises_anything_else(item: object) -> None:
    document = {"version": "https://jsonfeed.org/version/1", "items": [item]}
    parse(json.dumps(document))
