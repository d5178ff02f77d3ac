"""From figures to kinds, one rule at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.dedupe.kinds import Pair, kind_of
from nouvelles.dedupe.shingles import Overlap

HALF = Overlap(jaccard=0.35, containment=0.5, common=100, own=100, least_own=200)
NEAR = Overlap(jaccard=0.85, containment=0.92, common=170, own=170, least_own=190)
NOTHING = Overlap(jaccard=0.01, containment=0.02, common=4, own=4, least_own=200)
PAIR = Pair(
    overlap=HALF,
    is_identical=False,
    same_outlet=False,
    same_headline=False,
    lengths=(200, 210),
    minutes=90,
)
SHORT_WHOLE = Overlap(jaccard=0.3, containment=1.0, common=18, own=18, least_own=18)
SHORT_HALF = Overlap(jaccard=0.3, containment=0.5, common=14, own=14, least_own=28)
SPOKEN = Overlap(jaccard=0.3, containment=0.5, common=100, own=10, least_own=100)
MOSTLY_SPOKEN = Overlap(jaccard=0.5, containment=0.7, common=140, own=2, least_own=5)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "wire"),
        ({"overlap": NOTHING}, None),
        ({"overlap": NEAR}, "same"),
        ({"overlap": NEAR, "lengths": (19, 19)}, None),
        ({"overlap": SHORT_WHOLE, "lengths": (20, 60)}, "excerpt"),
        ({"overlap": SHORT_WHOLE, "lengths": (60, 20)}, "excerpt"),
        ({"overlap": SHORT_WHOLE, "lengths": (200, 20)}, None),
        ({"overlap": SHORT_HALF, "lengths": (30, 30)}, None),
        ({"overlap": SPOKEN}, None),
        ({"overlap": MOSTLY_SPOKEN}, "wire"),
        ({"minutes": 5 * 24 * 60}, None),
        ({"minutes": None}, "wire"),
        ({"same_outlet": True}, None),
        ({"same_outlet": True, "same_headline": True}, "revision"),
        ({"same_outlet": True, "overlap": NEAR}, "revision"),
        ({"same_outlet": True, "overlap": NEAR, "minutes": 5 * 24 * 60}, "revision"),
        ({"same_outlet": True, "overlap": NEAR, "is_identical": True}, "same"),
        (
            {
                "same_outlet": True,
                "overlap": NEAR,
                "is_identical": True,
                "minutes": 5 * 24 * 60,
                "lengths": (40, 40),
            },
            None,
        ),
    ],
)
def test_kinds(changes: dict[str, object], kind: str | None) -> None:
    assert kind_of(replace(PAIR, **changes)) == kind  # type: ignore[arg-type]
