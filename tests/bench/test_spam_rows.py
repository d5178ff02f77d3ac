"""The spam bench's protocol, as we follow it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench.predict import main
from bench.spam_rows import decided, folder, new_site, predicted, rows_in
from nouvelles.comments import shipped
from tests.comments.remarks import GENUINE, SPAM


def rows() -> list[dict[str, object]]:
    return [
        {
            "id": f"r{number}",
            "text": (SPAM if number % 3 == 0 else GENUINE)[number % 12],
            "label": int(number % 3 == 0),
            "source_set": "tgspam",
            "group": f"g{number // 2}",
        }
        for number in range(60)
    ]


def test_groups_are_moderated_whole_in_the_order_of_their_digests() -> None:
    taken = decided(rows(), 5, 1)
    assert len(taken) == 6
    groups = [row["group"] for row in taken]
    assert groups[0::2] == groups[1::2]
    assert decided(rows(), 5, 1) == taken != decided(rows(), 5, 2)


def test_what_was_moderated_is_not_scored() -> None:
    taken = {row["id"] for row in decided(rows(), 20, 3)}
    found = list(new_site(rows(), shipped(), 20, 3))
    assert {one["id"] for one in found} == {row["id"] for row in rows()} - taken
    assert len(found) == 40


def test_labels_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows())))
    blind = tmp_path / "blind.jsonl"
    hidden = [{"id": row["id"], "text": row["text"]} for row in rows()]
    blind.write_text("\n".join(map(json.dumps, hidden)))
    assert list(predicted(path)) == list(predicted(blind))
    out = tmp_path / "out.jsonl"
    assert main(["spam", str(path), str(out)]) == 0
    assert len(out.read_text().splitlines()) == 60
    assert main(["spam", str(path), str(out), "--moderated", "5"]) == 2


@pytest.mark.shared
@pytest.mark.skipif(not folder().exists(), reason="the shared bench is not there")
def test_the_scorer_takes_the_same_rows() -> None:
    sys.path.insert(0, str(folder()))
    try:
        from score import moderated
    finally:
        sys.path.pop(0)
    known = [r for r in rows_in(folder() / "dev.jsonl") if r["source_set"] == "tgspam"]
    for seed in (1, 5):
        assert [row["id"] for row in decided(known, 100, seed)] == moderated(
            known, 100, seed
        )
