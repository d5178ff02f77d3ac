"""Which lines of a labelled page are its text."""

from __future__ import annotations

import pytest

from tools.learning.labels import UNKNOWN, label_by_segments, label_by_text, tokens

FIRST = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
SECOND = "The crews say that they will stay there until the rosters are changed."
THIRD = "The county has begun to fly medicine to the outer islands, twice a day."
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry, again.", ["The", "ferry", "again"]),
        ("Was\u00adser\u200bfall", ["Wasserfall"]),
        ("e\u0301t\u00e9", ["été"]),
        ("渡船 7", ["渡", "船", "7"]),
        ("第7号A", ["第", "7", "号", "A"]),
        ("—", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


# ---- by the whole text -------------------------------------------------------------


def test_lines_of_the_text_and_others() -> None:
    lines = ["Home and sea and sport and more", FIRST, "Where to swim in May this year",
             SECOND, THIRD, "All rights reserved by the Gazette"]  # fmt: skip
    assert label_by_text(lines, TEXT) == [0, 1, 0, 1, 1, 0]


def test_lines_without_words_are_not_known() -> None:
    assert label_by_text(["", "—", FIRST], TEXT) == [UNKNOWN, UNKNOWN, 1]


def test_a_page_without_a_text() -> None:
    assert label_by_text([FIRST, "Share"], "") == [0, 0]
    assert label_by_text([], TEXT) == []


def test_a_copy_is_not_known() -> None:
    labels = label_by_text([FIRST, FIRST, SECOND, THIRD], TEXT)
    assert sorted(labels[:2]) == [UNKNOWN, 1]
    assert labels[2:] == [1, 1]
    # The one in its place among the others is the text, that of a list above is not.
    teaser = label_by_text([SECOND, "Other news of today", FIRST, SECOND, THIRD], TEXT)
    assert teaser == [UNKNOWN, 0, 1, 1, 1]


def test_a_line_that_the_text_has_twice() -> None:
    assert label_by_text([FIRST, SECOND, FIRST], f"{FIRST} {SECOND} {FIRST}") == [
        1,
        1,
        1,
    ]


def test_a_line_out_of_order_is_text_where_it_is_the_only_one() -> None:
    assert label_by_text([THIRD, FIRST, SECOND], TEXT) == [1, 1, 1]


def test_half_of_a_line_makes_it_text() -> None:
    more = "but nobody believes that it will help the pharmacies"
    assert label_by_text([f"{SECOND} {more}", FIRST], TEXT)[0] == 1
    assert label_by_text([f"{SECOND} {more} {more} {more}", FIRST], TEXT)[0] == 0


def test_a_line_that_holds_several_paragraphs() -> None:
    assert label_by_text([f"{FIRST} {SECOND}", THIRD], TEXT) == [1, 1]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        # Between its neighbours, where the text has it.
        ([FIRST, "Eight days", SECOND], [1, 1, 1]),
        # Of two copies, the first that fits.
        ([FIRST, "Eight days", "Eight days", SECOND], [1, 1, 0, 1]),
        # In the wrong place.
        ([FIRST, SECOND, "Eight days"], [1, 1, 0]),
        (["Eight days", FIRST, SECOND], [0, 1, 1]),
        # Not in the text.
        ([FIRST, "Nine days", SECOND], [1, 0, 1]),
    ],
)
def test_short_lines(lines: list[str], labels: list[float]) -> None:
    assert label_by_text(lines, f"{FIRST}\nEight days\n{SECOND}") == labels


def test_a_text_without_spaces() -> None:
    first, second = (
        "三隻の渡船は港につながれたままだ。",
        "次の交渉の日程は決まっていない。",
    )
    lines = ["関連記事を読む人へ", first, second, "ホームへ"]
    assert label_by_text(lines, f"{first}{second}") == [0, 1, 1, 0]


# ---- by segments -------------------------------------------------------------------


def test_segments() -> None:
    lines = [FIRST, "Read  more:\nthe rosters", SECOND, THIRD]
    found = label_by_segments(
        lines, ["lay at their\n moorings"], ["more: the", "absent"]
    )
    assert found == [1, 0, UNKNOWN, UNKNOWN]


def test_of_several_lines_the_longest_has_a_wanted_segment() -> None:
    assert label_by_segments(["the sound", FIRST], ["the sound"], []) == [UNKNOWN, 1]


def test_every_line_has_an_unwanted_segment() -> None:
    assert label_by_segments(["Share", "x", "Share it"], [], ["Share"]) == [
        0,
        UNKNOWN,
        0,
    ]


def test_a_line_that_is_wanted_and_not_is_wanted() -> None:
    assert label_by_segments([FIRST], ["Sunday"], ["Nobody"]) == [1]


def test_without_segments_nothing_is_known() -> None:
    assert label_by_segments([FIRST, ""], [], []) == [UNKNOWN, UNKNOWN]
