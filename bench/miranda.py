"""The corpus of Miranda et al. 2018 (EMNLP), for whoever has it: `python -m bench.miranda
DATASET.json OUT.jsonl` writes it as the stories bench has its files.

The corpus (`dataset.dev.json`, `dataset.test.json` of Priberam/news-clustering) is a JSON
array, or one object a line, with `id`, `date`, `title`, `text`, `lang` ("eng", "spa",
"deu") and `cluster`. Stories of one language are clusters; those across languages have the
same number where the corpus links them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LANGUAGES = {"eng": "en", "spa": "es", "deu": "de"}


def articles(path: Path) -> list[dict[str, Any]]:
    """The articles in order of their dates, as lines of the stories bench.

    Raises:
        ValueError: an article has no id, cluster or text.
    """
    rows = []
    for number, one in enumerate(_objects(path.read_text(encoding="utf-8")), start=1):
        missing = [name for name in ("id", "cluster", "text") if one.get(name) is None]
        if missing:
            raise ValueError(f"{path}: article {number} has no {missing[0]}")
        rows.append(
            {
                "id": str(one["id"]),
                "story": f"{one['lang']}-{one['cluster']}",
                "lang": LANGUAGES.get(one["lang"], one["lang"]),
                "date": _date(one.get("date")),
                "source": one.get("source") or "",
                "title": one.get("title") or "",
                "text": one["text"],
            }
        )
    return sorted(rows, key=lambda row: row["date"] or "")


def _objects(text: str) -> Iterator[dict[str, Any]]:
    if text.lstrip().startswith("["):
        yield from json.loads(text)
    else:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _date(value: str | None) -> str | None:
    if not value:
        return None
    at = datetime.fromisoformat(value)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def main(words: list[str]) -> int:
    if len(words) != 2:
        print("usage: python -m bench.miranda DATASET.json OUT.jsonl")
        return 2
    with Path(words[1]).open("w", encoding="utf-8") as file:
        for row in articles(Path(words[0])):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
