"""Links of section pages: by their looks, by a rule, in several languages."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.ingest.finding.article_address import signs_of_article
from nouvelles.ingest.finding.section_rule import parse_rule
from nouvelles.ingest.finding.sections import section_links
from nouvelles.ingest.finding.titled_links import has_words
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import normalise
from nouvelles.records import Entry

PAGES = Path(__file__).parent / "section_pages"
SITE = "https://www.outlet.example"


def links(html: str, rule: str = "", path: str = "/news/") -> list[str]:
    page = f"<meta charset=utf-8>{html}".encode()
    return [
        entry.url.removeprefix(SITE)
        for entry in section_links(page, address=f"{SITE}{path}", rule=rule)
    ]


def read(name: str) -> tuple[Entry, ...]:
    page = (PAGES / f"{name}.html").read_bytes()
    return section_links(page, address=f"{SITE}/section/")


# ---- whole pages, modelled on those of real outlets --------------------------------


def test_cards_in_french() -> None:
    entries = read("fr")
    assert [(entry.title, entry.published) for entry in entries] == [
        (
            "Le budget adopté en première lecture",
            datetime(2026, 11, 23, 6, 12, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("À Lyon, la mairie change de camp", datetime(2026, 11, 22, tzinfo=UTC)),
        ("« L’Europe doit choisir », l’entretien", None),
    ]
    assert entries[0] == Entry(
        feed=f"{SITE}/section/",
        guid=entries[0].url,
        url=f"{SITE}/politique/article/2026/11/23/"
        "le-budget-adopte-en-premiere-lecture_6182810_823448.html",
        title=entries[0].title,
        published=entries[0].published,
        language="fr-FR",
    )


def test_teasers_in_german() -> None:
    """The last has no sign of its own: it stands among others that have."""
    assert [entry.title for entry in read("de")] == [
        "Koalition Rentenreform: Was jetzt auf dem Tisch liegt",
        "Bahn Lokführer streiken ab Mittwoch wieder",
        "Elbe steigt in Dresden über fünf Meter",
        "Bremen wählt: die Lage am Abend",
    ]


def test_a_list_in_japanese() -> None:
    entries = read("ja")
    assert [entry.title for entry in entries] == [
        "台風21号、あす沖縄に接近 各地で警戒",
        "円相場、3カ月ぶりの高値をつける",
        "地方銀行、統合へ協議入り 会員記事",
    ]
    assert entries[0].published is not None
    assert entries[0].published.utcoffset() == timedelta(hours=9)


def test_cards_in_arabic() -> None:
    assert [entry.title for entry in read("ar")] == [
        "قمة المناخ تبدأ أعمالها اليوم",
        "نتائج أولية للانتخابات البلدية",
    ]


def test_a_table_in_portuguese_with_a_base_in_latin_1() -> None:
    page = (PAGES / "pt.html").read_bytes()
    entries = section_links(page, address="https://jornal.example/")
    assert [entry.url for entry in entries] == [
        f"https://noticias.jornal.example/cidade/noticia.php?id={number}"
        for number in (48213, 48209, 48190)
    ]
    assert entries[1].title == "Greve de ônibus chega ao fim"


def test_headings_with_short_addresses() -> None:
    entries = read("en")
    assert [entry.url.rpartition("/")[2] for entry in entries] == [
        "harbour",
        "ferry-row",
        "owls",
    ]
    assert entries[0].published == datetime(2026, 11, 20, 9, tzinfo=UTC)


# ---- parts of the choice -----------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "signs"),
    [
        ("/2026/11/23/title-of-it", 2),
        ("/2026/nov/23/title", 2),
        ("/20261123/title", 2),
        ("/news/2026-11-23/a-long-title-of-words", 3),
        ("/story/3000000218734", 1),
        ("/a/AST1F4445T1FUTIL02SM.html", 1),
        ("/archives/2562", 1),
        ("/inland/bahn-streik-248.html", 1),
        ("/n/2896af5086674d4bbbbd454dec217c63/", 1),
        ("/politik/alles-was-man-wissen-muss.html", 1),
        ("/bericht_ueber_die_lage/index.html", 1),
        ("/news/台風が沖縄に接近する", 1),
        ("/view.php?idx=8576", 1),
        ("/view.php?ArtNr=335614", 1),
        ("/view.php?cat_id=335", 0),
        ("/politics/", 0),
        ("/politics/2024-review", 0),
        ("/", -1),
        ("/tag/a-very-long-name-of-it", -1),
        ("/author/12345-jane-of-the-paper", -1),
        ("/autoren/jane/ein-text-mit-langem-titel", 1),
        ("/2026/11/", -1),
        ("/news/2026/11/23", -1),
        ("/politics/page/2", -1),
        ("/2026/11/23/picture.jpg", -1),
        ("/2026/11/23/title?replytocom=254922", -1),
    ],
)
def test_signs_of_an_address(path: str, signs: int) -> None:
    assert signs_of_article(f"{SITE}{path}") == signs


def test_words_of_a_title() -> None:
    assert has_words("The mayor resigns today")
    assert not has_words("The mayor resigns")
    assert has_words("台風21号沖縄に接近")
    assert not has_words("政治・社会")
    assert not has_words("Đường về nhà")


def test_a_link_that_comes_thrice_is_one() -> None:
    html = """<div><a href="/2026/11/23/a-b"><img></a>
      <a href="/2026/11/23/a-b?utm_source=x">A title of five words</a>
      <a href="/2026/11/23/a-b">more</a></div>"""
    (entry,) = section_links(html.encode(), address=SITE)
    assert entry.title == "A title of five words"


def test_letters_within_a_word_stay_together() -> None:
    html = '<a href="/2026/11/23/x"><b>L</b>e maire<br>parle <i>d</i>’or</a>'
    (entry,) = section_links(html.encode(), address=SITE)
    assert entry.title == "Le maire parle d’or"


def test_a_heading_of_the_page_is_no_title() -> None:
    html = """<main><h1>All the news of the town</h1>
      <a href="/2026/11/23/x">The mayor resigns after all</a></main>"""
    (entry,) = section_links(html.encode(), address=SITE)
    assert entry.title == "The mayor resigns after all"


def test_a_date_belongs_to_its_own_card() -> None:
    html = """<ul><li><a href="/2026/11/23/x-y">First of the two texts</a></li>
      <li><a href="/2026/11/22/x-z">Second of the two texts</a>
      <time datetime="2026-11-22T10:00:00Z"></time></li></ul>
      <time datetime="2026-11-24T00:00:00Z">now</time>"""
    entries = section_links(html.encode(), address=SITE)
    assert [entry.published for entry in entries] == [
        None,
        datetime(2026, 11, 22, 10, tzinfo=UTC),
    ]


def test_the_page_itself_and_other_hosts_are_left_out() -> None:
    html = """<a href="/2026/11/23/this-page-of-ours">This very page of ours</a>
      <a href="https://other.example/2026/11/23/x">Another outlet has this</a>
      <a href="https://news.outlet.example/2026/11/23/x">A host of our own</a>"""
    found = links(html, path="/2026/11/23/this-page-of-ours/")
    assert found == ["https://news.outlet.example/2026/11/23/x"]


def test_nothing_found_is_said() -> None:
    with pytest.raises(NotRead) as caught:
        links("<a href=/about>About</a>")
    assert caught.value.word is Word.NO_LINKS_FOUND


def test_an_empty_page() -> None:
    with pytest.raises(NotRead) as caught:
        section_links(b" \n", address=SITE)
    assert caught.value.word is Word.EMPTY


# ---- by a rule ---------------------------------------------------------------------

RULED = """<nav><a href="/x">Menu</a></nav><div class="top"><h2><a href="/a">A</a></h2>
  <h2><a href="/b">B</a></h2></div><div class="card"><a href="/c/1">image</a>
  <a href="/c/1">Short title</a><a href="/cat">C</a></div>
  <div class="card"><a href="https://else.example/n">Elsewhere but wanted</a></div>"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("h2 a", ["/a", "/b"]),
        (".card", ["/c/1", "https://else.example/n"]),
        ("h2 a, .card", ["/a", "/b", "/c/1", "https://else.example/n"]),
        ("a | /[ab]$", ["/a", "/b"]),
        ("h2 | outlet.*/b", ["/b"]),
        ("nav a", ["/x"]),
    ],
)
def test_rules(rule: str, expected: list[str]) -> None:
    assert links(RULED, rule) == expected


