"""Learn what makes a telling worth showing beside another.

    OPENBLAS_NUM_THREADS=1 python -m tools.learning.related

Writes `data/related.json` of the stories. Learned from the judged pairs whose base is not
held and from the lessons (`bench/related`), those of one event left out: logistic
regression with a ridge, by plain gradient steps. The odds asked for are the least that keep
`WANTED` of what is shown right, and not by luck, when each tenth of the bases is judged by
a model that has not seen it.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.related.articles import SETS, articles
from bench.related.judged import Judged, judged, lessons
from bench.related.sketched import all_sketched
from nouvelles.stories.related import MOST, USED, VECTORS, Side, choose, compared

_DATA: Final = Path("src/nouvelles/stories/data/related.json")

#: The share of what is shown that shall be right, and how far (in deviations) the lower end
#: of the interval for it (Wilson 1927) lies: so that it is right 19 times of 20.
WANTED: Final = 0.9
_DEVIATIONS: Final = 1.645
_FOLDS: Final = 10
_SEED: Final = 20261129
_STEPS: Final = 4_000
_RATE: Final = 0.3
_SHRINK: Final = 0.01

#: Features that say whether a bond is a step of one affair.
_STEP: Final = ("words", "names", "sounds", "same_names", "lead_least")
_BOTH: Final = ("", " highest")

Floats = NDArray[np.float64]
Columns = dict[str, Floats]


def main() -> None:
    judgements = (*(one for one in judged() if not one.held), *lessons())
    pairs, columns, sides = _columns(judgements)
    wanted = np.array([pair.wanted for pair in pairs])
    bases = {pair.base for pair in pairs}
    content: dict[str, Any] = {
        "about": f"learned from {len(pairs)} judged pairs of {len(bases)} articles"
    }
    for name, least, used in (
        ("bond", "least", list(USED)),
        ("without", "least_without", [one for one in USED if one not in VECTORS]),
    ):
        names = [one + suffix for one in used for suffix in _BOTH]
        content[name] = _fit(columns, names, wanted)
        content[least] = _least(columns, names, wanted, pairs, sides)
    inside = np.flatnonzero(wanted)
    steps = np.array([pairs[at].found == "episode" for at in inside])
    bonds = {name: column[inside] for name, column in columns.items()}
    names = [one + suffix for one in _STEP for suffix in _BOTH]
    content["episode"] = _fit(bonds, names, steps)
    _DATA.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1))


def _columns(
    pairs: Sequence[Judged],
) -> tuple[list[Judged], Columns, list[Side]]:
    """The pairs to learn from, their features by name, and what each would show.

    Pairs of one event are no lesson: grouping, and not this, keeps them apart. Nor is
    a telling of a story of which one is held, on either side.
    """
    held = _held_stories()
    sets = all_sketched((one.set, one.base, one.candidate) for one in pairs)
    order: list[Judged] = []
    parts: list[Columns] = []
    shown: list[Side] = []
    for pair in pairs:
        if pair.set not in sets or pair.found == "same-event":
            continue
        found = sets[pair.set]
        base, other = found.sides[pair.base], found.sides[pair.candidate]
        if base.story in held or other.story in held:
            continue
        order.append(pair)
        parts.append(compared(found.bank, base, [other]).columns)
        shown.append(other)
    return (
        order,
        {name: np.concatenate([part[name] for part in parts]) for name in parts[0]},
        shown,
    )


def _held_stories() -> frozenset[str]:
    bases = {pair.base for pair in judged() if pair.held}
    return frozenset(
        one.story
        for name in SETS
        for one in articles(name)
        if one.telling.article in bases
    )


def _fit(
    columns: Columns, used: Sequence[str], right: NDArray[np.bool_]
) -> dict[str, Any]:
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
            name: round(float(weight), 4)
            for name, weight in zip(used, real, strict=True)
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
    sides: Sequence[Side],
) -> float:
    """The odds from which enough of what is shown is right, on bases not seen.

    Asked of pairs that were drawn without regard to what a ranker finds hard.
    """
    bases = [pair.base for pair in pairs]
    drawn = np.array([not pair.border for pair in pairs])
    names = sorted(set(bases))
    random.Random(_SEED).shuffle(names)  # noqa: S311 - a draw, no secret
    fold = {base: place % _FOLDS for place, base in enumerate(names)}
    folds = np.array([fold[base] for base in bases])
    odds = np.zeros(len(bases))
    for part in range(_FOLDS):
        others = {name: column[folds != part] for name, column in columns.items()}
        model = _fit(others, used, right[folds != part])
        odds[folds == part] = _odds(model, columns)[folds == part]
    inside = [
        np.flatnonzero(drawn & np.array([one == base for one in bases]))
        for base in names
    ]
    for least in np.arange(-1.0, 4.0, 0.05):
        shown = [
            at[place]
            for at in inside
            for place in _once([sides[n] for n in at], odds[at] - least)
        ]
        if shown and _lower(int(right[shown].sum()), len(shown)) >= WANTED:
            print(f"{least:.2f}: {right[shown].sum()} of {len(shown)} shown are right")
            return round(float(least), 2)
    raise SystemExit(f"related: no odds keep {WANTED} of what is shown right")


def _lower(right: int, shown: int) -> float:
    """The lower end of Wilson's interval for a share."""
    share, square = right / shown, _DEVIATIONS**2
    middle = share + square / (2 * shown)
    width = _DEVIATIONS * math.sqrt(
        share * (1 - share) / shown + square / (4 * shown**2)
    )
    return (middle - width) / (1 + square / shown)


def _once(sides: Sequence[Side], odds: Floats) -> list[int]:
    """Places that would be shown, a story that was drawn twice once."""
    first = {side.story: at for at, side in reversed(list(enumerate(sides)))}
    places = sorted(first.values())
    chosen = choose([sides[at] for at in places], odds[places], MOST)
    return [places[at] for at in chosen]


if __name__ == "__main__":
    main()
