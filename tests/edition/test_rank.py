"""The rank of a story: its terms, and who is neglected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.config import FrontSettings
from nouvelles.edition import strength
from nouvelles.edition.rank import find_neglected, rank
from tests.edition.tellings import NOW, told

FRONT = FrontSettings(origins=1, countries=0.5, half_life_h=4)


def values(score: object) -> dict[str, float]:
    return {term.code: term.value for term in score.terms}  # type: ignore[attr-defined]


def test_each_term_is_what_it_says() -> None:
    tellings = [told(str(n), country="FR" if n < 4 else "DE") for n in range(8)]
    score = rank(strength(tellings), NOW - timedelta(hours=6), NOW, FRONT)
    assert values(score) == {"origins": 3, "countries": 0.5, "age": -1.5}
    assert [term.count for term in score.terms] == [8, 2, 6]
    assert score.total == pytest.approx(2)


def test_copies_add_nothing() -> None:
    one = [told("a")]
    many = [*one, *(told(f"c{n}", copy_of="a") for n in range(30))]
    scores = [rank(strength(tellings), NOW, NOW, FRONT) for tellings in (one, many)]
    assert scores[0].total == scores[1].total == 0


def test_a_doubling_is_worth_half_a_life() -> None:
    two = strength([told(str(n)) for n in range(2)])
    four = strength([told(str(n)) for n in range(4)])
    fresh = rank(two, NOW, NOW, FRONT)
    older = rank(four, NOW - timedelta(hours=4), NOW, FRONT)
    assert fresh.total == pytest.approx(older.total)


def test_nothing_counts_as_one() -> None:
    assert rank(strength([]), NOW, NOW, FRONT).total == 0


def test_the_countries_beyond_half_of_all_tellings_are_neglected() -> None:
    tellings = ["US"] * 6 + ["FR"] * 4 + ["DE"] * 4 + ["KE"] * 2 + ["UY"] + [""] * 50
    assert find_neglected(tellings) == {"KE", "UY"}
    assert find_neglected(["FR"]) == frozenset()
    assert find_neglected(["FR", "DE"]) == frozenset()
    assert find_neglected([]) == frozenset()


@given(st.lists(st.sampled_from(["A", "B", "C", "D", ""]), max_size=40))
def test_the_neglected_have_half_of_all_at_most(countries: list[str]) -> None:
    neglected = find_neglected(countries)
    known = [one for one in countries if one]
    assert sum(one in neglected for one in known) <= len(known) / 2
    assert find_neglected(countries[::-1]) == neglected
