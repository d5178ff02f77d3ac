"""The order in which characters are seen, by the examples of UAX 9 and of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.web.preview.order import clean, find_levels, in_order


def seen(text: str, *, rtl: bool) -> str:
    return "".join(in_order(text, find_levels(text, rtl=rtl)))


@pytest.mark.parametrize(
    ("text", "rtl", "expected"),
    [
        ("car", False, "car"),
        ("אבג", True, "גבא"),
        ("car אבג end", False, "car גבא end"),
        ("אבג car דהו", True, "והד car גבא"),
        ("אבג 12,000 דהו", True, "והד 12,000 גבא"),
        ("אבג 4:10.", True, ".4:10 גבא"),
        ("a אבג 12 דה b", False, "a הד 12 גבא b"),
        ("אבג 12% דה", True, "הד 12% גבא"),
        ("אבג €5 דה", True, "הד €5 גבא"),
        ("نص ١٢ نص", True, "صن ١٢ صن"),
        ("نص 12-13", True, "13-12 صن"),  # W2: Arabic numbers are not joined by a hyphen
        ("אבג 12-13", True, "12-13 גבא"),
        ("אבג (car) דה", True, "הד )car( גבא"),
        ("!", True, "!"),
        ("", True, ""),
    ],
)
def test_what_is_seen(text: str, rtl: bool, expected: str) -> None:
    assert seen(text, rtl=rtl) == expected


def test_marks_stay_with_their_letter() -> None:
    text = "בָּ12"
    levels = find_levels(text, rtl=True)
    assert levels == [1, 1, 1, 2, 2]


@given(st.text(), st.booleans())
def test_nothing_is_lost(text: str, rtl: bool) -> None:
    levels = find_levels(text, rtl=rtl)
    assert len(levels) == len(text)
    assert set(levels) <= ({1, 2} if rtl else {0, 1, 2})
    assert sorted(in_order(text, levels)) == sorted(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u200bc", "abc"),
        ("زمین\u200cلرزه", "زمین\u200cلرزه"),
        ("12\u202f000 «\u00a0x\u00a0»", "12\u202f000 «\u00a0x\u00a0»"),
        ("\x00\ud800\U000f0000", ""),
        ("a\nb", "a b"),
        (" \t ", ""),
    ],
)
def test_what_is_not_seen_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected
