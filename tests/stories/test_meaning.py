"""The nearest of many tellings, and what is near enough."""

from __future__ import annotations

import numpy as np

from nouvelles.stories.meaning import Meanings, is_understood, nearest_stories


def directions(number: int, seed: int = 0) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(number, 512)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_what_is_nearest_is_among_what_is_compared() -> None:
    one, other = directions(5_000), directions(5_000, 1)
    meanings = Meanings(512)
    assert meanings.near(one[0]) == []
    pairs = np.stack([one, other], axis=1)
    meanings.add(range(1, 3_001), pairs[:3_000])
    meanings.add(range(3_001, 5_001), pairs[3_000:])
    assert len(meanings) == 5_000
    for at in (0, 17, 2_999, 4_999):
        assert at + 1 in meanings.near(one[at])
        assert at + 1 in meanings.near(other[at])


def test_few_are_all_compared() -> None:
    meanings = Meanings(512)
    meanings.add([7, 9], np.stack([directions(2), directions(2)], axis=1))
    assert sorted(meanings.near(directions(1, 5)[0])) == [7, 9]


def test_stories_are_as_near_as_their_nearest_telling() -> None:
    query, far = directions(2)
    near = np.float32(0.6) * query + np.float32(0.8) * far
    behind = np.float32(0.4) * query + np.float32(0.9165) * far
    told = [
        ("a", np.stack([far, behind])),
        ("b", np.stack([far, near])),
        ("a", np.stack([far, far])),
        ("c", np.stack([far, far])),
        ("d", np.stack([near * np.float32(0.9), far])),
    ]
    assert nearest_stories(query, told) == ["b", "d"]
    assert nearest_stories(query, told[:1]) == ["a"]
    assert nearest_stories(query, told[3:4]) == []
    assert nearest_stories(query, []) == []


def test_what_is_surely_in_another_language_is_left_to_its_words() -> None:
    known = frozenset({"en", "fr", "ar"})
    assert is_understood("flood warning after the water", known)
    assert is_understood("barrage", known)
    assert is_understood("7", known)
    assert not is_understood("Дев’яносто хвилин мовчання на річці", known)
    assert not is_understood("სიახლეები თბილისიდან", known)
