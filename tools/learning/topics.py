"""Learn what words and vectors of an article count for its topic.

    OPENBLAS_NUM_THREADS=1 python -m tools.learning.topics

Writes `data/topic_weights.json` of the stories. Learned from the halves of the sets in
`bench.topics.sets` that are not held, each set weighing the same: multinomial logistic
regression on a handful of features, by plain gradient steps. What sections, addresses and
keywords count is set here by hand, since their words were used to label.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.related.sketched import encoder, leads
from bench.topics.sets import NAMES, Known, known
from nouvelles.stories.topics import FEATURES, Prototypes, codes, topic_features

_DATA: Final = Path("src/nouvelles/stories/data/topic_weights.json")

#: Log-odds that a page's own words for its section are worth.
BY_HAND: Final = {"section": 6.0, "address": 5.0, "keywords": 3.0}
_LEARNED: Final = ("headline", "text", "vector")

#: The share of right answers that the confidence asked for must keep, per set on average.
WANTED: Final = 0.9
_STEPS: Final = 3_000
_RATE: Final = 0.1
_SHRINK: Final = 1e-3

Floats = NDArray[np.float64]


def main() -> None:
    prototypes = Prototypes.of(encoder().encode_texts)
    sets = {name: [one for one in known(name) if not one.held] for name in NAMES}
    rows = {name: _features(found, prototypes) for name, found in sets.items()}
    content: dict[str, object] = {
        "about": "learned from "
        + ", ".join(f"{len(found)} of {name}" for name, found in sets.items()),
        "none": {},
    }
    answers: list[tuple[Floats, NDArray[np.bool_]]] = []
    for kind in ("with_vector", "without"):
        used = _LEARNED if kind == "with_vector" else _LEARNED[:-1]
        weights, none = _fit(rows, sets, used)
        content[kind] = {name: round(weights.get(name, 0.0), 4) for name in FEATURES}
        content["none"][kind] = round(none, 4)  # type: ignore[index]
        for name, found in sets.items():
            answers.append(_answers(rows[name], found, weights, none))
    content["least"] = _least(answers)
    _DATA.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1))


def _features(found: Sequence[Known], prototypes: Prototypes) -> Floats:
    """Features by article and topic, the page's own words for its section left out."""
    made = leads([one.telling for one in found])
    return np.stack(
        [
            topic_features(one.telling, vector=vector, prototypes=prototypes)
            for one, vector in zip(found, made, strict=True)
        ]
    )


def _right(found: Sequence[Known]) -> NDArray[np.bool_]:
    return np.array([[code[7:9] in one.topics for code in codes()] for one in found])


def _shares(rows: Floats, weights: Floats, none: float) -> Floats:
    """Probabilities by article: all topics, then none."""
    odds = np.concatenate([rows @ weights, np.full((len(rows), 1), none)], axis=1)
    odds -= odds.max(axis=1, keepdims=True)
    shares: Floats = np.exp(odds)
    return shares / shares.sum(axis=1, keepdims=True)


def _fit(
    rows: dict[str, Floats], sets: dict[str, list[Known]], used: Sequence[str]
) -> tuple[dict[str, float], float]:
    columns = [FEATURES.index(name) for name in used]
    weights = np.ones(len(columns))
    for _ in range(_STEPS):
        slope = _SHRINK * weights
        for name, found in sets.items():
            inside = rows[name][:, :, columns]
            right = _right(found)
            shares = _shares(inside, weights, -np.inf)[:, :-1]
            wanted = shares * right
            wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
            slope += (
                np.einsum("at,atf->f", shares - wanted, inside) / len(found) / len(sets)
            )
        weights = weights - _RATE * slope
    learned = dict(zip(used, map(float, weights), strict=True))
    return {**BY_HAND, **learned}, _none(rows, sets, weights, columns)


def _none(
    rows: dict[str, Floats],
    sets: dict[str, list[Known]],
    weights: Floats,
    columns: list[int],
) -> float:
    """The log-odds of none: the mean, over sets, of the best wrong topic's."""
    means = []
    for name, found in sets.items():
        odds = rows[name][:, :, columns] @ weights
        odds[_right(found)] = -np.inf
        means.append(float(odds.max(axis=1).mean()))
    return sum(means) / len(means)


def _answers(
    rows: Floats, found: Sequence[Known], weights: dict[str, float], none: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Confidence of each article's best topic, and whether it is right."""
    all_weights = np.array([weights.get(name, 0.0) for name in FEATURES])
    shares = _shares(rows, all_weights, none)[:, :-1]
    best = shares.argmax(axis=1)
    return shares.max(axis=1), _right(found)[np.arange(len(found)), best]


def _least(answers: Sequence[tuple[Floats, NDArray[np.bool_]]]) -> float:
    for hundredth in range(30, 100):
        least = hundredth / 100
        precisions = [
            float(right[sure >= least].mean())
            for sure, right in answers
            if (sure >= least).any()
        ]
        if sum(precisions) / len(precisions) >= WANTED:
            return least
    raise SystemExit(f"topics: no confidence keeps {WANTED} of answers right")


if __name__ == "__main__":
    main()
