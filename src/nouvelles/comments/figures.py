"""How well comments are judged: figures over labelled ones, as the spam bench counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nouvelles.comments.records import Band

#: Shares of genuine comments that may be flagged, at which recall is told.
ALLOWED: Final = (0.001, 0.005, 0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled comment with what the filter said of it."""

    spam: bool
    score: float
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts, and shares from 0 to 1: of the genuine comments `hidden` and `queued`, of
    the spam `caught` (hidden) and `published`; `recall` by the share of genuine comments
    that may be flagged."""

    genuine: int
    spam: int
    hidden: float
    queued: float
    caught: float
    published: float
    recall: dict[str, float]


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures of labelled comments; shares of none are 0."""
    genuine = [one for one in judged if not one.spam]
    spam = [one for one in judged if one.spam]
    scores = [one.score for one in genuine]
    return Figures(
        genuine=len(genuine),
        spam=len(spam),
        hidden=_share(genuine, Band.SPAM),
        queued=_share(genuine, Band.QUEUE),
        caught=_share(spam, Band.SPAM),
        published=_share(spam, Band.PUBLISH),
        recall={
            str(allowed): sum(one.score >= _threshold(scores, allowed) for one in spam)
            / max(len(spam), 1)
            for allowed in ALLOWED
        },
    )


def _share(judged: Sequence[Judged], band: Band) -> float:
    return sum(one.band is band for one in judged) / max(len(judged), 1)


def _threshold(genuine: Sequence[float], allowed: float) -> float:
    """The lowest score that no more than a share of genuine comments reaches."""
    order = sorted(genuine, reverse=True)
    many = int(allowed * len(order) + 1e-9)
    if many >= len(order):
        return -math.inf
    return math.nextafter(order[many], math.inf)
