"""Halves of the fault pairs by article: a fault is where what it was made from is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.unseen import article_of, half_of, rows_of


@pytest.mark.parametrize(
    ("origin", "article"),
    [
        ("ntrex/cnn.1/7+2:en-fr", "ntrex/cnn.1"),
        ("flores/317:fr-en:bergamot-tiny", "flores/317"),
        ("newstest2013/196:de-fr", "newstest2013/16"),
        ("newstest2013/203:de-fr", "newstest2013/16"),
        ("template/100:en-fr", "template/100"),
    ],
)
def test_the_article_of_a_pair(origin: str, article: str) -> None:
    assert article_of(origin) == article


def test_a_fault_is_in_the_half_of_its_base(tmp_path: Path) -> None:
    rows = [
        {"id": f"{n}", "base": f"{n}", "fault": "none", "origin": f"flores/{n}:en-fr"}
        for n in range(20)
    ]
    rows += [{"id": f"f{n}", "base": f"{n}", "fault": "x"} for n in range(20)]
    path = tmp_path / "faults.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    halves = [{row["id"] for row in rows_of(half, path)} for half in (0, 1)]
    assert halves[0] | halves[1] == {row["id"] for row in rows}
    assert not halves[0] & halves[1]
    for n in range(20):
        assert {str(n), f"f{n}"} <= halves[half_of(f"flores/{n}")]
