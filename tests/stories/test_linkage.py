"""Average linkage, as whoever writes it down would do it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from nouvelles.stories.linkage import CREDIT, DOUBT, NEVER, average_linkage


def slowly(odds: npt.NDArray[np.float64]) -> set[frozenset[int]]:
    """The two groups with the highest mean become one, until none is above zero: with a
    credit for one telling among four, and a doubt among groups of three."""
    groups = [frozenset({at}) for at in range(len(odds))]
    while len(groups) > 1:
        mean, one, other = max(
            (
                odds[np.ix_([*one], [*other])].mean() - bar(len(one), len(other)),
                one,
                other,
            )
            for one, other in combinations(groups, 2)
        )
        if mean <= 0:
            break
        groups = [group for group in groups if group not in (one, other)]
        groups.append(one | other)
    return {*groups}


def bar(one: int, other: int) -> float:
    if min(one, other) == 1 and max(one, other) >= 4:
        return -CREDIT
    return DOUBT if min(one, other) >= 3 else 0.0


@pytest.mark.parametrize("seed", range(8))
def test_the_likeliest_come_together_first(seed: int) -> None:
    random = np.random.default_rng(seed)
    number = 30
    event = random.integers(5, size=number)
    odds = random.normal(size=(number, number)) + 2 * (event[:, None] == event) - 1
    odds += odds.T
    found = average_linkage(odds.copy(), np.ones(number), np.ones(number))
    assert {frozenset(places) for places in found} == slowly(odds)
    assert len(found) > 1


def test_what_was_parted_stays_apart() -> None:
    odds = np.array([[0.0, 3.0, NEVER], [3.0, 0.0, 2.0], [NEVER, 2.0, 0.0]])
    assert average_linkage(odds, np.ones(3), np.ones(3)) == [[0, 1], [2]]


def test_larger_groups_weigh_by_their_sizes() -> None:
    # A story of nine and a single telling: the mean of their nine pairs decides.
    assert average_linkage(
        np.array([[0.0, 0.9], [0.9, 0.0]]), np.array([9.0, 1.0]), np.zeros(2)
    ) == [[0, 1]]
    assert average_linkage(np.zeros((1, 1)), np.ones(1), np.ones(1)) == [[0]]


@pytest.mark.parametrize(
    ("mean", "sizes", "together"),
    [
        (-0.5, (9.0, 1.0), True),  # one telling, and an event that many told
        (-0.5, (2.0, 1.0), False),
        (-1.3, (9.0, 1.0), False),
        (0.5, (9.0, 2.0), True),
        (0.5, (9.0, 3.0), False),  # two groups, each of several: the next day of it
        (1.5, (9.0, 3.0), True),
    ],
)
def test_what_is_asked_of_one_and_of_two_groups(
    mean: float, sizes: tuple[float, float], together: bool
) -> None:
    sums = np.array([[0.0, mean], [mean, 0.0]]) * sizes[0] * sizes[1]
    found = average_linkage(sums.copy(), np.array(sizes), np.array(sizes))
    assert (len(found) == 1) is together
    headlines = average_linkage(sums, np.array(sizes), np.zeros(2))
    assert (len(headlines) == 1) is (mean > 0)
