"""CTranslate2 with a tiny model that is built here: untrained, so that what it says is
nonsense; real in all else (layout, vocabularies, process). The checks must stop it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from nouvelles.engines import Options, Routed, routes
from nouvelles.engines.ctranslate2 import CTranslate2, engine
from nouvelles.errors import EngineError, InputError
from nouvelles.translate import Ladder, check_named
from tests.engines import tiny

REASON = "the extra `ctranslate2` is not installed"
pytest.importorskip("ctranslate2", reason=REASON)
pytest.importorskip("sentencepiece", reason=REASON)

TEXT = tiny.TEXT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three models: as OPUS-MT has them, as Argos does, and one that lacks a file."""
    import ctranslate2

    top = tmp_path_factory.mktemp("models")
    vocabulary = tiny.vocabulary(top)
    opus, argos = top / "opus-mt-en-fr", top / "translate-de_fr"
    tiny.model(opus, vocabulary)
    assert ctranslate2.contains_model(str(opus))
    argos.mkdir()
    shutil.copytree(opus, argos / "model")
    for place in (
        opus / "source.spm",
        opus / "target.spm",
        argos / "sentencepiece.model",
    ):
        shutil.copy(vocabulary, place)
    (opus / "LICENSE").write_text("CC-BY-4.0\n", encoding="utf-8")
    facts = {"from_code": "de", "to_code": "fr", "package_version": "1.9"}
    (argos / "metadata.json").write_text(json.dumps(facts), encoding="utf-8")
    shutil.copytree(opus, top / "opus-mt-es-fr")
    (top / "opus-mt-es-fr" / "target.spm").unlink()
    return top


@pytest.fixture
def made(folder: Path) -> Iterator[CTranslate2]:
    found = engine(Options(models=folder))
    yield found
    found.close()


def test_both_layouts_are_found(made: CTranslate2, folder: Path) -> None:
    told = [(one.language, one.name, one.licence) for one in made.models()]
    assert told == [
        ("de", "translate-de_fr 1.9", ""),
        ("en", "opus-mt-en-fr", "CC-BY-4.0"),
    ]
    weights = (folder / "opus-mt-en-fr" / "model.bin").read_bytes()
    assert made.models()[1].digest == sha256(weights).hexdigest()
    missing = folder / "opus-mt-es-fr"
    assert made.notes() == (f"{missing} is left out: target.spm is missing",)


def test_what_it_says_is_stopped(made: CTranslate2) -> None:
    first, empty = made.translate([TEXT, ""], "en-GB", "fr")
    assert first
    assert first != TEXT
    assert empty == ""
    assert made.translate([TEXT], "de", "fr")[0]
    (route,) = routes(made.models(), "en", "fr")
    ladder = Ladder(engines=[Routed(route, {"ctranslate2": made})], look=check_named)
    outcome = ladder.climb(TEXT, "en", "fr")
    assert (outcome.step, outcome.text) == ("original", TEXT)
    assert outcome.flags
    with pytest.raises(EngineError, match="has no model from es to fr"):
        made.translate(["Hola."], "es", "fr")


def test_a_damaged_model_is_told_of(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "opus-mt-en-fr", tmp_path / "en-fr")
    (tmp_path / "en-fr" / "model.bin").write_bytes(b"\0" * 100)
    shutil.copytree(folder / "translate-de_fr", tmp_path / "a")
    (tmp_path / "a" / "metadata.json").write_text("{}", encoding="utf-8")
    damaged = CTranslate2(tmp_path)
    assert damaged.notes() == (
        f"{tmp_path / 'a'} is left out: metadata.json has no from_code",
    )
    with pytest.raises(EngineError, match="its process ended"):
        damaged.translate([TEXT], "en", "fr")
    with pytest.raises(InputError, match="there is no such folder"):
        CTranslate2(tmp_path / "none")
