"""Feeds in every form: what a feed reader finds, and that no text breaks a document."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import FORMS, Feed, FeedEntry
from nouvelles.edition.feed import stable_id
from tests.feed_checks import InvalidFeed, check_feed

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


def found(end: str, *entries: FeedEntry) -> feedparser.FeedParserDict:
    read = parsed(FORMS[end].write(feed(*entries)))
    assert not read.bozo
    return read


@pytest.mark.parametrize("end", ["atom", "rss"])
def test_a_feed_reader_finds_everything(end: str) -> None:
    read = found(end, ENTRY)
    assert read.feed.title == "Nouvelles du Monde"
    assert read.feed.link == "https://nouvelles.example/fr/"
    (entry,) = read.entries
    assert entry.title == "Água & «lama»"
    assert entry.link == ENTRY.page
    assert entry.id == stable_id("article", "a1")
    assert entry.published_parsed[:5] == (2026, 3, 12, 9, 20)
    assert entry.author == "Otília Brandonço"
    assert entry.summary == "Uma cheia."
    assert entry.rights == "CC BY 4.0"
    assert len(entry.tags) == 1
    assert entry.content[0].value == ENTRY.content
    licences = [link.href for link in entry.links if link.rel == "license"]
    assert [*licences, entry.get("creativecommons_license")][0] == ENTRY.licence_url


def test_atom_names_the_original_and_its_feed() -> None:
    (entry,) = found("atom", ENTRY).entries
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": ENTRY.page,
        "via": ENTRY.original,
        "license": ENTRY.licence_url,
    }
    assert entry.source.title == "Rádio Ouvra"
    assert entry.content[0].language == "pt"


def test_rss_names_the_original() -> None:
    (entry,) = found("rss", ENTRY).entries
    assert entry.publisher == "Rádio Ouvra"
    assert ENTRY.original in FORMS["rss"].write(feed(ENTRY)).decode()


def test_json_holds_everything() -> None:
    read: dict[str, Any] = json.loads(FORMS["json"].write(feed(ENTRY)))
    assert read["home_page_url"] == "https://nouvelles.example/fr/"
    (item,) = read["items"]
    assert item["external_url"] == ENTRY.original
    assert item["content_html"] == ENTRY.content
    assert item["authors"] == [{"name": "Otília Brandonço"}]
    assert item["date_modified"] == "2026-03-12T09:20:00Z"
    assert item["tags"] == ["invented"]
    assert item["_nouvelles"]["license_url"] == ENTRY.licence_url


@pytest.mark.parametrize("end", FORMS)
def test_an_entry_without_authors_is_the_outlets(end: str) -> None:
    page = "https://nouvelles.example/fr/article/t-a2"
    entry = FeedEntry(
        id="a2", title="t", language="", page=page, original="", updated=AT, outlet="O"
    )
    document = FORMS[end].write(feed(entry))
    assert check_feed(document, end) == 1
    if end != "json":
        assert parsed(document).entries[0].author == "O"


@pytest.mark.parametrize("end", FORMS)
def test_an_empty_feed_is_valid_and_stays_the_same(end: str) -> None:
    document = FORMS[end].write(feed())
    assert check_feed(document, end) == 0
    assert document == FORMS[end].write(feed())


def test_ids_are_stable_and_differ() -> None:
    assert stable_id("article", "a1") == stable_id("article", "a1")
    assert stable_id("article", "a1") != stable_id("feed", "a1")
    assert stable_id("article", "a1").startswith("urn:uuid:")


@pytest.mark.parametrize("end", FORMS)
@pytest.mark.parametrize(
    "fault", [{"page": "no address"}, {"language": "not a language"}]
)
def test_the_checks_can_fail(end: str, fault: dict[str, str]) -> None:
    document = FORMS[end].write(feed(replace(ENTRY, **fault)))  # type: ignore[arg-type]
    with pytest.raises(InvalidFeed):
        check_feed(document, end)


@pytest.mark.parametrize("end", FORMS)
@given(
    title=st.text(),
    content=st.text(),
    at=st.datetimes(timezones=st.timezones()),
)
def test_no_text_breaks_the_document(
    end: str, title: str, content: str, at: datetime
) -> None:
    entry = FeedEntry(
        id=title,
        # Our pages give every entry a title, and every outlet has a name.
        title=f"T{title}",
        language="pt",
        page="https://nouvelles.example/",
        original="",
        updated=at,
        published=at,
        # An outlet has a name: `project` gives it the host's where it is not known.
        outlet=f"O {title}",
        summary=content,
        content=content,
    )
    assert check_feed(FORMS[end].write(feed(entry)), end) == 1
