"""What the words in elements' names weigh: how much each speaks for text, by sites."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from tools.learning.pages import Labelled

#: A word counts from so many sites on; fewer are a site's own.
_FEWEST_SITES: Final = 5
#: Boxes above a line whose names speak of it, and the most that a line's letters weigh.
_BOXES: Final = 8
_LETTERS: Final = 200
#: Pages that are added to each side, so that few pages do not make a strong word; their
#: parts are those of text and other lines on a usual page.
_PRIOR: Final = 2.0
_PRIOR_TEXT: Final = 0.4
#: Weaker words say nothing.
_WEAKEST: Final = 0.2


def weigh_names(pages: Iterable[Labelled]) -> dict[str, float]:
    """The logarithm of the odds of text below an element with a word in its names."""
    for_text: defaultdict[str, float] = defaultdict(float)
    against: defaultdict[str, float] = defaultdict(float)
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for labelled in pages:
        for word, (text, other) in _of_page(labelled).items():
            for_text[word] += text / (text + other)
            against[word] += other / (text + other)
            sites[word].add(labelled.group)
    weights = {}
    for word, found in sites.items():
        if len(found) >= _FEWEST_SITES:
            odds = (for_text[word] + _PRIOR * _PRIOR_TEXT) / (
                against[word] + _PRIOR * (1 - _PRIOR_TEXT)
            )
            weight = round(math.log(odds), 2)
            if abs(weight) >= _WEAKEST:
                weights[word] = weight
    return dict(sorted(weights.items()))


def _of_page(labelled: Labelled) -> dict[str, tuple[float, float]]:
    """For each word, the letters of text and of other lines below it."""
    found: dict[str, tuple[float, float]] = {}
    lines = labelled.page.lines
    for line, label, weight in zip(
        lines, labelled.labels, labelled.weights, strict=True
    ):
        if not weight or not line.text:
            continue
        words: set[str] = set()
        for depth, box in enumerate(line.box.around()):
            if depth == _BOXES:
                break
            words.update(labelled.words[box.index])
        letters = min(len(line.text), _LETTERS)
        for word in words:
            text, other = found.get(word, (0.0, 0.0))
            if label >= 0.5:
                found[word] = (text + letters, other)
            else:
                found[word] = (text, other + letters)
    return found
