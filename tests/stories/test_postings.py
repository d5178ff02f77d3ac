"""Postings: which rows have a key, also while the array is made anew."""

from __future__ import annotations

import numpy as np

from nouvelles.stories import postings as module
from nouvelles.stories.postings import COMMON, Postings


def found(postings: Postings, *keys: int) -> list[tuple[int, int]]:
    """Each key with a row that has it."""
    places, rows = postings.find(np.array(keys, np.uint32))
    return sorted(
        (keys[place], int(row)) for place, row in zip(places, rows, strict=True)
    )


def test_rows_are_found_by_their_keys() -> None:
    postings = Postings()
    postings.add(0, [7, 9])
    postings.add(1, [9])
    assert found(postings, 9, 7, 8) == [(7, 0), (9, 0), (9, 1)]
    assert found(postings) == []


def test_what_was_sorted_in_and_what_came_since_are_found_alike() -> None:
    postings = Postings()
    for row in range(module._LATELY):
        postings.add(row, [row, 0xFFFFFFFE])
    assert len(postings.sorted) > 0
    assert postings.lately
    assert found(postings, 3) == [(3, 3)]
    assert found(postings, module._LATELY - 1) == [(module._LATELY - 1,) * 2]


def test_a_common_key_finds_nobody() -> None:
    postings = Postings()
    for row in range(COMMON):
        postings.add(row, [5])
    assert len(found(postings, 5)) == COMMON
    postings.add(COMMON, [5, 6])
    assert found(postings, 5, 6) == [(6, COMMON)]


def test_a_dropped_row_is_free_again_when_no_key_leads_to_it() -> None:
    postings = Postings()
    postings.add(0, [5])
    postings.add(1, [5])
    postings.drop(0)
    free: list[int] = []
    for row in range(2, module._LATELY):
        assert not free
        free = postings.add(row, [row + 10, row + 100_000])
        if free:
            break
    assert free == [0]
    assert found(postings, 5) == [(5, 1)]
