"""Parts of the fault pairs by article: a fault is where what it was made from is."""

from __future__ import annotations

import json
from multiprocessing import get_context
from pathlib import Path

import pytest

from bench.unseen import article_of, flags, part_of, rows_of
from tools.translation.texts import Sentences


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


@pytest.mark.parametrize("parts", [2, 5])
def test_a_fault_is_in_the_part_of_its_base(tmp_path: Path, parts: int) -> None:
    rows = [
        {"id": f"{n}", "base": f"{n}", "fault": "none", "origin": f"flores/{n}:en-fr"}
        for n in range(20)
    ]
    rows += [{"id": f"f{n}", "base": f"{n}", "fault": "x"} for n in range(20)]
    path = tmp_path / "faults.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = [{row["id"] for row in rows_of(n, parts, path)} for n in range(parts)]
    assert set().union(*found) == {row["id"] for row in rows}
    assert sum(map(len, found)) == len(rows)
    for n in range(20):
        assert {str(n), f"f{n}"} <= found[part_of(f"flores/{n}", parts)]


def test_tables_of_a_part_are_learned_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        {"en": f"The {word} was closed.", "fr": f"La {other} était fermée."}
        for word, other in (("school", "école"), ("road", "route"))
        for _ in range(4)
    ]
    monkeypatch.setattr(
        "bench.unseen.parallel",
        lambda: [
            Sentences(name=f"flores/{n}", texts=(t,)) for n, t in enumerate(texts)
        ],
    )
    said = tmp_path / "said.json"
    taught: list[int] = []
    monkeypatch.setattr(
        "bench.unseen.write_all", lambda given, _: taught.append(len(given))
    )
    row = {"id": "a", "base": "a", "fault": "none", "origin": "flores/0:en-fr"}
    row |= {"src_lang": "en", "tgt_lang": "fr"}
    row |= {"source": "The school was closed.", "target": "L'école était fermée."}
    path = tmp_path / "faults.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    part = part_of("flores/0", 2)

    def find() -> None:
        found = [one["id"] for one in flags(part, 2, path)]
        said.write_text(json.dumps([found, taught]), encoding="utf-8")

    # In a process of its own: the tables that it reads would stay for other tests.
    process = get_context("fork").Process(target=find)
    process.start()
    process.join()
    assert process.exitcode == 0
    others = sum(part_of(f"flores/{n}", 2) != part for n in range(8))
    assert json.loads(said.read_text(encoding="utf-8")) == [["a"], [others]]
