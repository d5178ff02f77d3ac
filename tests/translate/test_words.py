"""Tables of words: learned from texts, read back, and what they bear out."""

from __future__ import annotations

import pytest

from nouvelles.translate.coverage import kept_all
from nouvelles.translate.evidence import support
from nouvelles.translate.exonyms import exonyms
from nouvelles.translate.pair import Pair
from nouvelles.translate.stems import heard_alike
from nouvelles.translate.words import EMPTY, word_table
from tools.translation.words import learn

TEXTS = [
    ("the cat sleeps", "le chat dort"),
    ("the dog sleeps", "le chien dort"),
    ("the cat eats", "le chat mange"),
    ("the dog eats", "le chien mange"),
]

GOODS = [("water", "eau"), ("help", "aide"), ("rain", "pluie"), ("food", "vivres")]


def test_words_that_meet_are_learned_together() -> None:
    table = learn(TEXTS)
    assert max(table["cat"], key=table["cat"].__getitem__) == "chat"
    assert max(table["eats"], key=table["eats"].__getitem__) == "mange"


def test_a_name_stands_only_for_what_sounds_like_it() -> None:
    texts = [
        *((f"{one} in Palu", f"{other} Palu") for one, other in GOODS),
        *((f"{one} in towns", f"{other} villes") for one, other in GOODS),
    ]
    assert learn(texts)["palu"].keys() == {"palu"}


def test_tables_are_read_in_both_directions() -> None:
    there, back = word_table("en", "fr"), word_table("fr-CA", "en")
    assert there.likely("government", "gouvernement") > 0
    assert back.likely("gouvernement", "government") > 0
    assert there.is_common("house")
    assert word_table("en", "vi") is EMPTY


def test_exonyms_are_found_in_any_form() -> None:
    (word, *_) = support("Греції", "la Grèce", "uk", "fr")
    assert word.likely == 1.0
    assert exonyms("en", "fr")["Moscow"] == ("Moscou",)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Джулія", "Julia", True),
        ("Уилинге", "Wheeling", True),
        ("Холта", "Holt", True),
        ("Кавано", "Ford", False),
        ("Моралес", "Calzadilla", False),
    ],
)
def test_names_are_heard_across_scripts(one: str, other: str, alike: bool) -> None:
    assert heard_alike(one, other) is alike


def test_another_sentence_is_not_borne_out() -> None:
    source = "The government closed the port of Odessa on Monday after the attack."
    right = "Le gouvernement a fermé le port d'Odessa lundi après l'attaque."
    wrong = "La chanteuse présentera son nouvel album à la presse cet automne."

    def score(target: str) -> float:
        return kept_all(
            Pair(
                source=source, target=target, source_language="en", target_language="fr"
            )
        )

    assert score(right) > 10 > -5 > score(wrong)
