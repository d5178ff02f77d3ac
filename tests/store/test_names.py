"""Public names of articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.store.names import ALPHABET, article_id_of, number_of, public_id


@given(st.integers(0, 2**63 - 1))
def test_names_and_numbers_are_one_to_one(number: int) -> None:
    name = public_id(number)
    assert len(name) == 13
    assert set(name) <= set(ALPHABET)
    assert number_of(name) == number


@given(st.binary(min_size=16, max_size=16))
def test_every_key_gives_a_number_that_databases_hold(key: bytes) -> None:
    assert 0 <= article_id_of(key) < 2**63


@pytest.mark.parametrize("name", ["", "abc", "i" * 13, "z" * 13, "0" * 14, "é" * 13])
def test_what_is_no_name_has_no_number(name: str) -> None:
    assert number_of(name) is None
