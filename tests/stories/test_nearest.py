"""The nearest stories, by random directions and by learned ones."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.stories.nearest import PRINCIPAL, Nearest
from nouvelles.stories.sketch import Floats

SIZE, STORIES = 128, 1_500


def vectors() -> Floats:
    """Directions that differ more in some numbers than in others, and have something in
    common, as an encoder's do."""
    found = np.random.default_rng(3).normal(size=(STORIES, SIZE))
    found *= np.linspace(1, 0, SIZE) ** 2
    found += 0.2
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found.astype(np.float32)


def filled(*, learned: bool) -> Nearest:
    nearest = Nearest(SIZE)
    if learned:
        nearest.learn(vectors())
    for story, projected in enumerate(nearest.project(vectors())):
        nearest.add(story, projected)
    return nearest


@pytest.mark.parametrize("learned", [False, True])
def test_the_nearest_are_those_of_a_full_search(learned: bool) -> None:
    nearest = filled(learned=learned)
    asked = nearest.project(vectors()[:20])
    alike = asked @ nearest.directions[:STORIES].T
    expected = np.argsort(-alike, axis=1, kind="stable")[:, :8]
    assert nearest.search(asked, 8) == expected.tolist()
    assert [found[0] for found in nearest.search(asked, 1)] == list(range(20))


def test_principal_components_keep_what_random_ones_need_more_numbers_for() -> None:
    exact = np.argsort(-(vectors() @ vectors().T), axis=1)[:, :8]
    found = filled(learned=True)
    assert found.directions.shape[1] == PRINCIPAL
    nearest = found.search(found.project(vectors()), 16)
    kept = [len({*one} & {*of_one}) for one, of_one in zip(nearest, exact, strict=True)]
    assert sum(kept) > 0.9 * exact.size


def test_a_story_that_was_cleared_or_left_is_not_found() -> None:
    nearest = filled(learned=False)
    (asked,) = nearest.project(vectors()[5:6])
    nearest.clear(5)
    assert 5 not in nearest.search(asked[None], 8)[0]
    nearest.add(5, asked)
    assert nearest.search(asked[None], 8)[0][0] == 5
    nearest.add(5, asked, -1)
    assert 5 not in nearest.search(asked[None], 8)[0]


def test_a_direction_can_be_had_again_from_the_sum() -> None:
    nearest = filled(learned=True)
    before = nearest.directions.copy()
    nearest.point()
    np.testing.assert_allclose(nearest.directions, before, atol=1e-6)


def test_what_points_nowhere_is_near_nobody() -> None:
    nearest = filled(learned=False)
    assert nearest.search(np.zeros((2, nearest.sums.shape[1]), np.float32), 8) == [
        [],
        [],
    ]
