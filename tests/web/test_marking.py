"""Snippets: the right words marked, and never longer than there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.web.marking import find_words, mark_words, passage


def marked(text: str, query: str) -> list[str]:
    return [text[start:stop] for start, stop in find_words(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("L’Élysée et l’ELYSEE", "elysée", ["Élysée", "ELYSEE"]),
        ("l’eau, la lune", "l’eau", ["eau"]),
        ("barrages et barrage", "barrage", ["barrage"]),
        ("帆船重返稻米之路", "稻米", ["稻米"]),
        ("رسالة قبل الموجة", "رساله", ["رسالة"]),
        ("<b>", "b", ["b"]),
        ("rien", "", []),
    ],
)
def test_words_are_found_folded(text: str, query: str, found: list[str]) -> None:
    assert marked(text, query) == found


def test_the_passage_stands_round_the_word() -> None:
    text = "avant " * 60 + "la digue a tenu " + "après " * 60
    cut = passage(text, "digue", 120, "fr")
    assert "digue" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= 120


def test_no_break_spaces_stay() -> None:
    assert passage("«\u202foui\u202f» \n non", "", 50, "fr") == "«\u202foui\u202f» non"


@given(st.text(max_size=400), st.text(max_size=20), st.integers(1, 120))
def test_room_is_kept_and_pieces_join(text: str, query: str, room: int) -> None:
    cut = passage(text, query, room, "fr")
    assert len(cut) <= room
    assert "".join(piece.text for piece in mark_words(cut, query)) == cut
