"""Names as they are said: what scripts and languages add to them is taken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language.sounds import sound
from nouvelles.language.spelled import spelled

#: Names as the press of each language writes them, in the cases that it puts them in.
ONE_NAME = {
    "artkn": [("uk", "Ердоганом"), ("fa", "اردوغان"), ("tr", "Erdoğan'ın")],
    "apm": [("en", "Obama"), ("uk", "Обами"), ("fa", "اوباما"), ("he", "אובמה")],
    "lntn": [("en", "London"), ("uk", "Лондоном"), ("hi", "लंदन"), ("el", "Λονδίνο")],
    "ptn": [("uk", "Путіним"), ("ru", "Путиным"), ("he", "פוטין"), ("fa", "پوتین")],
    "snsn": [("en", "Johnson"), ("uk", "Джонсоном"), ("he", "ג'ונסון"), ("hi", "जॉनसन")],
    "slnsk": [("uk", "Зеленського"), ("ru", "Зеленскому"), ("pl", "Zelenskiego")],
    "psnktn": [("en", "Washington"), ("fa", "واشنگتن"), ("he", "וושינגטון")],
    "srls": [("en", "Charles"), ("hi", "चार्ल्स"), ("fa", "چارلز"), ("he", "צ'ארלס")],
    "mksm": [("uk", "Максим"), ("en", "Maksim")],
    "ast": [("ar", "الأسد"), ("en", "Asad")],
    "prlmnt": [("ro", "parlamentului"), ("cs", "parlamentem"), ("en", "parliament")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heard", "language", "word"),
    [(heard, *one) for heard, words in ONE_NAME.items() for one in words],
)
def test_a_name_sounds_alike_in_every_language(
    heard: str, language: str, word: str
) -> None:
    assert heard in {sound(one) for one in spelled(word, language)}


@pytest.mark.parametrize(
    ("word", "language", "heard"),
    [
        ("בלונדון", "he", {"plntn", "lntn"}),  # in London, or of its own
        ("Salem", "cs", {"slm"}),  # too short to have an ending
        ("Ερντογάν", "el", {"artkn"}),
        ("Μπους", "el", {"ps"}),  # μπ at the beginning is a b
        ("Τραμπ", "el", {"trmp"}),  # and behind a vowel may be both
        ("والي", "ar", {"l"}),
    ],
)
def test_what_is_heard(word: str, language: str, heard: set[str]) -> None:
    assert {sound(one) for one in spelled(word, language)} == heard


@given(
    st.text(min_size=1, max_size=40),
    st.sampled_from(["uk", "fa", "he", "ar", "el", "hi", "cs", "tr", ""]),
)
def test_any_word_has_a_spelling(word: str, language: str) -> None:
    found = spelled(word, language)
    assert 1 <= len(found) <= 2
    assert found == spelled(word, language)
