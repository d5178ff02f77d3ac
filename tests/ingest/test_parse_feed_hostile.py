"""Feeds that are broken, wrongly encoded, or made to hurt."""

from __future__ import annotations

import pickle
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.charset import as_utf8
from nouvelles.ingest.feeds import parse as feeds
from nouvelles.ingest.feeds.parse import MAX_FEED_BYTES, PATIENT_BYTES, parse_feed
from nouvelles.ingest.feeds.record import Feed, FeedError
from nouvelles.ingest.feeds.shape import MAX_DEPTH, is_too_deep, start_of
from nouvelles.ingest.troubles import Word

ADDRESS = "https://outlet.example/news/feed.xml"

RUSSIAN = (
    "Сегодня в столице открылась выставка о жизни города и его жителей, которую "
    "посетили тысячи человек. "
)
TURKISH = "Çalışma şöyle güzel, ığdır ve İstanbul öğrencileri için kütüphane açıldı. "
CHINESE = (
    "今天首都举行了关于城市历史和居民生活的展览,"
    "数千人冒雨前来参观。新的图书馆明年开放。"
)


def parse(data: bytes | str, charset: str = "") -> Feed:
    data = data.encode() if isinstance(data, str) else data
    return parse_feed(data, address=ADDRESS, charset=charset)


def items(many: int, title: str = "A {}") -> str:
    return "".join(
        f"<item><title>{title.format(n)}</title><link>https://a.example/{n}</link>"
        f"</item>"
        for n in range(many)
    )


def rss(inside: str, head: str = "") -> str:
    return f"{head}<rss version='2.0'><channel><title>T</title>{inside}</channel></rss>"


def declared(charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>'


def codes(feed: Feed) -> list[str]:
    return [doubt.code for doubt in feed.doubts]


# ---- words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", Word.EMPTY),
        (b" \n\t", Word.EMPTY),
        (b"<rss>" + b" " * MAX_FEED_BYTES, Word.TOO_LARGE),
        (b"<!DOCTYPE html><title>x</title>", Word.HTML_NOT_FEED),
        (b"<?xml version='1.0'?><!-- a --><!-- b --><html><body/>", Word.HTML_NOT_FEED),
        (b"\xef\xbb\xbf\n<HTML lang=fr>", Word.HTML_NOT_FEED),
        (b"words", Word.NO_FEED),
        (b"<sitemapindex/>", Word.NO_FEED),
        (b"{}", Word.NO_FEED),
        (b'{"a":' * 100_000, Word.TOO_DEEP),
        (b"<rss><channel><item>" + b"<a>" * 200_000, Word.TOO_DEEP),
        (
            rss("<item>" + "<a>" * 300 + "</a>" * 300 + "</item>").encode(),
            Word.TOO_DEEP,
        ),
    ],
)
def test_each_refusal_has_its_word(data: bytes, word: Word) -> None:
    with pytest.raises(FeedError) as caught:
        parse(data)
    assert caught.value.word == word
    assert caught.value.advice


def test_a_feed_error_is_an_input_error_and_travels() -> None:
    error = FeedError(Word.EMPTY, "https://a.example/", "the feed is empty", "Wait.")
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, InputError)
    assert (copy.word, str(copy)) == (Word.EMPTY, str(error))


# ---- depth and size ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        ("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH, False),
        ("<a>" * (MAX_DEPTH + 1), True),
        ("<br>" * 1000, False),
        ("<a/>" * 1000, False),
        ("<a></a>" * 1000, False),
        ("<!--" + "<a>" * 1000 + "-->", False),
        ("<![CDATA[" + "<a>" * 1000 + "]]>", False),
        ("<!--" * 100_000, False),
        ("<![CDATA[" * 100_000, False),
        ("<a" * 100_000, False),
        ("<" + "a" * 100_000, False),
        ("<a>" * 150 + "</b>" * 100_000, False),
    ],
)
def test_depth_is_found_in_linear_time(text: str, deep: bool) -> None:
    assert is_too_deep(text.encode()) is deep


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"<rss/>", 0),
        (b" <?xml version='1.0'?>\n<!-- a --> <rss/>", 34),
        (b"<!-- a", 0),
        (b"<!---->" * 50_000 + b"x", 350_000),
    ],
)
def test_start_of(data: bytes, start: int) -> None:
    assert start_of(data) == start


