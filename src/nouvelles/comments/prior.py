"""The shipped prior: what comments elsewhere teach, before a site has taught anything.

Four models, all small. A linear one over hashed views knows words of the sets it was
learned from; a linear one over facts knows no language; a linear one over what words mean
knows many; a forest over the facts, what the first says of each view, and how much of a
text the first knows at all, knows best of remarks like those it was learned from. Where
words are strange to it, the simple ones are better, and count more in the sum.
(`tools.learning.spam` learns them, docs/reference/spam-model.md is their card.)
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nouvelles.comments.facts import names
from nouvelles.comments.features import VIEWS, Sketch
from nouvelles.comments.hashing import Places
from nouvelles.comments.meaning import Meanings
from nouvelles.forest import Forest

Floats = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int64]

#: Of the shipped prior, and of what is seen of a remark. Raised by hand when either
#: changes: it is kept with verdicts, and lessons of another version are passed over.
VERSION: Final = "4"

#: Standard deviations at which facts are cut off.
FURTHEST: Final = 4.0
#: Steps in which rarity is kept: 0 is “in no lesson”, then from common to rare.
RARITIES: Final = 15

#: Opinions: of the forest, of the facts, of the words' meanings; then of what words mean at
#: each site that lessons came from.
OPINIONS: Final = 3
#: Views that the linear model knows. Signs are for a site's own decisions: with them among
#: these less is found of the held quarter (.957 in place of .960 at 1 % of false alarms).
WEIGHED: Final = tuple(view for view in VIEWS if view != "signs")
#: What the forest sees besides the facts.
STACKED: Final = (
    *(f"said_by_{view}" for view in WEIGHED),
    "said",
    *(f"known_{view}" for view in ("words", "pairs", "runs")),
)
#: Views of which it is seen how much is known: the first so many.
_KNOWN: Final = 3
#: Where among these the share of words stands that are known.
KNOWN: Final = STACKED.index("known_words")

#: What the two simple models weigh beside the forest: where all words are known, more for
#: each share of them that is not, and at most.
_SIMPLE: Final = (0.1, 2.0, 0.6)
#: Log-odds that what the facts say never reaches: they add up, and ten exclamation marks
#: with five numbers are an excited reader. (From 2 to 6, more is found of new sites.)
_LOUDEST: Final = 4.0


#: What a place counts by its step of rarity; one in no lesson counts as the rarest.
_RARITY: Final = np.array([1.0, *np.linspace(0.0, 1.0, RARITIES)], np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the prior knows of a remark's places: how many a view has, what each counts by
    its rarity, and of each view (a row) the sums of `Prior.table`."""

    many: Counts
    rarity: Floats
    sums: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Log-odds from which on a remark is queued, and may be hidden."""

    queue: float
    spam: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The models, over one table of all views.

    `weights` are bytes of `scale` each, `rarity` how rare a place is among the lessons;
    `facts` mean, deviation and weight of each fact, and `facts_bias`; `steps` (facts ×
    knots) the borders by which a fact is ranked among those of the lessons.
    """

    weights: npt.NDArray[np.int8]
    scale: float
    bias: float
    rarity: npt.NDArray[np.uint8]
    facts: Floats
    facts_bias: float
    meanings: Meanings
    steps: Floats
    forest: Forest
    thresholds: Thresholds
    #: The steps (of at most 127 knots) as borders, knot by knot: each twice, for what is
    #: more than it and for what is as much.
    borders: Floats = field(init=False, repr=False)
    #: Of each place its weight in steps, whether it is in lessons (1 or 0), what it counts
    #: by its rarity, and the square of that: a place is looked up once.
    table: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rarity = _RARITY.take(self.rarity)
        columns = (self.weights, self.rarity > 0, rarity, rarity * rarity)
        table = np.stack(columns, axis=1, dtype=np.float32, casting="unsafe")
        object.__setattr__(self, "table", table)
        as_much = np.nextafter(self.steps, np.float32(-np.inf))
        borders = np.ascontiguousarray(np.concatenate([self.steps, as_much], axis=1).T)
        object.__setattr__(self, "borders", borders)

    def known(self, places: Places, ends: Counts) -> Known:
        """What is known of places in one table of all views, ascending, those of each view
        from one end to the next."""
        many = ends[1:] - ends[:-1]
        rows = np.empty((len(places) + 1, self.table.shape[1]), np.float32)
        self.table.take(places, axis=0, out=rows[:-1], mode="clip")
        rows[-1] = 0
        # Of an empty view `reduceat` gives the row that follows.
        sums = np.add.reduceat(rows, ends[:-1], axis=0, dtype=np.float64)
        sums[many == 0] = 0
        return Known(many=many, rarity=rows[:-1, 2], sums=sums)

    def stacked(self, sketch: Sketch, known: Known) -> Floats:
        """What the forest sees: `STACKED`, then the facts."""
        views = len(WEIGHED)
        many = np.maximum(known.many, 1)
        said = known.sums[:views, 0] * self.scale
        said /= np.sqrt(many[:views])
        row = np.empty(len(STACKED) + len(sketch.facts), np.float32)
        row[:views] = said
        row[views] = np.add.reduce(said) + self.bias
        row[views + 1 : len(STACKED)] = known.sums[:_KNOWN, 1] / many[:_KNOWN]
        row[len(STACKED) :] = sketch.facts
        return row

    def fact_weights(self, sketch: Sketch) -> Floats:
        """What each fact says, in log-odds."""
        return facts_weighed(sketch.facts, self.facts)

    @property
    def many_opinions(self) -> int:
        """How many `opinions` there are."""
        return OPINIONS + self.meanings.sites

    def odds(self, sketch: Sketch) -> float:
        """The prior's log-odds of spam."""
        stacked = self.stacked(sketch, self.known(sketch.places, sketch.ends))
        forest, facts, meanings = self._opinions(sketch, stacked)[:OPINIONS]
        return float(together(forest, facts, meanings, stacked[KNOWN]))

    def opinions(self, sketch: Sketch, known: Known) -> npt.NDArray[np.float64]:
        """Log-odds of spam by the forest, by the facts, by the meanings: `OPINIONS`; then
        by the meanings at each site, in thirds of their usual deviation."""
        return self._opinions(sketch, self.stacked(sketch, known))

    def _opinions(self, sketch: Sketch, stacked: Floats) -> npt.NDArray[np.float64]:
        found = np.empty(self.many_opinions)
        found[0] = self.forest.sums(stacked[:, None])[0]
        found[1] = np.add.reduce(self.fact_weights(sketch)) + self.facts_bias
        found[2:] = self.meanings.every(sketch.words)
        return found

    def ranks(self, sketch: Sketch) -> Floats:
        """Where each fact stands among the lessons', from 0 to 1."""
        above = (sketch.facts > self.borders).view(np.uint8)
        total = np.add.reduce(above, axis=0, dtype=np.uint8)
        found: Floats = (total / len(above)).astype(np.float32)
        return found


