"""A very small ONNX model, written byte by byte: `Gather` in a table of vectors.

The format is that of https://onnx.ai/onnx/repo-docs/IR.html in protocol buffers; the
numbers of fields are those of `onnx.proto`, IR version 8, operators of version 13.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

_INT64, _FLOAT = 7, 1


def write_model(folder: Path, words: list[str]) -> None:
    """A model whose words (and the unknown one) are unit vectors, with its tokenizer."""
    size = len(words) + 1
    (folder / "model.onnx").write_bytes(_model(np.eye(size, dtype=np.float32)))
    vocabulary = {word: at for at, word in enumerate(["[UNK]", *words])}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")


def _model(table: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bytes:
    node = _said(1, b"table") + _said(1, b"input_ids") + _said(2, b"tokens")
    node += _said(4, b"Gather")
    tensor = b"".join(_number(1, length) for length in table.shape)
    tensor += _number(2, _FLOAT) + _said(8, b"table") + _said(9, table.tobytes())
    graph = _said(1, node) + _said(2, b"small") + _said(5, tensor)
    graph += _said(11, _value(b"input_ids", _INT64, [b"texts", b"words"]))
    graph += _said(12, _value(b"tokens", _FLOAT, [b"texts", b"words", b"size"]))
    operators = _said(1, b"") + _number(2, 13)
    return _number(1, 8) + _said(7, graph) + _said(8, operators)


def _value(name: bytes, kind: int, sides: list[bytes]) -> bytes:
    shape = b"".join(_said(1, _said(2, side)) for side in sides)
    return _said(1, name) + _said(2, _said(1, _number(1, kind) + _said(2, shape)))


def _said(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
