"""Stories: articles as they arrive, grouped by models that have not seen their stories.

Each file of the shared bench is parted in two by its stories. The pairs model that decides
on one half was learned from the other (`python -m tools.learning.stories BENCH
build/folds/stories/0.json --leave-out 0/2`, and 1); so were the peers' thresholds.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.press import SHARED
from bench.stories_peers import PEERS, Peer, with_threshold
from bench.table import Table
from nouvelles.records import Telling
from nouvelles.run.grouping.encode import Encoding
from nouvelles.run.grouping.lines import group
from nouvelles.stories.embed import encode, open_encoder
from nouvelles.stories.model import PairModel
from nouvelles.stories.sketch import Floats
from tools.learning.stories import part_of, read

FOLDER = SHARED / "bench" / "stories"
FOLDS = Path("build/folds/stories")
PARTS = 2
#: Articles after which the story of one is told.
SETTLED = 200

#: The files, in the issue's order, and what is asked of each: B³ and pairwise F1.
GOALS = {
    "ntrex_stream": (0.92, 0.90),
    "allsides21": (0.88, 0.72),
    "ecbplus": (0.82, 0.78),
    "uci_headlines": (0.85, 0.87),
    "basil": (0.99, 0.99),
}
UNKNOWN = "… languages the encoder does not know"
UNKNOWN_GOAL = (0.90, 0.85)


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Articles of one file and of some of its stories, in their order."""

    name: str
    part: int
    tellings: tuple[Telling, ...]
    gold: tuple[str, ...]
    vectors: Floats


Scores = tuple[float, ...]


def measure() -> list[Table]:
    program = FOLDER / "score.py"
    if not program.exists():
        return []
    missing = [p for p in range(PARTS) if not (FOLDS / f"{p}.json").exists()]
    if missing:
        print(
            f"bench stories: {FOLDS}/{missing[0]}.json is not there; see bench/stories.py"
        )
        return []
    score = _scorer(program)
    halves = _halves()
    known = open_encoder("")
    assert known is not None
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in GOALS}
    rows[UNKNOWN] = []
    answers = {"**nouvelles**": _ours(halves)}
    answers |= {peer.name: _theirs(peer, halves, score) for peer in PEERS}
    for system, labels in answers.items():
        for name in GOALS:
            at = [n for n, half in enumerate(halves) if half.name == name]
            found = [_scores(score, halves[n].gold, labels[n]) for n in at]
            rows[name].append(_row(name, system, found, GOALS[name]))
            if name == "ntrex_stream":
                part = [_unknown(halves[n], labels[n], known.languages) for n in at]
                found = [_scores(score, *one) for one in part]
                rows[UNKNOWN].append(_row(UNKNOWN, system, found, UNKNOWN_GOAL))
    return [
        Table(
            title="Stories",
            how="Each file in two halves by its stories; decided by a model (and, for the "
            "peers, by a threshold) learned from the other half of all files; the mean of "
            f"both. Articles come in their order; the story told is that {SETTLED} "
            "articles later. One configuration for all. Halves have fewer stories than the "
            "files: figures on whole files are lower, on smaller ones higher. The corpora "
            "of published results (Miranda et al. 2018: English pairwise F1 .940) are "
            "others, and cannot be compared; `bench/miranda.py` reads that corpus for "
            "whoever has it. B³ and pairs: precision, recall, F1.",
            header=("articles", "by", "B³ P", "R", "F1", "pairs P", "R", "F1", "asked"),
            rows=tuple(row for of_name in rows.values() for row in of_name),
        )
    ]


def _scorer(program: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories_score", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _halves() -> list[Half]:
    encoder = open_encoder("")
    assert encoder is not None
    found = []
    for name in GOALS:
        rows = read(FOLDER / f"{name}.jsonl", undated=name == "basil")
        vectors = encode(encoder, [telling for telling, _ in rows])
        for part in range(PARTS):
            at = [n for n, (_, gold) in enumerate(rows) if part_of(gold, PARTS) == part]
            found.append(
                Half(
                    name=name,
                    part=part,
                    tellings=tuple(rows[n][0] for n in at),
                    gold=tuple(rows[n][1] for n in at),
                    vectors=vectors[at],
                )
            )
    return found


def _ours(halves: Sequence[Half]) -> list[list[str]]:
    models = [
        PairModel.read(json.loads((FOLDS / f"{part}.json").read_text(encoding="utf-8")))
        for part in range(PARTS)
    ]
    with Encoding("") as encoding:
        return [
            [
                one.story
                for one in group(half.tellings, encoding, SETTLED, models[half.part])
            ]
            for half in halves
        ]


def _theirs(peer: Peer, halves: Sequence[Half], score: ModuleType) -> list[list[str]]:
    """A peer with the threshold that is best on the other halves, all files alike."""
    best: dict[int, float] = {}
    for part in range(PARTS):
        others = [half for half in halves if half.part != part]

        def mean(threshold: float, others: Sequence[Half] = others) -> float:
            found = [
                _scores(
                    score,
                    h.gold,
                    with_threshold(peer, h.tellings, h.vectors, threshold),
                )
                for h in others
            ]
            return sum(one[2] + one[5] for one in found)

        best[part] = max(peer.thresholds, key=mean)
    return [
        with_threshold(peer, half.tellings, half.vectors, best[half.part])
        for half in halves
    ]


def _unknown(
    half: Half, labels: Sequence[str], known: frozenset[str]
) -> tuple[list[str], list[str]]:
    at = [n for n, one in enumerate(half.tellings) if one.language not in known]
    return [half.gold[n] for n in at], [labels[n] for n in at]


def _scores(score: Any, gold: Sequence[str], labels: Sequence[str]) -> Scores:
    b3 = score.b3(list(gold), list(labels))
    pairs = score.prf(*score.pairs(list(gold), list(labels)))
    return (*b3, *pairs)


def _row(
    name: str, system: str, found: Sequence[Scores], goal: tuple[float, float]
) -> tuple[str, ...]:
    mean = [sum(column) / len(found) for column in zip(*found, strict=True)]
    asked = f"{goal[0]:.2f} / {goal[1]:.2f}"
    return (name, system, *(f"{value:.3f}" for value in mean), asked)