def together(forest: Any, facts: Any, meanings: Any, known: Any) -> Any:
    """The prior's log-odds of its opinions and of the share of words that it knows:
    numbers, or arrays of one length."""
    least, more, most = _SIMPLE
    simple = np.minimum(least + more * (1 - known), most)
    return forest + simple * (_LOUDEST * np.tanh(facts / _LOUDEST) + meanings)


def facts_weighed(facts: Floats, model: Floats) -> Floats:
    """What each fact of a row, or of many, says by mean, deviation and weight."""
    mean, deviation, weight = model
    apart = np.minimum(np.maximum((facts - mean) / deviation, -FURTHEST), FURTHEST)
    found: Floats = apart * weight
    return found


def pack(prior: Prior) -> bytes:
    """The prior as a file of arrays (npz, nothing executable)."""
    made = io.BytesIO()
    about: dict[str, Any] = {
        "scale": prior.scale,
        "bias": prior.bias,
        "facts_bias": prior.facts_bias,
        "meanings": [prior.meanings.scales.tolist(), prior.meanings.biases.tolist()],
        "queue": prior.thresholds.queue,
        "spam": prior.thresholds.spam,
        "forest": prior.forest.data(),
        "names": [*STACKED, *names()],
    }
    arrays: dict[str, Any] = {
        "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
        "facts": prior.facts,
        "steps": prior.steps,
        "weights": prior.weights,
        "rarity": _halved(prior.rarity),
        "codes": np.diff(prior.meanings.codes, prepend=np.uint32(0)),
        "says": np.ascontiguousarray(prior.meanings.says.T),
    }
    np.savez_compressed(made, **arrays)
    return made.getvalue()


def unpack(data: bytes) -> Prior:
    """The prior of a file.

    Raises:
        ValueError: it was learned from other facts than these.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        about = json.loads(held["about"].tobytes())
        if about["names"] != [*STACKED, *names()]:
            raise ValueError("the prior was learned from other facts: learn it anew")
        return Prior(
            weights=held["weights"],
            scale=about["scale"],
            bias=about["bias"],
            rarity=_doubled(held["rarity"]),
            facts=held["facts"],
            facts_bias=about["facts_bias"],
            meanings=Meanings(
                np.cumsum(held["codes"], dtype=np.uint32),
                np.ascontiguousarray(held["says"].T),
                *map(np.array, about["meanings"]),
            ),
            steps=held["steps"],
            forest=Forest.read(about["forest"], about["names"]),
            thresholds=Thresholds(queue=about["queue"], spam=about["spam"]),
        )


def _halved(table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Two steps of rarity a byte."""
    found: npt.NDArray[np.uint8] = (table[0::2] | (table[1::2] << 4)).astype(np.uint8)
    return found


def _doubled(packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    table: npt.NDArray[np.uint8] = np.empty(2 * len(packed), np.uint8)
    np.bitwise_and(packed, 15, out=table[0::2])
    np.right_shift(packed, 4, out=table[1::2])
    return table


@cache
def shipped() -> Prior:
    """The prior that is shipped (`data/prior.npz`)."""
    return unpack((files("nouvelles.comments") / "data" / "prior.npz").read_bytes())
