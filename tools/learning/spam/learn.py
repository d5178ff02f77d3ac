"""Fit the prior: linear models of views, of facts and of meanings, and the forest.

The forest must know how far the linear model of views can be believed. So it is fitted on
what that model says of remarks that it was not fitted on, twice: with other remarks of
the same site among its lessons, and without any of the site. Of the second, where words
are strange to it, the forest learns to go by the facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import catboost
import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from nouvelles.comments.facts import names
from nouvelles.comments.features import STARTS, VIEWS, Sketch, sketch
from nouvelles.comments.prior import (
    KNOWN,
    RARITIES,
    STACKED,
    WEIGHED,
    Prior,
    Thresholds,
    facts_weighed,
    together,
)
from nouvelles.comments.solicitation import SOLICITING
from nouvelles.forest import Forest
from tools.learning.learn import exported
from tools.learning.spam.made import made
from tools.learning.spam.meanings import fitted, of_site, table, vocabulary
from tools.learning.spam.rows import Labelled, part_of, site_of

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_PARTS: Final = 3
#: Inverse strength of the ridge on views and on facts.
_C_VIEWS: Final = 30.0
_C_FACTS: Final = 0.03
#: What a remark of a site that the linear model does not know weighs beside one that it
#: knows.
_STRANGE: Final = 0.3
#: A site is left out once where it has so many lessons.
_FEWEST: Final = 300
#: What words mean at a site is learned where it has so many lessons of each kind.
_FEWEST_OF_A_KIND: Final = 100
#: Borders by which a fact is ranked.
_KNOTS: Final = 31
#: Shares of genuine remarks not learned from that may be queued, and may be hidden.
_QUEUED: Final = 0.01
_HIDDEN: Final = 0.002
_FOREST: Final[dict[str, Any]] = {
    "depth": 6,
    "learning_rate": 0.08,
    "l2_leaf_reg": 6,
    "rsm": 0.3,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "border_count": 64,
    "random_seed": 1,
    "thread_count": 1,
    "verbose": False,
    "allow_writing_files": False,
}
#: Facts that never speak against spam, and those that never speak for it: more links are
#: no sign of honesty, whatever the lessons of one site say.
_UP: Final = frozenset(
    (
        *("links", "link_share", "shorteners", "messengers", "markup", "hidden_dots"),
        *("mails", "phones", "codes", "trackback", "styled", "styled_share", "hidden"),
        *("marks", "mixed", "spaced", "leet", "brands", "around", "shouted", "money"),
        *("bangs", "author_sells", "url_words", "url_in_name", "author_in_text"),
        *("soliciting", "solicit_share", "kinds", "url_depth"),
        *(f"about_{subject}" for subject in SOLICITING),
    )
)
_DOWN: Final = frozenset(("title_shared", "url_home"))


class Lessons:
    """Lessons with what is seen of them, as arrays."""

    def __init__(self, rows: Sequence[Labelled]) -> None:
        self.rows = [*rows, *made(rows)]
        looks = [sketch(row.remark) for row in self.rows]
        self.spam: Bools = np.array([row.spam for row in self.rows])
        self.sites = np.array([site_of(row.set) for row in self.rows])
        self.parts = np.array([part_of(r.group, _PARTS, "inner") for r in self.rows])
        self.facts: Floats = np.stack([look.facts for look in looks])
        self.meant = vocabulary().summed([look.words for look in looks])
        self.views = [_matrix(looks, n, bits) for n, bits in enumerate(VIEWS.values())]
        self.sizes = [np.maximum(np.diff(view.indptr), 1) for view in self.views]
        #: What the linear model is learned from.
        self.weighed = list(zip(self.views, self.sizes, strict=True))[: len(WEIGHED)]
        self.joined = sparse.hstack(
            [sparse.diags(size**-0.5) @ view for view, size in self.weighed]
        ).tocsr()
        self.weights = self._weights()

    def _weights(self) -> Floats:
        """Sets weigh by the root of their size, so that none drowns the others."""
        kinds = [(row.set, row.spam) for row in self.rows]
        counts = Counter(kinds)
        found: Floats = np.array([counts[kind] ** -0.5 for kind in kinds], np.float32)
        return found / found.mean()


def _matrix(looks: Sequence[Sketch], view: int, bits: int) -> Any:
    places = [look.view(view) - STARTS[view] for look in looks]
    ends = np.cumsum([0, *map(len, places)])
    every = np.concatenate(places).astype(np.int32)
    shape = (len(looks), 2**bits)
    return sparse.csr_matrix(
        (np.ones(len(every), np.float32), every, ends), shape=shape
    )


def learn(rows: Sequence[Labelled], tell: Callable[[str], None] = print) -> Prior:
    """The prior of labelled rows and of lessons made from them; always the same."""
    lessons = Lessons(rows)
    tell(f"{len(rows)} rows, {len(lessons.rows)} lessons")
    everything = np.ones(len(lessons.rows), np.bool_)
    known = np.zeros((len(lessons.rows), len(STACKED)), np.float32)
    for part in range(_PARTS):
        inside = lessons.parts == part
        known[inside] = _stacked(lessons, _linear(lessons, ~inside), ~inside, inside)
    strange = np.zeros_like(known)
    for site in np.unique(lessons.sites):
        inside = lessons.sites == site
        if len(set(lessons.spam[inside])) > 1 or inside.sum() >= _FEWEST:
            outside = _linear(lessons, ~inside)
            strange[inside] = _stacked(lessons, outside, ~inside, inside)
    linear = _linear(lessons, everything)
    tell("linear models fitted")
    forest = _forest(lessons, known, strange, everything)
    facts, facts_bias = _facts(lessons, everything)
    meanings = table(vocabulary(), _meant(lessons, everything), _meant_at(lessons))
    scale = float(np.abs(linear.coef_).max()) / 127
    return Prior(
        weights=_placed(np.round(linear.coef_[0] / scale).astype(np.int8)),
        scale=scale,
        bias=float(linear.intercept_[0]),
        rarity=np.concatenate([_rarity(view) for view in lessons.views]),
        facts=facts,
        facts_bias=facts_bias,
        meanings=meanings,
        steps=_steps(lessons.facts),
        forest=forest,
        thresholds=_thresholds(lessons, known, strange),
    )


def _placed(weights: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """The weights in the table of all views, of which the linear model knows the first."""
    return np.pad(weights, (0, STARTS[-1] - len(weights)))


def _linear(lessons: Lessons, among: Bools) -> Any:
    model = LogisticRegression(C=_C_VIEWS, max_iter=100, tol=1e-3)
    return model.fit(lessons.joined[among], lessons.spam[among])


def _stacked(lessons: Lessons, linear: Any, learned: Bools, of: Bools) -> Floats:
    """`STACKED` of some lessons by a model that was fitted on others."""
    columns = []
    start = 0
    for view, size in lessons.weighed:
        table = linear.coef_[0][start : start + view.shape[1]]
        columns.append((view[of] @ table) / size[of] ** 0.5)
        start += view.shape[1]
    columns.append(np.sum(columns, axis=0) + linear.intercept_[0])
    for view, size in zip(lessons.views[:3], lessons.sizes[:3], strict=True):
        often = np.asarray(view[learned].sum(axis=0)).ravel() >= 2
        columns.append((view[of] @ often.astype(np.float32)) / size[of])
    return np.stack(columns, axis=1).astype(np.float32)


def _fit(
    lessons: Lessons, known: Floats, strange: Floats, among: Bools, trees: int
) -> Any:
    facts = lessons.facts[among]
    weights = lessons.weights[among]
    signs = [(name in _UP) - (name in _DOWN) for name in names()]
    model = catboost.CatBoostClassifier(
        iterations=trees, monotone_constraints=[0] * len(STACKED) + signs, **_FOREST
    )
    return model.fit(
        np.block([[known[among], facts], [strange[among], facts]]),
        np.tile(lessons.spam[among], 2),
        sample_weight=np.concatenate([weights**0.5, _STRANGE * weights]),
    )


def _forest(lessons: Lessons, known: Floats, strange: Floats, among: Bools) -> Forest:
    model = _fit(lessons, known, strange, among, trees=200)
    return exported(model, (*STACKED, *names()))


def _thresholds(lessons: Lessons, known: Floats, strange: Floats) -> Thresholds:
    """From genuine lessons that no model was fitted on."""
    held = lessons.parts == 0
    genuine = held & ~lessons.spam
    model = _fit(lessons, known, strange, ~held, trees=80)
    rows = np.hstack([known[genuine], lessons.facts[genuine]])
    facts, bias = _facts(lessons, ~held)
    odds = together(
        model.predict(rows, prediction_type="RawFormulaVal"),
        facts_weighed(lessons.facts[genuine], facts).sum(axis=1) + bias,
        _meant(lessons, ~held).decision_function(lessons.meant[genuine]),
        known[genuine, KNOWN],
    )
    return Thresholds(
        queue=float(np.quantile(odds, 1 - _QUEUED)),
        spam=float(np.quantile(odds, 1 - _HIDDEN)),
    )


def _facts(lessons: Lessons, among: Bools) -> tuple[Floats, float]:
    """Mean, deviation and weight of each fact, in a linear model of facts alone; its
    bias."""
    facts = lessons.facts[among]
    mean = facts.mean(axis=0)
    deviation = np.maximum(facts.std(axis=0), 1e-3)
    found = np.stack([mean, deviation, np.ones_like(mean)])
    model = LogisticRegression(C=_C_FACTS, max_iter=300)
    model.fit(
        facts_weighed(facts, found),
        lessons.spam[among],
        sample_weight=lessons.weights[among],
    )
    found[2] = model.coef_[0]
    return found.astype(np.float32), float(model.intercept_[0])


def _meant(lessons: Lessons, among: Bools) -> Any:
    """The linear model of what words mean."""
    return fitted(lessons.meant[among], lessons.spam[among], lessons.weights[among])


def _meant_at(lessons: Lessons) -> list[tuple[Floats, float]]:
    """What words mean at each site that has enough lessons: worth of each direction, and
    bias."""
    found = []
    for site in np.unique(lessons.sites):
        inside = lessons.sites == site
        spam = int(lessons.spam[inside].sum())
        if min(spam, int(inside.sum()) - spam) >= _FEWEST_OF_A_KIND:
            found.append(of_site(lessons.meant, lessons.spam, inside))
    return found


def _rarity(view: Any) -> npt.NDArray[np.uint8]:
    """Steps of log inverse document frequency; what stands in one lesson is in none."""
    often = np.asarray(view.sum(axis=0)).ravel()
    rare = np.log((view.shape[0] + 1) / (often + 1)) / np.log(view.shape[0] + 1)
    steps = 1 + np.round((RARITIES - 1) * rare)
    return np.where(often >= 2, steps, 0).astype(np.uint8)


def _steps(facts: Floats) -> Floats:
    shares = (np.arange(_KNOTS) + 0.5) / _KNOTS
    return np.quantile(facts, shares, axis=0).T.astype(np.float32)
