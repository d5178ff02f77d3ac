"""A prior that has learned nothing: what is said then comes from what a key taught."""

from __future__ import annotations

import numpy as np

from nouvelles.comments.facts import names
from nouvelles.comments.features import STARTS
from nouvelles.comments.meaning import Meanings
from nouvelles.comments.prior import STACKED, Prior, Thresholds
from nouvelles.forest import Forest


def small_prior() -> Prior:
    facts = len(names())
    return Prior(
        weights=np.zeros(STARTS[-1], np.int8),
        scale=1.0,
        bias=0.0,
        rarity=np.zeros(STARTS[-1], np.uint8),
        facts=np.ones((3, facts), np.float32) * np.array([[1], [1], [0]], np.float32),
        facts_bias=0.0,
        meanings=Meanings(
            np.zeros(0, np.uint32), np.zeros((0, 1), np.int8), np.ones(1), np.zeros(1)
        ),
        steps=np.tile(np.linspace(0, 3, 31, dtype=np.float32), (facts, 1)),
        forest=Forest.of(
            names=[*STACKED, *names()],
            questions=[[(0, float("inf"))]],
            leaves=[[0.0, 0.0]],
            bias=0.0,
        ),
        thresholds=Thresholds(queue=1.0, spam=2.0),
    )
