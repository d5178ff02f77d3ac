"""Classes of characters, counted for many texts at once."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.characters import CLASSES, count

NAMES: Final = [name for name, _ in CLASSES]


def counted(text: str) -> dict[str, int]:
    """The classes of which a text has some."""
    column = count([text])[:, 0]
    return {name: int(n) for name, n in zip(NAMES, column, strict=True) if n}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("Ab 1", {"letter": 2, "capital": 1, "digit": 1, "space": 1}),
        ("Was? Ja, „nein“!",
         {"letter": 9, "capital": 2, "pause": 1, "stop": 2, "space": 2, "quote": 2}),
        ("«a» — b/c", {"letter": 3, "space": 2, "sign": 3, "quote": 2}),
        ("١٢٣", {"digit": 3}),
        ("漢字かなカナ한", {"letter": 7, "wide": 7}),
        ("ไทย", {"letter": 3, "wide": 3}),
        ("是。", {"letter": 1, "wide": 1, "stop": 1}),
        ("«", {"quote": 1}),
        ("»", {"sign": 1, "quote": 1}),
        ("a@b #c ©", {"letter": 3, "space": 2, "sign": 3}),
        ("है।", {"letter": 1, "stop": 1}),
        ("قال؟", {"letter": 3, "stop": 1}),
        ("a\tb\u00a0c", {"letter": 3, "space": 1}),
        ("\ud800", {}),
        ("\U0001f600", {}),
        ("\U00020000", {}),  # Han beyond the basic plane counts for none
    ],
)  # fmt: skip
def test_counts(text: str, expected: dict[str, int]) -> None:
    assert counted(text) == expected


def test_many_texts_are_counted_apart() -> None:
    texts = ["", "Abc", "", "1 2", "漢", ""]
    rows = count(texts)
    assert rows.shape == (len(CLASSES), 6)
    assert rows.dtype == np.float32
    assert rows[NAMES.index("letter")].tolist() == [0, 3, 0, 0, 1, 0]
    assert rows[NAMES.index("space")].tolist() == [0, 0, 0, 1, 0, 0]
    assert rows[NAMES.index("digit")].tolist() == [0, 0, 0, 2, 0, 0]


#: All but surrogates, weighted to what is beside a border of the basic plane.
TEXTS = st.lists(
    st.text(
        st.one_of(
            st.characters(codec="utf-8"),
            st.sampled_from("aA1 \t\n,.»『漢ก\ud7ff\ue000\uffff\U00010000"),
        ),
        max_size=30,
    ),
    min_size=1,
    max_size=8,
)


@given(TEXTS)
def test_as_a_search_counts(texts: list[str]) -> None:
    rows = count(texts)
    for place, text in enumerate(texts):
        basic = "".join(c for c in text if ord(c) < 0x10000)
        expected = [len(regex.findall(pattern, basic)) for _, pattern in CLASSES]
        assert rows[:, place].tolist() == expected
