"""No fault of the seed page reaches a reader of the paper, whatever an engine gives.

Each is stopped more than once: mended, a sentence by the checks, which leave the
original, marked, a page by the gate. What is asked here is what the page shows.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nouvelles.store import Store, translations
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.run.translating.paper import (
    ANSWERS,
    FIRST,
    THIRD,
    Paper,
    answers_of,
    with_settings,
)
from tests.web.reader import Reader

SECOND = "The president of the region spoke of the bridge in Russia on Monday."
GOOD = "Lundi, le président de la région a parlé du pont en Russie."

#: What the engine gives for the second sentence, and what of it may stand nowhere.
FAULTS = {
    "a capital article": (
        "Lundi, le président de la région a parlé du pont dans La Guyane.",
        "dans La Guyane",
    ),
    "an uncontracted preposition": (
        "Lundi, le chef de le gouvernement de la région a parlé du pont.",
        "de le gouvernement",
    ),
    "a quotation mark without a partner": (
        "Lundi, le président de la région a « parlé du pont en Russie.",
        "« parlé",
    ),
    "another language": (SECOND.replace("region", "province"), "province"),
    "two languages": (
        "Lundi, le président de la région of the region spoke of the bridge in Russia.",
        "région of the",
    ),
    "the headline again": ("Le pont est fermé.", "Le pont est fermé."),
    "a line of the site": (
        "Lire aussi Le pont est fermé lundi en Russie",
        "Lire aussi",
    ),
    "a call to comment": ("Leave a Comment", "Leave a Comment"),
    "what eats spam": (
        "This site uses Akismet to reduce spam. Learn how your data is processed.",
        "Akismet",
    ),
    "an advertisement": ("ADVERTISEMENT", "ADVERTISEMENT"),
}
#: What the page shows where a fault is put right.
MENDED = {
    "an uncontracted preposition": "du gouvernement",
    "a quotation mark without a partner": "a parlé du pont",
}


@pytest.fixture
def paper(sqlite_store: Store, clock: Clock) -> Paper:
    return Paper(sqlite_store, clock)


def page_of(paper: Paper, made: str) -> str:
    name = answers_of(paper.store.folder, {**ANSWERS, SECOND: made})
    paper.store = with_settings(paper.store, engine="recorded", recorded=name)
    id = paper.print(f"{FIRST} {THIRD} {SECOND}")
    paper.translate()
    app = create_app(
        paper.store.settings,
        ReadTables(paper.store),
        clock=lambda: datetime(2026, 3, 12, 12, tzinfo=UTC),
    )
    page = Reader(app=app).open(f"/fr/article/{id}")
    return page.partition('<div class="text">')[2].partition('<p class="credit">')[0]


def test_a_good_sentence_is_shown(paper: Paper) -> None:
    page = page_of(paper, GOOD)
    assert "du pont en Russie." in page
    assert 'class="own"' not in page


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_stopped(paper: Paper, fault: str) -> None:
    made, piece = FAULTS[fault]
    page = page_of(paper, made)
    assert piece not in page
    assert SECOND in page  # the outlet's own words
    with paper.store.read() as connection:
        held = [one for _, one in translations.held(connection)]
    is_mended = fault in MENDED and MENDED[fault] in page
    assert held or is_mended or '<i class="own" lang="en" dir="ltr">' in page
