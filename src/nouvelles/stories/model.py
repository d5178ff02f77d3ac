"""What was learned: how likely two tellings are to be of one event.

A forest gives the log-odds of a pair; thresholds say from which of them on an editor would
call it one event. Both are data with a version (`data/pairs.json`), made by
`python -m tools.learning stories`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from nouvelles.forest import Forest
from nouvelles.stories.bank import Bank
from nouvelles.stories.compare import FEATURES, features
from nouvelles.stories.sketch import Floats, Rows

_AT: Final = {name: at for at, name in enumerate(FEATURES)}

#: What is told of an event comes within days. Log-odds that a pair loses for each day
#: beyond a week between its times: by hand, for what it is learned from has none such.
_WEEK_DAYS: Final = 7.0
_LATE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """The forest, and what is subtracted from its log-odds.

    `thresholds` are by how many of both tellings have a body (0, 1, 2) and whether they
    are in one language. `unlike` is, for each feature, what it is for two tellings that
    have nothing to do with each other.
    """

    version: str
    forest: Forest
    thresholds: Floats
    unlike: Floats

    def odds(self, bank: Bank, row: int, others: Rows) -> Floats:
        """The log-odds, above the threshold, that a row tells the same event as others."""
        found = features(bank, row, others)
        return self.odds_of(found)

    def odds_of(self, found: Floats) -> Floats:
        """The same from features (features × pairs)."""
        bodies = found[_AT["bodies"]].astype(np.intp)
        same = found[_AT["same_language"]].astype(np.intp)
        above: Floats = self.forest.sums(found) - self.thresholds[bodies, same]
        # -1 stands for a time that is not known.
        days = np.expm1(np.maximum(found[_AT["apart"]], 0)) / 24
        above -= _LATE * np.maximum(days - _WEEK_DAYS, 0)
        return above

    @classmethod
    def read(cls, data: dict[str, Any]) -> PairModel:
        """A model from its data.

        Raises:
            KeyError: it was learned from other features.
        """
        return cls(
            version=data["version"],
            forest=Forest.read(data, FEATURES),
            thresholds=np.array(data["thresholds"], np.float32),
            unlike=np.array([data["unlike"][name] for name in FEATURES], np.float32),
        )


@cache
def load_model() -> PairModel:
    """The model that comes along."""
    path = files("nouvelles.stories").joinpath("data/pairs.json")
    return PairModel.read(json.loads(path.read_text(encoding="utf-8")))
