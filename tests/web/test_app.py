"""Routes, editions, errors, and that nothing a stranger sends is a 500."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nouvelles.config import PaperSettings, Settings
from nouvelles.errors import ConfigError, StoreError
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import ADDRESS, Reader


@pytest.mark.parametrize(
    ("accepted", "path"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "/fr/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("de,en;q=0.3,fr;q=0.7", "/fr/"),
        ("de", "/fr/"),
        ("", "/fr/"),
        ("en;q=0", "/fr/"),
        ("en;q=banana, ;;;, *", "/fr/"),
    ],
)
def test_the_door_opens_to_the_readers_language(
    reader: Reader, accepted: str, path: str
) -> None:
    answer = reader.get("/", accept_language=accepted)
    assert answer.status_code == 302
    assert answer.headers["location"] == path
    assert "Accept-Language" in answer.headers["vary"]


def test_the_slash_is_added_without_the_host_header(reader: Reader) -> None:
    answer = reader.get("/fr", host="evil.example")
    assert (answer.status_code, answer.headers["location"]) == (308, "/fr/")


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/fr/sources/", "/fr/sources"),
        ("/fr/source/radioouvra.example//", "/fr/source/radioouvra.example"),
        ("/en/search/?q=a%20b&q=%3C", "/en/search?q=a+b&q=%3C"),
        ("/fr//", "/fr"),
    ],
)
def test_a_slash_too_much_is_taken_away(reader: Reader, path: str, leads: str) -> None:
    answer = reader.get(path, host="evil.example")
    assert (answer.status_code, answer.headers["location"]) == (308, leads)


@pytest.mark.parametrize("path", ["/evil.example/", "/fr/nowhere/", "/static/", "/x//"])
def test_a_slash_behind_no_page_is_not_followed(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_editions_link_to_each_other(reader: Reader) -> None:
    page = reader.open("/fr/sources")
    found = dict(
        re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page)
    )
    assert found == {
        "fr": f"{ADDRESS}/fr/sources",
        "en": f"{ADDRESS}/en/sources",
        "x-default": f"{ADDRESS}/fr/sources",
    }


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/fr/sources", "/fr/a-propos", "/fr/mentions-legales", "/fr/confidentialite",
     "/fr/recherche", "/fr/article/a1dam", "/fr/source/radioouvra.example"],
)  # fmt: skip
def test_each_page_has_its_other_version(reader: Reader, path: str) -> None:
    page = reader.open(path)
    other = re.search(r'hreflang="en" href="' + ADDRESS + r'([^"]+)"', page)
    assert other is not None
    assert '<html lang="en"' in reader.open(other[1])


def test_errors_speak_the_editions_language(reader: Reader) -> None:
    french = reader.get("/fr/nowhere")
    assert french.status_code == 404
    assert "Il n’y a rien ici" in french.text
    english = reader.get("/en/nowhere")
    assert "There is nothing here" in english.text
    chosen = reader.get("/nowhere", accept_language="en")
    assert "There is nothing here" in chosen.text
    assert "noindex" in chosen.text


class Broken(MemoryReads):
    """Reads that fail when the articles are asked for."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def changed(self) -> int:
        raise self.error


def test_an_unreadable_store_is_said(open_paper: OpenPaper) -> None:
    reader = open_paper(Broken(StoreError("paper", "disk full")))
    answer = reader.get("/en/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
    assert "being put in order" in answer.text
    assert "disk full" not in answer.text
    assert reader.get("/health").status_code == 503
    assert reader.get("/robots.txt").status_code == 200


def test_a_bug_is_a_page_and_guarded(open_paper: OpenPaper) -> None:
    answer = open_paper(Broken(ZeroDivisionError("secret"))).get("/fr/")
    assert answer.status_code == 500
    assert "Le journal s’est trompé" in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_health_and_robots(reader: Reader) -> None:
    assert reader.get("/health").text == "ok\n"
    assert reader.get("/robots.txt").text == (
        "User-agent: *\nDisallow: /fr/recherche?\nDisallow: /en/search?\n\n"
        f"Sitemap: {ADDRESS}/sitemap.xml\n"
    )


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (PaperSettings(timezone="Mars/Olympus"), "is not a time zone"),
        (PaperSettings(timezone="../etc"), "is not a time zone"),
        (PaperSettings(editions=("fr", "eo")), "no interface in `eo`"),
        (PaperSettings(editions=()), "there is none"),
        (PaperSettings(editions=("fr", "en", "fr")), "one is named twice"),
    ],
)
def test_impossible_settings_are_refused(paper: PaperSettings, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        create_app(Settings(paper=paper), MemoryReads(), clock=lambda: press.NOW)


def test_one_edition_is_enough(open_paper: OpenPaper, reads: MemoryReads) -> None:
    paper = PaperSettings(address=ADDRESS + "/", editions=("en",))
    reader = open_paper(reads, settings=Settings(paper=paper))
    assert reader.get("/").headers["location"] == "/en/"
    assert reader.get("/fr/").status_code == 404
    assert f'href="{ADDRESS}/en/"' in reader.open("/en/")


READER = None


def stranger() -> Reader:
    """One paper for all examples; fixtures would be made anew for none of them."""
    global READER
    if READER is None:
        paper = Settings(paper=PaperSettings(address=ADDRESS))
        app = create_app(paper, press.reads(), clock=lambda: press.NOW)
        READER = Reader(app=app)
    return READER


paths = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["fr/article/", "fr/source/", "fr/", "en/search", "pictures/", "static/", "x"]
    ).flatmap(lambda start: st.text(max_size=30).map(lambda end: start + end)),
)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    paths,
    st.text(max_size=60),
    st.text(max_size=8),
    st.dictionaries(
        st.sampled_from(
            ["accept-language", "accept-encoding", "if-none-match", "host", "range",
             "accept", "cookie", "x-forwarded-host"]
        ),
        printable.map(str.strip),
        max_size=4,
    ),
)  # fmt: skip
@example("fr/recherche", "\x00\ud800%", "99999999999", {"if-none-match": '"'})
@example("fr/source/..", "'; --", "-1", {"host": "[::"})
@example("fr/article/\x00-a1dam", "*" * 60, "2", {"accept-encoding": "gzip;q=;"})
def test_nothing_that_a_stranger_sends_is_our_mistake(
    path: str, query: str, number: str, headers: dict[str, str]
) -> None:
    reader = stranger()
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    for start in (f"/{quoted(path)}", "/fr/recherche", "/fr/"):
        answer = reader.get(f"{start}?q={quoted(query)}&page={quoted(number)}", **named)
        assert answer.status_code in (200, 301, 302, 304, 308, 404)
        assert "evil" not in answer.headers.get("location", "")
