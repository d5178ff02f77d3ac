"""Average linkage, as whoever writes it down would do it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from nouvelles.stories.linkage import NEVER, average_linkage


def slowly(odds: npt.NDArray[np.float64]) -> set[frozenset[int]]:
    """The two groups with the highest mean become one, until none is above zero."""
    groups = [frozenset({at}) for at in range(len(odds))]
    while len(groups) > 1:
        mean, one, other = max(
            (odds[np.ix_([*one], [*other])].mean(), one, other)
            for one, other in combinations(groups, 2)
        )
        if mean <= 0:
            break
        groups = [group for group in groups if group not in (one, other)]
        groups.append(one | other)
    return {*groups}


@pytest.mark.parametrize("seed", range(8))
def test_the_likeliest_come_together_first(seed: int) -> None:
    random = np.random.default_rng(seed)
    number = 30
    event = random.integers(5, size=number)
    odds = random.normal(size=(number, number)) + 2 * (event[:, None] == event) - 1
    odds += odds.T
    found = average_linkage(odds.copy(), np.ones(number))
    assert {frozenset(places) for places in found} == slowly(odds)
    assert len(found) > 1


def test_what_was_parted_stays_apart() -> None:
    odds = np.array([[0.0, 3.0, NEVER], [3.0, 0.0, 2.0], [NEVER, 2.0, 0.0]])
    assert average_linkage(odds, np.ones(3)) == [[0, 1], [2]]


def test_larger_groups_weigh_by_their_sizes() -> None:
    # A story of nine and a single telling: the mean of their nine pairs decides.
    assert average_linkage(
        np.array([[0.0, 0.9], [0.9, 0.0]]), np.array([9.0, 1.0])
    ) == [[0, 1]]
    assert average_linkage(np.zeros((1, 1)), np.ones(1)) == [[0]]
