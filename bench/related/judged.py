"""The judged pairs, and how well two readings of them agree."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

JUDGEMENTS: Final = Path(__file__).parent / "judgements.jsonl"
LESSONS: Final = Path(__file__).parent / "lessons.jsonl"

#: Where two readings differ, the one that stands first here counts.
STRICTEST_FIRST: Final = ("unrelated", "same-event", "background", "episode")

#: What a reader may be shown.
WANTED: Final = frozenset({"episode", "background"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One pair, as it was read twice; `found` is the class that counts.

    `border`: it was drawn because an early ranker was in doubt, so that it teaches much and
    says nothing of how often a ranker is right.
    """

    set: str
    base: str
    candidate: str
    first: str
    second: str
    found: str
    border: bool = False

    @property
    def wanted(self) -> bool:
        """Whether a reader may be shown it."""
        return self.found in WANTED

    @property
    def held(self) -> bool:
        """Whether its base is kept for the final figure: nothing is learned from it."""
        return held(self.base)


def held(base: str) -> bool:
    """Half of the bases, by a digest of their id."""
    return hashlib.sha256(base.encode()).digest()[0] % 2 == 0


def judged() -> tuple[Judged, ...]:
    """All pairs, in the order in which they were drawn."""
    with JUDGEMENTS.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        Judged(
            set=row["set"],
            base=row["base"],
            candidate=row["candidate"],
            first=row["pass1"],
            second=row["pass2"],
            found=row["class"],
        )
        for row in rows
    )


def lessons() -> tuple[Judged, ...]:
    """Pairs that were read once, to learn from only: what an early ranker chose."""
    with LESSONS.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        Judged(
            set=row["set"],
            base=row["base"],
            candidate=row["candidate"],
            first=row["class"],
            second=row["class"],
            found=row["class"],
            border=row["border"],
        )
        for row in rows
    )


def kappa(pairs: Sequence[Judged]) -> float:
    """Cohen's kappa (1960) of the two readings: agreement beyond chance, at most 1."""
    first = Counter(pair.first for pair in pairs)
    second = Counter(pair.second for pair in pairs)
    agreed = sum(pair.first == pair.second for pair in pairs) / len(pairs)
    chance = sum(first[one] * second[one] for one in first) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)
