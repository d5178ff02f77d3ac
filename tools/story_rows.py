"""Rows of the stories bench as what a paper reads, so that story pages can be looked at.

    python -m tools.story_rows OUT ROWS.jsonl … [--stories N]

Of each file the first N stories in order of their names. An article with a text becomes
a page of a web archive, one without an entry of its outlet's feed: `nouvelles archive
OUT/*` reads both. What is written is not to be published.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any, Final

from nouvelles.ingest import encode_record
from nouvelles.records import Capture

Row = Mapping[str, Any]

_NOT_IN_HOST: Final = re.compile("[^a-z0-9]+")
_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--stories", type=int, default=10)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    feeds: dict[str, list[Row]] = defaultdict(list)
    pages = []
    for row in _chosen(arguments.rows, arguments.stories):
        if row["text"]:
            pages.append(encode_record(_page(row)))
        else:
            feeds[_host(row)].append(row)
    if pages:
        (arguments.out / "rows.warc.gz").write_bytes(b"".join(pages))
    for host, of_host in feeds.items():
        path = arguments.out / f"{host}.xml"
        path.write_text(_feed(host, of_host), encoding="utf-8")


def _chosen(paths: Iterable[Path], most: int) -> Iterable[Row]:
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        names = set(sorted({row["story"] for row in rows})[:most])
        yield from (row for row in rows if row["story"] in names)


def _host(row: Row) -> str:
    words = _NOT_IN_HOST.sub("-", (row["source"] or "outlet").lower()).strip("-")
    return f"{words or 'outlet'}.example"


def _address(row: Row) -> str:
    return f"https://{_host(row)}/{_NOT_IN_HOST.sub('-', row['id'].lower())}"


def _date(row: Row) -> datetime:
    return datetime.fromisoformat(row["date"]) if row["date"] else _AT


def _page(row: Row) -> Capture:
    text = "".join(f"<p>{escape(line)}</p>" for line in row["text"].splitlines())
    title, date = escape(row["title"] or ""), _date(row).isoformat()
    body = (
        f'<!doctype html><html lang="{row["lang"]}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{date}"></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )
    return Capture(
        url=_address(row),
        at=_date(row),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body.encode(),
    )


def _feed(host: str, rows: Sequence[Row]) -> str:
    entries = "".join(
        f"<item><title>{escape(row['title'] or '')}</title><link>{_address(row)}</link>"
        f"<pubDate>{format_datetime(_date(row))}</pubDate></item>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{host}</title><link>https://{host}/</link>"
        f"<language>{rows[0]['lang']}</language>"
        f"{entries}</channel></rss>"
    )


if __name__ == "__main__":
    main()