def test_fifty_thousand_entries() -> None:
    data = rss(items(50_000)).encode()
    began = time.process_time()
    feed = parse(data)
    assert len(feed.entries) == 50_000
    # About one second; feedparser needs more than ten.
    assert time.process_time() - began < 6


def test_a_sound_feed_of_many_megabytes_is_sound() -> None:
    feed = parse(rss(items(120_000, f"{'word ' * 18}{{}}")))
    assert len(feed.entries) == 120_000
    assert not feed.doubts


def test_large_broken_feeds_are_read_without_feedparser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*args: object, **kwargs: object) -> Feed:
        raise AssertionError("feedparser was asked")

    monkeypatch.setattr(feeds, "parse_xml_feed", never)
    data = rss(items(20_000, "A & {}")).encode()[:-30]
    assert len(data) > PATIENT_BYTES
    feed = parse(data)
    assert len(feed.entries) > 19_990
    assert codes(feed)[0] == "malformed"


@pytest.mark.parametrize("end", [b"", b"</channel>", b"<a b=", b"</wrong>", b"&"])
def test_a_broken_feed_leaves_nothing_behind_for_the_next(end: bytes) -> None:
    sound = rss(items(3))
    before = parse(sound)
    parse(sound.encode()[:-20] + end)
    assert parse(sound) == before


def test_several_threads_may_parse() -> None:
    feeds = [rss(items(200, f"{n} {{}}")) for n in range(12)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(parse, feeds)) == [parse(feed) for feed in feeds]


def test_unknown_references_in_a_large_broken_feed_are_left_out() -> None:
    feed = parse(rss("&one;" + items(20_000, "A &two; {}")).encode()[:-30])
    assert feed.entries[0].title == "A 0"
    assert codes(feed)[0] == "malformed"


def test_a_large_document_of_another_kind_is_no_feed() -> None:
    with pytest.raises(FeedError) as caught:
        parse(b"<note>" + b"<a>& </a>" * 120_000)
    assert caught.value.word == Word.NO_FEED


def test_deep_markup_in_a_text_costs_no_square() -> None:
    markup = "&lt;div a=b&gt;" * 100_000
    began = time.process_time()
    feed = parse(rss(f"<item><description>{markup}End</description></item>"))
    assert feed.entries[0].summary == "End"
    assert time.process_time() - began < 5


# ---- entities ----------------------------------------------------------------------


def test_entities_are_not_expanded() -> None:
    bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    outside = "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    for use in ("<title>&i;&x;</title>", "<enclosure url='https://a.example/&i;'/>"):
        feed = parse(
            rss(f"<item>{use}<link>https://a.example/1</link></item>", bomb + outside)
        )
        assert len(repr(feed)) < 2000
        assert "root:" not in repr(feed)


# ---- broken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        rss(items(10, "R & D {}")),
        rss(items(10, "A\x0b {}")),
        rss(items(10, "Caf&eacute;&nbsp;{}")),
        "<br />\n<b>Warning</b>: mysql_connect() in /x.php on line 3<br />\n"
        + declared("utf-8")
        + rss(items(10)),
        rss(
            items(9)
            + "<item><title><b>A</title><link>https://a.example/9</link></item>"
        ),
        rss(items(10))[:-12],
    ],
)
def test_nothing_is_lost_in_broken_feeds(text: str) -> None:
    feed = parse(text)
    assert len(feed.entries) == 10
    assert all(entry.title for entry in feed.entries)
    assert "<![CDATA[" not in repr(feed.entries)


def test_named_entities_become_signs() -> None:
    feed = parse(rss(items(1, "Caf&eacute;&nbsp;noir")))
    assert feed.entries[0].title == "Café noir"


