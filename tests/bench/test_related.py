"""The judged pairs: enough of them, ids only, and the agreement as Cohen reckons it."""

from __future__ import annotations

import json

import pytest

from bench.related.judged import (
    JUDGEMENTS,
    LESSONS,
    STRICTEST_FIRST,
    Judged,
    judged,
    kappa,
    lessons,
)


def read(first: str, second: str) -> Judged:
    return Judged(
        set="s", base="b", candidate="c", first=first, second=second, found=first
    )


def test_enough_pairs_are_judged_and_half_of_the_bases_held() -> None:
    pairs = judged()
    assert len(pairs) >= 150
    assert len({(one.base, one.candidate) for one in pairs}) == len(pairs)
    bases = {one.base: one.held for one in pairs}
    assert (len(bases), sum(bases.values())) == (130, 64)  # a digest parts them
    for one in pairs:
        both = (one.first, one.second)
        assert one.found == min(both, key=STRICTEST_FIRST.index)


def test_nothing_is_learned_from_a_held_article() -> None:
    held = {one.base for one in judged() if one.held}
    assert held.isdisjoint(one.base for one in lessons())
    assert held.isdisjoint(one.candidate for one in lessons())


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (JUDGEMENTS, {"set", "base", "candidate", "pass1", "pass2", "class"}),
        (LESSONS, {"set", "base", "candidate", "class", "border"}),
    ],
)
def test_only_ids_and_judgements_are_kept(path: object, fields: set[str]) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():  # type: ignore[attr-defined]
        row = json.loads(line)
        assert set(row) == fields
        assert all(len(str(value)) < 60 for value in row.values())


def test_kappa_takes_chance_away() -> None:
    """The example of Cohen's kappa with 20 yes-yes, 5 and 10 apart, 15 no-no: 0.4."""
    pairs = [
        *[read("yes", "yes")] * 20,
        *[read("yes", "no")] * 5,
        *[read("no", "yes")] * 10,
        *[read("no", "no")] * 15,
    ]
    assert kappa(pairs) == pytest.approx(0.4)
