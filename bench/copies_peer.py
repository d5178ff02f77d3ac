"""MinHash LSH of a library, for the bench: `copies_peer.py NAME < texts > answers`.

It runs under the interpreter in which the peers are installed (bench/peers.txt). Each
line of input is one text as words parted by spaces, in the order in which they come;
each line of output is a JSON list of the places of the earlier texts that it returns,
the one with the highest estimated Jaccard first. The last line is the CPU time in
seconds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

PERMUTATIONS = 128


def shingles(text: str) -> list[str]:
    """Three words in a row, each once."""
    words = text.split()
    rows = zip(words, words[1:], words[2:], strict=False)
    return list(dict.fromkeys(map(" ".join, rows)))


def rensa(bands: int) -> tuple[Callable[[str], Any], Any]:
    """What signs a text, and an index."""
    from rensa import RMinHash, RMinHashLSH

    def sign(text: str) -> Any:
        signed = RMinHash(num_perm=PERMUTATIONS, seed=1)
        signed.update(shingles(text))
        return signed

    return sign, RMinHashLSH(threshold=0.8, num_perm=PERMUTATIONS, num_bands=bands)


def datasketch(params: tuple[int, int] | None) -> tuple[Callable[[str], Any], Any]:
    """What signs a text, and an index; of the library's own bands without `params`."""
    from datasketch import MinHash, MinHashLSH

    def sign(text: str) -> Any:
        signed = MinHash(num_perm=PERMUTATIONS, seed=1)
        signed.update_batch([shingle.encode() for shingle in shingles(text)])
        return signed

    return sign, MinHashLSH(threshold=0.8, num_perm=PERMUTATIONS, params=params)


PEERS: dict[str, Callable[[], tuple[Callable[[str], Any], Any]]] = {
    "rensa, 16 bands × 8": lambda: rensa(16),
    "rensa, 32 bands × 4": lambda: rensa(32),
    "datasketch, 16 bands × 8": lambda: datasketch((16, 8)),
    "datasketch as it comes": lambda: datasketch(None),
}


def main(name: str) -> None:
    sign, index = PEERS[name]()
    signed: list[Any] = []
    began = time.process_time()
    for place, text in enumerate(sys.stdin):
        one = sign(text)
        found = sorted(set(index.query(one)), key=lambda n: -one.jaccard(signed[n]))
        signed.append(one)
        index.insert(place, one)
        print(json.dumps(found[:50]))
    print(time.process_time() - began)


if __name__ == "__main__":
    main(sys.argv[1])