# ---- encodings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codec", "said", "header", "code"),
    [
        # Undeclared: found by its look, or taken from the answer.
        (RUSSIAN, "cp1251", "", "", "charset-guessed"),
        (TURKISH, "cp1254", "", "", "charset-guessed"),
        (RUSSIAN, "cp1251", "", "windows-1251", ""),
        (RUSSIAN, "koi8-r", "", "", "charset-guessed"),
        (CHINESE, "gb18030", "", "", "charset-guessed"),
        # Declared and true.
        (RUSSIAN, "cp1251", "windows-1251", "", ""),
        (RUSSIAN, "cp1251", "windows-1251", "utf-8", ""),
        (CHINESE, "gb2312", "gb2312", "", ""),
        (CHINESE, "gbk", "gb2312", "", ""),
        ("東京で展覧会が開かれた。", "iso2022_jp", "iso-2022-jp", "", ""),
        ("Café “noir”", "cp1252", "iso-8859-1", "", ""),
        # Declared and wrong.
        ("Café à l’été, déjà", "cp1252", "utf-8", "", "wrong-charset"),
        (RUSSIAN, "utf-8", "windows-1251", "", "wrong-charset"),
        (RUSSIAN, "cp1251", "iso-8859-1", "", "wrong-charset"),
        (RUSSIAN, "cp1251", "no-such-thing", "", "wrong-charset"),
        (RUSSIAN, "cp1251", "utf-8", "windows-1251", "wrong-charset"),
        # The answer is wrong.
        (RUSSIAN, "utf-8", "", "iso-8859-1", "wrong-charset"),
        (RUSSIAN, "utf-8", "utf-8", "iso-8859-1", ""),
        (RUSSIAN, "cp1251", "", "iso-8859-1", "wrong-charset"),
        # Wide ones.
        (RUSSIAN, "utf-16", "utf-16", "", ""),
        (RUSSIAN, "utf-16-le", "utf-16", "", ""),
        (RUSSIAN, "utf-16-be", "", "", ""),
        (CHINESE, "utf-32", "utf-32", "", ""),
        (RUSSIAN, "utf-8-sig", "", "iso-8859-1", ""),
    ],
)
def test_encodings(text: str, codec: str, said: str, header: str, code: str) -> None:
    body = " ".join([text] * 3)
    document = rss(
        f"<item><title>{text.strip()}</title><link>https://a.example/1</link>"
        f"<description>{body}</description></item>",
        declared(said) if said else "",
    )
    feed = parse(document.encode(codec), header)
    assert feed.entries[0].title == text.strip()
    assert codes(feed) == ([code] if code else [])


def test_stray_bytes_in_utf8_do_not_spoil_the_rest() -> None:
    data = rss(items(1, RUSSIAN + "|")).encode().replace(b"|", b"\x93x\x94")
    feed = parse(data)
    assert feed.entries[0].title == RUSSIAN + "“x”"
    assert codes(feed) == ["wrong-charset"]


def test_short_east_asian_texts_that_look_like_utf8() -> None:
    # The bytes of 联通 in GBK are sound UTF-8, for two signs of the IPA.
    data = rss(items(1, "联通"), declared("gb2312")).encode("gbk")
    assert parse(data).entries[0].title == "联通"


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "big5", "x", "\0"]))
def test_any_bytes_become_utf8(data: bytes, stated: str) -> None:
    text, _ = as_utf8(data, stated)
    text.decode("utf-8")


# ---- mutilated ---------------------------------------------------------------------

WHOLE = (
    declared("utf-8")
    + "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xml:base='https://a.example/'>"
    "<channel><title>T é</title><language>fr</language><ttl>5</ttl>"
    "<item><title><![CDATA[A <b>b</b>]]></title><link>https://a.example/1</link>"
    "<guid isPermaLink='false'>1</guid><dc:creator>Ana &amp; Eva</dc:creator>"
    "<pubDate>Tue, 03 Nov 2026 08:05:09 GMT</pubDate>"
    "<description>&lt;p&gt;Été&lt;/p&gt;</description>"
    "<content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
    "<enclosure url='a.mp3' length='1' type='audio/mpeg'/></item></channel></rss>"
).encode()


@settings(max_examples=200)
@given(st.data())
def test_mutilated_feeds_raise_feed_errors_only(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(len(WHOLE), start + 40)))
    put = data.draw(
        st.sampled_from(
            [
                b"",
                b"\0",
                b"\xff",
                b"<",
                b"&",
                b"]]>",
                b"<![CDATA[",
                b"&#xD800;",
                b"<item>",
            ]
        )
        | st.binary(max_size=4)
    )
    mutilated = WHOLE[:start] + put + WHOLE[end:]
    for charset in ("", "koi8-r"):
        try:
            parse_feed(mutilated, address=ADDRESS, charset=charset)
        except FeedError:
            continue
