"""Symmetric trees: a few questions each, the same for every line, answered all at once.

A question asks whether a feature exceeds a border; the answers, as bits, are the number of
the leaf. The score is the logistic function of the leaves' sum (CatBoost's oblivious trees:
Prokhorenkova et al. 2018, section 4; Ferov and Modrý 2016).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]

#: Lines that are scored at once: all that is known of them is near at hand. (Of 300 trees,
#: 256 lines at once take three times as long a line as 128: their sums are so large that
#: the system is asked for memory each time; 2026-11.)
_AT_ONCE: Final = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Trees of one depth, at most eight.

    `names` are the features of the rows that are scored; `features` (depth × trees) are
    places among them, `borders` the questions' borders, `leaves` (trees × 2^depth) the
    values, `first_leaf` the place of each tree's first one. Trees share questions: `asked`
    are the features and `against` the borders of those that differ, `answers` (8 × trees)
    their places, `row_answers` the same tree after tree, for a single line.
    """

    names: tuple[str, ...]
    features: npt.NDArray[np.intp]
    borders: Rows
    leaves: Rows
    first_leaf: npt.NDArray[np.int32]
    bias: float
    asked: npt.NDArray[np.intp]
    against: Rows
    answers: npt.NDArray[np.intp]
    row_answers: npt.NDArray[np.intp]

    @classmethod
    def of(
        cls,
        *,
        names: Sequence[str],
        questions: Sequence[Sequence[tuple[int, float]]],
        leaves: Sequence[Sequence[float]],
        bias: float,
    ) -> Forest:
        """A forest of questions (feature, border) and leaves; shorter trees are filled."""
        depth = max(len(tree) for tree in questions)
        features = np.zeros((depth, len(questions)), np.intp)
        borders = np.full((depth, len(questions)), np.inf, np.float32)
        values = np.zeros((len(questions), 2**depth), np.float32)
        for number, (tree, values_of) in enumerate(zip(questions, leaves, strict=True)):
            for level, (feature, border) in enumerate(tree):
                features[level, number] = feature
                borders[level, number] = border
            values[number, : len(values_of)] = values_of
        # A question that nothing answers with yes fills a tree up to a byte of bits.
        more = ((0, 8 - depth), (0, 0))
        every = (np.pad(features, more), np.pad(borders, more, constant_values=np.inf))
        differ, answers = np.unique(
            np.stack([one.ravel() for one in every]), axis=1, return_inverse=True
        )
        answers = answers.reshape(8, len(questions))
        return cls(
            names=tuple(names),
            features=features,
            borders=borders,
            leaves=values,
            first_leaf=np.arange(len(questions), dtype=np.int32)[:, None] * 2**depth,
            bias=bias,
            asked=differ[0].astype(np.intp),
            against=differ[1].astype(np.float32),
            answers=answers,
            row_answers=answers.T.ravel(),
        )

    @classmethod
    def read(cls, data: Mapping[str, Any], names: Sequence[str]) -> Forest:
        """A forest from the data that `data` gives, for rows of the features named.

        Raises:
            KeyError: it asks for another feature.
        """
        places = {name: place for place, name in enumerate(names)}
        return cls.of(
            names=names,
            questions=[
                [(places[name], border) for name, border in tree["asks"]]
                for tree in data["trees"]
            ],
            leaves=[tree["leaves"] for tree in data["trees"]],
            bias=data["bias"],
        )

    def data(self) -> dict[str, Any]:
        """The forest as readable data: each tree with its questions and leaves."""
        trees = []
        for number in range(self.features.shape[1]):
            asks = [
                [self.names[feature], round(float(border), 4)]
                for feature, border in zip(
                    self.features[:, number], self.borders[:, number], strict=True
                )
                if np.isfinite(border)
            ]
            values = self.leaves[number, : 2 ** len(asks)]
            trees.append(
                {"asks": asks, "leaves": [round(float(value), 4) for value in values]}
            )
        return {"bias": self.bias, "trees": trees}

    def scores(self, rows: Rows) -> Rows:
        """The score of each line, 0 to 1, from its features (features × lines)."""
        odds = self.sums(rows)
        found: Rows = np.reciprocal(1 + np.exp(-odds))
        return found

    def sums(self, rows: Rows) -> Rows:
        """The same as log-odds: what the leaves of all trees add up to."""
        if rows.shape[1] > _AT_ONCE:
            parts = range(0, rows.shape[1], _AT_ONCE)
            return np.concatenate(
                [self._sums(rows[:, p : p + _AT_ONCE]) for p in parts]
            )
        return self._sums(rows)

    def _sums(self, rows: Rows) -> Rows:
        if rows.shape[1] == 1:
            return self._sum(rows[:, 0])
        # Each question once: of 1,800 that 300 trees ask, half are another's too.
        bits = (rows.take(self.asked, axis=0) > self.against[:, None]).view(np.uint8)
        deepest, *others = self.answers[len(self.features) - 1 :: -1]
        leaf = bits.take(deepest, axis=0)
        for answers in others:
            leaf = leaf + leaf
            leaf |= bits.take(answers, axis=0)
        values = self.leaves.ravel().take(leaf + self.first_leaf)
        found: Rows = (values.sum(axis=0) + self.bias).astype(np.float32)
        return found

    def _sum(self, row: npt.NDArray[np.float32]) -> Rows:
        """The sums of a single line, with a third of the calls."""
        bits = (row.take(self.asked) > self.against).take(self.row_answers)
        leaf = np.packbits(bits, bitorder="little") + self.first_leaf[:, 0]
        # One after the other, as for many lines; numpy's `sum` adds in another order.
        every = np.add.accumulate(self.leaves.ravel().take(leaf))
        found: Rows = (every[-1:] + self.bias).astype(np.float32)
        return found
