"""“Read also”: what else a reader of a telling would want, and nothing that they would not.

Other stories' tellings are compared with it by the features that grouping uses; small
logistic models (`data/related.json`, learned by `tools.learning.related`) say whether there
is a bond at all and whether it is a step of the same affair. Same event is not asked here:
who is in the telling's own story, or has its text, is left out. In doubt nothing is said:
two good ones are better than three.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nouvelles.records import Reason
from nouvelles.stories.bank import Bank
from nouvelles.stories.compare import FEATURES, features
from nouvelles.stories.sketch import Floats

#: Most that are shown.
MOST: Final = 3

#: What a telling's age costs: log-odds for each time that it, in months and one, is e times
#: as much. By hand, since the dates of what was judged are partly made: a month costs 0.35,
#: a year 1.3, ten years 2.4.
STALE: Final = 0.5
_MONTH_HOURS: Final = 30 * 24.0

#: Words alike from which a text is a copy, whatever story it is in.
_COPY: Final = 0.8

#: Features of a bond that need vectors.
VECTORS: Final = ("lead_over", "lead_least", "headline_over")
#: Features that the models know, and the limits that each is kept in; names are counted
#: by their logarithm.
USED: Final[Mapping[str, tuple[float, float]]] = {
    "words": (0.0, 1.0),
    "names": (0.0, 1.0),
    "sounds": (0.0, 1.0),
    "places": (0.0, 1.0),
    "same_names": (0.0, math.inf),
    "lead_over": (-1.0, 6.0),
    "lead_least": (-1.0, 6.0),
    "headline_over": (-1.0, 6.0),
}

Kind = Literal["episode", "background"]

#: Signs as reasons name them.
_SIGNS: Final[Mapping[str, str]] = {
    "words": "terms",
    "names": "names",
    "sounds": "names",
    "places": "places",
    "same_names": "names",
    "lead_over": "vector",
    "lead_least": "vector",
    "headline_over": "vector",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A telling that may be shown: its row in the bank, its story, who told it.

    `origin` is the article whose text it has, "" for its own.
    """

    article: str
    story: str
    row: int
    outlet: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What is shown beside a telling, and why; `odds` are log-odds of a bond."""

    article: str
    story: str
    kind: Kind
    odds: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: weights by feature, and what is added."""

    weights: Mapping[str, float]
    bias: float

    def odds(self, columns: Mapping[str, Floats]) -> NDArray[np.float64]:
        """Log-odds of each pair."""
        total: NDArray[np.float64] = sum(
            (weight * columns[name].astype(np.float64) for name, weight in self.weights.items()),
            start=np.full(len(columns["words"]), self.bias),
        )
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models, and the odds from which a bond is shown, with and without vectors."""

    bond: Model
    bond_without: Model
    episode: Model
    least: float
    least_without: float


def related(
    bank: Bank,
    base: Candidate,
    candidates: Sequence[Candidate],
    *,
    most: int = MOST,
    models: Models | None = None,
) -> tuple[Related, ...]:
    """What to show beside a telling: episodes first, earlier ones before later ones, then
    background; one of an outlet, one of a story; () for none that is sure enough.

    Candidates may be any number of tellings; those of the base's own story, and those
    with its text, are left out. Equal ones come in the order in which they were given.
    """
    models = models or load_models()
    others = [
        one
        for one in candidates
        if one.story != base.story and _text_of(one) != _text_of(base)
    ]
    if not others:
        return ()
    rows = np.array([one.row for one in others])
    found = features(bank, base.row, rows)
    columns = columns_of(found)
    seen = found[FEATURES.index("known")] == 2
    bond = np.where(
        seen,
        models.bond.odds(columns) - models.least,
        models.bond_without.odds(columns) - models.least_without,
    )
    bond -= _age(found)
    bond[found[FEATURES.index("words")] >= _COPY] = -np.inf
    step = models.episode.odds(columns)
    chosen = choose(others, bond, most)
    earlier = bank["hours"][rows] <= bank["hours"][base.row]
    order = sorted(
        chosen, key=lambda at: (step[at] < 0, not earlier[at], chosen.index(at))
    )
    return tuple(
        Related(
            article=others[at].article,
            story=others[at].story,
            kind="episode" if step[at] >= 0 else "background",
            odds=round(float(bond[at]), 4),
            reasons=_reasons(
                models.bond if seen[at] else models.bond_without, columns, at
            ),
        )
        for at in order
    )


def columns_of(found: Floats) -> dict[str, Floats]:
    """The features that the models know, by name, each kept in its limits."""
    columns: dict[str, Floats] = {}
    for name, (least, most) in USED.items():
        column = np.clip(found[FEATURES.index(name)], least, most)
        columns[name] = np.log1p(column) if name == "same_names" else column
    return columns


def choose(
    others: Sequence[Candidate], bond: NDArray[np.float64], most: int
) -> list[int]:
    """Places of the surest, of odds 0 or more: one of an outlet and of a story.

    Where no outlet is known, all pass.
    """
    chosen: list[int] = []
    outlets: set[str] = set()
    stories: set[str] = set()
    for at in np.argsort(-bond, kind="stable").tolist():
        if bond[at] < 0 or len(chosen) == most:
            break
        one = others[at]
        if one.story in stories or (one.outlet and one.outlet in outlets):
            continue
        chosen.append(at)
        stories.add(one.story)
        outlets.add(one.outlet)
    return chosen


def _text_of(one: Candidate) -> str:
    return one.origin or one.article


def _age(found: Floats) -> NDArray[np.float64]:
    """What the time between both costs; nothing where it is not known."""
    apart = np.maximum(found[FEATURES.index("apart")].astype(np.float64), 0)
    return STALE * np.log1p(np.expm1(apart) / _MONTH_HOURS)


def _reasons(model: Model, columns: Mapping[str, Floats], at: int) -> tuple[Reason, ...]:
    parts: dict[str, float] = {}
    for name, weight in model.weights.items():
        code = _SIGNS[name]
        parts[code] = parts.get(code, 0.0) + weight * float(columns[name][at])
    heaviest = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    return tuple(Reason(code=code, weight=round(part, 4)) for code, part in heaviest)


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The models that are shipped."""
    path = files("nouvelles.stories").joinpath("data/related.json")
    raw = json.loads(path.read_text(encoding="utf-8"))

    def model(name: str) -> Model:
        return Model(weights=raw[name]["weights"], bias=raw[name]["bias"])

    return Models(
        bond=model("bond"),
        bond_without=model("bond_without"),
        episode=model("episode"),
        least=raw["least"],
        least_without=raw["least_without"],
    )
