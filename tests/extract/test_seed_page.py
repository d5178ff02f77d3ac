"""The faults of the page that started the product: none of them in the body, each told.

An extractor of its day printed the headline twice, took a box "Lire aussi" and the names
of share buttons for text, and ended with an English comment form below a French article.
"""

from __future__ import annotations

from functools import cache

import pytest

from nouvelles.extract import extract
from nouvelles.extract.reasons import Left
from nouvelles.records import Article, LeftOut
from tests.extract.captures import PAGES

HOSTS = {
    "fr": "https://courrier-du-val.example/vallee/2026/04/18/bac-a-cable",
    "en": "https://sound-gazette.example/2026/04/18/cable-ferry",
}

#: A line of sources below the text that stands in no footer looks like its last line.
SOURCES_ARE_KEPT = pytest.param(
    "en", marks=pytest.mark.xfail(reason="sources are kept")
)


@cache
def article(language: str) -> Article:
    page = (PAGES / f"seed-{language}.html").read_bytes()
    return extract(page, url=HOSTS[language], content_type="text/html; charset=utf-8")


def body(language: str) -> str:
    return "\n".join(block.text for block in article(language).body)


def told(language: str, words: str) -> LeftOut:
    """The part that was left out and begins with these words."""
    found = [
        left for left in article(language).left_out if left.words.startswith(words)
    ]
    assert len(found) == 1, [left.words for left in article(language).left_out]
    return found[0]


BODIES = {
    "fr": [
        ("paragraph", "Depuis trente-huit ans, Marcel"),
        ("paragraph", "« Le câble, on l’entend avant"),
        ("paragraph", "La commune a publié l’annonce"),
        ("heading", "Un pont à douze kilomètres"),
        ("paragraph", "Sans le bac, il faudrait"),
        ("paragraph", "Le département, propriétaire"),
    ],
    "en": [
        ("paragraph", "For thirty-eight years Walter"),
        ("paragraph", "“You hear the cable before"),
        ("paragraph", "The parish advertised in"),
        ("paragraph", "Without the ferry, the way"),
        ("paragraph", "The county owns the cable"),
    ],
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_body_is_the_text_and_nothing_else(language: str) -> None:
    # Sources have a test of their own.
    found = [b for b in article(language).body if not b.text.startswith("Sources:")]
    assert [block.kind for block in found] == [kind for kind, _ in BODIES[language]]
    for block, (_, begins) in zip(found, BODIES[language], strict=True):
        assert block.text.startswith(begins)
    assert article(language).language == language


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("fr", "À Sainte-Aubierge, le dernier bac à câble cherche un passeur"),
        ("en", "The last ferry on a cable looks for a hand"),
    ],
)
def test_the_headline_is_not_printed_twice(language: str, headline: str) -> None:
    assert article(language).headline == headline
    assert headline not in body(language)
    again = [left for left in article(language).left_out if left.words == headline[:60]]
    assert {left.reason for left in again} == {Left.HEADLINE}
    assert len(again) == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Lire aussi : Les boulistes"), ("en", "Related")],
)
def test_an_unrelated_box_amid_the_text(language: str, words: str) -> None:
    assert told(language, words).reason == Left.RELATED
    for unrelated in ("boulistes", "Bowls club", "Organ of St Brannoc"):
        assert unrelated not in body(language)


@pytest.mark.parametrize(
    ("language", "begins"), [("fr", "Lire aussi"), ("en", "Read more")]
)
def test_an_unrelated_box_after_the_text(language: str, begins: str) -> None:
    after = [
        left
        for left in article(language).left_out
        if left.words.startswith(begins) and ":" not in left.words
    ]
    assert [left.reason for left in after] == [Left.RELATED]
    for unrelated in (
        "L’orgue de Brennes",
        "chèvres",
        "foire aux ânes",
        "Parish goats",
    ):
        assert unrelated not in body(language)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Facebook"), ("en", "Share on Facebook")]
)
def test_the_names_of_share_buttons(language: str, words: str) -> None:
    assert told(language, words).reason == Left.SHARE
    for name in ("Facebook", "Twitter", "WhatsApp", "Copy link"):
        assert name not in body(language)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Leave a Reply"), ("en", "Leave a comment")]
)
def test_the_comment_form(language: str, words: str) -> None:
    assert told(language, words).reason == Left.COMMENTS
    for said in (
        "Your email address",
        "Required fields",
        "logged in",
        "tern43",
        "bridge and",
    ):
        assert said not in body(language)


@pytest.mark.parametrize(
    ("language", "label", "text"),
    [
        ("fr", "Publicité", "Les Meubles Tronchet"),
        ("en", "ADVERTISEMENT", "Tronchet’s"),
    ],
)
def test_the_label_and_the_text_of_an_advertisement(
    language: str, label: str, text: str
) -> None:
    assert told(language, label).reason == Left.ADVERTISEMENT
    assert label not in body(language)
    assert text not in body(language)


@pytest.mark.parametrize(
    ("language", "words", "inside"),
    [("fr", "La lettre du Val", "Inscrivez-vous"), ("en", "Sound mornings", "Sign up")],
)
def test_the_newsletter_box(language: str, words: str, inside: str) -> None:
    assert words not in body(language)
    assert inside not in body(language)
    reasons = {
        left.reason
        for left in article(language).left_out
        if left.words.startswith((words, inside))
    }
    assert Left.NEWSLETTER in reasons


@pytest.mark.parametrize("language", ["fr", SOURCES_ARE_KEPT])
def test_sources(language: str) -> None:
    assert "Sources" not in body(language)
    assert told(language, "Sources").reason in set(Left)


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [("fr", "© 2026", Left.RIGHTS), ("en", "© 2026", Left.RIGHTS)],
)
def test_the_foot_of_the_page(language: str, words: str, reason: Left) -> None:
    assert told(language, words).reason == reason
    assert words not in body(language)


def test_who_signs_and_when() -> None:
    assert article("fr").byline == ("Odile Marchand",)
    assert article("en").byline == ("Ann Field",)
    assert told("fr", "Le bac au petit matin").reason == Left.CAPTION
    for language in ("fr", "en"):
        found = article(language)
        assert found.published is not None
        assert found.published.date().isoformat() == "2026-04-18"
