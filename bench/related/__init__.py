"""“Read also” on judged pairs: how much of what is shown is wanted, and nearness alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from bench.related.judged import Judged, judged, kappa
from bench.related.sketched import Sketched, all_sketched
from bench.table import Table, count, number
from nouvelles.stories.compare import FEATURES
from nouvelles.stories.related import MOST, related

#: What one ranker shows of a base's candidates, surest first, with a score.
Shown = list[tuple[Judged, float]]
Ranker = Callable[[Sketched, Sequence[Judged]], Shown]


def measure() -> list[Table]:
    pairs = judged()
    sets = all_sketched((one.set, one.base, one.candidate) for one in pairs)
    pairs = tuple(one for one in pairs if one.set in sets)
    rows: list[tuple[str, ...]] = []
    for part in ("learned from", "held"):
        inside = [one for one in pairs if one.held == (part == "held")]
        ours = _shown(sets, inside, _ours)
        rows.append(_row("nouvelles", part, inside, ours))
        for name, feature in PEERS:
            every = _shown(sets, inside, _nearest(feature))
            rows.append(_row(f"nearest by {name}, always {MOST}", part, inside, every))
            surest = sorted(every, key=lambda one: -one[1])[: len(ours)]
            rows.append(_row(f"nearest by {name}, as many", part, inside, surest))
    return [_agreement(pairs), _table(rows)]


#: Plain nearness: of words by TF-IDF, of vectors by cosine.
PEERS: Final = (("words", "words"), ("vector", "lead"))


def _table(rows: list[tuple[str, ...]]) -> Table:
    return Table(
        title="“Read also”",
        how="Judged pairs of the sample day and the story benches; the candidates of each "
        "article that were judged, its own story left out. Precision: of what is shown, "
        f"at most {MOST}, the share that is an episode or background. Coverage: articles "
        "with something shown of those with something to show; found: pairs shown of those "
        f"that could be ({MOST} an article). “As many”: the surest of all, in the "
        "same number as ours. Held articles were not learned from.",
        header=("ranker", "part", "shown", "precision@3, %", "coverage, %", "found, %"),
        rows=tuple(rows),
    )


def _agreement(pairs: Sequence[Judged]) -> Table:
    rows = [
        (
            part,
            count(len(inside)),
            *(count(classes[name]) for name in NAMES),
            number(kappa(inside)),
        )
        for part, inside in (
            ("learned from", [one for one in pairs if not one.held]),
            ("held", [one for one in pairs if one.held]),
        )
        for classes in [Counter(one.found for one in inside)]
    ]
    return Table(
        title="Judged pairs of “Read also”",
        how="Two readings in two orders, neither of which knew of the other; Cohen's "
        "kappa. Both readers were copies of one language model: people would agree less "
        "(`bench/related/README.md`).",
        header=("part", "pairs", *NAMES, "kappa"),
        rows=tuple(rows),
    )


NAMES: Final = ("episode", "background", "same-event", "unrelated")


def _shown(sets: dict[str, Sketched], pairs: Sequence[Judged], ranker: Ranker) -> Shown:
    shown: Shown = []
    for base in dict.fromkeys(one.base for one in pairs):
        inside = [one for one in pairs if one.base == base]
        shown += ranker(sets[inside[0].set], inside)
    return shown


def _ours(found: Sketched, pairs: Sequence[Judged]) -> Shown:
    """What `related` shows; of a story that was drawn twice, its first article."""
    by_story: dict[str, Judged] = {}
    for one in pairs:
        by_story.setdefault(found.sides[one.candidate].story, one)
    told = related(
        found.bank,
        found.sides[pairs[0].base],
        [found.sides[one.candidate] for one in by_story.values()],
    )
    return [(by_story[one.story], one.odds) for one in told]


def _nearest(feature: str) -> Ranker:
    def rank(found: Sketched, pairs: Sequence[Judged]) -> Shown:
        own = found.sides[pairs[0].base].story
        others = [one for one in pairs if found.sides[one.candidate].story != own]
        near = np.array(
            [
                found.pair(one.base, one.candidate)[FEATURES.index(feature)]
                for one in others
            ]
        )
        order = np.argsort(-near, kind="stable")[:MOST]
        return [(others[at], float(near[at])) for at in order]

    return rank


def _row(
    name: str, part: str, pairs: Sequence[Judged], shown: Shown
) -> tuple[str, ...]:
    right = sum(one.wanted for one, _ in shown)
    could = Counter(one.base for one in pairs if one.wanted)
    covered = {one.base for one, _ in shown if one.base in could}
    possible = sum(min(MOST, many) for many in could.values())
    return (
        name,
        part,
        count(len(shown)),
        number(100 * right / len(shown)) if shown else "–",
        number(100 * len(covered) / len(could)),
        number(100 * right / possible),
    )
