"""The parallel texts that may be learned from: NTREX-128 and FLORES-200, CC BY-SA 4.0.

newstest2013 lies beside them and is left alone: it is for research only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Some sentences that follow one another, in several languages."""

    name: str
    texts: tuple[dict[str, str], ...]


def folder() -> Path:
    """The bench of translations in the shared folder."""
    shared = Path(os.environ.get("NOUVELLES_SHARED", "../shared"))
    return shared / "bench" / "translation"


def parallel() -> Iterator[Sentences]:
    """All articles of NTREX, then each line of FLORES by itself."""
    for row in _rows(folder() / "ntrex.dev.jsonl"):
        yield Sentences(name=f"ntrex/{row['doc']}", texts=tuple(row["segments"]))
    for row in _rows(folder() / "flores-recorded.dev.jsonl"):
        texts = {tag: text for tag, text in row.items() if tag not in ("line", "mt")}
        yield Sentences(name=f"flores/{row['line']}", texts=(texts,))


def _rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
