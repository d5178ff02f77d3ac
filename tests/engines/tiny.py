"""A tiny model of CTranslate2, built where it is needed: untrained, so that what it says is
nonsense; real in all else (weights, vocabulary, layout)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

TEXT = "The mayor of the town said on Monday that the bridge will be rebuilt."
_WIDTH, _PIECES = 16, 60


def vocabulary(folder: Path) -> Path:
    """A SentencePiece vocabulary of a few pieces."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([TEXT, "Le maire de la ville parle du pont."] * 20),
        model_prefix=str(folder / "v"),
        vocab_size=_PIECES,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return folder / "v.model"


def model(folder: Path, spm: Path, more: Sequence[str] = ()) -> None:
    """A model in a folder, with the pieces of a vocabulary and `more` (language codes)."""
    import sentencepiece
    from ctranslate2.specs import common_spec, transformer_spec

    known = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    pieces = [known.id_to_piece(at) for at in range(known.get_piece_size())]
    pieces += [one for one in more if one not in pieces]
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 2, pre_norm=False, activation=common_spec.Activation.RELU
    )
    _fill(spec, np.random.default_rng(7), len(pieces))
    spec.decoder.start_from_zero_embedding = True
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _fill(spec: object, random: np.random.Generator, pieces: int) -> None:
    """Random weights of the right shape for each layer of a specification."""
    from ctranslate2.specs import common_spec, transformer_spec

    def floats(*shape: int) -> np.ndarray:
        return random.standard_normal(shape).astype(np.float32)

    def linear(layer: object, out: int, inside: int = _WIDTH) -> None:
        layer.weight, layer.bias = floats(out, inside), floats(out)

    def norm(layer: object) -> None:
        layer.gamma = np.ones(_WIDTH, np.float32)
        layer.beta = np.zeros(_WIDTH, np.float32)

    def attention(layer: object, *, cross: bool = False) -> None:
        norm(layer.layer_norm)
        sizes = (1, 2, 1) if cross else (3, 1)
        for part, size in zip(layer.linear, sizes, strict=True):
            linear(part, size * _WIDTH)

    assert isinstance(spec, transformer_spec.TransformerSpec)
    assert common_spec.Activation.RELU is not None
    spec.encoder.embeddings[0].weight = floats(pieces, _WIDTH)
    spec.decoder.embeddings.weight = floats(pieces, _WIDTH)
    linear(spec.decoder.projection, pieces)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = floats(512, _WIDTH)
        for layer in side.layer:
            attention(layer.self_attention)
            if side is spec.decoder:
                attention(layer.attention, cross=True)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, 2 * _WIDTH)
            linear(layer.ffn.linear_1, _WIDTH, 2 * _WIDTH)
