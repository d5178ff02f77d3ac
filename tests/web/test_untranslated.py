"""No page of an edition shows a word of the interface that is not in its language.

The pages of an edition are walked as links lead. What runs in another language is marked
with `lang` (that is the articles' own text); everything else is the interface. In Arabic
it may have no Latin letter, but for names; so a sentence is found that a template says
without asking the catalogue. In French and English no sentence of the other may stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import regex as re
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.config import ImprintSettings, PaperSettings, Settings
from nouvelles.records import Ad, Tombstone
from nouvelles.web import create_app
from nouvelles.web.addresses import Addresses
from nouvelles.web.words import load_words
from tests.web import invented_press as press
from tests.web.invented_stories import the_story
from tests.web.reader import ADDRESS, Reader

EDITIONS = ("fr", "en", "ar")

#: What keeps its Latin name in Arabic: formats, networks, licences, standards.
NAMES = re.compile(
    r"RSS 2\.0|RSS|Atom|JSON Feed|Facebook|LinkedIn|Pinterest|Mastodon|Bluesky|WhatsApp"
    r"|Telegram|X \(Twitter\)|\bX\b|CC BY(?:-[A-Z]{2})*|CC0|AGPL|WCAG|\bAA\b|SHA-256|UTC"
    r"|nouvelles(?:\.toml)?|security\.txt|imprint|YouTube"
    # Of the invented press: an agency, and whom a picture is credited to.
    r"|Meridian Press|Nuno Veloso / Rádio Ouvra"
)
#: Attributes that are read to or shown to a reader.
READ = ("aria-label", "title", "alt", "placeholder", "data-copied")
LATIN = re.compile(r"\p{Latin}")
#: Tags of languages in a story's figures stand beside their names.
TAG = re.compile(r"[a-z]{2,3}\Z")


@pytest.fixture(scope="module")
def reader() -> Reader:
    settings = Settings(
        paper=PaperSettings(address=ADDRESS, editions=EDITIONS),
        imprint=ImprintSettings(publisher="١", contact="١"),
        editions={"ar": {"name": "أخبار العالم"}},
    )
    reads = press.reads(stories=[the_story()])
    day = date(2026, 3, 12)
    reads.add_ad(
        Ad(
            id=1,
            advertiser="١",
            link="https://quai.example/",
            since=day,
            until=day + timedelta(days=1),
            words="١",
        )
    )
    at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    for name, status in (("gone", 410), ("barred", 451)):
        one = press.press()[0]
        reads.add(replace(one, listed=replace(one.listed, id=name)))
        reads.remove(name, Tombstone(status=status, reason="١", at=at))  # type: ignore[arg-type]
    return Reader(app=create_app(settings, reads, clock=lambda: press.NOW))


def walk(reader: Reader, language: str) -> dict[str, LexborHTMLParser]:
    """Every page of an edition that can be reached, and those that nobody links to."""
    at = Addresses(base="", edition=language)
    waiting = [
        at.front(), f"/{language}/nowhere", at.article("gone", ""),
        at.article("barred", ""), at.search("الموجه"), at.search("١٢٣"),
        at.search("الموجه") + "&language=tlh&since=2026-02-30",
        *(at.article(one.listed.id, "") for one in press.press()),
    ]  # fmt: skip
    found: dict[str, LexborHTMLParser] = {}
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in found:
            continue
        answer = reader.get(path)
        if "location" in answer.headers:
            waiting.append(answer.headers["location"])
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[path] = page = LexborHTMLParser(answer.text)
        for node in page.css(f"a[href^='/{language}/']"):
            waiting.append(node.attributes["href"] or "")
    return found


def spoken(node: LexborNode, here: str, language: str) -> Iterator[str]:
    """What a page says in a language: texts and attributes that are not marked as
    another's. `here` is the language at the node."""
    here = (node.attributes.get("lang") or "") if "lang" in node.attributes else here
    is_address = node.attributes.get("dir") == "ltr" and "lang" not in node.attributes
    if node.tag in ("script", "style", "code") or is_address:
        return
    if here == language:
        for name in READ:
            yield node.attributes.get(name) or ""
    child = node.child
    while child is not None:
        if child.tag == "-text":
            if here == language:
                yield child.text(deep=False)
        else:
            yield from spoken(child, here, language)
        child = child.next


def interface(page: LexborHTMLParser, language: str) -> list[str]:
    html = page.css_first("html")
    assert html is not None
    assert html.attributes["lang"] == language
    body = page.css_first("body")
    assert body is not None
    said = [text.strip() for text in spoken(body, language, language)]
    title = page.css_first("title")
    if title is not None and not page.css("h1[lang], h1 [lang]"):
        said += title.text().split(" | ")  # else it repeats an article's headline
    return [text for text in said if text]


def test_arabic_has_no_latin_letter_but_in_names(reader: Reader) -> None:
    pages = walk(reader, "ar")
    assert len(pages) > 50
    found = [
        (path, said)
        for path, page in pages.items()
        for said in interface(page, "ar")
        if LATIN.search(NAMES.sub("", said)) and not TAG.match(said)
    ]
    assert found == []


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_no_sentence_of_another_catalogue_stands_on_a_page(
    reader: Reader, language: str, other: str
) -> None:
    own, others = load_words(language).messages, load_words(other).messages
    mine = {form for forms in own.values() for form in forms}
    strange = {
        form
        for forms in [*others.values(), *([id] for id in own if language != "en")]
        for form in forms
        if "{" not in form and len(form) > 3 and form not in mine
    }
    pages = walk(reader, language)
    assert len(pages) > 50
    heard = {said for page in pages.values() for said in interface(page, language)}
    assert heard & mine  # what is known is recognised
    assert heard & strange == set()


def test_a_word_that_asks_no_catalogue_is_found() -> None:
    page = LexborHTMLParser(
        "<html lang=ar><body><p>كلمة</p><p lang=fr>du texte</p><p>Word</p>"
        "<a aria-label='Named'>رابط</a></body></html>"
    )
    said = interface(page, "ar")
    assert said == ["كلمة", "Word", "Named", "رابط"]