def test_a_container_of_many_gives_those_with_titles() -> None:
    html = """<main><p><a href="/one">The first of all titles</a> <a href="/tag/x">X</a>
      <p><a href="/two">The second of all titles</a><a href="/author/y">By Jane of Y</a>
      </main>"""
    assert links(html, "main") == ["/one", "/two"]


def test_a_pattern_alone_narrows_the_choice() -> None:
    html = """<a href="/2026/11/23/sport-x">A title of five words</a>
      <a href="/2026/11/23/news-y">Another title of five words</a>"""
    assert links(html, "| /sport-") == ["/2026/11/23/sport-x"]


@pytest.mark.parametrize("rule", ["a[", "a:foo", "a > > b", "a |", "a | (", "| [z-a]"])
def test_a_bad_rule_is_explained(rule: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_rule(rule)
    assert "Such as" in caught.value.advice


def test_a_pattern_that_never_ends_is_stopped() -> None:
    html = f'<a href="/{"a" * 60}!">A title of five words</a>'
    with pytest.raises(InputError, match="too long"):
        links(html, "a | (a|aa)+$")


# ---- any input ---------------------------------------------------------------------


@settings(max_examples=150)
@given(st.binary(max_size=300), st.integers(0, 3000), st.integers(0, 400))
def test_mutilated_pages(noise: bytes, start: int, length: int) -> None:
    page = (PAGES / "fr.html").read_bytes()
    broken = page[:start] + noise + page[start + length :]
    for rule in ("", "article", "a | /"):
        with contextlib.suppress(NotRead):
            section_links(broken, address=f"{SITE}/x", rule=rule)


@pytest.mark.parametrize(
    "page",
    [
        b"<" * 10_000_000,
        b"<div>" * 60_000,
        b"<a href=/2026/11/23/x>" * 50_000,
        b"<ul>" + b"<li><a href=/2026/11/23/x-%d>A title of words</a>" * 20_000,
        b"<h2><a href=/2026/11/23/a>" + b"<h2>" * 40_000,
    ],
)
def test_hostile_pages_are_read_in_bounded_time(page: bytes) -> None:
    start = time.process_time()
    for rule in ("", "li, h2"):
        with contextlib.suppress(NotRead):
            section_links(page, address=SITE, rule=rule)
    assert time.process_time() - start < 30


# ---- the shared press --------------------------------------------------------------


def _press(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "press_server", shared / "press" / "press.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["press_server"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_home_pages_of_the_press(shared: Path) -> None:
    """No link that is no article, and of those with a real title the most.

    The home pages print the name of a file where a page has no known title, and half
    of the sites are no outlets of news: their addresses show no sign. (The server's
    script leaves a file open, which is not ours to mend.)
    """
    module = _press(shared)
    data = shared / "bench" / "extraction"
    press = module.Press(module.pages(data, None), data, 8810, False, 0)
    wanted = found = titled = titled_found = 0
    for outlet in press.outlets:
        listed = {normalise(url): row.get("title") for url, row in outlet.links()}
        try:
            entries = section_links(outlet.home(), address=f"{outlet.base}/")
        except NotRead:
            entries = ()
        urls = {entry.url for entry in entries}
        assert urls <= listed.keys()
        wanted += len(listed)
        found += len(urls)
        real = {url for url, title in listed.items() if title and has_words(title)}
        titled += len(real)
        titled_found += len(real & urls)
    assert found >= 0.75 * wanted
    assert titled_found >= 0.85 * titled
