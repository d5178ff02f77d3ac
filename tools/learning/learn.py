"""Two forests of shallow trees over lines: one at a first look, one at a second.

The first is fitted on all pages. What it says of pages that it was not fitted on (three
parts, sites kept whole) is what the second is fitted with. Trees are symmetric (CatBoost's
"oblivious" ones): six questions each, the same for all lines, which numpy answers for all
lines of a page at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import catboost
import numpy as np

from nouvelles.extract.decide import first_look
from nouvelles.extract.features import first_names
from nouvelles.extract.features.arrays import Rows
from nouvelles.extract.features.boxes import NameWeights
from nouvelles.extract.features.second import second_look, second_names
from nouvelles.forest import Forest
from tools.learning.names import weigh_names
from tools.learning.pages import Floats, Labelled
from tools.learning.parts import part_of

_PARTS: Final = 3
_SETTINGS: Final[dict[str, Any]] = {
    "depth": 6,
    "learning_rate": 0.08,
    "l2_leaf_reg": 6,
    "rsm": 0.15,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "border_count": 128,
    "random_seed": 1,
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
    order: list[Labelled] = []
    for part in range(_PARTS):
        inside = [p for p in pages if part_of(p.group, _PARTS, "inner") != part]
        names = NameWeights(weigh_names(inside))
        forest = _fit_first(inside, names, trees)
        for page in pages:
            if part_of(page.group, _PARTS, "inner") == part:
                seen = first_look(page.page, page.heading, names)
                rows.append(_kept(second_look(seen, forest.scores(seen.rows)), page))
                order.append(page)
    words = weigh_names(pages)
    first = _fit_first(pages, NameWeights(words), trees)
    second = _fit(rows, order, second_names(), trees)
    return Learned(words=words, first=first, second=second)


def _fit_first(pages: Sequence[Labelled], names: NameWeights, trees: int) -> Forest:
    rows = [
        _kept(first_look(page.page, page.heading, names).rows, page) for page in pages
    ]
    return _fit(rows, pages, first_names(), trees)


def _kept(rows: Rows, page: Labelled) -> Rows:
    """The lines of which something is known, as rows."""
    return np.ascontiguousarray(rows[:, page.weights > 0].T)


def _fit(
    rows: Sequence[Rows], pages: Sequence[Labelled], names: tuple[str, ...], trees: int
) -> Forest:
    labels: Floats = np.concatenate([p.labels[p.weights > 0] for p in pages])
    weights: Floats = np.concatenate([p.weights[p.weights > 0] for p in pages])
    model = catboost.CatBoostClassifier(iterations=trees, **_SETTINGS)
    model.fit(
        np.concatenate(rows), labels > 0.5, sample_weight=weights / weights.mean()
    )
    return exported(model, names)


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
