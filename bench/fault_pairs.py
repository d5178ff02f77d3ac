"""Flags for the pairs of the translation bench, as outside scorers read them.

Of a line only id, source, target and both languages are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from nouvelles.stories.embed.use import SentenceEncoder
from nouvelles.translate.checks import check_all
from nouvelles.translate.pair import Pair

#: Pairs that are checked together: their texts are encoded in one go.
BATCH = 2_000


def flagged(path: Path) -> Iterator[dict[str, Any]]:
    """{"id", "flags"} for each pair of a file, in its order."""
    encoder = SentenceEncoder()
    with path.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.strip())
        while batch := list(islice(rows, BATCH)):
            found = check_all([_pair(row) for row in batch], encoder)
            for row, flags in zip(batch, found, strict=True):
                yield {"id": row["id"], "flags": [flag.check for flag in flags]}


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(
        source=row["source"],
        target=row["target"],
        source_language=row["src_lang"],
        target_language=row["tgt_lang"],
    )
