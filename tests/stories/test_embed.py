"""Vectors: in order, of length 1, whatever of a telling is missing; encoders in folders."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nouvelles.config import NO_ENCODER
from nouvelles.errors import InputError
from nouvelles.records import Telling
from nouvelles.stories.embed import CHARACTERS, Encoder, encode, open_encoder
from tests.stories.onnx_model import write_model
from tests.stories.texts import tellings


def telling(headline: str = "", text: str = "", language: str = "en") -> Telling:
    return Telling(article="a", headline=headline, text=text, language=language)


def test_two_vectors_of_length_one_each(encoder: Encoder) -> None:
    found = encode(encoder, tellings("dam"))
    assert found.shape == (4, 2, encoder.size)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=2), 1, atol=1e-5)


def test_in_the_order_of_the_tellings(encoder: Encoder) -> None:
    some = [*tellings(), telling("x"), telling("A long headline " * 20)]
    together = encode(encoder, some)
    for at in (0, 3, len(some) - 2, len(some) - 1):
        alone = encode(encoder, [some[at]])[0]
        np.testing.assert_allclose(together[at], alone, atol=1e-4)


def test_one_meaning_in_two_languages_lies_close(encoder: Encoder) -> None:
    english, portuguese = encode(encoder, [tellings("dam")[at] for at in (0, 2)])
    (comet, _) = encode(encoder, tellings("comet"))
    assert english[1] @ portuguese[1] > english[1] @ comet[1] + 0.2


def test_where_one_of_both_is_missing_it_is_the_other(encoder: Encoder) -> None:
    title, text, nothing, blank = encode(
        encoder,
        [
            telling("Dam breaks"),
            telling(text="The dam broke."),
            telling(),
            telling(" ", "\n"),
        ],
    )
    assert (title[0] == title[1]).all()
    assert (text[0] == text[1]).all()
    assert not nothing.any()
    assert not blank.any()


def test_no_tellings_have_no_vectors(encoder: Encoder) -> None:
    assert encode(encoder, []).shape == (0, 2, encoder.size)
    assert encode(encoder, [telling()]).shape == (1, 2, encoder.size)


def test_only_the_first_sentences_are_encoded(encoder: Encoder) -> None:
    text = "The dam broke. The river rose. "
    short, long = encode(
        encoder,
        [telling("Dam", text), telling("Dam", text + "A comet came. " * 500)],
    )
    np.testing.assert_allclose(short, long, atol=1e-5)
    assert encode(encoder, [telling("x" * 100 * CHARACTERS)]).any()


def test_no_encoder() -> None:
    assert open_encoder(NO_ENCODER) is None


# ---- folders ----


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a very small model: each of its words has a direction of its own."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    made = tmp_path_factory.mktemp("small")
    write_model(made, ["dam", "comet", "river", "vote"])
    return made


def test_a_model_in_a_folder(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    assert encoder is not None
    assert encoder.size == 5
    assert encoder.name.startswith("small")
    assert {"uk", "fa", "sv"} <= encoder.languages
    one, other, both = encoder.encode_texts(["dam", "comet", "dam comet"])
    assert one @ other == pytest.approx(0, abs=1e-6)
    assert both @ one == pytest.approx(0.5**0.5, abs=1e-5)  # the mean of its tokens
    np.testing.assert_allclose(np.linalg.norm([one, other, both], axis=1), 1, atol=1e-5)


def test_padding_and_batches_make_no_difference(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    assert encoder is not None
    texts = ["dam", "dam comet river vote vote", *["river"] * 70, "vote"]
    together = encoder.encode_texts(texts)
    for at in (0, 1, 71, 72):
        np.testing.assert_allclose(
            together[at], encoder.encode_texts([texts[at]])[0], atol=1e-6
        )
    assert encoder.encode_texts([]).shape == (0, encoder.size)
    assert encoder.encode_texts([""]).shape == (1, encoder.size)


def test_what_a_model_knows_is_said_in_a_file(folder: Path) -> None:
    listed = folder / "languages.txt"
    listed.write_text("uk fa\nel", encoding="utf-8")
    encoder = open_encoder(str(folder))
    listed.unlink()
    assert encoder is not None
    assert encoder.languages == {"uk", "fa", "el"}


@pytest.mark.parametrize(
    "broken", ["model.onnx", "tokenizer.json", "config.json", "languages.txt"]
)
def test_a_file_that_cannot_be_read_is_told(
    folder: Path, tmp_path: Path, broken: str
) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / broken).write_bytes(b"\xff\x00 no such thing")
    with pytest.raises(InputError, match=str(tmp_path)):
        open_encoder(str(tmp_path))


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_model_is_told(
    folder: Path, tmp_path: Path, missing: str
) -> None:
    for path in folder.iterdir():
        if path.name != missing:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(InputError, match="is missing") as caught:
        open_encoder(str(tmp_path))
    assert caught.value.advice


def test_e5_models_are_told_that_it_is_a_query(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    described = {"_name_or_path": "multilingual-E5-small"}
    (tmp_path / "config.json").write_text(json.dumps(described), encoding="utf-8")
    encoder = open_encoder(str(tmp_path))
    assert encoder is not None
    (told,) = encoder.encode_texts(["dam"])
    plain = open_encoder(str(folder))
    assert plain is not None
    assert told @ plain.encode_texts(["dam"])[0] < 0.99  # “query:” is none of its words
