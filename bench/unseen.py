"""Checks of translations on pairs whose words they were not learned from.

`python -m bench.unseen HALF OUT.jsonl` gives {"id", "flags"} for the pairs of a half, 0 or
1, of the dev faults, with tables of words learned from the other half of the articles.
Articles are parted by the parity of a digest of their names; blocks of twelve lines of
newstest2013, lines of FLORES and template sentences by their own.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bench.fault_pairs import flagged
from nouvelles.translate import words
from tools.translation.texts import folder, parallel
from tools.translation.words import write_all

#: Lines of newstest2013 that are taken for one article, as the bench's README has it.
_BLOCK: Final = 12


def half_of(name: str) -> int:
    """0 or 1 for an article: "ntrex/cnn.1", "flores/7", "newstest2013/3", "template/5"."""
    return hashlib.sha256(name.encode()).digest()[0] & 1


def article_of(origin: str) -> str:
    """The article of a pair by its origin: "ntrex/cnn.1/7+2:en-fr" is of "ntrex/cnn.1"."""
    kind, rest = origin.split("/", 1)
    part = rest.partition("/")[0].partition(":")[0].partition("+")[0]
    return f"{kind}/{int(part) // _BLOCK if kind == 'newstest2013' else part}"


def rows_of(half: int, path: Path) -> Iterator[dict[str, Any]]:
    """The pairs of a half, faults beside what they were made from."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    origins = {row["id"]: row["origin"] for row in rows if row["fault"] == "none"}
    for row in rows:
        if half_of(article_of(origins[row["base"]])) == half:
            yield row


def flags(half: int, path: Path) -> Iterator[dict[str, Any]]:
    """{"id", "flags"} for the pairs of a half. To be called once in a process: what was
    read of other tables before would stay."""
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        others = [
            text
            for sentences in parallel()
            if half_of(sentences.name) != half
            for text in sentences.texts
        ]
        write_all(others, top / "data" / "words")
        given = top / "pairs.jsonl"
        given.write_text(
            "".join(json.dumps(row) + "\n" for row in rows_of(half, path)),
            encoding="utf-8",
        )
        with patch.object(words, "files", lambda _: top):
            yield from flagged(given)


def main(given: list[str]) -> int:
    path = folder() / "faults.dev.jsonl"
    if len(given) != 2 or given[0] not in ("0", "1") or not path.is_file():
        print("usage: python -m bench.unseen 0|1 OUT.jsonl (needs the shared bench)")
        return 2
    with Path(given[1]).open("w", encoding="utf-8") as out:
        for one in flags(int(given[0]), path):
            out.write(json.dumps(one) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
