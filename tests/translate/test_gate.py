"""No page with a fault of the seed page is let through; each is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nouvelles.translate import Held, Holding, Paragraph, held

GOOD = (
    "Le gouvernement a fermé le port lundi après l'attaque.",
    "« Nous resterons », a déclaré la maire de la ville.",
)
HEADLINE = "Le port d'Odessa fermé après une attaque"


def reasons(*texts: str, headline: str = HEADLINE) -> set[Holding]:
    paragraphs = [Paragraph(text=text) for text in (*GOOD, *texts)]
    return {one.reason for one in held(headline, paragraphs, "fr")}


def test_a_sound_page_passes() -> None:
    assert reasons() == set()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The government closed the port on Monday after the attack.", Holding.MIXED),
        ("Leave a Comment", Holding.BOILERPLATE),
        (
            "This site uses Akismet to reduce spam. Learn how your data is used.",
            Holding.BOILERPLATE,
        ),
        (
            "Lire aussi  Une alerte a été déclarée dans une partie de l'Ukraine",
            Holding.BOILERPLATE,
        ),
        ("Читайте также: что будет дальше", Holding.BOILERPLATE),
        ("ADVERTISEMENT", Holding.BOILERPLATE),
        (
            "Et, malheureusement, dans La Russie en a l'expérience.",
            Holding.CAPITAL_ARTICLE,
        ),
        ("Il a parlé de le président de la région.", Holding.UNCONTRACTED),
        ("« Nous partons, a-t-elle dit.", Holding.UNBALANCED_QUOTES),
    ],
)
def test_each_fault_holds_the_page(text: str, reason: Holding) -> None:
    assert reason in reasons(text)


def test_the_headline_may_not_stand_in_the_text_again() -> None:
    paragraphs = [
        Paragraph(text=f"{HEADLINE}."),
        *(Paragraph(text=text) for text in GOOD),
    ]
    assert held(HEADLINE, paragraphs, "fr") == (
        Held(reason=Holding.DOUBLED_HEADLINE, paragraph=1, words=f"{HEADLINE}."),
    )


def test_an_original_that_is_marked_is_no_mixture() -> None:
    english = "The government closed the port on Monday after the attack."
    paragraphs = [Paragraph(text=GOOD[0]), Paragraph(text=english, original=True)]
    assert held(HEADLINE, paragraphs, "fr") == ()


def test_a_person_s_words_are_asked_their_language_alone() -> None:
    """« La Voz » is a paper; what is in another language is a mistake of anybody's."""
    said = "La rédaction de La Voz de Verna l'a confirmé à notre journal."
    english = "The government closed the port on Monday after the attack."
    for text, by_people, wanted in (
        (said, False, {Holding.CAPITAL_ARTICLE}),
        (said, True, set()),
        (english, True, {Holding.MIXED}),
    ):
        paragraphs = [
            Paragraph(text=GOOD[0]),
            Paragraph(text=text, by_people=by_people),
        ]
        found = held(HEADLINE, paragraphs, "fr")
        assert {one.reason for one in found} == wanted


def test_an_empty_page_is_held() -> None:
    assert [one.reason for one in held(HEADLINE, [], "fr")] == [Holding.EMPTY]


@pytest.mark.shared
def test_the_seed_page_is_held_for_what_was_wrong_with_it() -> None:
    shared = Path(os.environ.get("NOUVELLES_SHARED", "../shared"))
    page = shared / "reference" / "seed-page.txt"
    if not page.exists():
        pytest.skip("the shared folder is not here")
    lines = [
        line for line in page.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    found = held(lines[1], [Paragraph(text=line) for line in lines[2:]], "fr")
    assert [(one.reason.name, one.words[:14]) for one in found] == [
        ("DOUBLED_HEADLINE", "L’Iran demande"),
        ("BOILERPLATE", "Lire aussi\u00a0 Un"),
        ("CAPITAL_ARTICLE", "dans La Russie"),
        ("BOILERPLATE", "Facebook"),
        ("BOILERPLATE", "Twitter"),
        ("BOILERPLATE", "LinkedIn"),
        ("BOILERPLATE", "Pinterest"),
        ("BOILERPLATE", "Leave a Commen"),
        ("BOILERPLATE", "This site uses"),
        ("BOILERPLATE", "ADVERTISEMENT"),
    ]
