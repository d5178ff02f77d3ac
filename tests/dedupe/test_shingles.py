"""Shingles and fingerprints: what they promise, on any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.dedupe.shingles import (
    KEPT_SHINGLES,
    READ_CHARACTERS,
    WINDOW,
    cut,
    overlap,
)
from nouvelles.language import tokens

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=4), max_size=60)
RUN = st.lists(st.text("xyz", min_size=1, max_size=6), min_size=WINDOW + 2, max_size=40)


def shingles_of(text: str) -> set[tuple[str, ...]]:
    words = tokens(text)
    return set(zip(words, words[1:], words[2:], strict=False))


@given(before=WORDS, run=RUN, after=WORDS, other=WORDS)
def test_ten_words_in_common_are_always_found(
    before: list[str], run: list[str], after: list[str], other: list[str]
) -> None:
    one = cut(" ".join([*before, *run, *after])).fingerprints
    two = cut(" ".join([*other, *run])).fingerprints
    assert set(one.tolist()) & set(two.tolist())


@given(one=WORDS, two=WORDS)
def test_the_share_in_common_is_the_true_one(one: list[str], two: list[str]) -> None:
    a, b = shingles_of(" ".join(one)), shingles_of(" ".join(two))
    seen = overlap(cut(" ".join(one)).shingles, cut(" ".join(two)).shingles)
    if a and b:
        assert seen.jaccard == len(a & b) / len(a | b)
        assert seen.containment == len(a & b) / min(len(a), len(b))
    else:
        assert seen.jaccard == seen.containment == 0


@given(st.text(max_size=400))
def test_any_text_is_cut_and_is_wholly_in_itself(text: str) -> None:
    pieces = cut(text)
    values = pieces.shingles.values
    assert (np.diff(values >> 1) > 0).all()
    assert set(pieces.fingerprints.tolist()) <= set((values >> 1).tolist())
    assert len(pieces.fingerprints) == len(pieces.own_marks)
    seen = overlap(pieces.shingles, pieces.shingles)
    assert seen.jaccard == (1 if len(values) else 0)
    assert seen.own == seen.least_own


@pytest.mark.parametrize(
    "quoted",
    [
        "“we have seen the water rise all night”",
        "« nous avons vu monter l’eau toute la nuit »",
        "„wir haben das Wasser steigen sehen“",
        '"we have seen the water rise all night"',
        "「私たちは水が上がるのを見ました」",
        "“a paragraph may end while somebody is speaking",
    ],
)
def test_what_somebody_says_is_not_the_texts_own(quoted: str) -> None:
    before = "The mayor told reporters on Friday, "
    pieces = cut(before + quoted)
    alone = cut(before)
    assert pieces.shingles.own == alone.shingles.own
    assert len(pieces.shingles.values) > len(alone.shingles.values)


@pytest.mark.parametrize(
    "text", ['the ship "Aurora" left', "the so-called “truce” held"]
)
def test_names_in_quotation_marks_are_its_own(text: str) -> None:
    pieces = cut(text)
    assert pieces.shingles.own == len(pieces.shingles.values)


def test_words_are_counted_alike_in_all_scripts() -> None:
    assert cut("The gates of the dam were opened").words == 7
    assert 5 <= cut("大坝的闸门在夜里被打开了").words <= 7


def test_four_letters_are_a_shingle_where_there_are_no_spaces() -> None:
    assert len(cut("大坝的闸门").shingles.values) == 2


def test_a_huge_text_is_compared_by_its_beginning_and_told_by_all_of_it() -> None:
    huge = " ".join(f"word{number}" for number in range(60_000))
    one, two = cut(huge), cut(huge + " end")
    assert len(huge) > READ_CHARACTERS
    assert len(one.shingles.values) == KEPT_SHINGLES
    assert one.digest != two.digest
    seen = overlap(one.shingles, two.shingles)
    assert seen.jaccard == 1.0
    third = cut(" ".join(f"word{number}" for number in range(7_000)))
    assert overlap(one.shingles, third.shingles).containment > 0.95


def test_one_word_again_and_again_is_one_shingle() -> None:
    pieces = cut("word " * 50_000)
    assert len(pieces.shingles.values) == len(pieces.fingerprints) == 1
