"""What names sound like: one name in many scripts is one sound; no word breaks it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.language.sounds import sound

#: Names as the press of each language writes them.
ONE_NAME = {
    "pls": (
        "Pelosi",
        "PELOSI",
        "Пелоси",
        "Пелосі",
        "פלוסי",
        "پلوسی",
        "Πελόζι",
        "펠로시",
    ),
    "slnsk": ("Zelensky", "Zelenskyy", "Зеленський", "Зеленский", "زلنسکی", "زيلينسكي"),
    "mrkl": ("Merkel", "Меркель", "مرکل", "מרקל", "Μέρκελ"),
    "artkn": ("Erdoğan", "Erdogan", "Эрдоган", "Ердоган"),
    "prlmnt": ("parlament", "parliament", "парламент", "парламентъ"),
}


@pytest.mark.parametrize(
    ("heard", "word"),
    [(heard, word) for heard, words in ONE_NAME.items() for word in words],
)
def test_a_name_sounds_alike_in_every_script(heard: str, word: str) -> None:
    assert sound(word) == heard


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pelosi", "Meloni"),
        ("Merkel", "Macron"),
        ("Talmeira", "Montelar"),
        ("Зеленський", "Залужний"),
    ],
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("Schulz", "sls"),  # three letters, one sound
        ("Tchaikovsky", "sksk"),
        ("Cesare", "sr"),  # a soft c; a hard one is a k
        ("Carla", "krl"),
        ("Anna", "an"),  # a first vowel is kept, the same letter twice is one
        ("Otto", "at"),
        ("Havel", "l"),  # a v amid a word may be a vowel …
        ("Vaclav", "pkl"),  # … and at its beginning is none
        ("Xerxes", "ksrks"),
    ],
)
def test_the_rules_one_by_one(word: str, heard: str) -> None:
    assert sound(word) == heard


@pytest.mark.parametrize("word", ["", "a", "Lu", "12", "2026", "…", "’", "\n"])
def test_what_is_too_short_to_be_heard(word: str) -> None:
    assert sound(word) == ""


@given(st.text(max_size=60))
def test_any_string_has_a_sound_of_plain_letters(word: str) -> None:
    heard = sound(word)
    assert all(letter.isascii() and letter.islower() for letter in heard)
    assert heard == sound(word)
    assert all(one != other for one, other in pairwise(heard))


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=20))
def test_capitals_make_no_difference(word: str) -> None:
    assert sound(word) == sound(word.upper()) == sound(word.lower())
