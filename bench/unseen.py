"""Checks of translations on pairs whose words they were not learned from.

`python -m bench.unseen PART PARTS OUT.jsonl [PAIRS.jsonl]` gives {"id", "flags"} for the
pairs of one of so many parts of the dev faults, or of a wider draw (`bench.draws`), with
tables of words learned from the other parts.
Articles are parted by a digest of their names; blocks of twelve lines of newstest2013,
lines of FLORES and template sentences by their own. With two parts the tables know half of
the words that the shipped ones do; with more parts the figures come nearer to what these do
on articles they have not seen.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bench.fault_pairs import flagged
from tools.translation.texts import folder, parallel
from tools.translation.words import write_all

#: Lines of newstest2013 that are taken for one article, as the bench's README has it.
_BLOCK: Final = 12
#: The module of the tables: the package has a function of the same name.
_WORDS: Final = importlib.import_module("nouvelles.translate.words")


def part_of(name: str, parts: int) -> int:
    """From 0 to `parts` - 1 for an article: "ntrex/cnn.1", "flores/7", "newstest2013/3"."""
    return hashlib.sha256(name.encode()).digest()[0] % parts


def article_of(origin: str) -> str:
    """The article of a pair by its origin: "ntrex/cnn.1/7+2:en-fr" is of "ntrex/cnn.1"."""
    kind, rest = origin.split("/", 1)
    part = rest.partition("/")[0].partition(":")[0].partition("+")[0]
    return f"{kind}/{int(part) // _BLOCK if kind == 'newstest2013' else part}"


def rows_of(part: int, parts: int, path: Path) -> Iterator[dict[str, Any]]:
    """The pairs of a part, faults beside what they were made from."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    origins = {row["id"]: row["origin"] for row in rows if row["fault"] == "none"}
    for row in rows:
        if part_of(article_of(origins[row["base"]]), parts) == part:
            yield row


def flags(part: int, parts: int, path: Path) -> Iterator[dict[str, Any]]:
    """{"id", "flags"} for the pairs of a part. To be called once in a process: what was
    read of other tables before would stay."""
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        others = [
            text
            for sentences in parallel()
            if part_of(sentences.name, parts) != part
            for text in sentences.texts
        ]
        write_all(others, top / "data" / "words")
        given = top / "pairs.jsonl"
        given.write_text(
            "".join(json.dumps(row) + "\n" for row in rows_of(part, parts, path)),
            encoding="utf-8",
        )
        with patch.object(_WORDS, "files", lambda _: top):
            yield from flagged(given)


def main(given: list[str]) -> int:
    numbers = [int(one) for one in given[:2] if one.isdecimal()]
    if len(given) not in (3, 4) or len(numbers) != 2 or numbers[0] >= numbers[1]:
        print("usage: python -m bench.unseen PART PARTS OUT.jsonl [PAIRS.jsonl]")
        return 2
    path = Path(given[3]) if len(given) > 3 else folder() / "faults.dev.jsonl"
    with Path(given[2]).open("w", encoding="utf-8") as out:
        for one in flags(numbers[0], numbers[1], path):
            out.write(json.dumps(one) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
