"""Learn what makes a telling worth showing beside another.

    OPENBLAS_NUM_THREADS=1 python -m tools.learning.related

Writes `data/related.json` of the stories. Learned from the judged pairs whose base is not
held and from the lessons (`bench/related`), those of one event left out: logistic
regression with a ridge, by plain gradient steps. The odds asked for are the least that
keep `WANTED` of what is shown right when each tenth of the bases is judged by a model that
has not seen it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.related.judged import Judged, judged, lessons
from bench.related.sketched import all_sketched
from nouvelles.stories.related import (
    MOST,
    USED,
    VECTORS,
    Candidate,
    choose,
    columns_of,
)

_DATA: Final = Path("src/nouvelles/stories/data/related.json")

#: The share of what is shown that shall be right.
WANTED: Final = 0.92
_FOLDS: Final = 10
_SEED: Final = 20261129
_STEPS: Final = 4_000
_RATE: Final = 0.3
_SHRINK: Final = 0.01

#: Features that say whether a bond is a step of one affair.
_STEP: Final = ("words", "names", "sounds", "same_names", "lead_least")

Floats = NDArray[np.float64]
Columns = dict[str, Floats]


def main() -> None:
    pairs = [
        pair
        for pair in (*(one for one in judged() if not one.held), *lessons())
        if pair.found != "same-event"
    ]
    pairs, columns, candidates = _columns(pairs)
    wanted = np.array([pair.wanted for pair in pairs])
    bases = [pair.base for pair in pairs]
    content: dict[str, Any] = {
        "about": f"learned from {len(pairs)} judged pairs of {len(set(bases))} articles"
    }
    without = [name for name in USED if name not in VECTORS]
    for name, least, used in (
        ("bond", "least", list(USED)),
        ("bond_without", "least_without", without),
    ):
        content[name] = _fit(columns, used, wanted)
        content[least] = _least(columns, used, wanted, pairs, candidates)
    inside = np.flatnonzero(wanted)
    steps = np.array([pairs[at].found == "episode" for at in inside])
    bonds = {name: column[inside] for name, column in columns.items()}
    content["episode"] = _fit(bonds, _STEP, steps)
    _DATA.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1))


def _columns(
    pairs: Sequence[Judged],
) -> tuple[list[Judged], Columns, list[Candidate]]:
    """The pairs whose sets are here, their features by name, and what each would show."""
    sets = all_sketched((one.set, one.base, one.candidate) for one in pairs)
    order: list[Judged] = []
    found: list[dict[str, Any]] = []
    candidates: list[Candidate] = []
    for name, one in sets.items():
        inside = [pair for pair in pairs if pair.set == name]
        order += inside
        found.append(columns_of(one.pairs([(p.base, p.candidate) for p in inside])))
        candidates += [one.candidates[pair.candidate] for pair in inside]
    columns = {
        name: np.concatenate([part[name] for part in found]).astype(np.float64)
        for name in USED
    }
    return order, columns, candidates


def _fit(columns: Columns, used: Sequence[str], right: NDArray[np.bool_]) -> dict[str, Any]:
    rows = np.stack([columns[name] for name in used], axis=1)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    inside = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights = np.zeros(inside.shape[1])
    for _ in range(_STEPS):
        shares = 1 / (1 + np.exp(-inside @ weights))
        slope = inside.T @ (shares - right) / len(right)
        slope[:-1] += _SHRINK * weights[:-1]
        weights -= _RATE * slope
    real = weights[:-1] / spread
    return {
        "weights": {
            name: round(float(weight), 4) for name, weight in zip(used, real, strict=True)
        },
        "bias": round(float(weights[-1] - mean @ real), 4),
    }


def _odds(model: Mapping[str, Any], columns: Columns) -> Floats:
    total: Floats = sum(
        (weight * columns[name] for name, weight in model["weights"].items()),
        start=np.full(len(columns["words"]), float(model["bias"])),
    )
    return total


def _least(
    columns: Columns,
    used: Sequence[str],
    right: NDArray[np.bool_],
    pairs: Sequence[Judged],
    candidates: Sequence[Candidate],
) -> float:
    """The odds from which enough of what is shown is right, on bases not seen.

    Asked of pairs that were drawn without regard to what a ranker finds hard.
    """
    bases = [pair.base for pair in pairs]
    drawn = np.array([not pair.border for pair in pairs])
    names = sorted(set(bases))
    random.Random(_SEED).shuffle(names)
    fold = {base: place % _FOLDS for place, base in enumerate(names)}
    folds = np.array([fold[base] for base in bases])
    odds = np.zeros(len(bases))
    for part in range(_FOLDS):
        others = {name: column[folds != part] for name, column in columns.items()}
        model = _fit(others, used, right[folds != part])
        odds[folds == part] = _odds(model, columns)[folds == part]
    inside = [np.flatnonzero(drawn & np.array([one == base for one in bases])) for base in names]
    for least in np.arange(-1.0, 4.0, 0.05):
        shown = [
            at[place]
            for at in inside
            for place in choose([candidates[n] for n in at], odds[at] - least, MOST)
        ]
        if shown and right[shown].mean() >= WANTED:
            print(f"{least:.2f}: {right[shown].sum()} of {len(shown)} shown are right")
            return round(float(least), 2)
    raise SystemExit(f"related: no odds keep {WANTED} of what is shown right")


if __name__ == "__main__":
    main()
