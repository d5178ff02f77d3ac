"""Symmetric trees: their scores by hand, and as a slow evaluation gives them."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from nouvelles.extract.decide import load_model
from nouvelles.extract.features import first_names
from nouvelles.extract.features.arrays import Rows
from nouvelles.extract.features.second import second_names
from nouvelles.forest import Forest
from nouvelles.stories.model import load_model as load_pairs

Tree = tuple[list[tuple[int, float]], list[float]]

NAMES = ("length", "linked", "place")

#: Questions and leaves; a leaf's number has the first question's answer as lowest bit.
TREES: list[Tree] = [
    ([(0, 3.0), (1, 0.5)], [-1.0, 2.0, -3.0, 0.25]),
    ([(2, 10.0), (0, 7.0)], [0.0, 0.5, 1.0, -0.5]),
]


def forest_of(trees: list[Tree], names: tuple[str, ...], bias: float) -> Forest:
    return Forest.of(
        names=names,
        questions=[questions for questions, _ in trees],
        leaves=[leaves for _, leaves in trees],
        bias=bias,
    )


def slowly(trees: list[Tree], bias: float, rows: Rows) -> list[float]:
    """Scores as one would write them down: line by line, tree by tree."""
    scores = []
    for line in rows.T.tolist():
        total = bias
        for questions, leaves in trees:
            leaf = sum(
                1 << bit
                for bit, (feature, border) in enumerate(questions)
                if line[feature] > border
            )
            total += leaves[leaf]
        scores.append(1 / (1 + math.exp(-total)))
    return scores


def columns(*lines: tuple[float, ...]) -> Rows:
    return np.array(lines, np.float32).T


@pytest.mark.parametrize(
    ("line", "leaves"),
    [
        ((0, 0, 0), (-1.0, 0.0)),
        ((5, 0, 0), (2.0, 0.0)),
        ((0, 1, 0), (-3.0, 0.0)),
        ((5, 1, 0), (0.25, 0.0)),
        ((5, 0, 11), (2.0, 0.5)),
        ((8, 0, 0), (2.0, 1.0)),
        ((8, 1, 11), (0.25, -0.5)),
        ((3, 0.5, 10), (-1.0, 0.0)),  # a border itself is not exceeded
    ],
)
def test_scores_by_hand(line: tuple[float, ...], leaves: tuple[float, ...]) -> None:
    (score,) = forest_of(TREES, NAMES, 0.125).scores(columns(line))
    assert score == pytest.approx(1 / (1 + math.exp(-(sum(leaves) + 0.125))))


def test_one_tree_of_one_question() -> None:
    forest = forest_of([([(1, 0.5)], [-9.0, 9.0])], NAMES, 0.0)
    scores = forest.scores(columns((0, 0.4, 0), (0, 0.6, 0)))
    assert scores.tolist() == pytest.approx([0.000123, 0.999877], abs=1e-6)


def test_shorter_trees_among_longer_ones() -> None:
    trees = [
        *TREES,
        ([(1, 0.5)], [0.5, -0.5]),
        ([(0, 1), (1, 0.2), (2, 3)], [*range(8)]),
    ]
    assert forest_of(trees, NAMES, 0.0).features.shape == (3, 4)
    rows = columns((5, 0, 0), (5, 1, 4), (0, 0.3, 11), (9, 0.9, 20))
    expected = slowly(trees, 0.0, rows)
    assert forest_of(trees, NAMES, 0.0).scores(rows).tolist() == pytest.approx(expected)


def test_what_is_not_asked_about_does_not_count() -> None:
    forest = forest_of([([(1, 0.5)], [-1.0, 1.0])], NAMES, 0.0)
    same = columns((0, 1, 0), (1e9, 1, -1e9))
    assert len(set(forest.scores(same).tolist())) == 1


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("depth", [1, 4, 6, 8])
def test_as_a_slow_evaluation(seed: int, depth: int) -> None:
    random = np.random.default_rng([seed, depth])
    features = 20
    names = tuple(f"feature-{number}" for number in range(features))
    trees: list[Tree] = []
    for _ in range(30):
        own = int(random.integers(1, depth, endpoint=True))
        asked = random.integers(0, features, own)
        borders = random.normal(size=own).astype(np.float32)
        questions = list(zip(asked.tolist(), borders.tolist(), strict=True))
        trees.append((questions, random.normal(size=2**own).tolist()))
    rows: Rows = random.normal(size=(features, 50)).astype(np.float32)
    forest = forest_of(trees, names, 0.3)
    expected = slowly(trees, 0.3, rows)
    assert forest.scores(rows).tolist() == pytest.approx(expected, abs=1e-5)
    # Each line's score is its own, whatever lines are beside it.
    alone = [forest.scores(rows[:, n : n + 1])[0] for n in range(0, 50, 7)]
    assert alone == pytest.approx(expected[::7], abs=1e-5)


def test_read_again_it_says_the_same() -> None:
    trees = [*TREES, ([(2, 1.5)], [0.5, -0.5])]
    forest = forest_of(trees, NAMES, 0.5)
    data = json.loads(json.dumps(forest.data()))
    assert data["trees"][0] == {
        "asks": [["length", 3.0], ["linked", 0.5]],
        "leaves": [-1.0, 2.0, -3.0, 0.25],
    }
    assert data["trees"][2] == {"asks": [["place", 1.5]], "leaves": [0.5, -0.5]}
    rows = columns((5, 0, 0), (5, 1, 4), (0, 0.3, 11))
    assert (
        Forest.read(data, NAMES).scores(rows).tolist() == forest.scores(rows).tolist()
    )
    assert Forest.read(data, NAMES).data() == forest.data()


def test_features_are_found_by_their_names() -> None:
    data = forest_of(TREES, NAMES, 0.0).data()
    others = ("place", "new", "linked", "length")
    rows = columns((11, 99, 0, 5))
    there = Forest.read(data, others)
    assert there.names == others
    (score,) = there.scores(rows)
    assert score == pytest.approx(1 / (1 + math.exp(-2.5)))


def test_a_feature_that_is_not_known() -> None:
    data = forest_of(TREES, NAMES, 0.0).data()
    with pytest.raises(KeyError, match="linked"):
        Forest.read(data, ("length", "place"))


@pytest.mark.parametrize("which", ["first", "second"])
def test_the_shipped_forests_as_a_slow_evaluation(which: str) -> None:
    model = load_model()
    forest = model.first if which == "first" else model.second
    names = first_names() if which == "first" else second_names()
    assert forest.names == names
    places = {name: place for place, name in enumerate(names)}
    data = forest.data()
    trees: list[Tree] = [
        ([(places[name], border) for name, border in tree["asks"]], tree["leaves"])
        for tree in data["trees"]
    ]
    random = np.random.default_rng(7)
    # Halves lie on no border but those that are written so, and those are exact.
    rows: Rows = (random.integers(-8, 40, (len(names), 20)) / 2).astype(np.float32)
    expected = slowly(trees, data["bias"], rows)
    assert forest.scores(rows).tolist() == pytest.approx(expected, abs=1e-4)
    assert len({round(score, 3) for score in expected}) > 3


def test_how_many_lines_are_scored_at_once_makes_no_difference() -> None:
    forest, random = load_pairs().forest, np.random.default_rng(0)
    rows = random.normal(size=(len(forest.names), 300)).astype(np.float32)
    whole = forest.sums(rows)
    for size in (1, 2, 129):
        parts = [forest.sums(rows[:, at : at + size]) for at in range(0, 258, size)]
        assert (np.concatenate(parts) == whole[:258]).all()
