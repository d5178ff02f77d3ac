"""“Read also”: what else a reader of a story would want, and nothing that they would not.

Two stories are compared by the features that grouping uses (`compare`), of each telling of
one with each of the other: what is highest among these pairs, and what is usual. Two small
logistic models (`data/related.json`, learned by `tools.learning.related`) say whether there
is a bond at all, and whether it is a step of the same affair. In doubt nothing is shown:
two good ones are better than three.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nouvelles.records import BondKind, Reason
from nouvelles.stories.bank import Bank
from nouvelles.stories.compare import FEATURES, features
from nouvelles.stories.sketch import Floats

#: Most that are shown.
MOST: Final = 3

#: Tellings of a story that are compared, the first ones given.
COMPARED: Final = 6

#: What the time between two stories costs: log-odds for each time that it, in months and
#: one, is e times as much. By hand, since the dates of what was judged are partly made: a
#: month costs 0.35, a year 1.3, ten years 2.4.
STALE: Final = 0.5
_MONTH_HOURS: Final = 30 * 24.0

#: Words alike from which one text is a copy of the other, whatever story it is in.
_COPY: Final = 0.8

#: Features of pairs that the models know, with the limits that each is kept in. Of each
#: they are given the mean and, under the name with "highest", the highest.
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
#: Those of them that need vectors.
VECTORS: Final = frozenset({"lead_over", "lead_least", "headline_over"})
#: Those that are counted by the logarithm of one more.
_COUNTS: Final = frozenset({"same_names"})

#: What reasons call each feature.
_SIGNS: Final[Mapping[str, str]] = {
    "words": "terms",
    "names": "names",
    "sounds": "names",
    "same_names": "names",
    "places": "places",
    "lead_over": "vector",
    "lead_least": "vector",
    "headline_over": "vector",
}

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A telling of a story, as it stands in the bank."""

    article: str
    row: int
    outlet: str = ""
    language: str = "und"  # BCP 47


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A story with its tellings, those first that should be shown first; copies are best
    left out."""

    story: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What is shown of another story, and why; `odds` are log-odds above those asked."""

    article: str
    story: str
    kind: BondKind
    odds: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: weights by feature, and what is added."""

    weights: Mapping[str, float]
    bias: float

    def odds(self, columns: Mapping[str, Doubles]) -> Doubles:
        """Log-odds of each pair of stories."""
        total = np.full(len(columns["words"]), self.bias)
        for name, weight in self.weights.items():
            total += weight * columns[name]
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models, and the odds of a bond from which it is shown; `without` are for
    stories of which no pair of tellings has vectors that say something."""

    bond: Model
    without: Model
    episode: Model
    least: float
    least_without: float


def related(
    bank: Bank,
    base: Side,
    others: Sequence[Side],
    *,
    language: str = "",
    most: int = MOST,
    models: Models | None = None,
) -> tuple[Related, ...]:
    """What to show beside a story: earlier episodes, later ones, then background.

    One telling of a story and one of an outlet; () where nothing is sure enough. `others`
    may be any number of stories in any order; the base itself among them is passed over.

    Args:
        language: of the reader: a telling in it is shown before others. Else one in a
            language of the base's first telling, else the first.
    """
    models = models or load_models()
    sides = [one for one in others if one.story != base.story and one.members]
    if not sides or not base.members:
        return ()
    found = compared(bank, base, sides)
    bond = np.where(
        found.seen,
        models.bond.odds(found.columns) - models.least,
        models.without.odds(found.columns) - models.least_without,
    )
    bond -= STALE * np.log1p(found.apart / _MONTH_HOURS)
    bond[found.copies] = -np.inf
    step = models.episode.odds(found.columns)
    liked = (language, base.members[0].language)
    chosen = choose(sides, bond, most, liked)
    order = sorted(chosen, key=lambda at: (step[at] < 0, not found.earlier[at]))
    return tuple(
        Related(
            article=chosen[at].article,
            story=sides[at].story,
            kind="episode" if step[at] >= 0 else "background",
            odds=round(float(bond[at]), 4),
            reasons=_reasons(
                models.bond if found.seen[at] else models.without, found.columns, at
            ),
        )
        for at in order
    )


