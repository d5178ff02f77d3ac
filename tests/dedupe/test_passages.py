"""The index of fingerprints: what is added is found, whatever was merged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.dedupe import passages
from nouvelles.dedupe.passages import Passages

PRINTS = st.lists(st.integers(0, 40), max_size=8, unique=True)


@pytest.fixture(autouse=True)
def small_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "_FRESH", 10)


def found(index: Passages, prints: list[int]) -> set[tuple[int, int]]:
    asked = np.array(sorted(prints), np.uint32)
    places, numbers = index.find(asked)
    return set(zip(asked[places].tolist(), numbers.tolist(), strict=True))


@given(st.lists(PRINTS, max_size=30), PRINTS)
def test_all_that_was_added_is_found(added: list[list[int]], asked: list[int]) -> None:
    index = Passages()
    for number, prints in enumerate(added):
        index.add(number, prints)
    most = passages.MOST_ARTICLES
    for value in asked:
        known = {n for n, prints in enumerate(added) if value in prints}
        seen = {number for _, number in found(index, [value])}
        assert seen <= known
        assert len(seen) >= min(most, len(known))
    again = Passages()
    again.load(index.dump())
    assert found(again, asked) == found(index, asked)
    index.keep(lambda numbers: numbers % 2 == 1)
    assert all(number % 2 == 1 for _, number in found(index, asked))
