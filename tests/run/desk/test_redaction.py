"""Moderators take words out; they put none in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.run.desk.redaction import MARK, is_redaction

TEXT = "Call Lina at 01 23 45 67 89, she lives in rue du Port. Call her."


@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        TEXT.replace("01 23 45 67 89", MARK),
        TEXT.replace("Lina", MARK).replace("rue du Port", MARK),
        MARK,
        f"{MARK} Call her.",
        f"Call {MARK}",
        f"Call {MARK}Call{MARK}.",
    ],
)
def test_words_may_go(edited: str) -> None:
    assert is_redaction(TEXT, edited)


@pytest.mark.parametrize(
    "edited",
    [
        "",
        "I am a thief.",
        TEXT + " Really!",
        TEXT.replace("Lina", "Lena"),
        TEXT.replace("Call her.", ""),  # taken out without a mark
        f"{MARK}{TEXT}",  # nothing was taken out there
        f"{TEXT}{MARK}",
        f"{MARK} in rue du Port, she lives {MARK}",  # in another order
    ],
)
def test_no_words_may_come(edited: str) -> None:
    assert not is_redaction(TEXT, edited)


@given(st.text(min_size=2, max_size=80), st.data())
def test_any_piece_may_be_taken_out(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert is_redaction(text, text[:start] + MARK + text[end:])


def test_a_text_with_the_mark_in_it_stays_as_it_is() -> None:
    assert is_redaction(f"he said {MARK} and left", f"he said {MARK} and left")
    assert is_redaction(f"he said {MARK} and left", f"{MARK} and left")


def test_many_marks_take_no_time() -> None:
    assert not is_redaction("a" * 5_000, MARK.join("a" * 2_000) + "b")
