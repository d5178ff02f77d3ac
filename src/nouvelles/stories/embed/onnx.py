"""Encoders of one's own: a folder with an ONNX model, for more languages.

Folders as they are published for LaBSE, multilingual-e5 and others: `model.onnx` (or
`onnx/model.onnx`), `tokenizer.json`, and `config.json`. What the model knows is said in a
file of the reader's own making, `languages.txt`: primary tags, parted by white space;
without it, all are taken for known. Needs the extra `onnx` (onnxruntime, tokenizers).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np

from nouvelles.errors import InputError
from nouvelles.stories.sketch import Floats

_BATCH: Final = 32
#: Tokens of a text that are looked at; sentences have fewer.
_TOKENS: Final = 128
#: What models of the e5 family were taught to find before a text.
_E5_PREFIX: Final = "query: "

#: Languages of which the common multilingual models say that they know them (those of
#: LaBSE's card that the press of the starter list is written in).
_ALL: Final = frozenset(
    [
        "af",
        "ar",
        "az",
        "be",
        "bg",
        "bn",
        "bs",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "gl",
        "gu",
        "he",
        "hi",
        "hr",
        "ht",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "ka",
        "kk",
        "km",
        "kn",
        "ko",
        "ky",
        "lb",
        "lo",
        "lt",
        "lv",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "my",
        "ne",
        "nl",
        "no",
        "pa",
        "pl",
        "ps",
        "pt",
        "ro",
        "ru",
        "rw",
        "si",
        "sk",
        "sl",
        "so",
        "sq",
        "sr",
        "sv",
        "sw",
        "ta",
        "te",
        "tg",
        "th",
        "tk",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "xh",
        "yo",
        "zh",
        "zu",
    ]
)


class OnnxEncoder:
    """A model in a folder; the mean of its tokens' vectors, or its own sentence vector."""

    def __init__(
        self,
        session: Any,
        tokenizer: Any,
        name: str,
        languages: frozenset[str],
        prefix: str,
    ) -> None:
        self.name, self.languages, self._prefix = name, languages, prefix
        self._session, self._tokenizer = session, tokenizer
        self._inputs = {one.name for one in session.get_inputs()}
        self.size = self.encode_texts(["a"]).shape[1]

    @classmethod
    def open(cls, folder: Path) -> OnnxEncoder:
        """The encoder of a folder.

        Raises:
            InputError: the folder has no model, or what reads it is not installed.
        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise InputError(
                str(folder), f"needs {error.name}", "pip install 'nouvelles[onnx]'"
            ) from error
        path = next(
            (
                p
                for p in (folder / "model.onnx", folder / "onnx/model.onnx")
                if p.is_file()
            ),
            None,
        )
        words = folder / "tokenizer.json"
        if path is None or not words.is_file():
            raise InputError(
                str(folder),
                "is no folder of an encoder: model.onnx or tokenizer.json is missing",
                'name another in [stories] encoder, or "" for the one that comes along',
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(path), options)
            tokenizer = Tokenizer.from_file(str(words))
        except Exception as error:
            raise InputError(
                str(folder), f"has a model that cannot be read: {error}", "get it again"
            ) from error
        tokenizer.enable_truncation(_TOKENS)
        tokenizer.enable_padding()
        digest = blake2b(path.read_bytes(), digest_size=4).hexdigest()
        listed = _read(folder / "languages.txt")
        languages = frozenset(listed.split()) if listed else _ALL
        prefix = _E5_PREFIX if "e5" in _described(folder) else ""
        return cls(session, tokenizer, f"{folder.name} {digest}", languages, prefix)

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, each of length 1: (texts, size)."""
        parts = [
            self._encode(texts[start : start + _BATCH])
            for start in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _encode(self, texts: Sequence[str]) -> Floats:
        encoded = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], np.int64),
        }
        outputs = self._session.run(
            None, {name: value for name, value in given.items() if name in self._inputs}
        )
        vectors = outputs[0]
        if vectors.ndim == 3:
            weights = mask[..., None].astype(np.float32)
            said = np.maximum(weights.sum(axis=1), 1)  # of "", there may be no token
            vectors = (vectors * weights).sum(axis=1) / said
        vectors = vectors.astype(np.float32)
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        found: Floats = vectors / lengths
        return found


def _described(folder: Path) -> str:
    """What a folder says of its model, in lower case."""
    path = folder / "config.json"
    try:
        said = json.loads(_read(path) or "{}")
    except json.JSONDecodeError as error:
        raise InputError(str(path), f"is no JSON: {error}", "get it again") from error
    name = said.get("_name_or_path", "") if isinstance(said, dict) else ""
    return f"{folder.name} {name}".lower()


def _read(path: Path) -> str:
    """The text of a file, "" where there is none."""
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is no text in UTF-8", "write it anew") from error
