"""“Why here?”: what speaks for two tellings being of one event, and whether it suffices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from nouvelles.records import Reason
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import Clues
from nouvelles.stories.compare import FEATURES, features, shared_keys
from nouvelles.stories.model import PairModel
from nouvelles.stories.sketch import KIND_BITS, KINDS, Floats, keys_of

#: Groups of features that speak for themselves, by the word of the reason that they are.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "vector": (
        "headline", "lead", "headline_over", "headline_least", "lead_over", "lead_least",
        "cross_most", "cross_least",
    ),
    "names": (
        "names", "sounds", "same_names", "same_sounds",
        "names_most", "names_least", "sounds_most", "sounds_least",
    ),
    "words": ("words", "same_words", "words_most", "words_least"),
    "numbers": ("numbers", "same_numbers"),
    "places": ("places", "same_places"),
    "time": ("apart",),
    "outlet": ("same_outlet",),
}  # fmt: skip

#: Signals that are independent of each other: of these kinds, so many must speak for two
#: tellings by so much before they are put together.
INDEPENDENT: Final = ("vector", "names", "words", "numbers", "places")
SIGNALS: Final = 2
SPEAKS: Final = 0.2


#: The group of each kind of clues.
_GROUP_OF_KIND: Final = ("words", "names", "names", "numbers", "places")

#: Which features are as for two strangers: in no column first, then of a group in each.
_STRANGE: Final = np.array(
    [[False, *(name in names for names in GROUPS.values())] for name in FEATURES]
)
_OF_CLUES: Final = np.array([name in _GROUP_OF_KIND for name in GROUPS])


def parts(model: PairModel, bank: Bank, row: int, other: int) -> dict[str, float]:
    """What each group of features gives to the log-odds of a pair: how much less there
    would be were the pair unlike in it."""
    return parts_of(model, features(bank, row, np.array([other])))


def parts_of(model: PairModel, pair: Floats) -> dict[str, float]:
    """The same from the features of the pair (features × 1)."""
    sums = model.forest.sums(np.where(_STRANGE, model.unlike[:, None], pair))
    given = sums[0] - sums[1:]
    # Clues that only one of both has speak for nothing, whatever trees make of the rest.
    bare = [not pair[at].max() > 0 for at in _STRANGE.T[1:]]
    none = np.logical_and(bare, _OF_CLUES)
    given[none] = np.minimum(given[none], 0)
    return dict(zip(GROUPS, given.tolist(), strict=True))


def are_signals(found: Mapping[str, float]) -> bool:
    """Whether of the parts of a pair independent ones say that it is of one event."""
    return sum(found[word] > SPEAKS for word in INDEPENDENT) >= SIGNALS


def terms_of(found: Clues, language: str) -> dict[int, str]:
    """Clues by their keys, but for sounds, which nobody can read."""
    return {
        key: term
        for kind, (name, _, _) in enumerate(KINDS)
        if name != "sounds"
        for key, term in zip(
            keys_of(kind, getattr(found, name), language),
            getattr(found, name),
            strict=True,
        )
    }


def reasons(
    found: Mapping[str, float],
    bank: Bank,
    row: int,
    other: int,
    terms: Mapping[int, str],
) -> tuple[Reason, ...]:
    """What speaks for (or against) a pair, heaviest first, from its parts.

    `terms` are the clues of the row by their keys, so that what both share can be named.
    """
    said: dict[str, list[str]] = {group: [] for group in _GROUP_OF_KIND}
    for key in shared_keys(bank, row, other):
        if key in terms:
            said[_GROUP_OF_KIND[key >> KIND_BITS]].append(terms[key])
    told = [
        Reason(code=code, weight=round(weight, 3), words=tuple(said.get(code, ())[:8]))
        for code, weight in found.items()
        if abs(weight) >= 0.05
    ]
    return tuple(sorted(told, key=lambda one: -abs(one.weight)))
