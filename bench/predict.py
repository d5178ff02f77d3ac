"""Predictions as outside scorers read them: `python -m bench.predict KIND INPUT OUT`.

KIND `extraction` takes a folder laid out like the extraction bench: `pages/<id>.html.gz`
and `truth.jsonl`, of which only id, address and character set are read, never a label.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from nouvelles.errors import Reject
from nouvelles.extract import extract
from nouvelles.records import Article

KINDS = ("extraction",)


def pages(folder: Path) -> Iterator[tuple[str, str, str, Path]]:
    """(id, address, content type, file) of each page, in the order of truth.jsonl."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            url = row.get("url") or ""
            if not url.startswith(("http://", "https://")):
                url = f"http://{row.get('domain') or 'unknown.example'}/"
            charset = row.get("encoding") or ""
            kind = f"text/html; charset={charset}" if charset else "text/html"
            yield row["id"], url, kind, folder / "pages" / f"{row['id']}.html.gz"


def predict(page: tuple[str, str, str, Path]) -> dict[str, Any]:
    """One line of predictions; empty fields for a page that holds no article."""
    name, url, content_type, path = page
    try:
        data = gzip.decompress(path.read_bytes())
        article = extract(data, url=url, content_type=content_type)
    except Reject as reject:
        return {"id": name, "title": None, "body": "", "rejected": str(reject)}
    published = article.published
    return {
        "id": name,
        "title": article.headline or None,
        "authors": list(article.byline),
        "date": published.isoformat() if published else None,
        "body": body(article),
    }


def body(article: Article) -> str:
    """The article's text: standfirst, then a line for each block or item."""
    lines = [article.standfirst]
    for block in article.body:
        if block.kind != "image":
            lines += block.items or (block.text,)
    return "\n".join(line for line in lines if line)


def main(words: list[str]) -> int:
    if len(words) != 3 or words[0] not in KINDS:
        print(f"usage: python -m bench.predict {'|'.join(KINDS)} INPUT OUT.jsonl")
        return 2
    folder, out = Path(words[1]), Path(words[2])
    with ProcessPoolExecutor() as pool, out.open("w", encoding="utf-8") as file:
        for row in pool.map(predict, pages(folder), chunksize=8):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
