"""The Channel Definition Format, read without feedparser where it is as it should be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nouvelles.ingest.feeds import parse as feeds
from nouvelles.ingest.feeds.fast import read_fast
from nouvelles.ingest.feeds.fast_text import Unsure
from nouvelles.ingest.feeds.parse import parse_feed
from nouvelles.ingest.feeds.record import Feed, FeedError
from nouvelles.ingest.licences import find_licence
from nouvelles.records import Entry

ADDRESS = "https://outlet.example/channel.cdf"

CHANNEL = """<?xml version="1.0"?>
<!DOCTYPE Channel SYSTEM "http://www.w3c.org/Channel.dtd">
<Channel HREF="https://outlet.example/" BASE="https://outlet.example/news/"
    LASTMOD="2026-11-03T08:05+0100" xml:lang="fr">
  <Title>Le Port</Title>
  <Abstract>Nouvelles du port</Abstract>
  <Logo HREF="logo.gif" Style="icon"/>
  <Schedule><IntervalTime DAY="1"/></Schedule>
  <Item HREF="one.html" LASTMOD="2026-11-03T08:05:09+01:00">
    <Title>Un bac</Title>
    <Abstract>&lt;b&gt;Le bac</Abstract>
    <Usage Value="ScreenSaver"/>
  </Item>
  <Channel BASE="town/">
    <Title>La ville</Title>
    <Item><A HREF="two.html"/><Title>Deux ponts</Title></Item>
  </Channel>
</Channel>"""


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser must not be asked."""

    def never(*args: object, **kwargs: object) -> Feed:
        raise AssertionError("feedparser was asked")

    monkeypatch.setattr(feeds, "parse_xml_feed", never)


@pytest.mark.usefixtures("fast")
def test_a_channel() -> None:
    feed = parse_feed(CHANNEL.encode(), address=ADDRESS)
    assert (feed.title, feed.home) == ("Le Port", "https://outlet.example/")
    assert feed.language == "fr"
    first, second = feed.entries
    assert first == Entry(
        feed=ADDRESS,
        guid="https://outlet.example/news/one.html",
        url="https://outlet.example/news/one.html",
        title="Un bac",
        summary="Le bac",
        updated=datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC),
        language="fr",
    )
    assert first.updated is not None
    assert first.updated.isoformat() == "2026-11-03T08:05:09+01:00"
    assert second.url == "https://outlet.example/news/town/two.html"
    assert second.title == "Deux ponts"


@pytest.mark.usefixtures("fast")
def test_what_is_odd_is_said() -> None:
    feed = parse_feed(
        b"<CHANNEL><ITEM LASTMOD='soon'><TITLE>A</TITLE></ITEM></CHANNEL>",
        address=ADDRESS,
    )
    assert [doubt.code for doubt in feed.doubts] == ["no-link", "bad-date"]
    assert feed.entries[0].guid.startswith("sha256:")


@pytest.mark.parametrize(
    "inside",
    [
        "<item><link>https://outlet.example/1</link></item>",  # as RSS has it
        "<LOGO><ITEM HREF='https://outlet.example/1'/></LOGO>",
        "<ITEM HREF='/1'><ENTRY><TITLE>A</TITLE></ENTRY></ITEM>",
    ],
)
def test_what_the_format_does_not_have_is_left_to_feedparser(inside: str) -> None:
    document = f"<CHANNEL><TITLE>T</TITLE>{inside}</CHANNEL>".encode()
    with pytest.raises(Unsure):
        read_fast(document, address=ADDRESS, spdx=find_licence)
    assert parse_feed(document, address=ADDRESS).entries


def test_a_channel_without_anything_is_no_feed() -> None:
    with pytest.raises(FeedError, match="no feed"):
        parse_feed(b"<CHANNEL></CHANNEL>", address=ADDRESS)
