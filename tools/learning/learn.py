"""Two forests of shallow trees over lines: one at a first look, one at a second.

The first is fitted on all pages. What it says of pages that it was not fitted on (three
parts, sites kept whole) is what the second is fitted with, on the lines that the first
leaves open. The second is the mean of several forests, which differ in what chance left
out: one alone moves F1 by 0.002. Trees are symmetric (CatBoost's "oblivious" ones): six
questions each, the same for all lines, which numpy answers for all lines of a page at
once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import catboost
import numpy as np

from nouvelles.extract.decide import first_look, unsure_lines
from nouvelles.extract.features import first_names
from nouvelles.extract.features.arrays import Places, Rows
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_look, second_names
from nouvelles.forest import Forest
from tools.learning.names import weigh_names
from tools.learning.pages import Floats, Labelled
from tools.learning.parts import part_of

_PARTS: Final = 3
#: Forests of which the second look is the mean.
_SECOND: Final = 3
_SETTINGS: Final[dict[str, Any]] = {
    "depth": 6,
    "learning_rate": 0.08,
    "l2_leaf_reg": 6,
    "rsm": 0.15,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "border_count": 128,
    "thread_count": 2,
    "verbose": False,
    "allow_writing_files": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The words' weights and the two forests, as `nouvelles.forest` reads them."""

    words: dict[str, float]
    first: Forest
    second: Forest


def learn(pages: Sequence[Labelled], trees: int) -> Learned:
    """Fit words, first and second forest on pages."""
    rows: list[Rows] = []
    said: list[tuple[Labelled, Places]] = []
    for part in range(_PARTS):
        inside = [p for p in pages if part_of(p.group, _PARTS, "inner") != part]
        names = NameWeights(weigh_names(inside))
        forest = _fit_first(inside, names, trees)
        for page in pages:
            if part_of(page.group, _PARTS, "inner") == part:
                seen = first_look(page.page, page.heading, names)
                scores = forest.scores(seen.rows)
                places = unsure_lines(scores)
                places = places[page.weights[places] > 0]
                rows.append(second_look(seen, scores, places))
                said.append((page, places))
    words = weigh_names(pages)
    first = _fit_first(pages, NameWeights(words), trees)
    second = _fit(rows, said, second_names(), trees, _SECOND)
    return Learned(words=words, first=first, second=second)


def _fit_first(pages: Sequence[Labelled], names: NameWeights, trees: int) -> Forest:
    said = [(page, np.flatnonzero(page.weights > 0)) for page in pages]
    rows = [
        first_look(page.page, page.heading, names).rows[:, places]
        for page, places in said
    ]
    return _fit(rows, said, first_names(), trees, 1)


def _fit(
    rows: Sequence[Rows],
    said: Sequence[tuple[Labelled, Places]],
    names: tuple[str, ...],
    trees: int,
    forests: int,
) -> Forest:
    """The mean of so many forests, for lines of which something is known.

    `rows` are the features of these lines page by page (features × lines), `said` the
    pages with the lines' places.
    """
    features = np.ascontiguousarray(np.concatenate(rows, axis=1).T)
    labels: Floats = np.concatenate([page.labels[places] for page, places in said])
    weights: Floats = np.concatenate([page.weights[places] for page, places in said])
    fitted = []
    for seed in range(1, forests + 1):
        model = catboost.CatBoostClassifier(
            iterations=trees, random_seed=seed, **_SETTINGS
        )
        model.fit(features, labels > 0.5, sample_weight=weights / weights.mean())
        fitted.append(exported(model, names))
    return _mean(fitted)


def _mean(forests: Sequence[Forest]) -> Forest:
    """One forest whose sums are the mean of those of several."""
    trees = [
        {**tree, "leaves": [value / len(forests) for value in tree["leaves"]]}
        for one in forests
        for tree in one.data()["trees"]
    ]
    bias = sum(one.bias for one in forests) / len(forests)
    return Forest.read({"bias": bias, "trees": trees}, forests[0].names)


def exported(model: Any, names: tuple[str, ...]) -> Forest:
    """CatBoost's trees as ours: questions, leaves, and what is added to their sum."""
    import json
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        data = json.loads(path.read_text(encoding="utf-8"))
    scale, bias = data["scale_and_bias"]
    columns = {
        f["feature_index"]: f["flat_feature_index"]
        for f in data["features_info"]["float_features"]
    }
    return Forest.of(
        names=names,
        questions=[
            [
                (columns[split["float_feature_index"]], split["border"])
                for split in tree["splits"]
            ]
            for tree in data["oblivious_trees"]
        ],
        leaves=[
            [scale * leaf for leaf in tree["leaf_values"]]
            for tree in data["oblivious_trees"]
        ],
        bias=bias[0],
    )
