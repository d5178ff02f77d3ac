"""Filters of the search, as readers choose them and as strangers write them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import ADDRESS, Reader

EDITIONS = ("fr", "en", "ar")


def found(reader: Reader, **asked: str) -> list[str]:
    page = LexborHTMLParser(reader.open(f"/en/search?{urlencode(asked)}"))
    links = [node.attributes["href"] or "" for node in page.css(".rows-list h2 a")]
    return sorted(link.rpartition("-")[2].rpartition("/")[2] for link in links)


def notes(page: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(page).css("main .strip")]


def test_each_filter_leaves_some(reader: Reader) -> None:
    every = found(reader, q="talmeira")
    assert len(every) == 3
    assert found(reader, q="talmeira", language="pt") == ["a1dam"]
    assert found(reader, q="talmeira", language="pt-BR") == ["a1dam"]
    assert found(reader, q="talmeira", country="XA") == ["a1dam"]
    assert found(reader, q="talmeira", outlet="radioouvra.example") == ["a1dam"]
    assert found(reader, q="talmeira", language="tr") == []
    assert found(reader, q="talmeira", since="2026-03-12", until="2026-03-12") == every
    assert found(reader, q="talmeira", since="2026-03-13") == []
    assert found(reader, q="talmeira", until="2026-03-11") == []


def test_filters_find_without_words(reader: Reader) -> None:
    assert found(reader, language="pt") == found(reader, country="xa", language="pt")
    assert "a1dam" in found(reader, outlet="radioouvra.example")
    assert found(reader, until="2026-03-11") == []
    assert len(found(reader, since="2026-03-12")) > 3
    assert found(reader, q="…", language="pt") == found(reader) == []
    page = LexborHTMLParser(reader.open("/fr/recherche?language=pt"))
    assert "article" in page.css_first(".count").text()
    assert page.css_first('meta[name="robots"]') is not None
    (feed, *_) = page.css('main a[type="application/rss+xml"]')
    document = reader.open(str(feed.attributes["href"]))
    assert "/fr/article/" in document
    assert "Rechercher | " in document


def test_a_day_is_one_of_the_edition(open_paper: OpenPaper) -> None:
    """At 23:30 UTC it is the next day in Tokyo."""
    late = press.NOW.replace(hour=23, minute=30)
    one = press.shown("n1", press.RADIO, "Cheia", press.paragraphs("cheia"), late)
    own = {"en": {"timezone": "Asia/Tokyo"}, "fr": {"timezone": "UTC"}}
    paper = Settings(paper=PaperSettings(address=ADDRESS), editions=own)
    reader = open_paper(MemoryReads([one]), settings=paper, now=late)
    assert found(reader, q="cheia", since="2026-03-13") == ["n1"]
    assert "1 article pour" in reader.open("/fr/recherche?q=cheia&until=2026-03-12")


def test_the_form_keeps_what_was_chosen(reader: Reader) -> None:
    path = "/fr/recherche?q=talmeira&language=pt&country=xa&since=2026-03-01&until="
    page = LexborHTMLParser(reader.open(path))
    chosen = [node.attributes["value"] for node in page.css("option[selected]")]
    assert chosen == ["pt", "xa"]
    assert page.css_first("details[open] input[name=since]") is not None
    names = [node.text() for node in page.css("select[name=language] option")]
    assert names[0] == "Toutes les langues"
    assert names[1:] == sorted(names[1:])
    assert "portugais" in names
    feed = page.css_first("link[type='application/rss+xml'][title^=talmeira]")
    assert feed is not None
    items = reader.get(feed.attributes["href"] or "").text.count("<item>")
    assert items == 1
    other = page.css_first("link[hreflang=en]")
    assert other is not None
    assert (other.attributes["href"] or "").endswith(
        "/en/search?q=talmeira&language=pt&country=xa&since=2026-03-01"
    )


def test_pages_keep_the_filters(open_paper: OpenPaper) -> None:
    held = [
        press.shown(f"n{n}", press.RADIO, "N", press.paragraphs("cheia"), press.NOW)
        for n in range(25)
    ]
    page = open_paper(MemoryReads(held)).open("/fr/recherche?q=cheia&language=pt")
    assert 'href="/fr/recherche?q=cheia&amp;language=pt&amp;page=2"' in page


def test_very_many_hits_are_counted_to_a_thousand(open_paper: OpenPaper) -> None:
    held = [
        press.shown(f"n{n}", press.RADIO, "N", press.paragraphs("cheia"), press.NOW)
        for n in range(1_001)
    ]
    reader = open_paper(MemoryReads(held))
    assert "More than 1,000 articles" in reader.open("/en/search?q=cheia")
    last = reader.open("/en/search?q=cheia&page=50")
    assert "narrow the search for older ones" in last
    assert "page=51" not in last
    assert reader.get("/en/search?q=cheia&page=51").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "qqq"), ("language", "<b>"), ("language", "und"),
        ("country", "zz"), ("country", "fra"), ("outlet", "none.example"),
        ("outlet", "../etc"), ("since", "2026-02-30"), ("since", "yesterday"),
        ("until", "0000-00-00"), ("until", "99999-01-01"), ("since", "２０２６-０３-１２"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_left_out_and_said(
    reader: Reader, name: str, value: str
) -> None:
    path = f"/en/search?q=talmeira&{name}={quote(value)}"
    page = reader.open(path)
    (said,) = [one for one in notes(page) if "Left out" in one]
    assert value in said
    assert found(reader, q="talmeira", **{name: value}) == found(reader, q="talmeira")
    assert f"{name}={value}" not in page


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "page", ["99999", "100000", "0", "-1", "1e9", "9" * 400, "٣", "1 "]
)
def test_no_page_is_a_proper_answer(edition: str, page: str) -> None:
    word = "recherche" if edition == "fr" else "search"
    answer = PAPER.get(f"/{edition}/{word}?q=talmeira&page={quote(page)}")
    assert answer.status_code == 404
    assert f'lang="{edition}"' in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/xx/", 404), ("/FR/", 404), ("/fr-FR/", 404), ("/%00/", 404), ("/ar", 308),
        ("/de/search?q=a", 404), ("/ar/recherche", 404), ("/fr/langue/zzz", 404),
        ("/fr/langue/PT", 404), ("/fr/langue/%F0%9F%92%A9", 404), ("/en/language/", 404),
        ("/fr/recherche?q=" + "x" * 20_000, 200), ("/ar/search?q=%FF%FE%00%1B", 200),
        ("/fr/recherche?q=a&q=b&language=fr&language=pt", 200),
        ("/en/search?q=%E2%80%AEabc&since=%00", 200),
    ],
)  # fmt: skip
def test_addresses_of_strangers(path: str, status: int) -> None:
    assert PAPER.get(path).status_code == status


def paper() -> Reader:
    settings = Settings(paper=PaperSettings(address=ADDRESS, editions=EDITIONS))
    app = create_app(settings, press.reads(), clock=lambda: press.NOW)
    return Reader(app=app)


#: One for all examples: fixtures would be made anew for none of them.
PAPER = paper()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(
        ["/fr/recherche", "/en/search", "/ar/search", "/en/search/feed.atom"]
    ),
    st.dictionaries(
        st.sampled_from(
            ["q", "page", "language", "country", "outlet", "since", "until"]
        ),
        st.text(max_size=30)
        | st.dates().map(str)
        | st.sampled_from(["pt", "xa", "radioouvra.example", "9999-12-31", "talmeira"]),
    ),
)
def test_anything_asked_is_answered(path: str, asked: dict[str, str]) -> None:
    written = urlencode(asked, errors="surrogatepass")
    answer = PAPER.get(f"{path}?{written}")
    assert answer.status_code in (200, 404)
    assert "<script>" not in answer.text