def choose(
    sides: Sequence[Side], bond: Doubles, most: int, liked: Sequence[str] = ()
) -> dict[int, Member]:
    """Places of the stories of odds 0 or more, surest first, with the telling to show.

    Of each outlet one; a story all of whose outlets are taken is passed over. Where no
    outlet is known, all pass.
    """
    chosen: dict[int, Member] = {}
    taken: set[str] = set()
    for at in np.argsort(-bond, kind="stable").tolist():
        if bond[at] < 0 or len(chosen) == most:
            break
        free = [one for one in sides[at].members if one.outlet not in taken]
        if free:
            chosen[at] = min(free, key=lambda one: _rank(one.language, liked))
            taken |= {chosen[at].outlet} - {""}
    return chosen


def _rank(language: str, liked: Sequence[str]) -> int:
    primary = language.split("-")[0]
    tags = [one.split("-")[0] for one in liked]
    return tags.index(primary) if primary in tags else len(tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A story beside others, one value each: features by name; whether vectors say
    something; hours between them, 0 where not known; who is not later; who is a copy."""

    columns: dict[str, Doubles]
    seen: NDArray[np.bool_]
    apart: Doubles
    earlier: NDArray[np.bool_]
    copies: NDArray[np.bool_]


def compared(bank: Bank, base: Side, sides: Sequence[Side]) -> Compared:
    """Compare the tellings of a story with those of others, and sum up by story."""
    own = [one.row for one in base.members[:COMPARED]]
    rows = [[one.row for one in side.members[:COMPARED]] for side in sides]
    starts = np.cumsum([0, *map(len, rows[:-1])])
    every = np.concatenate([np.array(part) for part in rows])
    pairs = np.stack([features(bank, row, every) for row in own]).astype(np.float64)
    _mute(pairs)
    counts = np.array([len(part) for part in rows])
    highest = np.maximum.reduceat(pairs.max(axis=0), starts, axis=1)
    mean = np.add.reduceat(pairs.mean(axis=0), starts, axis=1) / counts
    hours = bank["hours"]
    with np.errstate(invalid="ignore"):
        first = np.array([_first(hours[part]) for part in rows])
        apart = np.nan_to_num(np.abs(first - _first(hours[own])))
        earlier = ~(first > _first(hours[own]))
    return Compared(
        columns={
            name + suffix: _limited(name, values[FEATURES.index(name)])
            for name in USED
            for suffix, values in (("", mean), (" highest", highest))
        },
        seen=highest[FEATURES.index("known")] == 2,
        apart=apart,
        earlier=earlier,
        copies=highest[FEATURES.index("words")] >= _COPY,
    )


def _mute(pairs: Doubles) -> None:
    """Let vectors say nothing of pairs in a language that the encoder does not know.

    Of such a language all texts look alike to it. What was learned from had no vectors
    there at all, of which the likeness is 0: as far below the usual as is counted.
    """
    deaf = pairs[:, FEATURES.index("known")] < 2
    for name in VECTORS:
        pairs[:, FEATURES.index(name)][deaf] = USED[name][0]


def _first(hours: Floats | Doubles) -> float:
    """The earliest of some times; NaN where none is known."""
    known = hours[~np.isnan(hours)]
    return float(known.min()) if len(known) else math.nan


def _limited(name: str, values: Doubles) -> Doubles:
    least, most = USED[name]
    limited = np.clip(values, least, most)
    return np.log1p(limited) if name in _COUNTS else limited


def _reasons(
    model: Model, columns: Mapping[str, Doubles], at: int
) -> tuple[Reason, ...]:
    parts: dict[str, float] = {}
    for name, weight in model.weights.items():
        code = _SIGNS[name.removesuffix(" highest")]
        parts[code] = parts.get(code, 0.0) + weight * float(columns[name][at])
    heaviest = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    return tuple(Reason(code=code, weight=round(part, 4)) for code, part in heaviest)


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The models that are shipped."""
    path = files("nouvelles.stories").joinpath("data/related.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    models = {
        name: Model(weights=raw[name]["weights"], bias=raw[name]["bias"])
        for name in ("bond", "without", "episode")
    }
    return Models(**models, least=raw["least"], least_without=raw["least_without"])
