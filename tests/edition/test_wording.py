"""Two wordings in one line: what stayed, what was taken out, what was put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.edition import Run, compare_words
from nouvelles.edition.wording import plain


def runs(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in compare_words(before, after)]


def test_one_word() -> None:
    assert runs("Le bilan est de douze morts.", "Le bilan est de quatorze morts.") == [
        ("kept", "Le bilan est de "),
        ("removed", "douze"),
        ("added", "quatorze"),
        ("kept", " morts."),
    ]


def test_neighbours_are_one_change() -> None:
    """Between two changes a space alone would be noise."""
    assert runs("Il a dit oui hier soir ici.", "Il a dit non jamais soir ici.") == [
        ("kept", "Il a dit "),
        ("removed", "oui hier"),
        ("added", "non jamais"),
        ("kept", " soir ici."),
    ]


def test_other_signs_for_the_same_are_no_change() -> None:
    assert runs("l'eau - dit-il - monte", "l’eau – dit-il – baisse") == [
        ("kept", "l’eau – dit-il – "),
        ("removed", "monte"),
        ("added", "baisse"),
    ]


def test_numbers_and_compounds_are_words() -> None:
    assert runs("Il y a 8\u202f000 abris.", "Il y a 12\u202f000 abris.")[1:3] == [
        ("removed", "8\u202f000"),
        ("added", "12\u202f000"),
    ]
    assert ("removed", "demi-heure") in runs(
        "Une demi-heure après la crue", "Une heure après la crue"
    )


def test_a_sentence_written_anew_stands_after_the_old_one() -> None:
    assert runs("Le maire se tait.", "Aucune réaction.") == [
        ("removed", "Le maire se tait."),
        ("added", "Aucune réaction."),
    ]
    assert runs("", "Tout est neuf.") == [("added", "Tout est neuf.")]
    assert runs("Rien ne reste.", "") == [("removed", "Rien ne reste.")]
    assert runs("", "") == []


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        (
            "船队周四抵达群岛，全程十九天。",
            "船队周五抵达群岛，全程十九天。",
            "四",
            "五",
        ),
        ("قُتل ١٢ شخصًا في الفيضان", "قُتل ١٤ شخصًا في الفيضان", "١٢", "١٤"),
        ("ใน น้ำท่วมมีผู้เสียชีวิต", "ใน น้ำแล้งมีผู้เสียชีวิต", "ท่วม", "แล้ง"),
    ],
)
def test_scripts(before: str, after: str, removed: str, added: str) -> None:
    found = runs(before, after)
    assert ("removed", removed) in found
    assert ("added", added) in found


def test_letters_of_a_long_passage_are_one_replacement() -> None:
    before = "天地人山水火木" * 140
    after = before[:3] + "木火水山人地天" * 138 + before[-4:]
    assert len(compare_words(before, after)) <= 4


WORDS = st.lists(
    st.sampled_from(["le", "pont", "cède", "l’eau", ",", ".", "周", "五", "14"])
).map(" ".join)


@given(WORDS, WORDS)
def test_both_wordings_stand_in_the_line(before: str, after: str) -> None:
    found = compare_words(before, after)
    older = "".join(run.text for run in found if run.kind != "added")
    newer = "".join(run.text for run in found if run.kind != "removed")
    assert plain(older) == plain(before)
    assert newer == after
    assert all(run.text for run in found)


def test_a_run_is_plain_data() -> None:
    assert compare_words("a", "a") == (Run(text="a", kind="kept"),)
