"""What pages say to machines about themselves, held against schema.org's own ranges."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.testing import MemoryReads
from nouvelles.web.linked import write_linked
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

#: Types and the one above each (schema.org 29.0, 2025-03), as far as the paper uses them.
ABOVE = {
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "WebPage": "CreativeWork",
    "CollectionPage": "WebPage",
    "Organization": "Thing",
    "NewsMediaOrganization": "Organization",
    "Person": "Thing",
    "Intangible": "Thing",
    "ListItem": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
}

#: Properties by the type that brings them, with what each may hold.
PROPERTIES: dict[str, dict[str, set[str]]] = {
    "Thing": {
        "name": {"Text"},
        "url": {"URL"},
        "description": {"Text"},
        "image": {"ImageObject", "URL"},
    },
    "CreativeWork": {
        "headline": {"Text"},
        "inLanguage": {"Language"},
        "datePublished": {"Date", "DateTime"},
        "dateModified": {"Date", "DateTime"},
        "author": {"Organization", "Person"},
        "publisher": {"Organization", "Person"},
        "sdPublisher": {"Organization", "Person"},
        "isBasedOn": {"URL"},
        "isAccessibleForFree": {"Boolean"},
        "creditText": {"Text"},
        "license": {"URL"},
        "usageInfo": {"URL"},
    },
    "MediaObject": {"contentUrl": {"URL"}},
    "ImageObject": {"caption": {"Text"}},
    "ListItem": {"position": {"Integer"}, "item": {"Id"}},
    "ItemList": {"itemListElement": {"ListItem"}},
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\Z")


def _is_url(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
    return parts.scheme in ("http", "https") and bool(parts.netloc)


HOLDS: dict[str, Callable[[Any], bool]] = {
    "Text": lambda value: isinstance(value, str) and bool(value),
    "URL": _is_url,
    "Language": lambda v: (
        isinstance(v, str) and re.match(r"[a-z]{2,3}\b", v) is not None
    ),
    "Date": lambda v: isinstance(v, str) and _DAY.match(v) is not None,
    "DateTime": lambda v: isinstance(v, str) and _MOMENT.match(v) is not None,
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: type(value) is int,
    "Id": lambda v: isinstance(v, dict) and set(v) == {"@id"} and _is_url(v["@id"]),
}


def lineage(kind: str) -> list[str]:
    found = [kind]
    while found[-1] in ABOVE:
        found.append(ABOVE[found[-1]])
    assert found[-1] == "Thing", f"unknown type {kind}"
    return found


def check_thing(thing: dict[str, Any]) -> None:
    """Every property belongs to the type and holds what it may."""
    kinds = lineage(thing["@type"])
    for name, value in thing.items():
        if name in ("@type", "@id"):
            continue
        ranges = [PROPERTIES[k][name] for k in kinds if name in PROPERTIES.get(k, {})]
        assert ranges, f"{thing['@type']} has no {name}"
        for one in value if isinstance(value, list) else [value]:
            _check_value(name, one, ranges[0])


def _check_value(name: str, value: Any, expected: set[str]) -> None:
    if isinstance(value, dict) and "@type" in value:
        assert expected & set(lineage(value["@type"])), f"{name}: {value['@type']}"
        check_thing(value)
        return
    plain = [HOLDS[kind] for kind in expected if kind in HOLDS]
    assert any(holds(value) for holds in plain), f"{name}: {value!r}"


def linked(page: str) -> list[dict[str, Any]]:
    (script,) = LexborHTMLParser(page).css("script[type='application/ld+json']")
    document = json.loads(script.text())
    assert document["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = document["@graph"]
    return things


def article_of(page: str) -> dict[str, Any]:
    return next(thing for thing in linked(page) if thing["@type"] == "NewsArticle")


@pytest.mark.parametrize("edition", ["fr", "en"])
@pytest.mark.parametrize("id", [one.listed.id for one in press.press()])
def test_every_article_is_valid(reader: Reader, edition: str, id: str) -> None:
    page = reader.open(f"/{edition}/article/{id}")
    things = linked(page)
    assert [thing["@type"] for thing in things] == ["NewsArticle", "BreadcrumbList"]
    for thing in things:
        check_thing(thing)
    steps = things[1]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    for step in steps[:-1]:
        assert reader.get(step["item"]["@id"].removeprefix(ADDRESS)).status_code == 200


def test_a_whole_article_tells_whose_it_is(reader: Reader) -> None:
    found = article_of(reader.open("/fr/article/a1dam"))
    assert found["publisher"]["name"] == "Rádio Ouvra"
    assert found["sdPublisher"]["name"] == "Nouvelles du Monde"
    assert found["author"] == [{"@type": "Person", "name": "Otília Brandonço"}]
    assert found["isBasedOn"] == press.press()[0].listed.url
    assert found["creditText"] == "Rádio Ouvra, licence CC BY 4.0"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["inLanguage"] == "pt"
    assert found["datePublished"] == "2026-03-12T06:20:00-03:00"
    assert found["dateModified"] == "2026-03-12T10:40:00-03:00"
    assert found["isAccessibleForFree"] is True
    assert found["image"]["creditText"] == "Nuno Veloso / Rádio Ouvra"


def test_an_unlicensed_article_tells_no_more_than_its_page(reader: Reader) -> None:
    page = reader.open("/en/article/a2ar")
    found = article_of(page)
    assert "license" not in found
    assert found["creditText"].endswith("all rights reserved")
    shown = LexborHTMLParser(page).css_first(".extract")
    assert shown is not None
    assert found["description"] == shown.text()
    assert article_of(reader.open("/en/article/a9de"))["datePublished"] == "2026-03-12"


def test_a_withdrawn_article_says_nothing_of_its_text(
    open_paper: OpenPaper, reads: MemoryReads
) -> None:
    one = press.press()[3]
    listed = replace(
        one.listed,
        withdrawn=press.NOW,
        rights=replace(one.listed.rights, withdrawn=True),
    )
    reads.add(replace(one, listed=listed))
    found = article_of(open_paper(reads).open("/fr/article/a4fr"))
    assert found["headline"] == one.listed.headline
    assert not {"description", "license", "isAccessibleForFree"} & set(found)


def test_the_usage_notes_are_where_they_are_said_to_be(reader: Reader) -> None:
    address = article_of(reader.open("/fr/article/a1dam"))["usageInfo"]
    path, _, id = address.removeprefix(ADDRESS).partition("#")
    assert LexborHTMLParser(reader.open(path)).css_first(f"h2#{id}") is not None


def test_a_story_is_based_on_its_tellings(open_paper: OpenPaper) -> None:
    reader = open_paper(press.reads(stories=[the_story()]))
    found, way = linked(reader.open(f"/fr/recit/{SLUG}-{ID}"))
    check_thing(found)
    check_thing(way)
    assert found["@type"] == "CollectionPage"
    assert found["publisher"]["name"] == "Nouvelles du Monde"
    assert len(found["isBasedOn"]) == 5
    assert found["dateModified"] == "2026-03-12T06:20:00-03:00"
    assert "Rádio Ouvra" in found["creditText"]
    names = [step["name"] for step in way["itemListElement"]]
    assert names[:2] == ["À la une", "Environnement"]


def test_sources_tell_the_way(reader: Reader) -> None:
    (way,) = linked(reader.open("/fr/source/marwalyoum.example"))
    check_thing(way)
    assert way["itemListElement"][-1]["name"] == "المروال اليوم"


def test_no_text_leaves_its_script() -> None:
    text = "</script><!-- <script> & ]]>"
    made = str(write_linked({"@type": "NewsArticle", "headline": text}))
    assert not re.search("[<>&]", made)
    assert json.loads(made)["@graph"][0]["headline"] == text


@pytest.mark.parametrize(
    "thing",
    [
        {"@type": "NewsArticle", "isBasedOn": "/relative"},
        {"@type": "NewsArticle", "position": 1},
        {"@type": "Person", "headline": "x"},
        {"@type": "NewsArticle", "author": {"@type": "ListItem"}},
        {"@type": "NewsArticle", "datePublished": "yesterday"},
        {"@type": "Unheard", "name": "x"},
    ],
)
def test_the_check_can_fail(thing: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check_thing(thing)
