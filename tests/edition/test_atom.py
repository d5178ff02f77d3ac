"""Atom: what a feed reader finds, and that no text can break the document."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import Feed, FeedEntry, write_atom
from nouvelles.edition.atom import ATOM, stable_id

AT = datetime(2026, 3, 12, 6, 20, tzinfo=timezone(timedelta(hours=-3)))
ENTRY = FeedEntry(
    id="a1",
    title="Água & «lama»",
    language="pt",
    page="https://nouvelles.example/fr/article/agua-a1",
    original="https://radioouvra.example/1",
    updated=AT,
    published=AT,
    outlet="Rádio Ouvra",
    outlet_home="https://radioouvra.example/",
    authors=("Otília Brandonço",),
    summary="Uma cheia.",
    content="<p>Uma <b>cheia</b>.</p>",
    rights="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    invented="Presse inventée",
)


def feed(*entries: FeedEntry) -> Feed:
    return Feed(
        address="https://nouvelles.example/fr/flux.atom",
        page="https://nouvelles.example/fr/",
        title="Nouvelles du Monde",
        subtitle="",
        language="fr",
        updated=datetime(2026, 1, 1, tzinfo=UTC),
        entries=entries,
    )


def parsed(document: bytes) -> feedparser.FeedParserDict:
    with warnings.catch_warnings():
        # feedparser's own deprecations are not ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(document)


def test_a_feed_reader_finds_everything() -> None:
    found = parsed(write_atom(feed(ENTRY)))
    assert not found.bozo
    assert found.feed.title == "Nouvelles du Monde"
    assert found.feed.updated == "2026-03-12T09:20:00Z"
    (entry,) = found.entries
    assert entry.title == "Água & «lama»"
    assert entry.link == ENTRY.page
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": ENTRY.page,
        "via": ENTRY.original,
        "license": ENTRY.licence_url,
    }
    assert entry.author == "Otília Brandonço"
    assert entry.source.title == "Rádio Ouvra"
    assert entry.rights == "CC BY 4.0"
    assert [tag.term for tag in entry.tags] == ["invented"]
    assert entry.content[0].value == ENTRY.content
    assert entry.content[0].language == "pt"


def test_an_entry_without_authors_is_the_outlets() -> None:
    entry = FeedEntry(
        id="a2", title="t", language="", page="p", original="", updated=AT, outlet="O"
    )
    assert parsed(write_atom(feed(entry))).entries[0].author == "O"


def test_an_empty_feed_keeps_its_time() -> None:
    assert b"<updated>2026-01-01T00:00:00Z</updated>" in write_atom(feed())


def test_ids_are_stable_and_differ() -> None:
    assert stable_id("article", "a1") == stable_id("article", "a1")
    assert stable_id("article", "a1") != stable_id("feed", "a1")
    assert stable_id("article", "a1").startswith("urn:uuid:")


# Years of four digits in every zone; hypothesis wants them naive.
BEGIN, END = datetime(1000, 1, 1), datetime(9000, 1, 1)  # noqa: DTZ001


@given(
    st.text(st.characters(codec="utf-8")),
    st.text(st.characters(codec="utf-8")),
    st.datetimes(BEGIN, END, timezones=st.timezones()),
)
def test_no_text_breaks_the_document(title: str, content: str, at: datetime) -> None:
    entry = FeedEntry(
        id=title,
        title=title,
        language="pt",
        page="https://nouvelles.example/",
        original=content,
        updated=at,
        outlet=title,
        summary=content,
        content=content,
    )
    root = ET.fromstring(write_atom(feed(entry)))
    assert len(root.findall(f"{{{ATOM}}}entry")) == 1
