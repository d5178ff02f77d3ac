"""The decision learned from a handful of pages, as it is written and read again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nouvelles.extract.decide import Model, decide, read_model
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.forest import Forest
from tests.learning.invented_bench import labelled, paragraphs

catboost = pytest.importorskip("catboost")


def test_what_is_learned_tells_text_from_the_rest(tmp_path: Path) -> None:
    from tools.learning.learn import learn

    pages = labelled(tmp_path, sites=9)
    learned = learn(pages[:-4], trees=20)
    model = Model(
        names=NameWeights(learned.words), first=learned.first, second=learned.second
    )
    content = {
        "words": learned.words,
        "first": learned.first.data(),
        "second": learned.second.data(),
    }
    written = read_model(json.dumps(content))
    for number, page in enumerate(pages[-4:], start=len(pages) - 4):
        found = decide(page.page, page.heading, model)
        assert [page.texts[place] for place in found.kept] == paragraphs(number)
        again = decide(page.page, page.heading, written)
        assert again.kept == found.kept
        assert again.scores == pytest.approx(found.scores, abs=5e-3)


def test_learning_again_gives_the_same(tmp_path: Path) -> None:
    from tools.learning.learn import learn

    pages = labelled(tmp_path, sites=6)
    first, second = (learn(pages, trees=5) for _ in range(2))
    assert first.words == second.words
    assert first.first.data() == second.first.data()
    assert first.second.data() == second.second.data()


def test_the_mean_of_forests_of_several_depths() -> None:
    from tools.learning.learn import _mean

    rows = np.linspace(0, 1, 20, dtype=np.float32).reshape(2, 10)
    names = ("a", "b")
    forests = [
        Forest.of(names=names, questions=[[(0, 0.2)]], leaves=[[-1.0, 2.0]], bias=0.5),
        Forest.of(
            names=names,
            questions=[[(0, 0.3), (1, 0.8)], [(1, 0.6)]],
            leaves=[[0.0, 1.0, 2.0, 4.0], [3.0, -3.0]],
            bias=-0.1,
        ),
    ]
    expected = (forests[0].sums(rows) + forests[1].sums(rows)) / 2
    assert _mean(forests).sums(rows) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("depth", [1, 3, 6])
def test_exported_trees_give_the_same_probabilities(depth: int) -> None:
    from tools.learning.learn import exported

    random = np.random.default_rng(3)
    rows = random.normal(size=(400, 12)).astype(np.float32)
    rows[:, 5] = 0  # a feature that says nothing
    labels = rows[:, 0] + rows[:, 7] * rows[:, 11] > 0.2
    model = catboost.CatBoostClassifier(
        iterations=25,
        depth=depth,
        random_seed=1,
        thread_count=1,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(rows, labels)
    forest = exported(model, tuple(f"feature-{n}" for n in range(12)))
    others = random.normal(size=(300, 12)).astype(np.float32)
    expected = model.predict_proba(others)[:, 1]
    assert forest.scores(np.ascontiguousarray(others.T)) == pytest.approx(
        expected, abs=1e-5
    )
    assert expected.min() < 0.3
    assert expected.max() > 0.7
