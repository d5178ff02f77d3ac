"""Clues: what is found in texts of many scripts, and that none breaks it."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.records import Telling
from nouvelles.stories.clues import LOOKED_AT, Clues, clues
from nouvelles.stories.sketch import KINDS


def of(text: str, language: str = "en", headline: str = "") -> Clues:
    return clues(Telling(article="a", headline=headline, text=text, language=language))


def test_the_clues_of_a_sentence() -> None:
    found = of(
        "Yesterday the mayor Ada Brandão told Germany that 12,000 people had left, "
        "12,000 of 45 000."
    )
    assert found.words["people"] == found.words["yester"] == 1
    assert found.words["branda"] == 1  # six folded letters
    assert found.names["brandao"] == found.names["germany"] == 1.0
    assert found.names["yesterday"] < 1  # a capital that every first word has
    assert "mayor" not in found.names
    assert found.sounds["prnt"] == 1.0
    assert found.numbers == {"12000": 2, "45000": 1}
    assert found.places == {"DE": 1}


def test_headline_and_text_are_one() -> None:
    whole = of("The dam broke.", headline="Flood at Talmeira")
    assert {"flood", "talmei", "dam", "broke"} <= set(whole.words)
    assert "talmeira" in whole.names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("selon l’ONU et l'Otan", "fr", {"onu", "otan"}),
        ("dice che dell'Utri arriva", "it", {"utri"}),
        ("that Obama's and Jones’ men", "en", {"obama", "jones"}),
        ("сказав у Києві Зеленський", "uk", {"києві", "зеленський"}),
        ("είπε ο Μητσοτάκης", "el", {"μητσοτακησ", "μητσοτάκης", "μητσοτακης"}),
        ("met Jean-Luc Picard", "en", {"jean-luc", "jeanluc", "jean", "picard"}),
    ],
)
def test_names_without_what_is_tied_to_them(
    text: str, language: str, names: set[str]
) -> None:
    found = set(of(text, language).names)
    assert found
    assert found <= names


def test_in_a_headline_of_capitals_none_is_sure() -> None:
    found = of("Minister Greta Voss Resigns Over Secret Letter")
    assert max(found.names.values()) < 1


def test_a_name_is_heard_in_scripts_without_capitals() -> None:
    persian = of("آدا براندائو شهردار است", "fa").sounds
    latin = of("the mayor Ada Brandão", "pt").sounds
    assert "prnt" in persian.keys() & latin.keys()
    assert persian["prnt"] < latin["prnt"]


def test_in_scripts_without_spaces_only_foreign_names_are_heard() -> None:
    assert "mrkl" not in of("默克尔在柏林", "zh").sounds
    assert of("首相はメルケルさんと話した", "ja").sounds
    assert not of("首相は東京で話した", "ja").sounds


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12,000 and 12.000 and 12 000 and 12 000", {"12000": 4}),
        ("۱۲٬۰۰۰ نفر و ١٢٠٠٠", {"12000": 2}),
        ("१२३४ लोग", {"1234": 1}),
        ("3.5 or 3,5 percent", {"35": 2}),
        ("007 and 7 and 0 and 10", {"10": 1}),  # one digit is no sign of anything
        ("on 11 March 2026", {"11": 1, "2026": 1}),
        ("", {}),
    ],
)
def test_numbers_whatever_parts_them(text: str, numbers: dict[str, float]) -> None:
    assert of(text).numbers == numbers


def test_only_the_beginning_is_looked_at() -> None:
    assert "zebra" not in of("x " * LOOKED_AT + "zebra").words


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "?!", "-", "''", "🙂🙂"])
def test_nothing_has_no_clues(text: str) -> None:
    found = of(text)
    assert not any(getattr(found, one.name) for one in fields(found))


@given(
    st.text(max_size=200),
    st.sampled_from(
        ["en", "uk", "fa", "zh", "ja", "und", "", "x-nobody", "zh-Hant-TW"]
    ),
)
def test_any_text_has_clues(text: str, language: str) -> None:
    found = of(text, language, headline=text[:20])
    for name, _, _ in KINDS:
        said: dict[str, float] = getattr(found, name)
        assert all(term and weight > 0 for term, weight in said.items())
    assert found == of(text, language, headline=text[:20])
