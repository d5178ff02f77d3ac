"""Search: accents, scripts, marks, and people who are not to be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nouvelles.testing import MemoryReads
from nouvelles.web.paper.asking import QUERY_LENGTH, clean_query
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import Reader


def found(reader: Reader, query: str, edition: str = "fr") -> list[str]:
    path = f"/{edition}/{'recherche' if edition == 'fr' else 'search'}?q={query}"
    tree = LexborHTMLParser(reader.open(path))
    links = [node.attributes["href"] or "" for node in tree.css(".rows-list h2 a")]
    return [link.rpartition("-")[2].rpartition("/")[2] for link in links]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("Élysée", []),
        ("MESSAGE arrive", ["a4fr"]),
        ("barragem", ["a1dam"]),
        ("talmeira+vannes", ["a4fr"]),
        ("稻米", ["a5zh"]),
        ("الموجه", ["a2ar"]),
        ("бібліотека", ["a8uk"]),
        ("???", []),
        ('"', []),
    ],
)
def test_words_in_any_script(reader: Reader, query: str, ids: list[str]) -> None:
    assert found(reader, query) == ids


def test_words_are_marked_inside_the_snippet_alone(reader: Reader) -> None:
    page = reader.open("/fr/recherche?q=arrive")
    tree = LexborHTMLParser(page)
    assert [node.text() for node in tree.css("mark")] == ["arrivé"]
    assert not tree.css("h2 mark")
    assert "1 article pour" in page
    assert 'value="arrive"' in page


def test_no_snippet_is_longer_than_the_rights(reader: Reader) -> None:
    tree = LexborHTMLParser(reader.open("/fr/recherche?q=dam"))
    lengths = [len(node.text()) for node in tree.css(".rows-list .stand")]
    assert lengths
    assert max(lengths) <= 240


def test_a_query_comes_back_escaped(reader: Reader) -> None:
    page = reader.open("/fr/recherche?q=%22%3E%3Cscript%3E")
    assert "<script" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_an_outlet_that_opted_out_is_not_quoted(reader: Reader) -> None:
    page = reader.open("/en/search?q=freighters+return")
    assert "Sail freighters return" in page
    assert "after nineteen days" not in page


@pytest.mark.parametrize(
    "query", ["Halwan", "halwan digues", "idris+HALWAN", "gouverneur", "hébergées"]
)
def test_hidden_names_are_not_resolved(
    reader: Reader, reads: MemoryReads, query: str
) -> None:
    assert found(reader, "hébergées") == ["a4fr"]
    reads.hide("Idris Halwan", "Halwan")
    assert found(reader, query) == []
    assert "Aucun article pour" in reader.open(f"/fr/recherche?q={query}")
    feed = reader.open("/fr/flux.atom")
    assert "Halwan" not in feed
    assert "Dar Sohra, l’alerte" not in feed


def test_pages_of_hits(open_paper: OpenPaper) -> None:
    held = [
        press.shown(
            f"n{n}", press.RADIO, "Notícia", press.paragraphs("cheia"), press.NOW
        )
        for n in range(45)
    ]
    reader = open_paper(MemoryReads(held))
    seen = found(reader, "cheia") + found(reader, "cheia&page=2") + found(
        reader, "cheia&page=3"
    )  # fmt: skip
    assert len(set(seen)) == 45
    page = reader.open("/fr/recherche?q=cheia&page=2")
    assert 'href="/fr/recherche?q=cheia&amp;page=3"' in page
    assert "45 articles pour" in page


@given(st.text(max_size=600))
def test_queries_are_cleaned(given_query: str) -> None:
    query = clean_query(given_query)
    assert len(query) <= QUERY_LENGTH
    assert query == query.strip()
    assert query.isprintable() or not query.isascii()
    query.encode("utf-8")
    assert "\x00" not in query
    assert clean_query(query) == query
