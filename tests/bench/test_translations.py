"""Predictions of translations: one line for each, flags, the engine alone beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.predict import main
from bench.translations import as_typed
from nouvelles.engines.recorded import line_of

QUOTE = "She said “we will rebuild the bridge” on Monday."
SENT = 'She said "we will rebuild the bridge" on Monday.'
MADE = 'Elle a dit "nous allons reconstruire le pont" lundi.'
ROWS: list[dict[str, Any]] = [
    {"doc": "a", "segments": [{"en": QUOTE}, {"en": "No answer is known. None."}]},
    {"line": 7, "en": QUOTE},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    known = [line_of(text, MADE, "en", "fr") for text in (SENT, QUOTE)]
    (tmp_path / "known.jsonl").write_text("\n".join(known), encoding="utf-8")
    return tmp_path


def predicted(folder: Path, *more: str) -> list[dict[str, Any]]:
    words = ["translation", str(folder / "in.jsonl"), str(folder / "out.jsonl")]
    words += ["--from", "en", "--to", "fr", "--recorded", str(folder / "known.jsonl")]
    assert main([*words, "--engine", "recorded", *more]) == 0
    text = (folder / "out.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_chain(folder: Path) -> None:
    shown = "Elle a dit «\u202fnous allons reconstruire le pont\u202f» lundi."
    first, second = predicted(folder)
    assert first == {
        "doc": "a",
        "segments": [shown, "No answer is known. None."],
        "flags": [[], ["original"]],
    }
    assert second == {"line": 7, "segments": [shown], "flags": [[]]}


def test_marks_as_they_are_typed_and_as_they_are_printed(folder: Path) -> None:
    """The words are the same; « » is another sign than " and stays."""
    made = MADE.replace("Elle", "L'élue")
    known = line_of(SENT, made, "en", "fr")
    (folder / "known.jsonl").write_text(known, encoding="utf-8")
    (folder / "in.jsonl").write_text(json.dumps(ROWS[1]), encoding="utf-8")
    assert as_typed("«\u202fl’eau\u202f» “x”", "fr") == "«\u202fl'eau\u202f» “x”"
    assert as_typed("“we’ll”", "pt-BR") == '"we\'ll"'
    typed, printed = predicted(folder), predicted(folder, "--printed")
    (text,) = printed[0]["segments"]
    assert "L’élue" in text
    assert typed[0]["segments"] == [as_typed(text, "fr")]


def test_the_engine_alone(folder: Path) -> None:
    (folder / "in.jsonl").write_text(json.dumps(ROWS[1]), encoding="utf-8")
    assert predicted(folder, "--bare") == [
        {"line": 7, "segments": [MADE], "flags": [[]]}
    ]


def test_no_route_and_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--from", "en", "--to", "fr", "--engine", "none"]
    out = str(folder / "out.jsonl")
    assert main(["translation", str(folder / "in.jsonl"), out, *words]) == 2
    assert "none: has no route from en to fr" in capsys.readouterr().out
    assert main(["translation", str(folder / "no.jsonl"), out, *words]) == 2
    assert "no file" in capsys.readouterr().out
