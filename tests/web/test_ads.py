"""Advertisements on pages: labelled, where the rule says, and counted by day alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.config import ImprintSettings, PaperSettings, Settings
from nouvelles.records import Ad, Block, Picture
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.tally import Counted, Tally
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

DAY = date(2026, 3, 12)
AD = Ad(
    id=7,
    advertiser="Atelier <du> Quai",
    link="https://quai.example/?a=1&b=2",
    since=DAY,
    until=DAY + timedelta(days=20),
    words="Cartes fluviales <b>sur papier</b>.",
)
STORY = f"/fr/recit/{SLUG}-{ID}"
#: A browser's name.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

WITH = ["/fr/", "/fr/article/a9de", "/fr/article/a4fr", STORY,
        "/fr/rubrique/environnement", "/fr/pays/xb", "/en/"]  # fmt: skip
WITHOUT = ["/fr/sources", "/fr/recherche?q=talmeira", "/fr/a-propos", "/fr/imprint",
           "/fr/mentions-legales", "/fr/confidentialite", "/fr/nowhere",
           "/fr/source/marwalyoum.example"]  # fmt: skip


@pytest.fixture
def reads() -> MemoryReads:
    found = press.reads(stories=[the_story()])
    found.add_ad(AD)
    return found


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def reader(reads: MemoryReads, tally: Tally) -> Reader:
    settings = Settings(paper=PaperSettings(address=ADDRESS))
    app = create_app(settings, reads, clock=lambda: press.NOW, tally=tally)
    return Reader(app=app)


def slots(answer: httpx.Response) -> list[LexborNode]:
    return LexborHTMLParser(answer.text).css(".ad")


def location(reader: Reader, path: str) -> str:
    """The canonical path of a page."""
    answer = reader.get(path)
    return answer.headers.get("location", path)


def read(reader: Reader, path: str, **headers: str) -> httpx.Response:
    given = {"user_agent": BROWSER} | headers
    return reader.get(location(reader, path), **given)


@pytest.mark.parametrize("path", WITH)
def test_a_slot_is_labelled_and_has_its_place(reader: Reader, path: str) -> None:
    (slot,) = slots(read(reader, path))
    label = "Publicité" if path.startswith("/fr") else "Advertisement"
    assert slot.attributes["aria-label"] == label
    first = slot.css_first("p")
    assert first is not None
    assert first.text() == label
    assert "Atelier <du> Quai" in slot.text()
    (link,) = slot.css("a")
    assert link.attributes["href"] == AD.link
    assert link.attributes["rel"] == "sponsored nofollow noopener"
    # It stands behind all that the page says, in nothing of it.
    page = LexborHTMLParser(read(reader, path).text)
    assert not page.css("blockquote .ad, .passage .ad, .card .ad, li .ad, p .ad")
    words = page.css("main p, main li, main h2")
    assert words[-1].parent is not None
    assert words[-1].parent.mem_id == page.css(".ad")[0].mem_id or path.startswith(
        ("/fr/article", "/fr/recit")
    )


@pytest.mark.parametrize("path", WITHOUT)
def test_pages_that_have_none(reader: Reader, path: str) -> None:
    assert slots(reader.get(path)) == []


def test_quotes_are_never_broken(open_paper: OpenPaper) -> None:
    body = (
        *press.paragraphs("Avant."),
        Block(kind="quote", text="Un río no tiene frontera."),
        *press.paragraphs("Después."),
    )
    reads = MemoryReads([press.shown("q1", press.RADIO, "T", body, press.NOW)])
    reads.add_ad(AD)
    page = LexborHTMLParser(open_paper(reads).open("/fr/article/q1"))
    text = page.css_first(".text > div")
    assert text is not None
    assert text.css("blockquote")
    assert text.css(".ad") == []
    assert len(page.css(".ad")) == 1


def test_nothing_stands_beside_what_is_sensitive(
    reader: Reader, reads: MemoryReads
) -> None:
    articles = [f"/fr/article/{one.listed.id}" for one in the_story().told]
    assert all(slots(read(reader, path)) for path in (*articles, "/fr/", STORY))
    reads.add_story(replace(the_story(), sensitive=True))
    for path in (*articles, "/fr/", STORY):
        assert slots(read(reader, path)) == [], path
    # It does not depend on whether the story is shown, nor on how many tell it.
    for story in (
        replace(the_story(), sensitive=True, hidden=True),
        replace(the_story(), sensitive=True, told=the_story().told[:1]),
    ):
        reads.add_story(story)
        assert slots(read(reader, "/fr/article/a2ar")) == []
    # Other articles have theirs.
    assert slots(read(reader, "/fr/article/a8uk"))


def test_sections_and_languages_are_kept_to(reader: Reader, reads: MemoryReads) -> None:
    reads.add_ad(replace(AD, sections=("environment",), languages=("fr",)))
    for path in (STORY, "/fr/article/a2ar", "/fr/rubrique/environnement"):
        assert slots(read(reader, path)), path
    for path in ("/fr/", "/en/", "/fr/rubrique/sport", "/fr/article/a8uk",
                 f"/en/story/{SLUG}-{ID}"):  # fmt: skip
        assert slots(read(reader, path)) == [], path


def test_a_picture_has_its_size(reader: Reader, reads: MemoryReads) -> None:
    picture = Picture(media_type="image/webp", width=600, height=150, data=b"RIFFwebp")
    shown = replace(
        AD, words="", picture="0a1b.webp", alt="Cartes", width=600, height=150
    )
    reads.add_ad(shown, picture)
    (slot,) = slots(read(reader, "/fr/"))
    image = slot.css_first("img")
    assert image is not None
    assert image.attributes["alt"] == "Cartes"
    assert (image.attributes["width"], image.attributes["height"]) == ("600", "150")
    answer = reader.get(image.attributes["src"] or "")
    assert (answer.content, answer.headers["content-type"]) == (
        picture.data, "image/webp",
    )  # fmt: skip
    for bad in ("none.webp", "..%2f", "%00"):
        assert reader.get(f"/notices/{bad}").status_code == 404


def test_a_cap_is_kept(reader: Reader, reads: MemoryReads, tally: Tally) -> None:
    reads.add_ad(replace(AD, cap=3))
    shown = [bool(slots(read(reader, "/fr/article/a9de"))) for _ in range(5)]
    assert shown == [True, True, True, False, False]
    assert slots(read(reader, "/fr/")) == []
    # What other processes showed counts as well.
    taken = tally.take()
    assert sum(one.ads[7] for one in taken) == 3
    tally.learn(DAY, {7: 2})
    assert slots(read(reader, "/fr/"))
    tally.learn(DAY, {7: 3})
    assert slots(read(reader, "/fr/")) == []


def test_what_is_counted(reader: Reader, tally: Tally) -> None:
    front = read(reader, "/fr/")
    read(reader, "/fr/", if_none_match=front.headers["etag"])
    read(reader, "/fr/recherche?q=secret&page=1")
    read(reader, "/fr/article/a9de")
    tally_path = location(reader, "/fr/article/a9de")
    for not_counted in (
        {"user_agent": "ExampleBot/1.0 (+https://bot.example)"},
        {"user_agent": "curl/8.1"},
        {"user_agent": ""},
        {"sec_purpose": "prefetch;prerender"},
    ):
        read(reader, "/fr/", **not_counted)
    reader.ask("HEAD", "/fr/", user_agent=BROWSER)
    for path in ("/fr/nowhere", "/fr/flux.rss", "/robots.txt", "/fr/?page=99"):
        reader.get(path, user_agent=BROWSER)
    (counted,) = tally.take()
    assert counted == Counted(
        day=DAY,
        pages={"/fr/": 2, "/fr/recherche": 1, tally_path: 1},
        ads={7: 3},
    )
    assert tally.take() == []


def test_what_could_not_be_kept_is_counted_again(tally: Tally) -> None:
    tally.note(DAY, "/fr/", [7])
    (taken,) = tally.take()
    tally.note(DAY, "/fr/")
    tally.give_back(taken)
    (again,) = tally.take()
    assert again == Counted(day=DAY, pages={"/fr/": 2}, ads={7: 1})


@pytest.mark.parametrize("contact", ["", "redaction@nouvelles.example"])
def test_nobody_else_sells_space(reads: MemoryReads, contact: str) -> None:
    settings = Settings(
        paper=PaperSettings(address=ADDRESS), imprint=ImprintSettings(contact=contact)
    )
    app = create_app(settings, reads, clock=lambda: press.NOW)
    answer = Reader(app=app).get("/ads.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "placeholder.example.com, placeholder, DIRECT, placeholder"
    assert lines[1:] == ([f"CONTACT={contact}"] if contact else [])
