"""CTranslate2 with tiny models that are built here: untrained, so that what they say is
nonsense; real in all else (layouts, vocabularies, process). The checks must stop it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from nouvelles.engines import Options, Routed, routes
from nouvelles.engines.ctranslate2 import CTranslate2, engine
from nouvelles.engines.layouts import Frame, layout_of
from nouvelles.errors import EngineError, EngineTrouble, InputError
from nouvelles.translate import Ladder, check_named
from tests.engines import tiny

REASON = "the extra `ctranslate2` is not installed"
pytest.importorskip("ctranslate2", reason=REASON)
pytest.importorskip("sentencepiece", reason=REASON)

TEXT = tiny.TEXT
#: Of each family: its vocabulary's file, its pieces for languages, and what a text from
#: English into French gets.
FAMILIES = {
    "nllb-200": (
        "sentencepiece.bpe.model",
        ("ary_Arab", "eng_Latn", "fra_Latn", "zho_Hant", "zho_Hans", "xxx_Latn"),
        Frame(before=("eng_Latn",), after=("</s>",), prefix=("fra_Latn",)),
    ),
    "m2m100": (
        "sentencepiece.bpe.model",
        ("__en__", "__fr__", "__zh__"),
        Frame(before=("__en__",), after=("</s>",), prefix=("__fr__",)),
    ),
    "mbart-50": (
        "sentencepiece.bpe.model",
        ("en_XX", "fr_XX", "zh_CN"),
        Frame(before=("en_XX",), after=("</s>",), prefix=("fr_XX",)),
    ),
    "madlad400": (
        "spiece.model",
        ("<2en>", "<2fr>", "<2zh>"),
        Frame(before=("<2fr>",), after=("</s>",)),
    ),
}


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.vocabulary(tmp_path_factory.mktemp("vocabulary"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vocabulary: Path) -> Path:
    """Three models: as OPUS-MT has them, as Argos does, and one that lacks a file."""
    top = tmp_path_factory.mktemp("models")
    opus, argos = top / "opus-mt-en-fr", top / "translate-de_fr"
    tiny.model(opus, vocabulary)
    argos.mkdir()
    shutil.copytree(opus, argos / "model")
    for place in ("source.spm", "target.spm"):
        shutil.copy(vocabulary, opus / place)
    shutil.copy(vocabulary, argos / "sentencepiece.model")
    (opus / "LICENSE").write_text("CC-BY-4.0\n", encoding="utf-8")
    facts = {"from_code": "de", "to_code": "fr", "package_version": "1.9"}
    (argos / "metadata.json").write_text(json.dumps(facts), encoding="utf-8")
    shutil.copytree(opus, top / "opus-mt-es-fr")
    (top / "opus-mt-es-fr" / "target.spm").unlink()
    (top / "translate-it_fr.argosmodel").write_bytes(b"PK")
    return top


@pytest.fixture
def made(folder: Path) -> Iterator[CTranslate2]:
    found = engine(Options(models=folder))
    yield found
    found.close()


def test_layouts_of_a_pair_are_found(made: CTranslate2, folder: Path) -> None:
    told = [
        (one.language, one.name, one.revision, one.licence) for one in made.models()
    ]
    assert told == [
        ("de", "translate-de_fr", "1.9", ""),
        ("en", "opus-mt-en-fr", "", "CC-BY-4.0"),
    ]
    weights = (folder / "opus-mt-en-fr" / "model.bin").read_bytes()
    assert made.models()[1].digest == sha256(weights).hexdigest()
    zipped = folder / "translate-it_fr.argosmodel"
    missing = folder / "opus-mt-es-fr"
    assert made.notes() == (
        f"{zipped} is left out: it is a zip, unpack it",
        f"{missing} is left out: target.spm is missing",
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_models_of_many_languages(
    family: str, tmp_path: Path, vocabulary: Path
) -> None:
    spm, pieces, frame = FAMILIES[family]
    tiny.model(tmp_path / family, vocabulary, pieces)
    shutil.copy(vocabulary, tmp_path / family / spm)
    layout = layout_of(tmp_path / family)
    assert layout is not None
    assert layout.frames["en", "fr"] == frame
    assert sorted({pair[0] for pair in layout.frames}) == ["en", "fr", "zh"]
    made = CTranslate2(tmp_path)
    try:
        answers = made.translate([TEXT, "", "The bridge."], "en", "fr")
        assert [bool(one) for one in answers] == [True, False, True]
        other = made.translate([TEXT], "en", "zh")
        assert len(other) == 1
        # Pieces that name languages are nothing to read.
        assert not any(piece in " ".join([*answers, *other]) for piece in frame.prefix)
    finally:
        made.close()


def test_one_for_a_pair_goes_before_one_of_many(
    folder: Path, tmp_path: Path, vocabulary: Path
) -> None:
    spm, pieces, _ = FAMILIES["m2m100"]
    tiny.model(tmp_path / "a-m2m100", vocabulary, pieces)
    shutil.copy(vocabulary, tmp_path / "a-m2m100" / spm)
    shutil.copytree(folder / "opus-mt-en-fr", tmp_path / "opus-mt-en-fr")
    names = {
        (one.language, one.target_language): one.name
        for one in CTranslate2(tmp_path).models()
    }
    assert names["en", "fr"] == "opus-mt-en-fr"
    assert names["fr", "en"] == "a-m2m100"


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


def test_many_texts_are_one_batch_or_few(made: CTranslate2) -> None:
    texts = [TEXT, "The bridge.", "the mayor " * 300, *["The town."] * 90]
    answers = made.translate(texts, "en", "fr")
    assert len(answers) == len(texts)
    assert answers[0] == made.translate([TEXT], "en", "fr")[0]
    assert answers[2] == ""  # too long for it: no answer, and not half of one
    with pytest.raises(EngineError, match="too long") as failed:
        made.translate(["The bridge. " * 1_000], "en", "fr")
    assert failed.value.trouble is EngineTrouble.TOO_LONG


def test_a_damaged_model_is_told_of(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "opus-mt-en-fr", tmp_path / "en-fr")
    (tmp_path / "en-fr" / "model.bin").write_bytes(b"\0" * 100)
    shutil.copytree(folder / "translate-de_fr", tmp_path / "a")
    (tmp_path / "a" / "metadata.json").write_text("{}", encoding="utf-8")
    many = tmp_path / "nllb"
    many.mkdir()
    (many / "model.bin").write_bytes(b"")
    (many / "config.json").write_text("{}", encoding="utf-8")
    for name in ("sentencepiece.bpe.model", "shared_vocabulary.txt"):
        (many / name).write_text("eng_Latn\n", encoding="utf-8")
    damaged = CTranslate2(tmp_path)
    assert damaged.notes() == (
        f"{tmp_path / 'a'} is left out: metadata.json has no from_code",
        f"{many} is left out: its vocabulary names no language that is known here",
    )
    with pytest.raises(EngineError, match="its process ended"):
        damaged.translate([TEXT], "en", "fr")
    with pytest.raises(InputError, match="there is no such folder"):
        CTranslate2(tmp_path / "none")
