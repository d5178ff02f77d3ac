"""Predictions: any folder laid out like the bench, and no page that stops the others."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from bench.predict import main, pages, predictions, unpacked
from tests.extract.captures import page

GOOD = page().encode()
BOMB = b"<p>" + b"\0" * 60_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    files = {
        "good": gzip.compress(GOOD),
        "cut": gzip.compress(GOOD, mtime=0)[:-20],
        "damaged": gzip.compress(GOOD)[:60] + b"\xff" * 40,
        "plain": GOOD,
        "empty": b"",
        "noise": gzip.compress(bytes(range(256)) * 9),
        "bomb": gzip.compress(BOMB),
        "pdf": gzip.compress(b"%PDF-1.7"),
        "deep": gzip.compress(b"<div>" * 100_000),
    }
    for name, data in files.items():
        (tmp_path / "pages" / f"{name}.html.gz").write_bytes(data)
    return tmp_path


def predicted(folder: Path) -> dict[str, dict[str, Any]]:
    out = folder / "out.jsonl"
    assert main(["extraction", str(folder), str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def test_a_folder_without_a_list(folder: Path) -> None:
    found = predicted(folder)
    assert set(found) == {path.name[:-8] for path in folder.glob("pages/*")}
    for name in ("good", "plain"):
        assert found[name]["title"] == "Le barrage a cédé"
        assert "onze villages" in found[name]["body"]
        assert not found[name].keys() & {"error", "rejected"}
    assert found["pdf"]["rejected"] == "not-html: pdf"
    assert found["deep"]["rejected"].startswith("too-large")
    assert found["bomb"]["rejected"].startswith("too-large")
    for name in ("empty", "noise", "pdf", "deep", "bomb"):
        assert (found[name]["title"], found[name]["body"]) == (None, "")


def test_the_list_is_read_but_for_its_labels(folder: Path) -> None:
    rows = [
        {
            "id": "good",
            "url": "https://courrier-du-val.example/a-b-c-d",
            "encoding": "utf-8",
        },
        {"id": "gone", "url": None, "domain": "courrier-du-val.example"},
        {"id": "plain", "url": "hard::a.html", "domain": "hard"},
    ]
    labels = {"title": "A", "body": "B", "date": "1999-01-01", "authors": ["C"]}
    text = "".join(json.dumps({**row, **labels}) + "\n" for row in rows)
    (folder / "truth.jsonl").write_text(text, encoding="utf-8")
    given = [(name, url, kind) for name, url, kind, _ in pages(folder)]
    assert given == [
        ("good", "https://courrier-du-val.example/a-b-c-d", "text/html; charset=utf-8"),
        ("gone", "http://courrier-du-val.example/unknown", "text/html"),
        ("plain", "", "text/html"),
    ]
    found = predicted(folder)
    assert list(found) == ["good", "gone", "plain"]
    assert found["gone"]["error"] == "FileNotFoundError"
    assert found["good"]["title"] == "Le barrage a cédé"


def test_damaged_files_give_what_stands_before_the_damage(folder: Path) -> None:
    assert unpacked(folder / "pages" / "cut.html.gz") in GOOD
    assert unpacked(folder / "pages" / "plain.html.gz") == GOOD
    assert len(unpacked(folder / "pages" / "bomb.html.gz")) <= 50_000_001


def test_a_page_that_takes_too_long_has_its_line(folder: Path) -> None:
    os.mkfifo(folder / "pages" / "endless.html.gz")  # nobody ever writes to it
    wanted = [one for one in pages(folder) if one[0] in ("cut", "endless", "good")]
    found = list(predictions(wanted, limit_s=1))
    assert [row["id"] for row in found] == ["cut", "endless", "good"]
    assert [row.get("error") for row in found] == [None, "time-limit", None]


def test_words_that_are_not_understood(tmp_path: Path) -> None:
    assert main([]) == 2
    assert main(["extraction", str(tmp_path), str(tmp_path / "out")]) == 2


def test_of_pairs_only_texts_and_languages_are_read(tmp_path: Path) -> None:
    pairs = [
        {"id": "right", "target": "Le barrage a cédé dans la nuit de lundi à mardi."},
        {
            "id": "number",
            "target": "Le barrage a cédé dans la nuit de lundi. 14 morts.",
        },
        {
            "id": "other",
            "target": "La chanteuse a annoncé une tournée en Amérique latine.",
        },
    ]
    source = "The dam gave way in the night from Monday to Tuesday."
    given = tmp_path / "pairs.jsonl"
    rows = [
        {"src_lang": "en", "tgt_lang": "fr", "source": source, **pair} for pair in pairs
    ]
    rows[1]["source"] = "The dam gave way in the night of Monday. 41 dead."
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["faults", str(given), str(out)]) == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["right", "number", "other"]
    assert found[0]["flags"] == []
    assert "numbers" in found[1]["flags"]
    assert found[2]["flags"]
