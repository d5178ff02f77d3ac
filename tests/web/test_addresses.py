"""Addresses: slugs, ids, and paths that lead where they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.web.addresses import (
    HOST,
    PATHS,
    Addresses,
    outward,
    path_words,
    readable,
    split_name,
)

AT = Addresses(base="https://nouvelles.example", edition="fr")


@given(st.text(), st.from_regex(r"\A[A-Za-z0-9_]{1,64}\Z"))
def test_the_id_comes_back_out_of_the_path(headline: str, id: str) -> None:
    name = AT.article(id, headline).rpartition("/")[2]
    parts = split_name(name)
    assert parts is not None
    assert parts[1] == id


@pytest.mark.parametrize("name", ["", "-", "slug-", "a-b%2F", "x-" + 65 * "a", "é"])
def test_what_holds_no_id(name: str) -> None:
    assert split_name(name) is None


def test_pages_and_queries() -> None:
    assert AT.front() == "/fr/"
    assert AT.front(2) == "/fr/?page=2"
    assert AT.search("thé & pain", 3) == "/fr/recherche?q=th%C3%A9+%26+pain&page=3"
    assert AT.feed() == "/fr/flux.rss"
    of_source = AT.source("a.example")
    assert AT.feed(of_source, "atom") == "/fr/source/a.example/flux.atom"
    assert AT.feed(AT.search("a b"), "json") == "/fr/recherche/flux.json?q=a+b"
    assert AT.picture("é.jpg") == "/pictures/%C3%A9.jpg"


def test_only_web_addresses_are_linked() -> None:
    assert outward("https://a.example/") == "https://a.example/"
    assert outward("javascript:alert(1)") == ""
    assert outward("//a.example") == ""


def test_addresses_are_readable() -> None:
    assert readable("https://a.example/%D8%A3") == "https://a.example/أ"
    for odd in (
        "https://a.example/%00",
        "https://a.example/%ff",
        "https://a.example/%0a",
    ):
        assert readable(odd) == odd


def test_hosts() -> None:
    assert HOST.match("courrier-sohra.example")
    assert HOST.match("xn--80ak6aa92e.com")
    assert not HOST.match("-a.example")
    assert not HOST.match("a.example\n")
    assert not HOST.match("A.example")


def test_editions_name_the_same_pages() -> None:
    assert all(words.keys() == PATHS["en"].keys() for words in PATHS.values())
    assert path_words("tlh") == PATHS["en"]
